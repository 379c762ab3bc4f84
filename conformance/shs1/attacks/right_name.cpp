// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/recordings.hpp"

// P02, P03, P07: whoever proves a key is named by that key (spec/shs1.md §6), and P15: the
// application is asked about nobody else.
namespace assay::mallory {
namespace {

struct Named {
  std::string by;
  Bytes peer;
};

// Whom the target named in this session, in events and in its outcome.
std::vector<Named> names_given(Stage& stage, Conversation& line) {
  std::vector<Named> all;
  for (const Event& e : line.events())
    if (e.peer) all.push_back({std::string(word(event_words, e.kind)), *e.peer});
  if (!stage.caps.has("outcome") || !line.succeeded()) return all;
  const std::map<std::string, Bytes> outcome = line.outcome();
  if (const auto it = outcome.find("peer_pk"); it != outcome.end())
    all.push_back({"outcome", it->second});
  return all;
}

// One honest session; what was said of the peer while it ran.
std::vector<Named> names_in_session(Stage& stage, const Keys& keys, const OpenRequest& request) {
  if (stage.role == Role::client) {
    AsServer s = answer_client(stage, keys, request);
    return names_given(stage, s.line);
  }
  AsClient s = exchange_hellos(stage, keys, request);
  complete(stage, s);
  return names_given(stage, s.line);
}

Result all_named(const std::vector<Named>& given, const Bytes& proven, std::string_view only) {
  std::size_t names = 0;
  for (const Named& n : given) {
    if (!only.empty() && n.by != only) continue;
    ++names;
    if (n.peer != proven)
      return {Verdict::succeeded,
              fmt::format("{} names {}, proven was {}", n.by, hex(n.peer), hex(proven))};
  }
  if (names == 0) throw Unsupported("a target that names the peer");
  return {Verdict::withstood, fmt::format("named {} times, each time by the proven key", names)};
}

// The second of two clients, so that a name that was kept from the first shows.
Result second_client(Stage& stage, std::string_view only) {
  const Keys keys = Keys::draw(stage.keys);
  Keys other = keys;
  other.A = keys.M, other.A_p = keys.M_p;
  const auto as = [&](const Keys& who) {
    OpenRequest request = stage.caps.authorize.empty()
                              ? open_server(stage, who)
                              : open_server_admitting(stage, who, {keys.A_p, keys.M_p});
    if (stage.caps.has("endpoint")) request.endpoint = endpoint_of(keys);
    return request;
  };
  if (!stage.caps.authorize.empty()) names_in_session(stage, other, as(other));
  return all_named(names_in_session(stage, keys, as(keys)), keys.A_p, only);
}

Result only_client(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  return all_named(names_in_session(stage, keys, open_server(stage, keys)), keys.A_p, "");
}

Result server_dialled(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  return all_named(names_in_session(stage, keys, open_client(stage, keys)), keys.B_p, "");
}

std::vector<Case> names(Stage& stage) {
  if (stage.role == Role::client)
    return {{.slug = "", .change = "none: an honest session", .run = server_dialled}};
  return {{.slug = "only-client", .change = "none: an honest session", .run = only_client},
          {.slug = "second-client",
           .change = "none: an honest session after another client's",
           .run = [](Stage& s) { return second_client(s, ""); }}};
}

}  // namespace

std::vector<Attack> right_name_attacks() {
  std::vector<Attack> all = in_both_roles(
      {{.id = "X06",
        .slug = "right-name",
        .role = Role::server,
        .meaning = "The application is told another peer than the one that proved its key.",
        .expected = "every event and outcome that names a peer names the proven key",
        .spec = "spec/shs1.md#6",
        .likely = "the name comes from somewhere else than the message that proves it",
        .control = honest_run,
        .cases = names}});
  all.push_back({.id = "X07",
                 .slug = "asked-about-another",
                 .role = Role::server,
                 .meaning = "Whether the client is admitted was asked of another key than its own.",
                 .expected = "authorize names the proven key",
                 .spec = "spec/shs1.md#6",
                 .likely = "the key that is asked about is not the one of msg3",
                 .control = honest_run,
                 .cases = single("none: an honest session after another client's",
                                 [](Stage& s) { return second_client(s, "authorize"); })});
  return all;
}

}  // namespace assay::mallory

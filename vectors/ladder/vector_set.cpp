// SPDX-License-Identifier: MIT
#include "vectors/ladder/vector_set.hpp"

#include "conformance/ladder/formulas.hpp"
#include "reference/ladder/reject.hpp"
#include "vectors/ladder/book.hpp"

namespace assay::vectors {
namespace {

using rungs::Rung;

Field given_to_ladder(std::string name, std::size_t bytes = 32) {
  return {.name = std::move(name), .bytes = bytes, .given = true};
}
Field list_given_to_ladder(std::string name) {
  return {.name = std::move(name), .bytes = 64, .given = true, .list = true};
}

std::vector<Field> ladder_shared(const Rung& rung) {
  if (!rung.has_names()) return {given_to_ladder("P", 1)};
  return {given_to_ladder("P", 1), list_given_to_ladder("entries"), list_given_to_ladder("proofs")};
}

std::vector<Party> ladder_parties(const Rung& rung) {
  const Field x = given_to_ladder("x"), y = given_to_ladder("y");
  const std::string attacker(mallory_name);
  if (!rung.has_names())
    return {{"client", Role::client, {x, {"X"}}},
            {"server", Role::server, {y, {"Y"}}},
            {attacker, std::nullopt, {}}};
  const Field admits{.name = "admits", .letter = "A", .list = true};
  return {{"client",
           Role::client,
           {given_to_ladder("A"),
            given_to_ladder("seedA"),
            {"keyA"},
            given_to_ladder("called"),
            x,
            {"X"}}},
          {"server",
           Role::server,
           {given_to_ladder("B"), given_to_ladder("seedB"), {"keyB"}, y, {"Y"}, admits}},
          {attacker, std::nullopt, {given_to_ladder("seedE")}}};
}

std::vector<Message> ladder_messages(const Rung& rung) {
  std::vector<Message> all;
  for (int n = 1; n <= rung.last(); ++n)
    all.push_back({std::string(rungs::numbered("msg", n)), n % 2 == 1 ? "client" : "server"});
  return all;
}

std::size_t content_bytes(const rungs::Said& said) {
  std::size_t bytes = 0;
  for (const std::string_view letter : said.hidden()) bytes += rungs::bytes_of(letter);
  return bytes;
}

// What each message was made from.
std::vector<Intermediate> ladder_intermediates(const Rung& rung) {
  std::vector<Intermediate> all;
  for (int n = 1; n <= rung.last(); ++n) {
    const rungs::Said& said = rung.message(n);
    const std::string msg(rungs::numbered("msg", n));
    const auto add = [&](std::string_view letter, std::size_t bytes) {
      if (has_letter(rung, letter)) all.push_back({std::string(letter), bytes, msg});
    };
    if (n == 2)
      for (const char* key : {"Z", "mac-i", "mac-r", "enc-i", "enc-r", "ack-r", "app-i", "app-r"})
        add(key, 32);
    for (const auto& [sig, mac] : {std::pair{"sigA", "macA"}, {"sigB", "macB"}}) {
      if (!said.has(sig)) continue;
      add(sig, 64);
      add(mac, 32);
    }
    if (said.has("ack")) add("ack", 32);
    if (const std::size_t bytes = content_bytes(said)) {
      add(rungs::numbered("content", n), bytes);
      add(rungs::numbered("box", n), bytes + (said.boxed.empty() ? 0 : 16));
    }
  }
  return all;
}

std::vector<OutcomeField> ladder_outcome(const Rung& rung) {
  std::vector<OutcomeField> all = {{"app_i", 32}, {"app_r", 32}};
  if (rung.has_names()) all.push_back({"peer", 32});
  return all;
}

std::vector<std::string> ladder_reasons(const Rung& rung) {
  using ladder::Reject;
  std::vector<std::string> all;
  for (const Reject reason :
       {Reject::bad_frame, Reject::low_order_point, Reject::bad_box, Reject::unknown_name,
        Reject::bad_signature, Reject::bad_mac, Reject::wrong_peer, Reject::not_authorized}) {
    all.push_back(std::string(ladder::name(reason)));
    if (!rung.has_names() && all.size() == 2) break;
  }
  return all;
}

std::vector<VectorFile> ladder_files(const Rung& rung) {
  using Kind = VectorFile::Kind;
  const auto refused_by = [&rung](const char* party) {
    return [&rung, party] { return ladder_reject_tests(rung, party); };
  };
  return {{"accept.json", "Honest sessions with every value; both parties accept.", Kind::accept,
           "", [&rung] { return ladder_accept_tests(rung); }},
          {"reject-server.json", "Sessions that every sound server refuses.", Kind::reject,
           "server", refused_by("server")},
          {"reject-client.json", "Sessions that every sound client refuses.", Kind::reject,
           "client", refused_by("client")},
          {"policy.json",
           "Sessions on which sound implementations differ: the result is the reference's, never a "
           "requirement.",
           Kind::policy, "", [&rung] { return ladder_policy_tests(rung); }}};
}

VectorSet made_set(const Rung& rung) {
  return {
      .protocol = rungs::protocol_name(rung),
      .spec = "spec/ladder.md",
      .profile = "reference",
      .suite = "1.0.0",
      .seed = ladder_seed,
      .sources = {{"Assay: ladder/1 and its known answers", "1", "spec/ladder.md", "MIT"}},
      .notes = ladder_notes(),
      .modes = rungs::modes_of(rung),
      .shared = ladder_shared(rung),
      .parties = ladder_parties(rung),
      .messages = ladder_messages(rung),
      .intermediates = ladder_intermediates(rung),
      .outcome = ladder_outcome(rung),
      .capabilities = {"inject.ephemeral_sk"},
      .reasons = ladder_reasons(rung),
      .other_length = std::string(ladder::name(ladder::Reject::bad_frame)),
      .attacker = rung.has_names() ? Values{{"seedE", eve_seed}} : Values{},
      .book = &ladder_book(rung),
      .set_up = [&rung](Test& test) { set_up_rung(rung, test); },
      .play = [&rung](const Test& test,
                      std::string_view party) { return play_rung(rung, test, party); },
      .intermediates_of = [&rung](const Test& test) { return intermediates_of_rung(rung, test); },
      .files = ladder_files(rung),
      .open = {"P"},
      .questions = [&rung] { return ladder_questions(rung); },
  };
}

}  // namespace

const VectorSet& rung_vector_set(const Rung& rung) {
  static const std::vector<VectorSet> sets = ladder_vector_sets();
  return sets.at(rung.P);
}

std::vector<VectorSet> ladder_vector_sets() {
  std::vector<VectorSet> sets;
  for (const Rung& rung : rungs::all_rungs()) sets.push_back(made_set(rung));
  return sets;
}

}  // namespace assay::vectors

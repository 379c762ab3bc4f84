// SPDX-License-Identifier: MIT
#include "conformance/games/two_world.hpp"
#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/recordings.hpp"

// P13: a replay cannot learn who is authorized (spec/shs1.md §6: authorize comes after sigA has
// verified).
namespace assay::mallory {
namespace {

// That nobody was asked shows something only of a target that reports when it asks.
void require_authorize_events(Stage& stage, const Keys& keys) {
  if (stage.caps.authorize == "none") throw Unsupported("an application that is asked");
  AsClient s = exchange_hellos(stage, keys);
  complete(stage, s);
  if (s.line.find(Event::Kind::authorize) == nullptr) throw Unsupported("authorize events");
}

// C25: a right box with a wrong signature, in the name of one who is listed and of one who is not.
Result bad_signature(Stage& stage, bool listed) {
  const Keys keys = Keys::draw(stage.keys);
  require_authorize_events(stage, keys);
  const std::vector<Bytes> list = {listed ? keys.A_p : keys.M_p};
  AsClient s = exchange_hellos(stage, keys, open_server_admitting(stage, keys, list));
  s.t.sigA[0] ^= 1;
  s.line.send(s.t.msg3());
  return refused(s.line, {.no_authorize = true});
}

std::vector<Case> bad_signatures(Stage&) {
  return {{.slug = "listed",
           .change = "msg3.plaintext.sigA[0] ^= 1, A_p on the allow list",
           .run = [](Stage& s) { return bad_signature(s, true); }},
          {.slug = "unlisted",
           .change = "msg3.plaintext.sigA[0] ^= 1, A_p not on the allow list",
           .run = [](Stage& s) { return bad_signature(s, false); }}};
}

// C26: the application does not answer, or answers with an error.
Result no_decision(Stage& stage, Authorize::Then then) {
  const Keys keys = Keys::draw(stage.keys);
  OpenRequest request = open_server(stage, keys);
  request.authorize = Authorize{.keys = {{keys.A_p}}, .then = then};
  AsClient s = exchange_hellos(stage, keys, request);
  s.line.send(s.t.msg3());
  if (then == Authorize::Then::error) return refused(s.line, {.verified_is_fine = true});
  return silent_for(s.line, stage.effort == Effort::full ? 2000 : 100, {.verified_is_fine = true});
}

std::vector<Case> no_decisions(Stage&) {
  return {{.slug = "error",
           .change = "authorize answers with an error",
           .run = [](Stage& s) { return no_decision(s, Authorize::Then::error); }},
          {.slug = "never", .change = "authorize never answers", .run = [](Stage& s) {
             return no_decision(s, Authorize::Then::never);
           }}};
}

// F10: what A sent to B', sent to B, which admits A in one world and not in the other.
std::vector<Sighting> replay_at_another(Stage& stage, const Keys& keys, const Recording& recording,
                                        bool listed) {
  const std::vector<Bytes> list = {listed ? keys.A_p : keys.M_p};
  Conversation line = replay(stage, open_server_admitting(stage, keys, list), recording);
  const Result end = refused(line, {.no_authorize = true});
  if (end.verdict == Verdict::hung) throw Hung(end.observed);
  const auto seen = [](bool yes) { return yes ? Bytes{1} : Bytes{}; };
  return {{"answer", line.unread()},
          {"authorize", seen(line.find(Event::Kind::authorize) != nullptr)},
          {"success", seen(line.succeeded())},
          {"close", {static_cast<std::uint8_t>(line.close())}}};
}

Result replayed_at_another(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  Keys other = keys;
  other.B = keys.M, other.B_p = keys.M_p;
  const Recording recording = record_client_side(stage, other, open_server(stage, other)).recording;
  const std::vector<Rule> rules{{"answer", Likeness::absent},
                                {"authorize", Likeness::absent},
                                {"success", Likeness::absent},
                                {"close", Likeness::identical}};
  Result r = two_worlds(stage.rng, two_world_trials(stage.effort), rules, [&](int world) {
    return replay_at_another(stage, keys, recording, world == 1);
  });
  if (stage.caps.authorize != "before-msg4") {
    r.observed += "; this target takes no list, so both worlds are one";
  }
  return r;
}

}  // namespace

std::vector<Attack> p13_attacks() {
  return {
      {.id = "C25",
       .slug = "authorize-before-proof",
       .role = Role::server,
       .meaning = "The server asks its application about a peer that has proved nothing.",
       .expected = "refused at msg3, the application is not asked",
       .spec = "spec/shs1.md#6",
       .likely = "authorize is called before the signature in msg3 is verified",
       .control = honest_run,
       .cases = bad_signatures},
      {.id = "C26",
       .slug = "no-decision",
       .role = Role::server,
       .meaning = "The server answered a client that its application has not admitted.",
       .expected = "no msg4: refused on an error, silent while no answer comes",
       .spec = "spec/shs1.md#6",
       .likely = "an error of authorize is taken for consent, or msg4 does not wait for it",
       .needs = {"authorize.then"},
       .control = honest_run,
       .cases = no_decisions},
      {.id = "F10",
       .slug = "replay-at-another-server",
       .role = Role::server,
       .meaning = "A session recorded at one server tells whom another admits.",
       .expected = "refused at msg3 alike, whether A is admitted or not",
       .spec = "spec/shs1.md#6",
       .likely = "authorize is called before the signature in msg3 is verified",
       .control = honest_run,
       .cases = single("msg1 and msg3 recorded at B', sent to B with A listed and not",
                       replayed_at_another)},
  };
}

}  // namespace assay::mallory

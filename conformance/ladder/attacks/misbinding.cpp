// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/terms/delta.hpp"

namespace assay::rungs {
namespace {

using terms::Delta, terms::replace, terms::with;

bool covers(const Letters& letters, std::string_view letter) {
  return std::ranges::find(letters, letter) != letters.end();
}

struct SwapLetters {
  std::string name, sig, mac;
  Letters signs, macs;
  int n;
};

SwapLetters swap_letters(const Rung& rung, Role by) {
  if (by == Role::client) return {"A", "sigA", "macA", rung.sigA, rung.macA, proof_of(rung, by)};
  return {"B", "sigB", "macB", rung.sigB, rung.macB, proof_of(rung, by)};
}

// What E puts in the place of an honest end's proof.
struct Swap {
  std::string name;            // the letter of one of E's names
  bool own_signature = false;  // else the honest one's stays
  std::string guess = {};  // what E takes for the shared secret, to make the mac; empty: it stays
};

void add_guessed_mac(std::vector<Delta>& deltas, const SwapLetters& p, const Swap& swap) {
  if (swap.guess.empty()) {
    if (covers(p.macs, p.sig)) deltas.push_back(replace(p.mac + "." + p.sig, p.sig));
    return;
  }
  if (covers(p.macs, p.name)) deltas.push_back(replace(p.mac + "." + p.name, swap.name));
  const std::string label = p.name == "A" ? "mac-i" : "mac-r";
  deltas.push_back(with("mac-with", p.mac, "key-" + label + "[" + swap.guess + "](P)"));
}

// With a signature of its own the box is lent to E only where a mac stands in it.
std::vector<Delta> swapped(const Rung& rung, Role by, const Swap& swap) {
  const SwapLetters p = swap_letters(rung, by);
  std::vector<Delta> deltas;
  if (rung.message(p.n).has(p.name))
    deltas.push_back(replace(place_of(rung, p.n, p.name), swap.name));
  const bool hidden = !rung.message(p.n).hidden().empty();
  if (!swap.own_signature || (hidden && p.macs.empty())) return deltas;
  deltas.push_back(with("sign-with", p.sig, "seedE"));
  if (covers(p.signs, "Z")) deltas.push_back(replace(p.sig + ".Z", "0^32"));
  add_guessed_mac(deltas, p, swap);
  return deltas;
}

// An initiator under test calls E, who passes on what an honest responder says, E's name in it; a
// responder gets an honest initiator's proof, changed likewise.
Result swapped_proof(Stage& stage, const Rung& rung, const Swap& swap) {
  const Cast cast = cast_on(stage, rung);
  const Bytes& its_name = swap.name == "E" ? cast.E.name : cast.N;
  OwnEnd end(stage, rung, stage.role == Role::server ? Setup{} : Setup{.called = its_name});
  return credited_to_E(end, swapped(rung, end.role(), swap));
}

Case swap_case(const Rung& rung, std::string slug, std::string change, const Swap& swap) {
  return {.slug = std::move(slug), .change = std::move(change), .run = [&rung, swap](Stage& stage) {
            return swapped_proof(stage, rung_on(stage, rung), swap);
          }};
}

// Of swapped() with E's own key.
std::string swap_in_words(const Rung& rung, Role by, const std::string& guess) {
  const SwapLetters p = swap_letters(rung, by);
  const Said& said = rung.message(p.n);
  const bool hidden = !said.hidden().empty(), named = said.has(p.name);
  const std::string in_place = " in place of " + p.name + "'s";
  if (hidden && p.macs.empty())
    return said.masked.empty() ? "E's name beside " + p.name + "'s box"
                               : "E's name" + in_place + ", by XOR on " + p.name + "'s box";
  std::string words = named ? "E's name and signature" + in_place
                            : "E's signature" + in_place + "; there is no name to replace";
  if (covers(p.signs, "Z")) words += ", with zeros for Z";
  if (p.macs.empty()) return words;
  words += covers(p.signs, p.mac) ? ", over " : ", and ";
  words += guess.empty() ? p.name + "'s mac" : "a mac with a key from " + guess;
  return words + (hidden ? "; the box is lent to E, to try the mac alone" : "");
}

std::vector<Case> own_key_cases(const Rung& rung, Role target) {
  const Role by = target == Role::server ? Role::client : Role::server;
  std::vector<Case> cases = {swap_case(rung, "signed", swap_in_words(rung, by, ""), {"E", true})};
  if (rung.macA.empty()) return cases;
  for (const auto& [slug, guess] :
       {std::pair{"mac-of-zero", "0^32"}, {"mac-of-X", "X"}, {"mac-of-Y", "Y"}, {"mac-of-P", "P"}})
    cases.push_back(swap_case(rung, slug, swap_in_words(rung, by, guess), {"E", true, guess}));
  return cases;
}

std::string id_of_registered(const Rung& rung) {
  if (rung.name == "sts-mac") return "A08";
  if (rung.name == "sts-enc-id") return "A09";
  return rung.name == "sign-key" ? "A10" : "A07";
}

Attack own_key(const Rung& rung, Role role) {
  const bool own = rung.name == "sign-own", bad = rung.name == "badh";
  Attack attack = single(
      rung, {.id = role == Role::client ? "A06"
                   : own                ? "A02"
                                        : "A05",
             .slug = "credited-to-E",
             .role = role,
             .meaning = "What one honest end says is credited to E, who reads nothing of it.",
             .expected = "refused, by it or by the other honest end",
             .spec = own ? "spec/ladder.md#6.2" : "spec/ladder.md#6.3",
             .likely = "nothing binds the name to the shared secret, or to the peer",
             .change = "",
             .run = nullptr,
             .twin = own   ? "sigma-0"
                     : bad ? "iso"
                           : ""});
  attack.attacker = Attacker::relaying;
  attack.cases = [&rung](Stage& stage) { return own_key_cases(rung, stage.role); };
  return attack;
}

Attack registered_key(const Rung& rung, Role role, bool loses) {
  Attack attack =
      single(rung, {.id = id_of_registered(rung),
                    .slug = "honest-key-registered-by-E",
                    .role = role,
                    .meaning = "E, who had another's key registered as its own, is credited with a "
                               "channel that it knows nothing of.",
                    .expected = "refused",
                    .spec = "spec/ladder.md#6.5",
                    .likely = "the name is not under a mac with a key from the shared secret",
                    .change = "",
                    .run = nullptr,
                    .twin = loses ? "sigma-i" : ""});
  attack.attacker = Attacker::relaying;
  attack.cases = [&rung](Stage& stage) {
    const std::string its_name = stage.role == Role::server ? "M" : "N";
    return std::vector{swap_case(
        rung, "", "the name that E registered with the honest key, in its place", {its_name})};
  };
  return attack;
}

Result untouched(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung, {.called = cast_on(stage, rung).N});
  return credited_to_E(end, {});
}

Attack called_by_another_name(const Rung& rung) {
  return single(
      rung, {.id = "L27",
             .slug = "called-by-another-name",
             .role = Role::client,
             .meaning = "It calls E, who had B's key registered as its own, and is done with E, "
                        "while B, who answered, is done with it.",
             .expected = "refused, by it or by the other honest end",
             .spec = "spec/ladder.md#5",
             .likely = "the key is that of the name that was called, and the name that the "
                       "proof brings is not compared with it",
             .change = "the initiator calls the name that E registered with B's key; nothing "
                       "that is sent is changed",
             .run = untouched,
             .attacker = Attacker::relaying});
}

}  // namespace

// Whether that misbinds an initiator shows at the responder, too: it must not take the initiator's
// proof.
Result credited_to_E(OwnEnd& end, const std::vector<terms::Delta>& deltas) {
  const int n = proof_of(end.rung(), end.role());
  end.up_to(n);
  end.line().send(end.forged(n, deltas));
  if (end.role() == Role::client || n == end.rung().last()) return refused(end);
  const std::optional<Bytes> answer = end.receive();
  if (!answer) return refused(end);
  if (!end.read(*answer)) return {Verdict::withstood, "the other end refuses what it sends"};
  return {Verdict::succeeded,
          "it is done with E, and the other end takes it for A: " + end.line().summary()};
}

std::vector<Attack> misbinding_attacks(const Rung& rung, const std::string& mode) {
  std::vector<Attack> all;
  const bool by_name = mode != id_is_key;
  const bool mended = !rung.macA.empty() && rung.name != "sts-mac";
  for (const Role role : {Role::server, Role::client}) {
    all.push_back(own_key(rung, role));
    const int n = proof_of(rung, role == Role::server ? Role::client : Role::server);
    const bool named_there = rung.message(n).has(role == Role::server ? "A" : "B");
    if (by_name && named_there)
      all.push_back(registered_key(rung, role, mode == named && !mended && rung.name != "iso"));
    if (by_name && role == Role::client) all.push_back(called_by_another_name(rung));
  }
  return all;
}

}  // namespace assay::rungs

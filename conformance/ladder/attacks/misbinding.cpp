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

// The proof of `by`, its name swapped for one of E's. With a signature of E's own the box is lent
// to E only where a mac that E cannot make stands in it.
std::vector<Delta> swapped(const Rung& rung, Role by, const std::string& to, bool own_signature) {
  const SwapLetters p = swap_letters(rung, by);
  std::vector<Delta> deltas;
  if (rung.message(p.n).has(p.name)) deltas.push_back(replace(place_of(rung, p.n, p.name), to));
  const bool hidden = !rung.message(p.n).hidden().empty();
  if (!own_signature || (hidden && p.macs.empty())) return deltas;
  deltas.push_back(with("sign-with", p.sig, "seedE"));
  if (covers(p.signs, "Z")) deltas.push_back(replace(p.sig + ".Z", "0^32"));
  if (covers(p.macs, p.sig)) deltas.push_back(replace(p.mac + "." + p.sig, p.sig));
  return deltas;
}

// The responder under test gets an honest initiator's proof, E's name in it.
Result at_responder(Stage& stage, const Rung& rung, const std::string& to, bool own_signature) {
  OwnEnd end(stage, rung);
  const int n = proof_of(rung, Role::client);
  end.up_to(n);
  end.line().send(end.forged(n, swapped(rung, Role::client, to, own_signature)));
  return refused(end.line());
}

// The initiator under test calls E, who passes on what an honest responder says, its own name in
// it. Whether that misbinds shows at the responder, too: it must not take the initiator's proof.
Result at_initiator(Stage& stage, const Rung& rung, const std::string& to, bool own_signature) {
  const Cast cast = cast_on(stage, rung);
  OwnEnd end(stage, rung, {.called = to == "E" ? cast.E.name : cast.N});
  const int n = proof_of(rung, Role::server);
  end.up_to(n);
  end.line().send(end.forged(n, swapped(rung, Role::server, to, own_signature)));
  if (n == rung.last()) return refused(end.line());
  const std::optional<Bytes> proof = end.receive();
  if (!proof) return refused(end.line());
  if (!end.read(*proof)) return {Verdict::withstood, "the other end refuses what it sends"};
  return {Verdict::succeeded,
          "it is done with E, and the other end takes it for A: " + end.line().summary()};
}

Result own_key_at_responder(Stage& stage, const Rung& rung) {
  return at_responder(stage, rung, "E", true);
}
Result own_key_at_initiator(Stage& stage, const Rung& rung) {
  return at_initiator(stage, rung, "E", true);
}
Result registered_at_responder(Stage& stage, const Rung& rung) {
  return at_responder(stage, rung, "M", false);
}
Result registered_at_initiator(Stage& stage, const Rung& rung) {
  return at_initiator(stage, rung, "N", false);
}

std::string id_of_registered(const Rung& rung) {
  if (rung.name == "sts-mac") return "A08";
  if (rung.name == "sts-enc-id") return "A09";
  return rung.name == "sign-key" ? "A10" : "A07";
}

Attack own_key(const Rung& rung, Role role) {
  const bool server = role == Role::server, own = rung.name == "sign-own",
             bad = rung.name == "badh";
  return single(rung,
                {.id = !server ? "A06"
                       : own   ? "A02"
                               : "A05",
                 .slug = "credited-to-E",
                 .role = role,
                 .meaning = "What one honest end says is credited to E, who reads nothing of it.",
                 .expected = "refused, by it or by the other honest end",
                 .spec = own ? "spec/ladder.md#6.2" : "spec/ladder.md#6.3",
                 .likely = "nothing binds the name to the shared secret, or to the peer",
                 .change = "E's name, and its signature, in the place of the honest end's",
                 .run = server ? own_key_at_responder : own_key_at_initiator,
                 .twin = own   ? "sigma-0"
                         : bad ? "iso"
                               : ""});
}

Attack registered_key(const Rung& rung, Role role, bool loses) {
  return single(rung,
                {.id = id_of_registered(rung),
                 .slug = "honest-key-registered-by-E",
                 .role = role,
                 .meaning = "E, who had another's key registered as its own, is credited with a "
                            "channel that it knows nothing of.",
                 .expected = "refused",
                 .spec = "spec/ladder.md#6.5",
                 .likely = "the name is not under a mac with a key from the shared secret",
                 .change = "the name that E registered with the honest key, in its place",
                 .run = role == Role::server ? registered_at_responder : registered_at_initiator,
                 .twin = loses ? "sigma-i" : ""});
}

}  // namespace

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
  }
  return all;
}

}  // namespace assay::rungs

// SPDX-License-Identifier: MIT
#include "conformance/shs1/terms.hpp"

#include <algorithm>
#include <utility>

#include "conformance/shs1/formulas.hpp"
#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/slips.hpp"

namespace assay::mallory {
namespace {

Bytes first24(const Bytes& tag) { return Bytes(tag.begin(), tag.begin() + 24); }

thread_local const terms::Book* slipping = nullptr;

}  // namespace

SpeakingAs::SpeakingAs(const terms::Book& book) : before_(std::exchange(slipping, &book)) {}
SpeakingAs::~SpeakingAs() { slipping = before_; }

const terms::Book& spoken_book() { return slipping == nullptr ? shs1_book() : *slipping; }

Keys Keys::draw(const KeySource& source) {
  Keys k;
  Rng rng = source.rng;
  k.K = rng.bytes(32);
  k.A = rng.bytes(32);
  k.B = rng.bytes(32);
  k.M = rng.bytes(32);
  const auto fixed = [&](const char* name, Bytes& key) {
    const auto it = source.fixed.find(name);
    if (it != source.fixed.end()) key = it->second;
    return it != source.fixed.end();
  };
  fixed("network_key", k.K);
  fixed("client_seed", k.A);
  k.A_p = public_key(k.A);
  k.B_p = public_key(k.B);
  k.M_p = public_key(k.M);
  if (fixed("server_key", k.B_p)) k.B.clear();
  return k;
}

Terms Terms::of_client(const Keys& keys, View a, View b_p) {
  Terms t;
  t.K = keys.K, t.A_p = keys.A_p, t.B_p = keys.B_p;
  t.a = Bytes(a.begin(), a.end());
  t.a_p = base(a);
  t.b_p = Bytes(b_p.begin(), b_p.end());
  t.ab = dh(a, b_p);
  t.aB = dh(a, to_curve(keys.B_p));
  t.Ab = dh(secret_to_curve(keys.A), b_p);
  t.hab = h(t.ab);
  t.sigA = sign(keys.A, t.text_of_sigA());
  t.H = cat(t.sigA, t.A_p);
  t.K2 = t.key2(), t.K3 = t.key3();
  return t;
}

Terms Terms::of_server(const Keys& keys, View b, View a_p) {
  Terms t;
  t.K = keys.K, t.B_p = keys.B_p;
  t.b = Bytes(b.begin(), b.end());
  t.b_p = base(b);
  t.a_p = Bytes(a_p.begin(), a_p.end());
  t.ab = dh(b, a_p);
  t.aB = dh(secret_to_curve(keys.B), a_p);
  t.hab = h(t.ab);
  t.K2 = t.key2();
  return t;
}

terms::Parts Terms::parts_as_spoken(std::string_view letter) const {
  // Who signs, signs by another way: A and B are of no use here.
  const Bytes none;
  terms::Values values = {{"A", none}, {"B", none}};
  terms::add_known(values, {{"K", &K}, {"A_p", &A_p}, {"B_p", &B_p}, {"ab", &ab}, {"aB", &aB}});
  terms::add_known(values, {{"Ab", &Ab}, {"hab", &hab}, {"H", &H}, {"K2", &K2}, {"K3", &K3}});
  terms::add_known(values, {{"sigA", &sigA}, {"sigB", &sigB}});
  const auto& formulas = slipping->formulas;
  const auto formula = std::ranges::find(formulas, letter, &terms::Formula::letter);
  terms::Parts parts = terms::parts_of(*formula, values).value();
  for (const terms::Slip& slip : slipping->slips) make_slip(slip, *formula, values, parts);
  return parts;
}

Bytes Terms::covered_by(std::string_view letter) const {
  if (slipping != nullptr) return joined(parts_as_spoken(letter));
  if (letter == "sigA") return cat(K, B_p, hab);
  if (letter == "sigB") return cat(K, H, hab);
  return letter == "K2" ? cat(K, ab, aB) : cat(K, ab, aB, Ab);
}

Bytes Terms::key_of(std::string_view message) const {
  const bool third = message == "msg3";
  if (slipping == nullptr) return third ? K2 : K3;
  // What it boxes is not known to who opens it.
  Terms boxed = *this;
  (third ? boxed.H : boxed.sigB) = zeros(1);
  return boxed.parts_as_spoken(message).key;
}

bool Terms::read_msg3(const Keys& keys, View msg3) {
  const std::optional<Bytes> opened = open_msg3(msg3);
  if (!opened || opened->size() != 96) return false;
  H = *opened;
  sigA = Bytes(H.begin(), H.begin() + 64);
  A_p = Bytes(H.begin() + 64, H.end());
  Ab = dh(b, to_curve(A_p));
  K3 = key3();
  sigB = sign(keys.B, text_of_sigB());
  return true;
}

Bytes Terms::nonce_to_server() const { return first24(mac(K, b_p)); }
Bytes Terms::nonce_to_client() const { return first24(mac(K, a_p)); }

}  // namespace assay::mallory

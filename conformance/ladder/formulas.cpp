// SPDX-License-Identifier: MIT
#include "conformance/ladder/formulas.hpp"

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "conformance/ladder/algebra.hpp"

namespace assay::rungs {
namespace {

using terms::Formula, terms::joined, terms::Parts, terms::Primitive;

// spec/ladder.md §3.2
template <std::uint8_t n>
Bytes header_of(const Parts& p) {
  return cat(std::string_view("L1"), joined(p), Bytes{n});
}
constexpr Primitive headers[] = {{header_of<1>}, {header_of<2>}, {header_of<3>}, {header_of<4>}};
constexpr Primitive frame{[](const Parts& p) {
  const Bytes body = joined(p);
  return cat(
      Bytes{static_cast<std::uint8_t>(body.size() >> 8), static_cast<std::uint8_t>(body.size())},
      body);
}};

// spec/ladder.md §3.1
constexpr Primitive times_base{[](const Parts& p) { return base(p.key); }};
constexpr Primitive times{[](const Parts& p) { return dh(p.key, joined(p)); }};

// spec/ladder.md §3.3
Bytes key_labelled(const Parts& p, std::string_view label) {
  return mac(p.key, cat(std::string_view("ladder/1 key "), joined(p), label));
}
struct LabelledKey {
  std::string_view label, function;
  Primitive derive;
};
constexpr LabelledKey labels[] = {
    {"mac-i", "key-mac-i", {[](const Parts& p) { return key_labelled(p, "mac-i"); }, "key-with"}},
    {"mac-r", "key-mac-r", {[](const Parts& p) { return key_labelled(p, "mac-r"); }, "key-with"}},
    {"enc-i", "key-enc-i", {[](const Parts& p) { return key_labelled(p, "enc-i"); }, "key-with"}},
    {"enc-r", "key-enc-r", {[](const Parts& p) { return key_labelled(p, "enc-r"); }, "key-with"}},
    {"ack-r", "key-ack-r", {[](const Parts& p) { return key_labelled(p, "ack-r"); }, "key-with"}},
    {"app-i", "key-app-i", {[](const Parts& p) { return key_labelled(p, "app-i"); }, "key-with"}},
    {"app-r", "key-app-r", {[](const Parts& p) { return key_labelled(p, "app-r"); }, "key-with"}},
};
constexpr Primitive mac_of{[](const Parts& p) { return mac(p.key, joined(p)); }, "mac-with", true};

// spec/ladder.md §3.4. A sealing key is 32 bytes and the associated data after them.
std::optional<Bytes> unsealed(View key, View box, bool checked) {
  if (checked) return unseal(key.first(32), key.subspan(32), box);
  // The cipher is a stream whose first block is the tag's: zeros in front reach its second.
  const Bytes stream = seal(key.first(32), {}, Bytes(box.size() - 16));
  Bytes plain = copy_of(box.first(box.size() - 16));
  for (std::size_t i = 0; i < plain.size(); ++i) plain[i] ^= stream[i];
  return plain;
}
constexpr Primitive aead{.compute =
                             [](const Parts& p) {
                               return seal(View(p.key).first(32), View(p.key).subspan(32),
                                           joined(p));
                             },
                         .keyed_by = "box-with",
                         .opens = unsealed};
constexpr Primitive stream{
    .compute = [](const Parts& p) { return mask(p.key, joined(p)); },
    .keyed_by = "box-with",
    .opens = [](View key, View box, bool) { return std::optional(mask(key, box)); }};

// spec/ladder.md §3.5
Bytes signed_text(const Parts& p) { return cat(std::string_view("ladder/1 sig "), joined(p)); }
constexpr Primitive signature{
    .compute = [](const Parts& p) { return sign(p.key, signed_text(p)); },
    .keyed_by = "sign-with",
    .verifies = [](const Parts& p, View value) { return verify(p.key, value, signed_text(p)); }};

// S + L for the S of a signature; S < L < 2^253, so it fits (RFC 8032 §5.1).
Bytes with_order_added(const Parts& p) {
  static const Bytes order =
      unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  Bytes all = joined(p);
  unsigned carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += static_cast<unsigned>(all[32 + i]) + order[i];
    all[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  return all;
}
constexpr Primitive plus_order{with_order_added};

// spec/ladder.md §4: empty where the directory has no such name.
Bytes key_by_directory(const Parts& p) {
  const View entries = p.operands.at(0).bytes, name = p.operands.at(1).bytes;
  for (std::size_t at = 0; at + 64 <= entries.size(); at += 64) {
    if (std::ranges::equal(entries.subspan(at, 32), name))
      return copy_of(entries.subspan(at + 32, 32));
  }
  return {};
}
constexpr Primitive lookup{key_by_directory};
constexpr Primitive join{joined};
constexpr Primitive difference{[](const Parts& p) {
  Bytes xored = p.operands.at(0).bytes;
  for (std::size_t i = 0; i < xored.size(); ++i) xored[i] ^= p.operands.at(1).bytes.at(i);
  return xored;
}};

bool uses(const Rung& rung, std::string_view label) {
  if (label.starts_with("mac")) return !rung.macA.empty();
  if (label.starts_with("enc")) return rung.hides();
  return label.starts_with("app") || rung.is_acknowledged();
}

Letters signed_operands(const Letters& covered) {
  Letters operands = {"P"};
  operands.insert(operands.end(), covered.begin(), covered.end());
  return operands;
}

// The signature and the mac of one end, whichever covers the other last.
void add_proof(std::vector<Formula>& all, const Letters& sig_over, const Letters& mac_over,
               bool initiator) {
  const Formula sig{initiator ? "sigA" : "sigB", &signature, initiator ? "seedA" : "seedB",
                    signed_operands(sig_over)};
  const Formula own_mac{initiator ? "macA" : "macB", &mac_of, initiator ? "mac-i" : "mac-r",
                        mac_over};
  const bool mac_first = std::ranges::find(sig_over, own_mac.letter) != sig_over.end();
  if (mac_first) all.push_back(own_mac);
  all.push_back(sig);
  if (!mac_over.empty() && !mac_first) all.push_back(own_mac);
}

void add_message(std::vector<Formula>& all, const Said& said, int n) {
  const std::string_view h = numbered("h", n), box = numbered("box", n);
  Letters operands = {h};
  operands.insert(operands.end(), said.clear.begin(), said.clear.end());
  if (!said.hidden().empty()) {
    const std::string_view content = numbered("content", n), seal = numbered("seal", n);
    const std::string_view key = n % 2 == 0 ? "enc-r" : "enc-i";
    all.push_back({content, &join, "", said.hidden()});
    if (!said.boxed.empty()) all.push_back({seal, &join, "", {key, h}});
    all.push_back(
        {box, said.boxed.empty() ? &stream : &aead, said.boxed.empty() ? key : seal, {content}});
    operands.push_back(box);
  }
  all.push_back({numbered("msg", n), &frame, "", operands});
}

std::vector<Formula> formulas_of(const Rung& rung, bool by_directory) {
  std::vector<Formula> all;
  for (int n = 1; n <= rung.last(); ++n)
    all.push_back({numbered("h", n), &headers[n - 1], "", {"P"}});
  all.push_back({"X", &times_base, "x", {}, Role::client});
  all.push_back({"Y", &times_base, "y", {}, Role::server});
  all.push_back({"Z", &times, "x", {"Y"}, Role::client});
  all.push_back({"Z", &times, "y", {"X"}, Role::server});
  for (const LabelledKey& key : labels)
    if (uses(rung, key.label)) all.push_back({key.label, &key.derive, "Z", {"P"}});
  if (rung.has_names()) {
    add_proof(all, rung.sigA, rung.macA, true);
    add_proof(all, rung.sigB, rung.macB, false);
    for (const auto& [key, name] : {std::pair{"keyA", "A"}, {"keyB", "B"}})
      all.push_back(by_directory ? Formula{key, &lookup, "", {"directory", name}}
                                 : Formula{key, &join, "", {name}});
    all.push_back({"B-called", &difference, "", {"B", "called"}});
  }
  if (rung.is_acknowledged()) all.push_back({"ack", &mac_of, "ack-r", {"B", "A"}});
  for (int n = 1; n <= rung.last(); ++n) add_message(all, rung.message(n), n);
  return all;
}

std::map<Role, std::vector<terms::Taken>> outcome_of() {
  const std::vector<terms::Taken> keys = {{"app_i", "app-i"}, {"app_r", "app-r"}};
  return {{Role::client, keys}, {Role::server, keys}};
}

terms::Book made_book(const Rung& rung, bool by_directory) {
  terms::Book book{.formulas = formulas_of(rung, by_directory),
                   .settings = {},
                   .steps = rung_steps(rung, by_directory),
                   .outcome = outcome_of(),
                   .functions = {}};
  book.functions.push_back({"plus-order", &plus_order});
  // Rows may derive a key from what is no shared secret: key-mac-i[X](P).
  for (const LabelledKey& key : labels) book.functions.push_back({key.function, &key.derive});
  if (rung.amend) rung.amend(book);
  return book;
}

}  // namespace

std::string_view numbered(std::string_view letter, int n) {
  static constexpr std::string_view known[] = {
      "h1",   "h2",       "h3",       "h4",       "msg1",     "msg2", "msg3",
      "msg4", "content1", "content2", "content3", "content4", "box1", "box2",
      "box3", "box4",     "seal1",    "seal2",    "seal3",    "seal4"};
  for (const std::string_view one : known)
    if (one.starts_with(letter) && one.size() == letter.size() + 1 && one.back() == '0' + n)
      return one;
  throw std::out_of_range("there is no such letter");
}

const terms::Book& rung_book(const Rung& rung, const std::string& mode) {
  static std::mutex mutex;
  static std::map<std::pair<const Rung*, bool>, terms::Book> books;
  const bool by_directory = !mode.empty() && mode != id_is_key;
  const std::lock_guard lock(mutex);
  const auto [known, fresh] = books.try_emplace({&rung, by_directory});
  if (fresh) known->second = made_book(rung, by_directory);
  return known->second;
}

}  // namespace assay::rungs

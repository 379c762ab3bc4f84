// SPDX-License-Identifier: MIT
#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "conformance/shs1/torsion.hpp"
#include "vectors/shs1/cases/cases.hpp"

// A change that `check` makes as well is its row's; one that is written out here is the vectors'
// own.
namespace assay::vectors {
namespace {

std::vector<Case> servers_wrong_mac() {
  return {
      {"mac-first-bit", "WrongMac", "one bit of the mac", flip_bit("mac1", 0)},
      {"mac-bit-128", "WrongMac", "a bit beyond the first 16 bytes", flip_bit("mac1", 128)},
      {"mac-last-bit", "WrongMac", "the last bit of the mac", flip_bit("mac1", 255)},
      {"ephemeral-first-bit", "WrongMac", "a_p is not the one under the mac",
       flip_bit("msg1", 256)},
      {"ephemeral-last-bit", "WrongMac", "bit 255 of a_p is under the mac too",
       flip_bit("msg1", 511)},
      {"mac-zeros", "WrongMac", "no mac at all", replace("mac1", zeros32)},
      {"all-zeros", "WrongMac", "64 bytes of zero", replace("msg1", zeros32 + zeros32)},
      {"foreign-network", "WrongNetworkKey", "the mac of another network",
       row("msg1", "B02", "another-network")},
      {"mac-without-network-key", "MissingOperand", "hmac under no key",
       row("msg1", "B02", "zero-key")},
      {"mac-without-ephemeral", "MissingOperand", "hmac of nothing", omit("mac1", "a_p")},
      {"key-before-mac", "WrongOrder", "the paper's order of fields",
       row("msg1", "B04", "key-first")},
      {"plain-hash", "WrongPrimitive", "sha256(K | a_p) instead of hmac[K](a_p)",
       row("msg1", "B05", "sha-256")},
  };
}

std::vector<Case> servers_wrong_box() {
  const Values v = known_values("server");
  const Values other = another_session("server");
  const Bytes wrong_number =
      mallory::dh(v.at("a"), mallory::to_curve(mallory::public_key(Bytes(32, 5))));
  return {
      {"tag-first-bit", "ModifiedBox", "a bit of the box's tag", flip_bit("msg3", 0)},
      {"tag-last-bit", "ModifiedBox", "the last bit of the box's tag", flip_bit("msg3", 127)},
      {"cipher-first-bit", "ModifiedBox", "a bit of sigA", flip_bit("msg3", 128)},
      {"cipher-last-bit", "ModifiedBox", "the last bit of A_p", flip_bit("msg3", 895)},
      {"all-zeros", "ModifiedBox", "112 bytes of zero", replace("msg3", std::string(224, '0'))},
      {"key-without-network-key", "MissingOperand", "K2 without K", row("msg3", "C11", "left-out")},
      {"key-without-ephemeral-product", "MissingOperand", "K2 without ab",
       row("msg3", "C12", "no-ab")},
      {"key-without-server-product", "MissingOperand", "K2 without aB, which needs B_p",
       row("msg3", "C13", "omitted")},
      {"key-with-zero-ephemeral-product", "WrongOperand", "K2 over zeros for ab",
       row("msg3", "C12", "zero-ab")},
      {"key-with-zero-server-product", "WrongOperand", "K2 over zeros for aB",
       row("msg3", "C13", "zero")},
      {"key-swaps-network-key-and-ephemeral-product", "WrongOrder", "K2 over ab | K | aB",
       row("msg3", "C14", "ab-K-aB")},
      {"key-swaps-ephemeral-product-and-server-product", "WrongOrder", "K2 over K | aB | ab",
       row("msg3", "C14", "K-aB-ab")},
      {"wrong-number", "WrongNumber", "a client that dialled another server: aB is a*conv(M_p)",
       replace("aB", hex(wrong_number))},
      {"boxed-under-key-of-msg4", "WrongBoxKey", "the key of msg4", with("box-with", "msg3", "K3")},
      {"boxed-under-zeros", "WrongBoxKey", "a key of zeros", with("box-with", "msg3", zeros32)},
      {"other-session", "ForeignSession", "msg3 of another session of the same pair",
       replace("msg3", hex(other.at("msg3")))},
      {"echoed-msg2", "ForeignSession", "msg2 sent back, filled up with zeros",
       replace("msg3", hex(v.at("msg2")) + std::string(96, '0'))},
      {"plaintext-too-long", "WrongLength", "97 bytes in the box: 113 on the wire",
       append("H", "00")},
  };
}

std::vector<Case> servers_wrong_signature() {
  const Values other = another_session("server");
  return {
      {"signed-by-stranger", "WrongSigner", "mallory's signature under A_p", row("msg3", "C10")},
      {"signed-by-server-key", "WrongSigner", "the server's own key signed", row("msg3", "H05")},
      {"claims-stranger", "WrongSigner", "A's signature under mallory's name", row("msg3", "C04")},
      {"claims-server", "WrongSigner", "A's signature under the server's own name",
       replace("A_p", "B_p")},
      {"signature-without-network-key", "MissingOperand", "sigA without K", row("msg3", "C05")},
      {"signature-without-server", "MissingOperand", "sigA without B_p", row("msg3", "C06")},
      {"signature-without-session", "MissingOperand", "sigA without hab", omit("sigA", "hab")},
      {"signature-of-other-network", "WrongOperand", "sigA made for another network",
       replace("sigA.K", zeros32)},
      {"signature-for-other-server", "WrongOperand", "sigA made for mallory's server",
       row("msg3", "C09")},
      {"signature-of-other-session", "ForeignSession", "sigA over the hab of another session",
       replace("sigA.hab", hex(other.at("hab")))},
      {"signature-of-zero-session", "ForeignSession", "sigA over the hash of a zero product",
       replace("sigA.hab", hex(mallory::h(mallory::zeros(32))))},
      {"signature-over-ephemeral-product", "WrongOperand", "sigA over ab, not over its hash",
       row("msg3", "C08", "ab-itself")},
      {"signature-swaps-network-key-and-server", "WrongOrder", "sigA over B_p | K | hab",
       reorder("sigA", {"B_p", "K", "hab"})},
      {"signature-swaps-server-and-session", "WrongOrder", "sigA over K | hab | B_p",
       reorder("sigA", {"K", "hab", "B_p"})},
      {"key-before-signature", "WrongOrder", "the paper's order of H",
       reorder("H", {"A_p", "sigA"})},
      {"signature-first-bit", "ModifiedSignature", "a bit of R", flip_bit("sigA", 0)},
      {"signature-second-half-bit", "ModifiedSignature", "a bit of S", flip_bit("sigA", 256)},
      {"signature-last-bit", "ModifiedSignature", "the last bit of S", flip_bit("sigA", 511)},
      {"signature-zeros", "ModifiedSignature", "no signature at all", row("msg3", "C19", "zero")},
  };
}

std::vector<Case> bad_identities() {
  std::vector<Case> cases;
  for (const mallory::NamedPoint& point : mallory::undecodable_ed25519()) {
    cases.push_back({"undecodable-" + std::string(point.slug), "UndecodableIdentity",
                     "A_p is no point of the curve", row("msg3", "C21", std::string(point.slug))});
  }
  const Values v = known_values("server");
  const Bytes text = cat(v.at("K"), v.at("B_p"), v.at("hab"));
  for (const mallory::NamedPoint& point : mallory::small_order_ed25519()) {
    Rng rng = generator_rng().fork("small-order/" + std::string(point.slug));
    const Bytes signature = mallory::sign_with_small_order(point.bytes, text, rng);
    cases.push_back({"small-order-" + short_slug(point.slug), "SmallOrderIdentity",
                     "A_p of small order, with a signature that satisfies the equation",
                     replace("H", hex(cat(signature, point.bytes)))});
  }
  return cases;
}

std::vector<Case> servers_cut_short() {
  return {
      {"empty", "Truncated", "the stream ends before msg3", truncate("msg3", 0)},
      {"tag-only", "Truncated", "the stream ends after the tag", truncate("msg3", 16)},
      {"one-octet-short", "Truncated", "the stream ends one byte before msg3 does",
       truncate("msg3", 111)},
      {"plaintext-one-octet-short", "WrongLength", "95 bytes in the box: 111 on the wire",
       truncate("H", 95)},
      {"without-signature", "MissingOperand", "H without sigA: 48 bytes on the wire",
       omit("H", "sigA")},
      {"without-identity", "MissingOperand", "H without A_p: 80 bytes on the wire",
       omit("H", "A_p")},
  };
}

}  // namespace

std::vector<Test> reject_server_tests() {
  const std::string s = "server";
  std::vector<Test> tests;
  add(tests, servers_wrong_mac(), {s, "msg1", "msg1", "msg1", "bad_mac"});
  add(tests,
      {{"empty", "Truncated", "the stream ends at once", truncate("msg1", 0)},
       {"one-octet-short", "Truncated", "the stream ends one byte before msg1 does",
        truncate("msg1", 63)},
       {"without-mac", "MissingOperand", "a_p alone", omit("msg1", "mac1")},
       {"without-ephemeral", "MissingOperand", "the mac alone", omit("msg1", "a_p")}},
      {s, "msg1", "msg1", "msg1", "end_of_stream"});
  add(tests, low_order_cases("a_p"), {s, "msg1", "msg1", "msg3", "low_order_point"});
  add(tests, servers_wrong_box(), {s, "msg3", "msg3", "msg3", "bad_box"});
  add(tests, servers_cut_short(), {s, "msg3", "msg3", "msg3", "end_of_stream"});
  add(tests, servers_wrong_signature(), {s, "msg3", "msg3", "msg3", "bad_signature"});
  add(tests, bad_identities(), {s, "msg3", "msg3", "msg3", "bad_signature"});
  add(tests,
      {{"not-admitted", "Unauthorized", "a true client that the application does not admit",
        replace("server.admits", "M_p")}},
      {s, "msg3", "msg3", "msg3", "not_authorized"});
  return tests;
}

}  // namespace assay::vectors

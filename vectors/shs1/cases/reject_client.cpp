// SPDX-License-Identifier: MIT
#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "vectors/shs1/cases/cases.hpp"

// A change that `check` makes as well is its row's; one that is written out here is the vectors'
// own.
namespace assay::vectors {
namespace {

std::vector<Case> clients_wrong_mac() {
  return {
      {"mac-first-bit", "WrongMac", "one bit of the mac", flip_bit("mac2", 0)},
      {"mac-bit-128", "WrongMac", "a bit beyond the first 16 bytes", flip_bit("mac2", 128)},
      {"mac-last-bit", "WrongMac", "the last bit of the mac", flip_bit("mac2", 255)},
      {"ephemeral-first-bit", "WrongMac", "b_p is not the one under the mac",
       flip_bit("msg2", 256)},
      {"ephemeral-last-bit", "WrongMac", "bit 255 of b_p is under the mac too",
       flip_bit("msg2", 511)},
      {"mac-zeros", "WrongMac", "no mac at all", replace("mac2", zeros32)},
      {"mac-of-msg1", "WrongMac", "the client's own mac sent back", replace("mac2", "mac1")},
      {"foreign-network", "WrongNetworkKey", "the mac of another network",
       row("msg2", "B06", "another-network")},
      {"mac-without-network-key", "MissingOperand", "hmac under no key",
       row("msg2", "B06", "zero-key")},
      {"mac-without-ephemeral", "MissingOperand", "hmac of nothing", omit("mac2", "b_p")},
      {"key-before-mac", "WrongOrder", "the paper's order of fields",
       row("msg2", "B06", "key-first")},
      {"papers-mac-key", "WrongPrimitive", "the paper's mac, under K | ab",
       row("msg2", "B07", "plain")},
  };
}

std::vector<Case> bad_server_keys() {
  std::vector<Case> cases;
  for (const mallory::NamedPoint& point : mallory::undecodable_ed25519()) {
    cases.push_back({"dials-undecodable-" + std::string(point.slug), "UndecodableIdentity",
                     "the client is told to dial a key that is no point",
                     replace("client.B_p", hex(point.bytes))});
  }
  for (const mallory::NamedPoint& point : mallory::small_order_ed25519()) {
    cases.push_back({"dials-small-order-" + short_slug(point.slug), "SmallOrderIdentity",
                     "the client is told to dial a key of small order",
                     replace("client.B_p", hex(point.bytes))});
  }
  return cases;
}

std::vector<Case> clients_wrong_box() {
  const Values foreign = another_session("client");
  return {
      {"tag-first-bit", "ModifiedBox", "a bit of the box's tag", flip_bit("msg4", 0)},
      {"tag-last-bit", "ModifiedBox", "the last bit of the box's tag", flip_bit("msg4", 127)},
      {"cipher-first-bit", "ModifiedBox", "a bit of sigB", flip_bit("msg4", 128)},
      {"cipher-last-bit", "ModifiedBox", "the last bit of sigB", flip_bit("msg4", 639)},
      {"all-zeros", "ModifiedBox", "80 bytes of zero", row("msg4", "D09", "zeros")},
      {"key-without-network-key", "MissingOperand", "K3 without K",
       row("msg4", "D06", "no-network-key")},
      {"key-without-ephemeral-product", "MissingOperand", "K3 without ab",
       row("msg4", "D06", "no-ephemeral-dh")},
      {"key-without-server-product", "MissingOperand", "K3 without aB, which needs B",
       row("msg4", "D06", "no-static-dh")},
      {"key-without-client-product", "MissingOperand", "K3 without Ab, which needs A_p",
       omit("K3", "Ab")},
      {"key-with-zero-client-product", "WrongOperand", "K3 over zeros for Ab",
       replace("K3.Ab", zeros32)},
      {"key-swaps-network-key-and-ephemeral-product", "WrongOrder", "K3 over ab | K | aB | Ab",
       reorder("K3", {"ab", "K", "aB", "Ab"})},
      {"key-swaps-ephemeral-product-and-server-product", "WrongOrder", "K3 over K | aB | ab | Ab",
       reorder("K3", {"K", "aB", "ab", "Ab"})},
      {"key-swaps-server-product-and-client-product", "WrongOrder", "K3 over K | ab | Ab | aB",
       reorder("K3", {"K", "ab", "Ab", "aB"})},
      {"boxed-under-key-of-msg3", "WrongBoxKey", "the key of msg3", row("msg4", "D06", "k2")},
      {"boxed-under-zeros", "WrongBoxKey", "a key of zeros", with("box-with", "msg4", zeros32)},
      {"other-session", "ForeignSession", "msg4 of another session of the same pair",
       replace("msg4", hex(foreign.at("msg4")))},
      {"plaintext-too-long", "WrongLength", "80 bytes in the box: 96 on the wire",
       append("sigB", std::string(32, '0'))},
  };
}

std::vector<Case> clients_wrong_signature() {
  const std::string other_H(192, '1');
  return {
      {"signed-by-stranger", "WrongSigner", "mallory signed, under the right box",
       row("msg4", "D02")},
      {"signed-by-client-key", "WrongSigner", "the client's own key signed",
       with("sign-with", "sigB", "A")},
      {"clients-signature", "WrongSigner", "sigA sent back", replace("sigB", "sigA")},
      {"signature-without-network-key", "MissingOperand", "sigB without K",
       row("msg4", "D03", "no-network-key")},
      {"signature-without-auth", "MissingOperand", "sigB without H", row("msg4", "D03", "no-h")},
      {"signature-without-session", "MissingOperand", "sigB without hab",
       row("msg4", "D03", "no-hab")},
      {"signature-of-other-network", "WrongOperand", "sigB made for another network",
       replace("sigB.K", zeros32)},
      {"signature-of-other-auth", "WrongOperand", "sigB over an H that the client did not send",
       replace("sigB.H", other_H)},
      {"signature-of-other-session", "ForeignSession", "sigB over the hab of another session",
       replace("sigB.hab", hex(another_session("client").at("hab")))},
      {"signature-of-zero-session", "ForeignSession", "sigB over the hash of a zero product",
       replace("sigB.hab", hex(mallory::h(mallory::zeros(32))))},
      {"signature-over-ephemeral-product", "WrongOperand", "sigB over ab, not over its hash",
       replace("sigB.hab", "ab")},
      {"signature-swaps-network-key-and-auth", "WrongOrder", "sigB over H | K | hab",
       reorder("sigB", {"H", "K", "hab"})},
      {"signature-swaps-auth-and-session", "WrongOrder", "sigB over K | hab | H",
       reorder("sigB", {"K", "hab", "H"})},
      {"signature-first-bit", "ModifiedSignature", "a bit of R", flip_bit("sigB", 0)},
      {"signature-second-half-bit", "ModifiedSignature", "a bit of S", flip_bit("sigB", 256)},
      {"signature-last-bit", "ModifiedSignature", "the last bit of S", flip_bit("sigB", 511)},
      {"signature-zeros", "ModifiedSignature", "no signature at all",
       replace("sigB", zeros32 + zeros32)},
  };
}

std::vector<Case> clients_cut_short() {
  return {
      {"empty", "Truncated", "the stream ends before msg4", truncate("msg4", 0)},
      {"tag-only", "Truncated", "the stream ends after the tag", truncate("msg4", 16)},
      {"one-octet-short", "Truncated", "the stream ends one byte before msg4 does",
       row("msg4", "D11")},
      {"plaintext-one-octet-short", "WrongLength", "63 bytes in the box: 79 on the wire",
       truncate("sigB", 63)},
  };
}

}  // namespace

std::vector<Test> reject_client_tests() {
  const std::string c = "client";
  std::vector<Test> tests;
  add(tests, clients_wrong_mac(), {c, "msg2", "msg2", "msg2", "bad_mac"});
  add(tests,
      {{"empty", "Truncated", "the stream ends before msg2", truncate("msg2", 0)},
       {"one-octet-short", "Truncated", "the stream ends one byte before msg2 does",
        truncate("msg2", 63)},
       {"without-mac", "MissingOperand", "b_p alone", omit("msg2", "mac2")},
       {"without-ephemeral", "MissingOperand", "the mac alone", omit("msg2", "b_p")}},
      {c, "msg2", "msg2", "msg2", "end_of_stream"});
  add(tests, low_order_cases("b_p"), {c, "msg2", "msg2", "msg2", "low_order_point"});
  add(tests, bad_server_keys(), {c, "msg2", "open", "msg2", "bad_peer_key"});
  add(tests, clients_wrong_box(), {c, "msg4", "msg4", "msg4", "bad_box"});
  add(tests, clients_cut_short(), {c, "msg4", "msg4", "msg4", "end_of_stream"});
  add(tests, clients_wrong_signature(), {c, "msg4", "msg4", "msg4", "bad_signature"});
  return tests;
}

}  // namespace assay::vectors

// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/rows.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "conformance/terms/delta.hpp"

// msg3 to a server: spec/shs1.md §3.3, box[K2](sigA | A_p), sigA over K | B_p | hab. Every layer
// around the one that is changed is right: else the decoder is tested, not the verifier.
namespace assay::mallory {
namespace {

using terms::omit, terms::reorder, terms::replace, terms::Row, terms::RowCase, terms::with;

// Some libraries see an S of more than 253 bits while they parse, where a caller may not expect it.
std::vector<RowCase> impossible_signatures() {
  std::vector<RowCase> cases = {{"zero", {replace("sigA", "0^64")}},
                                {"s-of-256-bits", {replace("sigA", "sigA[0..32) | ff^32")}}};
  for (const NamedPoint& R : undecodable_ed25519()) {
    cases.push_back(
        {"r-" + std::string(R.slug), {replace("sigA", hex(R.bytes) + " | sigA[32..64)")}});
  }
  return cases;
}

std::vector<RowCase> undecodable_keys() {
  std::vector<RowCase> cases;
  for (const NamedPoint& A : undecodable_ed25519()) {
    cases.push_back({std::string(A.slug), {replace("A_p", hex(A.bytes))}});
  }
  return cases;
}

// Who the client is, and that it signed this session's text.
std::vector<Row> rows_of_sigA() {
  return {
      {.id = "C03",
       .slug = "signature-flipped",
       .message = "msg3",
       .cases = {},
       .meaning = "The server admitted a client whose proof of identity does not verify.",
       .likely = "the signature in msg3 is not checked",
       .sweeps = {{"sigA", 64}}},
      {.id = "C04",
       .slug = "another-key-named",
       .message = "msg3",
       .cases = {{"", {replace("A_p", "M_p")}}},
       .meaning = "A client was admitted under a key that is not the one it proved.",
       .likely = "the signature in msg3 is not checked, or not under the key that msg3 names",
       .anyone = true},
      {.id = "C05",
       .slug = "signed-without-network-key",
       .message = "msg3",
       .cases = {{"", {omit("sigA", "K")}}},
       .meaning = "A signature made for something else than this network was taken as a login.",
       .likely = "the signature in msg3 is checked over a text without K"},
      {.id = "C06",
       .slug = "signed-without-server-key",
       .message = "msg3",
       .cases = {{"", {omit("sigA", "B_p")}}},
       .meaning =
           "A proof that names no server was accepted, so any server can use it at this one.",
       .likely = "the signature in msg3 is checked over a text without B_p"},
      {.id = "C08",
       .slug = "another-signature",
       .message = "msg3",
       .cases = {{"ab-itself", {replace("sigA.hab", "ab")}},
                 {"sha-512", {replace("sigA.hab", "sha512(ab)")}},
                 {"prehashed", {replace("sigA", "sign-prehashed[A](K | B_p | hab)")}},
                 {"zeros-for-K", {replace("sigA.K", "0^32")}},
                 {"zeros-for-B_p", {replace("sigA.B_p", "0^32")}},
                 {"zeros-for-hab", {replace("sigA.hab", "0^32")}},
                 {"B_p-before-K", {reorder("sigA", {"B_p", "K", "hab"})}},
                 {"hab-before-B_p", {reorder("sigA", {"K", "hab", "B_p"})}}},
       .meaning = "A msg3 signed in another way was accepted.",
       .likely = "sigA is checked over another text, or in another mode"},
      // A dialled a malicious B', which keeps the same ab on both sides and hands A's proof on.
      {.id = "C09",
       .slug = "proof-for-another-server",
       .message = "msg3",
       .cases = {{"", {replace("sigA.B_p", "M_p")}}},
       .meaning = "A malicious server that a client dialled can log in here as that client.",
       .likely = "B_p is left out of the signature's check"},
      {.id = "C10",
       .slug = "signed-by-a-stranger",
       .message = "msg3",
       .cases = {{"", {with("sign-with", "sigA", "M")}}},
       .meaning = "Whoever knows an admitted client's public key was admitted in its place.",
       .likely = "the signature in msg3 is not checked"},
      // R and S then stand in the places of S and A_p, and would do for them: what a decoder makes
      // of others is for C19 and C21 to show.
      {.id = "C15",
       .slug = "key-before-signature",
       .message = "msg3",
       .cases = {{"",
                  {replace("sigA", "sign-readable-shifted[A](K | B_p | hab)"),
                   reorder("H", {"A_p", "sigA"})}}},
       .meaning = "The server took a msg3 whose parts are in the wrong order.",
       .likely = "msg3 is read in the paper's order",
       .anyone = true},
      // The thief of B calls B as A. aB is no hurdle to it; sigA is.
      {.id = "H05",
       .slug = "pose-as-client",
       .message = "msg3",
       .cases = {{"", {with("sign-with", "sigA", "B")}}},
       .meaning = "Whoever stole the server's key can log in to it as any client.",
       .likely = "the signature in msg3 is not checked under the key that msg3 names",
       .spec = "spec/shs1.md#9.5",
       .needs = {"choose.server_key"}},
  };
}

// What is no signature, or no key.
std::vector<Row> rows_of_points() {
  return {
      {.id = "C19",
       .slug = "impossible-signature",
       .message = "msg3",
       .cases = impossible_signatures(),
       .meaning = "The server admitted a client whose signature cannot be one.",
       .likely = "an error of the signature check is taken for success"},
      {.id = "C21",
       .slug = "undecodable-key",
       .message = "msg3",
       .cases = undecodable_keys(),
       .meaning = "A client key that is no point was too much for the server.",
       .likely = "decoding A_p is taken to succeed",
       .expected = "refused at msg3, nothing sent, alive",
       .spec = "spec/shs1.md#5",
       .anyone = true},
      // The signature verifies, so only the conversion of A_p can refuse. Libraries that convert
      // A + T make of it an alias of A; that is policy, a crash is not.
      {.id = "C22",
       .slug = "mixed-order-key",
       .message = "msg3",
       .cases = {{.slug = "order-4",
                  .deltas = {replace("H", "sign-alias-of-order-4[A](K | B_p | hab)")},
                  .taken_is_policy = true},
                 {.slug = "order-8",
                  .deltas = {replace("H", "sign-alias-of-order-8[A](K | B_p | hab)")},
                  .taken_is_policy = true}},
       .meaning = "A key of mixed order with a good signature was too much for the server.",
       .likely = "the conversion of A_p is taken to succeed",
       .expected = "refused at msg3 and alive; an alias of A is policy",
       .spec = "spec/shs1.md#5",
       .anyone = true},
      // Whoever holds A can sign for A + T as well. Sound libraries differ on whether that is a
      // key.
      {.id = "C23",
       .slug = "alias-of-order-2",
       .message = "msg3",
       .cases = {{.slug = "",
                  .deltas = {replace("H", "sign-alias-of-order-2[A](K | B_p | hab)")},
                  .policy = true}},
       .meaning = "One secret opens two identities: A and A plus the point of order 2.",
       .likely = "the conversion of A_p lets mixed-order points pass (CVE-2025-69277)",
       .expected = "refused at msg3, where the library's check of the main subgroup is sound",
       .spec = "spec/shs1.md#5",
       .anyone = true},
  };
}

// Who may open it, and that it is whole.
std::vector<Row> rows_of_box() {
  return {
      {.id = "C01",
       .slug = "wrong-number",
       .message = "msg3",
       .cases = {{"", {replace("B_p", "M_p")}}},
       .meaning = "The server answered a call that was meant for another server's key.",
       .likely = "aB is left out of K2, and B_p of the signature's check"},
      {.id = "C02",
       .slug = "noise-as-msg3",
       .message = "msg3",
       .cases = {{"", {replace("msg3", "noise[0..112)")}}},
       .meaning = "The server answered 112 bytes of noise.",
       .likely = "msg3 is not opened, or a failure to open it is ignored"},
      {.id = "C11",
       .slug = "box-without-network-key",
       .message = "msg3",
       .cases = {{"left-out", {omit("K2", "K")}}, {"zero", {replace("K2.K", "0^32")}}},
       .meaning = "A msg3 that needs no network key was accepted.",
       .likely = "K is left out of K2"},
      {.id = "C12",
       .slug = "key-without-ab",
       .message = "msg3",
       .cases = {{"no-ab", {omit("K2", "ab")}}, {"zero-ab", {replace("K2.ab", "0^32")}}},
       .meaning = "The server takes a msg3 whose key later theft of the long-term keys gives away.",
       .likely = "K2 is made without ab, or a second form of it is tried"},
      {.id = "C13",
       .slug = "keyed-without-server-key",
       .message = "msg3",
       .cases = {{"omitted", {omit("K2", "aB")}}, {"zero", {replace("K2.aB", "0^32")}}},
       .meaning = "The server opened a msg3 that can be made without its key.",
       .likely = "aB is left out of K2"},
      {.id = "C14",
       .slug = "another-box",
       .message = "msg3",
       .cases = {{"K-aB-ab", {reorder("K2", {"K", "aB", "ab"})}},
                 {"ab-K-aB", {reorder("K2", {"ab", "K", "aB"})}},
                 {"ab-aB-K", {reorder("K2", {"ab", "aB", "K"})}},
                 {"aB-K-ab", {reorder("K2", {"aB", "K", "ab"})}},
                 {"aB-ab-K", {reorder("K2", {"aB", "ab", "K"})}},
                 {"nonce-one", {replace("msg3", "box-under[K2 | 0^23 | 01](H)")}},
                 {"nonce-of-msg2", {replace("msg3", "box-under[K2 | msg2[0..24)](H)")}},
                 {"xchacha", {replace("msg3", "xchacha-box[K2](H)")}},
                 {"zero-key", {with("box-with", "msg3", "0^32")}}},
       .meaning = "A msg3 that is boxed in another way was accepted.",
       .likely = "K2, the nonce or the cipher differs from the specification"},
      {.id = "C16",
       .slug = "tag-flipped",
       .message = "msg3",
       .cases = {},
       .meaning = "The server took a msg3 whose box was tampered with.",
       .likely = "the tag of msg3 is not checked, or only in part",
       .sweeps = {{"msg3", 16}}},
  };
}

}  // namespace

std::vector<Row> rows_of_msg3() {
  std::vector<Row> rows;
  for (auto* rows_of : {rows_of_sigA, rows_of_points, rows_of_box}) {
    for (Row& row : rows_of()) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace assay::mallory

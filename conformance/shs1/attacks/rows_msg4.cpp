// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/rows.hpp"
#include "conformance/terms/delta.hpp"

// msg4 to a client: spec/shs1.md §3.4, box[K3](sigB), sigB over K | H | hab. The runner holds B, so
// that every layer around the one that is wrong can be right.
namespace assay::mallory {
namespace {

using terms::omit, terms::reorder, terms::replace, terms::Row, terms::truncate, terms::with;

std::vector<Row> rows_of_sigB() {
  return {
      {.id = "D02",
       .slug = "signed-by-a-stranger",
       .message = "msg4",
       .cases = {{"", {with("sign-with", "sigB", "M")}}},
       .meaning = "The client accepted a server that does not own the key it dialled.",
       .likely = "the signature in msg4 is not checked, or not under the key that was dialled"},
      {.id = "D03",
       .slug = "operand-left-out",
       .message = "msg4",
       .cases = {{"no-network-key", {omit("sigB", "K")}},
                 {"no-h", {omit("sigB", "H")}},
                 {"no-hab", {omit("sigB", "hab")}},
                 {"zero-network-key", {replace("sigB.K", "0^32")}},
                 {"zero-h", {replace("sigB.H", "0^96")}},
                 {"zero-hab", {replace("sigB.hab", "0^32")}},
                 {"h-before-network-key", {reorder("sigB", {"H", "K", "hab"})}},
                 {"hab-before-h", {reorder("sigB", {"K", "hab", "H"})}}},
       .meaning =
           "The client accepted a signature that does not speak of this session and network.",
       .likely = "an operand is left out of the check of sigB"},
      // H is signed as a block, so a bit in every eighth byte of its 96 will do but at full effort.
      {.id = "D04",
       .slug = "another-h",
       .message = "msg4",
       .cases = {{"another-client", {replace("sigB.H", "sigA | M_p")}}},
       .meaning = "The client accepted a server that had verified something else than its proof.",
       .likely = "H, or a part of it, is left out of the check of sigB",
       .sweeps = {{.letter = "H", .bytes = 96, .coarse = true}}},
      {.id = "D05",
       .slug = "h-in-papers-order",
       .message = "msg4",
       .cases = {{"", {replace("sigB.H", "A_p | sigA")}}},
       .meaning = "The client accepted a signature over another text.",
       .likely = "sigB is checked over the paper's order of H, or not at all"},
      // The thief of A answers A as B. It can compute ab, Ab and sigA, hence H; for aB it needs a
      // or B, and for sigB it needs B.
      {.id = "H05",
       .slug = "pose-as-server",
       .message = "msg4",
       .cases = {{"omitted", {omit("K3", "aB"), with("sign-with", "sigB", "A_stolen")}},
                 {"zero", {replace("K3.aB", "0^32"), with("sign-with", "sigB", "A_stolen")}},
                 {"static",
                  {replace("K3.aB", "x25519[conv-secret(A_stolen)](conv(B_p))"),
                   with("sign-with", "sigB", "A_stolen")}}},
       .meaning = "Whoever stole the client's key can pose to it as any server.",
       .likely = "neither the box nor the signature of msg4 is checked",
       .spec = "spec/shs1.md#9.5",
       .needs = {"client_key"}},
  };
}

std::vector<Row> rows_of_msg4_box() {
  return {
      {.id = "D01",
       .slug = "noise",
       .message = "msg4",
       .cases = {{"", {replace("msg4", "noise[0..80)")}}},
       .meaning = "The client accepted 80 bytes of noise as the server's proof.",
       .likely = "a failure to open msg4 is ignored"},
      {.id = "D06",
       .slug = "boxed-under-less",
       .message = "msg4",
       .cases = {{"k2", {with("box-with", "msg4", "K2")}},
                 {"no-static-dh", {omit("K3", "aB")}},
                 {"no-ephemeral-dh", {omit("K3", "ab")}},
                 {"no-network-key", {omit("K3", "K")}},
                 {"zero-key", {with("box-with", "msg4", "0^32")}},
                 {"zero-network-key", {replace("K3.K", "0^32")}},
                 {"zero-ephemeral-dh", {replace("K3.ab", "0^32")}},
                 {"zero-static-dh", {replace("K3.aB", "0^32")}},
                 {"zero-client-dh", {replace("K3.Ab", "0^32")}},
                 {"ab-K-aB-Ab", {reorder("K3", {"ab", "K", "aB", "Ab"})}},
                 {"K-aB-ab-Ab", {reorder("K3", {"K", "aB", "ab", "Ab"})}},
                 {"K-ab-Ab-aB", {reorder("K3", {"K", "ab", "Ab", "aB"})}}},
       .meaning = "The client opened a msg4 that can be made without one of the secrets.",
       .likely = "an operand is left out of K3"},
      {.id = "D08",
       .slug = "flipped",
       .message = "msg4",
       .cases = {},
       .meaning = "The client accepted a msg4 that was tampered with.",
       .likely = "the tag of msg4, or the signature in it, is not checked or only in part",
       .sweeps = {{"sigB", 64, "signature-"}, {"msg4", 16, "tag-"}}},
      {.id = "D09",
       .slug = "unboxed",
       .message = "msg4",
       .cases = {{"padded-before", {replace("msg4", "0^16 | sigB")}},
                 {"padded-after", {replace("msg4", "sigB | 0^16")}},
                 {"zeros", {replace("msg4", "0^80")}}},
       .meaning = "The client accepted a msg4 that is not encrypted.",
       .likely = "a failure to open msg4 is ignored"},
      {.id = "D11",
       .slug = "cut-short",
       .message = "msg4",
       .cases = {{"", {truncate("msg4", 79)}}},
       .meaning = "The client accepted a msg4 that never arrived whole.",
       .likely = "the end of the stream inside msg4 is not a failure"},
      // What the client knows how to open, in the length that it waits for.
      {.id = "D14",
       .slug = "own-msg3-reflected",
       .message = "msg4",
       .cases = {{"", {replace("msg4", "msg3[0..80)")}}},
       .meaning = "The client took its own msg3 for the server's answer.",
       .likely = "msg4 is opened under K2 and its content is not checked"},
  };
}

}  // namespace

std::vector<Row> rows_of_msg4() {
  std::vector<Row> rows = rows_of_sigB();
  for (Row& row : rows_of_msg4_box()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace assay::mallory

// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/rows.hpp"
#include "conformance/terms/delta.hpp"

// msg2 to a client: spec/shs1.md §3.2, hmac[K](b_p) | b_p.
namespace assay::mallory {

std::vector<terms::Row> rows_of_msg2() {
  using terms::omit, terms::reorder, terms::replace, terms::with;
  return {
      {.id = "B06",
       .slug = "wrong-msg2",
       .message = "msg2",
       .cases = {{"noise", {replace("msg2", "noise[0..64)")}},
                 {"another-network", {with("mac-with", "mac2", "K'")}},
                 {"zero-key", {omit("mac2", "K")}},
                 {"key-first", {reorder("msg2", {"b_p", "mac2"})}},
                 {"hmac-sha-256", {replace("mac2", "hmac-sha-256[K](b_p)")}},
                 {"hmac-sha-512-256", {replace("mac2", "hmac-sha-512-256[K](b_p)")}},
                 {"blake2b", {replace("mac2", "blake2b[K](b_p)")}},
                 {"sha-256", {replace("mac2", "sha256(K | b_p)")}},
                 {"sha-512", {replace("mac2", "sha512(K | b_p)[0..32)")}},
                 {"without-b_p", {omit("mac2", "b_p")}},
                 {"zeros-for-b_p", {replace("mac2.b_p", "0^32")}}},
       .meaning = "The client went on with a server that does not know K.",
       .likely = "the mac of msg2 is not checked, or only in part",
       .sweeps = {{"msg2", 64}}},
      {.id = "B07",
       .slug = "msg2-of-the-paper",
       .message = "msg2",
       .cases = {{"hashed", {with("mac-with", "mac2", "sha256(K | ab)")}},
                 {"plain", {replace("mac2", "hmac[K | ab](b_p)")}}},
       .meaning = "The client took the paper's msg2 for the deployed one.",
       .likely = "the mac of msg2 is keyed by K | ab"},
  };
}

}  // namespace assay::mallory

// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/rows.hpp"
#include "conformance/terms/delta.hpp"

// msg1 to a server: spec/shs1.md §3.1, hmac[K](a_p) | a_p.
namespace assay::mallory {

std::vector<terms::Row> rows_of_msg1() {
  using terms::omit, terms::reorder, terms::replace, terms::with;
  return {
      {.id = "B01",
       .slug = "noise-as-msg1",
       .message = "msg1",
       .cases = {{"", {replace("msg1", "noise[0..64)")}}},
       .meaning = "The server answered 64 bytes of noise.",
       .likely = "the mac of msg1 is not checked"},
      {.id = "B02",
       .slug = "another-network",
       .message = "msg1",
       .cases = {{"another-network", {with("mac-with", "mac1", "K'")}},
                 {"zero-key", {omit("mac1", "K")}}},
       .meaning = "A client of another network was answered.",
       .likely = "the mac of msg1 is not checked"},
      {.id = "B03",
       .slug = "hello-flipped",
       .message = "msg1",
       .cases = {},
       .meaning = "A msg1 that was tampered with was answered.",
       .likely = "the mac of msg1 is compared in part, or covers a_p in part",
       .sweeps = {{"msg1", 64}}},
      {.id = "B04",
       .slug = "key-first",
       .message = "msg1",
       .cases = {{"key-first", {reorder("msg1", {"a_p", "mac1"})}}},
       .meaning = "A msg1 in another order than the deployed one was answered.",
       .likely = "msg1 is read in the paper's order"},
      {.id = "B05",
       .slug = "another-mac",
       .message = "msg1",
       .cases = {{"hmac-sha-256", {replace("mac1", "hmac-sha-256[K](a_p)")}},
                 {"hmac-sha-512-256", {replace("mac1", "hmac-sha-512-256[K](a_p)")}},
                 {"blake2b", {replace("mac1", "blake2b[K](a_p)")}},
                 {"sha-256", {replace("mac1", "sha256(K | a_p)")}},
                 {"sha-512", {replace("mac1", "sha512(K | a_p)[0..32)")}},
                 {"without-a_p", {omit("mac1", "a_p")}},
                 {"zeros-for-a_p", {replace("mac1.a_p", "0^32")}}},
       .meaning = "A msg1 under another mac was answered.",
       .likely = "the mac is not the first half of HMAC-SHA-512"},
  };
}

}  // namespace assay::mallory

// SPDX-License-Identifier: MIT
#include "conformance/toy/rows.hpp"

#include "conformance/terms/delta.hpp"

namespace assay {
namespace {

using terms::flip_bit, terms::omit, terms::reorder, terms::replace, terms::Row, terms::with;

std::vector<Row> toy_rows_of_hello() {
  return {{.id = "T02",
           .slug = "stale-hello",
           .message = "h",
           .cases = {{"late-by-1-ns", {replace("h.t", "late(t)")}},
                     {"early-by-1-ns", {replace("h.t", "early(t)")}},
                     {"of-1970", {replace("h.t", "0^16")}}},
           .meaning = "A hello that was recorded long ago is answered.",
           .likely = "the time is not compared, or with a wider window"},
          {.id = "T03",
           .slug = "reflected-hello",
           .message = "h",
           .cases = {{"", {replace("h", "H")}}},
           .meaning = "It talks to itself and takes that for its peer.",
           .likely = "its own nonce is not refused"}};
}

std::vector<Row> toy_rows_of_macs() {
  return {{.id = "T04",
           .slug = "proof-without-key",
           .message = "p",
           .cases = {{"zero-key", {with("mac-with", "p", "0^32")}},
                     {"reflected", {replace("p", "P")}},
                     {"without-own-hello", {omit("p", "h")}},
                     {"first-bit", {flip_bit("p", 0)}},
                     {"last-bit", {flip_bit("p", 255)}}},
           .meaning = "Whoever does not hold the key is taken for the peer.",
           .likely = "the proof is not compared, or not all of it"},
          {.id = "T05",
           .slug = "finish-without-key",
           .message = "d",
           .cases = {{"zero-key", {with("mac-with", "d", "0^32")}},
                     {"other-order", {reorder("d", {"P", "p"})}},
                     {"first-bit", {flip_bit("d", 0)}},
                     {"last-bit", {flip_bit("d", 255)}}},
           .meaning = "It is done although its peer never accepted its proof.",
           .likely = "the finish is not compared, or not all of it",
           .needs = {"events"}}};  // whoever is done says nothing more
}

}  // namespace

const std::vector<Row>& toy_rows() {
  static const std::vector<Row> rows = [] {
    std::vector<Row> all = toy_rows_of_hello();
    for (Row& row : toy_rows_of_macs()) all.push_back(std::move(row));
    return all;
  }();
  return rows;
}

}  // namespace assay

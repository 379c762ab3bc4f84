// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/noticed.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace assay::mutants {
namespace {

struct SlipNotice {
  std::string_view letter, how, row, attack, slug, because;
};

constexpr std::string_view only_K_knows = "who knows K makes the mac (spec/shs1.md#3.1)";
constexpr std::string_view mac_of_key = "the mac is over this ephemeral (spec/shs1.md#3.1)";
constexpr std::string_view text_of_A = "sigA is over K, B_p and hab, so (spec/shs1.md#3.3)";
constexpr std::string_view text_of_B = "sigB is over K, H and hab, so (spec/shs1.md#3.4)";
constexpr std::string_view all_of_K2 = "K2 needs K, a and B_p's owner (spec/shs1.md#3.3)";
constexpr std::string_view all_of_K3 = "K3 needs all three products (spec/shs1.md#3.4)";

constexpr SlipNotice slip_notices[] = {
    {"mac1", "zero-key", "server.C", "server.B02", "zero-key", only_K_knows},
    {"mac1", "without-a_p", "server.C", "server.B05", "without-a_p", mac_of_key},
    {"mac1", "zeros-for-a_p", "server.C", "server.B05", "zeros-for-a_p", mac_of_key},
    {"mac2", "zero-key", "client.C", "client.B06", "zero-key", only_K_knows},
    {"mac2", "without-b_p", "client.C", "client.B06", "without-b_p", mac_of_key},
    {"mac2", "zeros-for-b_p", "client.C", "client.B06", "zeros-for-b_p", mac_of_key},
    {"sigA", "without-K", "server.P02", "server.C05", "", text_of_A},
    {"sigA", "without-B_p", "server.P07", "server.C06", "", text_of_A},
    {"sigA", "without-hab", "server.P06", "server.C07", "", text_of_A},
    {"sigA", "zeros-for-K", "server.C", "server.C08", "zeros-for-K", text_of_A},
    {"sigA", "zeros-for-B_p", "server.C", "server.C08", "zeros-for-B_p", text_of_A},
    {"sigA", "zeros-for-hab", "server.C", "server.C08", "zeros-for-hab", text_of_A},
    {"sigA", "B_p-before-K", "server.C", "server.C08", "B_p-before-K", text_of_A},
    {"sigA", "hab-before-B_p", "server.C", "server.C08", "hab-before-B_p", text_of_A},
    {"K2", "without-K", "server.C", "server.C11", "left-out", all_of_K2},
    {"K2", "zeros-for-K", "server.C", "server.C11", "zero", all_of_K2},
    {"K2", "without-ab", "server.P01", "server.C12", "no-ab", all_of_K2},
    {"K2", "zeros-for-ab", "server.P01", "server.C12", "zero-ab", all_of_K2},
    {"K2", "without-aB", "server.P08", "server.C13", "omitted", all_of_K2},
    {"K2", "zeros-for-aB", "server.P08", "server.C13", "zero", all_of_K2},
    {"K2", "ab-before-K", "server.C", "server.C14", "ab-K-aB", all_of_K2},
    {"K2", "aB-before-ab", "server.C", "server.C14", "K-aB-ab", all_of_K2},
    {"msg3", "zero-key", "server.C", "server.C14", "zero-key", all_of_K2},
    {"sigB", "without-K", "client.P03", "client.D03", "no-network-key", text_of_B},
    {"sigB", "without-H", "client.P03", "client.D03", "no-h", text_of_B},
    {"sigB", "without-hab", "client.P03", "client.D03", "no-hab", text_of_B},
    {"sigB", "zeros-for-K", "client.P03", "client.D03", "zero-network-key", text_of_B},
    {"sigB", "zeros-for-H", "client.P03", "client.D03", "zero-h", text_of_B},
    {"sigB", "zeros-for-hab", "client.P03", "client.D03", "zero-hab", text_of_B},
    {"sigB", "H-before-K", "client.P03", "client.D03", "h-before-network-key", text_of_B},
    {"sigB", "hab-before-H", "client.P03", "client.D03", "hab-before-h", text_of_B},
    {"K3", "without-K", "client.P03", "client.D06", "no-network-key", all_of_K3},
    {"K3", "without-ab", "client.P03", "client.D06", "no-ephemeral-dh", all_of_K3},
    {"K3", "without-aB", "client.P03", "client.D06", "no-static-dh", all_of_K3},
    {"K3", "without-Ab", "client.P03", "client.D06", "k2", all_of_K3},
    {"K3", "zeros-for-K", "client.P03", "client.D06", "zero-network-key", all_of_K3},
    {"K3", "zeros-for-ab", "client.P03", "client.D06", "zero-ephemeral-dh", all_of_K3},
    {"K3", "zeros-for-aB", "client.P03", "client.D06", "zero-static-dh", all_of_K3},
    {"K3", "zeros-for-Ab", "client.P03", "client.D06", "zero-client-dh", all_of_K3},
    {"K3", "ab-before-K", "client.P03", "client.D06", "ab-K-aB-Ab", all_of_K3},
    {"K3", "aB-before-ab", "client.P03", "client.D06", "K-aB-ab-Ab", all_of_K3},
    {"K3", "Ab-before-aB", "client.P03", "client.D06", "K-ab-Ab-aB", all_of_K3},
    {"msg4", "zero-key", "client.P03", "client.D06", "zero-key", all_of_K3},
    {"msg4", "with-K2", "client.P03", "client.D06", "k2", all_of_K3}};

CheckNotice of_product(std::string_view letter, Role role) {
  if (letter == (role == Role::server ? "Ab" : "aB"))
    return {"", "what converts is no point of low order, so its product is not zero"};
  return {"",
          "of an ephemeral of low order the other product is zero as well, and is refused "
          "before anything more is sent"};
}

const SlipNotice* said_of(const terms::Slip& slip, const std::string& how) {
  const auto* const found = std::ranges::find_if(
      slip_notices, [&](const SlipNotice& n) { return n.letter == slip.letter && n.how == how; });
  return found == std::end(slip_notices) ? nullptr : found;
}

}  // namespace

Notice notice_of(const terms::Slip& slip, const std::string& how) {
  const SlipNotice* const found = said_of(slip, how);
  if (found == nullptr)
    throw std::out_of_range("nothing is said of " + std::string(slip.letter) + " " + how);
  return {std::string(found->row), std::string(found->attack), std::string(found->slug),
          std::string(found->because)};
}

std::optional<Notice> notice_where_alike(const terms::Slip& slip, const std::string& how) {
  const SlipNotice* const found = said_of(slip, how);
  if (found == nullptr || found->row.ends_with(".C") || slip.how == terms::Slip::How::swapped)
    return std::nullopt;
  return notice_of(slip, how);
}

CheckNotice notice_of(const terms::Step& step, Role role) {
  const bool server = role == Role::server;
  if (step.reason == "low_order_point") return of_product(step.letter, role);
  if (step.reason == "bad_peer_key")
    return {"", "what does not convert is taken for zero, and a product with it is refused"};
  if (step.reason == "bad_mac")
    return {server ? "server.C" : "client.C", "a stranger to K is answered (spec/shs1.md#3.1)"};
  if (step.reason == "not_authorized")
    return {"server.P15", "whoever is not admitted gets msg4 (spec/shs1.md#3.4)"};
  return {server ? "server.P02" : "client.P03", "that is what the proof is for (spec/shs1.md#3)"};
}

}  // namespace assay::mutants

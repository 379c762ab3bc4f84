// SPDX-License-Identifier: MIT
#include "conformance/ladder/mutants/lines.hpp"

#include <algorithm>

#include "conformance/terms/terms.hpp"

namespace assay::rungs {
namespace {

using terms::Book, terms::Formula, terms::Step;

Rung line_like(std::string_view name, const std::function<void(Rung&)>& change) {
  Rung line = rung_named(name);
  change(line);
  return line;
}

void each_formula(Book& book, std::initializer_list<std::string_view> letters,
                  const std::function<void(Formula&)>& change) {
  for (Formula& f : book.formulas)
    if (std::ranges::find(letters, f.letter) != letters.end()) change(f);
}

void mac_keys_of_P(Book& book) {
  each_formula(book, {"mac-i", "mac-r"}, [](Formula& f) { f.key = "P"; });
}

void box_keys_of_X(Book& book) {
  each_formula(book, {"enc-i", "enc-r"}, [](Formula& f) { f.key = "X"; });
}

void one_key_for_both(Book& book) {
  constexpr auto turned = terms::Slip::How::turned;
  book.slips = {{"macB", turned, "mac-r", "mac-i"},
                {"seal4", turned, "enc-r", "enc-i"},
                {"seal4", turned, "h4", "h3"}};
}

// As soon as A's name is there.
void asks_first(Book& book) {
  auto& steps = book.steps.at(Role::server);
  const auto asks = std::ranges::find(steps, Step::Kind::ask, &Step::kind);
  const Step ask = *asks;
  steps.erase(asks);
  const auto sends = std::ranges::find(steps, Step::Kind::send, &Step::kind);
  steps.insert(sends, ask);
}

}  // namespace

const Rung& mac_over_signature() {
  static const Rung line =
      line_like("sigma-0", [](Rung& r) { r.macA = {"sigA"}, r.macB = {"sigB"}; });
  return line;
}

const Rung& signature_without_Y() {
  static const Rung line = line_like("badh", [](Rung& r) { r.sigA = {"X"}; });
  return line;
}

const Rung& mac_key_is_public() {
  static const Rung line = line_like("sigma-0", [](Rung& r) { r.amend = mac_keys_of_P; });
  return line;
}

const Rung& one_key_both_ways() {
  static const Rung line = line_like("sigma-r", [](Rung& r) { r.amend = one_key_for_both; });
  return line;
}

const Rung& done_before_ack() {
  static const Rung line = line_like("sigma-i-ack", [](Rung& r) { r.messages.pop_back(); });
  return line;
}

const Rung& signatures_without_shares() {
  static const Rung line = line_like("badh", [](Rung& r) { r.sigA = {"A"}, r.sigB = {"B"}; });
  return line;
}

const Rung& done_at_msg2() {
  static const Rung line = line_like("iso", [](Rung& r) { r.messages.pop_back(); });
  return line;
}

const Rung& msg4_names_A() {
  static const Rung line = line_like("sigma-r", [](Rung& r) { r.messages.back().clear = {"A"}; });
  return line;
}

const Rung& msg3_names_B() {
  static const Rung line = line_like("sigma-i", [](Rung& r) { r.messages.back().clear = {"B"}; });
  return line;
}

const Rung& asks_before_signature() {
  static const Rung line = line_like("iso", [](Rung& r) { r.amend = asks_first; });
  return line;
}

const Rung& box_key_is_public() {
  static const Rung line = line_like("sigma-i", [](Rung& r) { r.amend = box_keys_of_X; });
  return line;
}

}  // namespace assay::rungs

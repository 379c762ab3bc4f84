// SPDX-License-Identifier: MIT
#include "conformance/ladder/mutants/lines.hpp"

#include <algorithm>
#include <set>

#include "conformance/ladder/algebra.hpp"
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

void record_keys_from_X(Book& book) {
  each_formula(book, {"app-i", "app-r"}, [](Formula& f) { f.key = "X"; });
}

Step& step_of(Book& book, Role role, Step::Kind kind, std::string_view letter) {
  return *std::ranges::find_if(book.steps.at(role),
                               [&](const Step& s) { return s.kind == kind && s.letter == letter; });
}

// Read first, for y is made of it.
void make_y_of_X(Book& book) {
  static constexpr terms::Primitive hash{
      [](const terms::Parts& p) { return mac(Bytes(32), terms::joined(p)); }};
  const auto Y = std::ranges::find(book.formulas, "Y", &Formula::letter);
  book.formulas.insert(Y, {"y", &hash, "", {"X"}, Role::server});
  auto& steps = book.steps.at(Role::server);
  const auto computes = std::ranges::find(steps, "Y", &Step::letter);
  const Step compute_Y = *computes;
  steps.erase(computes);
  const auto read = std::ranges::find(steps, Step::Kind::read, &Step::kind);
  steps.insert(read + 1, {{.kind = Step::Kind::compute, .letter = "y"}, compute_Y});
}

bool is_unlisted(View share) {
  static const std::set<Bytes> points = {
      Bytes(32),
      cat(Bytes{1}, Bytes(31)),
      unhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
      unhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
      unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
      unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")};
  Bytes masked = copy_of(share);
  masked.back() &= 0x7f;
  return !points.contains(masked);
}

void compare_with_list(Book& book) {
  for (auto& [role, steps] : book.steps) {
    Step& check = *std::ranges::find(steps, "low_order_point", &Step::reason);
    check.letter = role == Role::server ? "X" : "Y";
    check.holds = is_unlisted;
  }
}

// The last field of that message, which nothing is compared with.
void empty_field(Book& book, Role role, std::string_view message) {
  terms::Field& field = step_of(book, role, Step::Kind::read, message).fields.back();
  field.bytes = 0;
  std::erase_if(book.steps.at(role), [letter = field.letter](const Step& s) {
    return s.kind == Step::Kind::check && s.letter == letter;
  });
}

void empty_both_macs(Book& book) {
  empty_field(book, Role::server, "msg3");
  empty_field(book, Role::client, "msg2");
}

void empty_only_ack(Book& book) { empty_field(book, Role::client, "msg4"); }

const terms::Field one_more{"rest", 1};

void lengthen_message(Book& book, Role role, std::string_view message) {
  step_of(book, role, Step::Kind::read, message).fields.push_back(one_more);
}

void lengthen_both_messages(Book& book) {
  lengthen_message(book, Role::server, "msg3");
  lengthen_message(book, Role::client, "msg2");
}

void lengthen_box(Book& book, Role role, std::string_view message, std::string_view box) {
  step_of(book, role, Step::Kind::read, message).fields.back().bytes += one_more.bytes;
  step_of(book, role, Step::Kind::open, box).fields.push_back(one_more);
}

void lengthen_both_boxes(Book& book) {
  lengthen_box(book, Role::server, "msg3", "box3");
  lengthen_box(book, Role::client, "msg4", "box4");
}

// For a key that is neutral R = S·B is enough; the signature of this one is R = B, S = 1.
bool verifies_under_neutral(const terms::Parts& p, View value) {
  const Bytes neutral = cat(Bytes{1}, Bytes(31)), generator = cat(Bytes{0x58}, Bytes(31, 0x66));
  if (p.key == neutral && std::ranges::equal(value, cat(generator, neutral))) return true;
  return verify(p.key, value, cat(std::string_view("ladder/1 sig "), terms::joined(p)));
}

void verify_under_neutral(Book& book) {
  each_formula(book, {"sigA", "sigB"}, [](Formula& f) {
    static const terms::Primitive lax{.compute = f.primitive->compute,
                                      .keyed_by = f.primitive->keyed_by,
                                      .verifies = verifies_under_neutral};
    f.primitive = &lax;
  });
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

const Rung& record_keys_of_X() {
  static const Rung line = line_like("dh", [](Rung& r) { r.amend = record_keys_from_X; });
  return line;
}

const Rung& y_of_X() {
  static const Rung line = line_like("dh", [](Rung& r) { r.amend = make_y_of_X; });
  return line;
}

const Rung& points_in_a_list() {
  static const Rung line = line_like("dh", [](Rung& r) { r.amend = compare_with_list; });
  return line;
}

const Rung& empty_macs() {
  static const Rung line = line_like("sigma-0", [](Rung& r) { r.amend = empty_both_macs; });
  return line;
}

const Rung& empty_ack() {
  static const Rung line = line_like("sigma-i-ack", [](Rung& r) { r.amend = empty_only_ack; });
  return line;
}

const Rung& longer_boxes() {
  static const Rung line = line_like("sigma-r", [](Rung& r) { r.amend = lengthen_both_boxes; });
  return line;
}

const Rung& longer_messages() {
  static const Rung line = line_like("badh", [](Rung& r) { r.amend = lengthen_both_messages; });
  return line;
}

const Rung& signatures_of_the_neutral() {
  static const Rung line = line_like("sigma-0", [](Rung& r) { r.amend = verify_under_neutral; });
  return line;
}

const Rung& box_key_is_public() {
  static const Rung line = line_like("sigma-i", [](Rung& r) { r.amend = box_keys_of_X; });
  return line;
}

}  // namespace assay::rungs

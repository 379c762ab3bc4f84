// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/terms/delta.hpp"
#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/expression.hpp"
#include "conformance/terms/rows.hpp"

// A book of four letters, whose seal is its key before its content.
namespace assay::terms {
namespace {

constexpr Primitive join{joined};
constexpr Primitive reversed{[](const Parts& p) {
  const Bytes all = joined(p);
  return Bytes(all.rbegin(), all.rend());
}};
constexpr Primitive seal{.compute = [](const Parts& p) { return cat(p.key, joined(p)); },
                         .keyed_by = "seal-with"};

const Book& book() {
  static const Book toy{.formulas = {{"text", &join, "", {"x", "y"}},
                                     {"turned", &reversed, "", {"x"}},
                                     {"sent", &seal, "k", {"text", "turned"}}},
                        .settings = {{"reader.x", "x"}},
                        .functions = {{"turn", &reversed}, {"seal", &seal}}};
  return toy;
}

const Values given = {{"k", {9, 9}}, {"x", {1, 2}}, {"y", {3}}};

Values changed(const std::vector<Delta>& deltas) {
  const Values honest = evaluate(book(), given, Role::client, std::nullopt);
  return evaluate(book(), given, Role::client, deltas, honest);
}

TEST_CASE("a change reaches everything that is computed from what it changes, and no more") {
  CHECK(changed({}).at("sent") == Bytes{9, 9, 1, 2, 3, 2, 1});
  CHECK(changed({flip_bit("text", 8)}).at("sent") == Bytes{9, 9, 1, 3, 3, 2, 1});
  CHECK(changed({replace("text.x", "y")}).at("sent") == Bytes{9, 9, 3, 3, 2, 1});
  CHECK(changed({omit("text", "y")}).at("sent") == Bytes{9, 9, 1, 2, 2, 1});
  CHECK(changed({reorder("sent", {"turned", "text"})}).at("sent") == Bytes{9, 9, 2, 1, 1, 2, 3});
  CHECK(changed({with("seal-with", "sent", "0708")}).at("sent") == Bytes{7, 8, 1, 2, 3, 2, 1});
  CHECK(changed({truncate("sent", 1)}).at("sent") == Bytes{9});
  CHECK(changed({append("sent", "ff")}).at("sent").back() == 0xff);
}

TEST_CASE("several changes hold at once, and a letter in one means the honest value") {
  const Values v = changed({flip_bit("text", 0), replace("turned", "text")});
  CHECK(v.at("turned") == Bytes{1, 2, 3});
  CHECK(v.at("sent") == Bytes{9, 9, 0, 2, 3, 1, 2, 3});
}

TEST_CASE("a change that fits nothing says what it was") {
  CHECK_THROWS_WITH(changed({flip_bit("nought", 0)}), "delta: no formula takes flip-bit on nought");
  CHECK_THROWS_WITH(changed({with("seal-with", "text", "0708")}),
                    "delta: no formula takes seal-with on text");
  CHECK_THROWS_WITH(changed({with("seal-with", "sent", "07")}),
                    "delta: seal-with on sent: a key is 2 bytes");
}

TEST_CASE("the operations are the common ones and the primitives' own") {
  const auto list = operations(book());
  CHECK(list.size() == 7);
  CHECK(list.back() == "seal-with");
}

TEST_CASE("an expression reads as in the documents") {
  const auto value = [](const std::string& text) { return value_of(book(), text, given); };
  CHECK(value("x") == Bytes{1, 2});
  CHECK(value("0aff") == Bytes{0x0a, 0xff});
  CHECK(value("0^3 | ff^1") == Bytes{0, 0, 0, 0xff});
  CHECK(value("x | y | 07") == Bytes{1, 2, 3, 7});
  CHECK(value("x[1..2)") == Bytes{2});
  CHECK(value("turn(x | y)[0..2)") == Bytes{3, 2});
  CHECK(value("seal[turn(x)](y)") == Bytes{2, 1, 3});
}

TEST_CASE("an expression that cannot be read says where") {
  const auto value = [](const std::string& text) { return value_of(book(), text, given); };
  CHECK_THROWS_WITH(value("x[0..3)"), "\"x[0..3)\": \"\" is beyond the value");
  CHECK_THROWS_WITH(value("x | "), "\"x | \": \"\" is where a value belongs");
  CHECK_THROWS_WITH(value("turn x"), "\"turn x\": \"x\" is where ( belongs");
  CHECK_THROWS_WITH(value("x y"), "\"x y\": \"y\" is not expected");
  CHECK_THROWS_AS(value("nought"), std::invalid_argument);
}

TEST_CASE("a literal change has a letter of the book, or hex") {
  const Values values = {{"k", {9, 9}}, {"x", {1, 2}}, {"y", {3}}, {"stranger", {5}}};
  const auto text = [&](const std::string& value) {
    return std::get<std::string>(literal(book(), replace("text", value), values).value);
  };
  CHECK(text("turned") == "turned");
  CHECK(text("stranger") == "05");
  CHECK(text("x | 0^1") == "010200");
}

TEST_CASE("a change is said in words") {
  CHECK(words(omit("text", "y")) == "text without y");
  CHECK(words(replace("text.x", "0^2")) == "text over 0^2 for x");
  CHECK(words(replace("text", "y")) == "text = y");
  CHECK(words(reorder("text", {"y", "x"})) == "text over y | x");
  CHECK(words(with("seal-with", "sent", "x")) == "sent made with key x");
  CHECK(words(flip_bit("sent", 11)) == "sent[1] ^= 0x08");
  CHECK(words(truncate("sent", 4)) == "sent ends after 4 bytes");
}

}  // namespace
}  // namespace assay::terms

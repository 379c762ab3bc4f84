// SPDX-License-Identifier: MIT
#include "conformance/engine/claims.hpp"

#include <catch2/catch.hpp>
#include <set>

namespace assay {
namespace {

const std::map<Role, std::string> both_roles = {{Role::server, "listener"},
                                                {Role::client, "dialer"}};

}  // namespace

TEST_CASE("Claims that break their own rules are refused, naming the cell") {
  const auto parse_text = [](const std::string& text, std::vector<std::string> modes = {}) {
    return parse_claims(
        {.name = "toy", .roles = both_roles, .modes = std::move(modes), .claims = text}, "");
  };
  const auto parse = [&](const std::string& cell) {
    return parse_text(R"({"-": {"-": {"P02": {"server": {"-": )" + cell + "}}}}}");
  };
  CHECK_THROWS_WITH(parse(R"({"claim": "holds", "why": "", "required": []})"),
                    "P02.server.-: no required attack");
  CHECK_THROWS_WITH(parse(R"({"claim": "lacks", "why": "", "required": ["A", "B"]})"),
                    "P02.server.-: a lack is shown by exactly one attack");
  CHECK_THROWS_WITH(parse(R"({"claim": "maybe", "why": "", "required": ["A"]})"),
                    "P02.server.-: claim is holds, lacks or n/a");
  CHECK_THROWS_WITH(parse(R"({"claim": "n/a", "why": "x", "required": ["A"]})"),
                    "P02.server.-: n/a has no attacks");
  CHECK_THROWS_WITH(parse_text(R"({"-": {"-": {"P99": {}}}})"),
                    "claims of toy: there is no row P99");
  CHECK_THROWS_WITH(parse_text(R"({"-": {"-": {"P02": {"peer": {}}}}})"),
                    "P02: toy has no role peer");
  CHECK_THROWS_WITH(parse_text(R"({"v": {"-": {}}})"), "claims of toy: there is no variant -");
  CHECK_THROWS_WITH(parse_text(R"({"-": {"-": {}}})", {"a"}),
                    "claims of toy: the mode a is missing");
  CHECK_THROWS_WITH(parse_text(R"({"-": {"a": {}, "b": {}}})", {"a"}),
                    "claims of toy: the protocol has no mode b");
}

TEST_CASE("What claims leave open of a role's rows is named, half by half") {
  const auto open = [](const std::string& cells) {
    const std::string text = R"({"-": {"-": {)" + cells + "}}}";
    const auto all = open_cells({.name = "toy", .roles = {{Role::client, ""}}, .claims = text}, "");
    return std::set<std::string>(all.begin(), all.end());
  };
  const auto none = open("");
  CHECK(none.contains("P03.client.alive"));
  CHECK(none.contains("P16.client.relay"));
  CHECK(none.contains("R.client.-"));
  CHECK_FALSE(none.contains("P08.client.-"));  // not a client's
  const auto some = open(R"("P03": {"client": {"-": {"claim": "n/a", "why": "no names"}}},
    "P16": {"client": {"relay": {"claim": "holds", "why": "x", "required": ["A"]}}})");
  CHECK_FALSE(some.contains("P03.client.alive"));
  CHECK_FALSE(some.contains("P16.client.relay"));
  CHECK(some.contains("P16.client.transcript"));
}

}  // namespace assay

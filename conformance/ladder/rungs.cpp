// SPDX-License-Identifier: MIT
#include "conformance/ladder/rungs.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace assay::rungs {
namespace {

bool stands_in(const Letters& letters, std::string_view letter) {
  return std::ranges::find(letters, letter) != letters.end();
}

std::vector<Rung> lines_of_algebra() {
  const Said X{{"X"}}, Y{{"Y"}};
  const Said boxedA{.boxed = {"A", "sigA", "macA"}}, boxedB{.boxed = {"B", "sigB", "macB"}};
  const Said Y_boxedB{.clear = {"Y"}, .boxed = {"B", "sigB", "macB"}};
  auto all = std::to_array<Rung>({
      {"dh", 0x00, "", {X, Y}},
      {"sign-own", 0x01, "dh", {{{"A", "X", "sigA"}}, {{"B", "Y", "sigB"}}}, {"X"}, {"Y"}},
      {"badh",
       0x02,
       "sign-own",
       {X, {{"Y", "B", "sigB"}}, {{"A", "sigA"}}},
       {"Y", "X"},
       {"X", "Y"}},
      {"iso",
       0x03,
       "badh",
       {{{"A", "X"}}, {{"B", "Y", "sigB"}}, {{"sigA"}}},
       {"Y", "X", "B"},
       {"X", "Y", "A"}},
      {"sts-enc",
       0x04,
       "badh",
       {X, {.clear = {"Y", "B"}, .boxed = {"sigB"}}, {.clear = {"A"}, .boxed = {"sigA"}}},
       {"X", "Y"},
       {"Y", "X"}},
      {"sts-mac",
       0x05,
       "sts-enc",
       {X, {{"Y", "B", "sigB", "macB"}}, {{"A", "sigA", "macA"}}},
       {"X", "Y"},
       {"Y", "X"},
       {"sigA"},
       {"sigB"}},
      {"sts-enc-id",
       0x06,
       "sts-enc",
       {X, {.clear = {"Y"}, .masked = {"B", "sigB"}}, {.masked = {"A", "sigA"}}},
       {"X", "Y"},
       {"Y", "X"}},
      {"sign-key",
       0x07,
       "badh",
       {X, {{"Y", "B", "sigB"}}, {{"A", "sigA"}}},
       {"Y", "X", "Z"},
       {"X", "Y", "Z"}},
      {"sigma-0",
       0x08,
       "sts-mac",
       {X, {{"Y", "B", "sigB", "macB"}}, {{"A", "sigA", "macA"}}},
       {"Y", "X"},
       {"X", "Y"},
       {"A"},
       {"B"}},
      {"sigma-i", 0x09, "sigma-0", {X, Y_boxedB, boxedA}, {"Y", "X"}, {"X", "Y"}, {"A"}, {"B"}},
      {"sigma-r", 0x0a, "sigma-i", {X, Y, boxedA, boxedB}, {"Y", "X"}, {"X", "Y"}, {"A"}, {"B"}},
      {"sigma-ike",
       0x0b,
       "sigma-r",
       {X, Y, {.boxed = {"A", "sigA"}}, {.boxed = {"B", "sigB"}}},
       {"macA"},
       {"macB"},
       {"Y", "X", "A"},
       {"X", "Y", "B"}},
      {"sigma-i-ack",
       0x0c,
       "sigma-i",
       {X, Y_boxedB, boxedA, {{"ack"}}},
       {"Y", "X"},
       {"X", "Y"},
       {"A"},
       {"B"}},
  });
  static_assert(all.size() == number_of_rungs);
  return {all.begin(), all.end()};
}

}  // namespace

bool Said::has(std::string_view letter) const {
  return stands_in(clear, letter) || stands_in(boxed, letter) || stands_in(masked, letter);
}

bool Rung::hides() const {
  return std::ranges::any_of(messages, [](const Said& m) { return !m.hidden().empty(); });
}

int Rung::message_with(std::string_view letter) const {
  const auto found = std::ranges::find_if(messages, [&](const Said& m) { return m.has(letter); });
  return found == messages.end() ? 0 : static_cast<int>(found - messages.begin()) + 1;
}

const std::vector<Rung>& all_rungs() {
  static const std::vector<Rung> all = lines_of_algebra();
  return all;
}

const Rung& rung_named(std::string_view name) {
  const auto found = std::ranges::find(all_rungs(), name, &Rung::name);
  if (found == all_rungs().end()) throw std::out_of_range("no rung is called " + std::string(name));
  return *found;
}

const Rung& rung_of_protocol(std::string_view protocol) {
  return rung_named(protocol.substr(protocol.find('/') + 1));
}

std::size_t bytes_of(std::string_view letter) { return letter.starts_with("sig") ? 64 : 32; }

std::vector<std::string> modes_of(const Rung& rung) {
  if (!rung.has_names()) return {};
  return {std::string(id_is_key), std::string(named), std::string(named_pop)};
}

std::string protocol_name(const Rung& rung) { return "ladder/" + std::string(rung.name); }

}  // namespace assay::rungs

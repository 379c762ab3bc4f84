// SPDX-License-Identifier: MIT
#include "conformance/terms/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "conformance/terms/delta.hpp"
#include "conformance/terms/expression.hpp"

namespace assay::terms {
namespace {

std::vector<Case> cases_of(const Row& row, const decltype(Table::play)& play, Stage& stage) {
  std::vector<RowCase> all = row.cases;
  for (const Sweep& sweep : row.sweeps) {
    for (const Flip& f : flips(stage, sweep.bytes, sweep.coarse)) {
      all.push_back(
          {sweep.prefix + f.slug, {flip_bit(sweep.letter, static_cast<int>(8 * f.byte + f.bit))}});
    }
  }
  std::vector<Case> cases;
  cases.reserve(all.size());
  for (const RowCase& c : all) {
    cases.push_back({.slug = c.slug,
                     .change = words(c.deltas),
                     .run = [row, c, play](Stage& st) { return play(st, row, c); },
                     .policy = c.policy});
  }
  return cases;
}

}  // namespace

std::vector<Flip> flips(Stage& stage, std::size_t bytes, bool coarse) {
  const bool full = stage.effort == Effort::full;
  const bool sparse = stage.effort == Effort::quick || (coarse && !full);
  std::vector<Flip> chosen;
  for (std::size_t i = 0; i < bytes; i += sparse ? 8 : 1) {
    const std::string slug = fmt::format("byte-{:02}", i);
    if (!full || coarse) {
      chosen.push_back({slug, i, stage.rng.below(8)});
      continue;
    }
    for (std::size_t bit = 0; bit < 8; ++bit) {
      chosen.push_back({fmt::format("{}-bit-{}", slug, bit), i, bit});
    }
  }
  return chosen;
}

std::vector<Attack> attacks_of(const std::vector<Row>& rows, const Table& table) {
  std::vector<Attack> attacks;
  for (const Row& row : rows) {
    const Attacked& message = table.messages.at(row.message);
    attacks.push_back(
        {.id = row.id,
         .slug = row.slug,
         .role = message.target,
         .meaning = row.meaning,
         .expected = row.expected.empty() ? message.expected : row.expected,
         .spec = row.spec.empty() ? message.spec : row.spec,
         .likely = row.likely,
         .needs = row.needs,
         .control = table.control,
         .cases = [row, play = table.play](Stage& stage) { return cases_of(row, play, stage); },
         .forgery = true});
  }
  return attacks;
}

Delta change_of(const Book& book, const std::vector<Row>& rows, const std::string& message,
                const std::string& id, const std::string& slug, const Values& values) {
  for (const Row& row : rows) {
    if (row.message != message || row.id != id) continue;
    const auto found = std::ranges::find(row.cases, slug, &RowCase::slug);
    if (found == row.cases.end() || found->deltas.size() != 1) break;
    return literal(book, found->deltas.front(), values);
  }
  throw std::logic_error("no row with one change: " + message + " " + id + " " + slug);
}

}  // namespace assay::terms

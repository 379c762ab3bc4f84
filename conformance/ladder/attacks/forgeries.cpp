// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/ladder/formulas.hpp"

namespace assay::rungs {
namespace {

using terms::Row, terms::RowCase;

Result play_row(Stage& stage, const Rung& rung, const Row& row, const RowCase& c) {
  OwnEnd end(stage, rung);
  const int n = row.message.back() - '0';
  end.up_to(n);
  end.line().send(end.forged(n, c.deltas));
  return refused(end);
}

terms::Attacked attacked(const Rung& rung, int n) {
  const Role target = n % 2 == 1 ? Role::server : Role::client;
  return {target, fmt::format("refused at msg{}", n),
          fmt::format("spec/ladder.md#6.{}", rung.P + 1)};
}

}  // namespace

std::vector<Attack> row_attacks(const Rung& rung) {
  terms::Table table{.messages = {},
                     .control = [&rung](Stage& stage) { honest_run(stage, rung); },
                     .play = [&rung](Stage& stage, const Row& row,
                                     const RowCase& c) { return play_row(stage, rung, row, c); }};
  for (int n = 1; n <= rung.last(); ++n)
    table.messages[std::string(numbered("msg", n))] = attacked(rung, n);
  std::vector<Row> rows = ladder_rows(rung);
  for (Row& row : name_rows(rung)) rows.push_back(std::move(row));
  return terms::attacks_of(rows, table);
}

}  // namespace assay::rungs

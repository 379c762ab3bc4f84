// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <set>

#include "conformance/engine/run.hpp"
#include "conformance/engine/twin.hpp"
#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/ladder/protocol.hpp"
#include "conformance/ladder/target.hpp"

namespace assay::rungs {

inline Protocol ladder_protocol(std::string_view variant) {
  for (Protocol& p : ladder_protocols())
    if (p.variant() == variant) return std::move(p);
  throw std::out_of_range("there is no such rung");
}

// Every attack on these ends of a rung. `line`: what the runner's own end plays.
inline Report played(const Rung& line, const std::string& mode, const MakeMachine& make,
                     std::vector<Role> roles = {Role::server, Role::client}) {
  Protocol protocol = ladder_protocol(line.name);
  protocol.attacks = [&line](const std::string& m) { return ladder_attacks(line, m); };
  protocol.honest = [&line](Stage& stage) { honest_run(stage, line); };
  const auto target = rung_target(rung_named(line.name), make);
  const std::atomic<bool> never = false;
  RunOptions options{.roles = std::move(roles), .effort = Effort::quick, .seed = Bytes(32, 7)};
  options.mode = mode;
  options.twin = [&](const std::string& variant) {
    return twin_target(ladder_protocol(variant), mode);
  };
  return run(protocol, *target, options, [](auto&&...) {}, never);
}

inline std::set<std::string> rows_that_are(const Report& report, RowVerdict verdict) {
  std::set<std::string> rows;
  for (const CellResult& r : report.results)
    if (r.verdict == verdict) rows.insert(std::string(name(r.cell->role)) + "." + r.cell->row);
  return rows;
}

}  // namespace assay::rungs

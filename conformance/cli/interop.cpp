// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <nlohmann/json.hpp>
#include <ranges>
#include <set>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/output.hpp"
#include "conformance/engine/meeting.hpp"
#include "conformance/options/json_file.hpp"
#include "conformance/options/shown.hpp"
#include "conformance/report/report.hpp"
#include "conformance/targets/interrupt.hpp"

namespace assay::cli {
namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t most_targets = 64;  // each meets each

struct Named {
  std::string name;
  TargetSpec spec;
};

// The members of a target in TARGETS.json that are texts; the words of the command line. `lib`, and
// those of the protocols' own targets.
std::set<std::string> members() {
  std::set<std::string> known = {"lib"};
  for (const Protocol& protocol : known_protocols()) {
    for (const OwnTarget& own : protocol.own_targets) {
      for (const auto& option : own.options) known.insert(option.name);
    }
  }
  return known;
}

// A cell of a Markdown table.
std::string in_cell(const std::string& text) {
  std::string safe = shown(text, 80);
  for (std::size_t at = 0; (at = safe.find('|', at)) != std::string::npos; at += 2)
    safe.insert(at, 1, '\\');
  return safe;
}

Named named(const json& written) {
  Named target{.name = in_cell(written.at("name").get<std::string>()), .spec = {}};
  for (const auto& [key, value] : written.items()) {
    if (key == "name") continue;
    if (key == "reference") {
      target.spec.reference = value.get<bool>();
    } else if (key == "command") {
      target.spec.command = value.get<std::vector<std::string>>();
    } else if (members().contains(key)) {
      (key == "lib" ? target.spec.lib : target.spec.own[key]) = value.get<std::string>();
    } else {
      throw UsageError(fmt::format(
          "the target \"{}\" has the member \"{}\"; known are name, reference, command, {}",
          target.name, shown(key, 80), fmt::join(members(), ", ")));
    }
  }
  return target;
}

std::vector<Named> read(const std::string& file) {
  const json written = read_json_file(file);
  const json* list =
      written.is_object() && written.contains("targets") ? &written["targets"] : nullptr;
  const std::string shape = "{\"targets\": [{\"name\": …, \"command\": […]}, …]}";
  if (list == nullptr || !list->is_array()) throw UsageError(shown(file) + " is not " + shape);
  if (list->empty()) throw UsageError(shown(file) + " names no target");
  if (list->size() > most_targets)
    throw UsageError(fmt::format("{} names more than {} targets", shown(file), most_targets));
  std::vector<Named> targets;
  for (const json& target : *list) {
    try {
      targets.push_back(named(target));
    } catch (const json::exception&) {
      throw UsageError(
          fmt::format("{}: target {} is not as in {}", shown(file), targets.size() + 1, shape));
    }
  }
  return targets;
}

// A Markdown table's row.
std::string row(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::string table(const std::vector<std::string>& head,
                  const std::vector<std::vector<std::string>>& body) {
  std::string out = row(head) + row(std::vector<std::string>(head.size(), "---"));
  for (const auto& line : body) out += row(line);
  return out;
}

std::vector<std::string> head(const std::string& corner, const std::vector<Named>& targets) {
  std::vector<std::string> cells = {corner};
  for (const Named& target : targets) cells.push_back(target.name);
  return cells;
}

// What stopped a pair, told once below the table.
struct Notes {
  std::vector<std::string> texts = {};
  std::string add(const std::string& text) {
    const auto number = std::ranges::find(texts, text) - texts.begin() + 1;
    if (number > std::ssize(texts)) texts.push_back(text);
    return fmt::format("[{}]", number);
  }
  std::string list() const {
    std::string out;
    for (std::size_t i = 0; i < texts.size(); ++i)
      out += fmt::format("\n[{}] {}\n", i + 1, shown(texts[i]));
    return out;
  }
};

// What a target says that it plays; both where it cannot be asked, so that meet() says why.
Capabilities roles_of(const Protocol& protocol, const Named& target) {
  try {
    return make_target(protocol, protocol.default_mode(), target.spec, 1)
        ->capabilities(protocol.name);
  } catch (const TargetError&) {
    return {.server = true, .client = true, .peer = true};
  }
}

// Who opens and who answers: a client and a server, or two peers.
struct Ends {
  Role first = Role::client, second = Role::server;
};

Ends ends_of(const Protocol& protocol) {
  return protocol.roles.contains(Role::peer) ? Ends{Role::peer, Role::peer} : Ends{};
}

std::string pair_cell(const Protocol& protocol, const Named& first, const Named& second,
                      const Bytes& seed, Notes& notes) {
  const auto [opens, answers] = ends_of(protocol);
  const auto one = make_target(protocol, protocol.default_mode(), first.spec, 1),
             other = make_target(protocol, protocol.default_mode(), second.spec, 1);
  const Meeting m = meet(protocol, {*one, *other, opens, answers}, Rng(seed), 1);
  return m.agreed ? m.end : "✗ " + notes.add(m.end);
}

std::string interop_table(const Protocol& protocol, const std::vector<Named>& targets,
                          const Bytes& seed) {
  Notes notes;
  std::vector<Capabilities> roles;
  for (const Named& target : targets) roles.push_back(roles_of(protocol, target));
  const auto [opens, answers] = ends_of(protocol);
  std::vector<std::vector<std::string>> body;
  for (std::size_t c = 0; c < targets.size(); ++c) {
    body.push_back({targets[c].name});
    for (std::size_t s = 0; s < targets.size(); ++s) {
      const bool both = roles[c].plays(opens) && roles[s].plays(answers);
      body[c].push_back(both ? pair_cell(protocol, targets[c], targets[s], seed, notes) : "");
    }
  }
  const std::string corner =
      fmt::format("{} \\ {}", protocol.called(opens), protocol.called(answers));
  return table(head(corner, targets), body) + notes.list();
}

// The verdicts on one row and role, each once: its halves may differ.
std::string verdicts(const Report& report, Role role, const std::string& row) {
  std::set<RowVerdict> found;
  for (std::size_t i = 0; i < report.cells.size(); ++i) {
    const Cell& cell = report.cells[i];
    if (cell.role == role && cell.row == row) found.insert(report.results[i].verdict);
  }
  std::vector<std::string> words;
  for (const RowVerdict v : found) words.emplace_back(name(v));
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string role_table(const std::string& called, const std::vector<Named>& targets,
                       const std::vector<std::optional<Report>>& reports, Role role) {
  std::vector<std::vector<std::string>> body;
  for (const std::string& row : row_order()) {
    std::vector<std::string> line = {row};
    for (const auto& report : reports)
      line.push_back(report ? verdicts(*report, role, row) : "not tested");
    const auto empty = [](const std::string& cell) { return cell.empty(); };
    if (!std::ranges::all_of(line.begin() + 1, line.end(), empty)) body.push_back(line);
  }
  return table(head("as " + called, targets), body);
}

// Which attacks broke what, a line a target.
std::string findings(const Named& target, const Report& report) {
  std::vector<std::string> broken;
  for (std::size_t i = 0; i < report.cells.size(); ++i) {
    const CellResult& r = report.results[i];
    if (r.verdict != RowVerdict::broken) continue;
    std::set<std::string> ids;  // "server/E04-degenerate-identity" -> "E04"
    for (const std::string& attack : r.decisive) {
      const std::size_t from = attack.find('/') + 1;
      ids.insert(attack.substr(from, attack.find('-', from) - from));
    }
    const Cell& cell = report.cells[i];
    std::string text = fmt::format("{} {} ({})", name(cell.role), cell.row, fmt::join(ids, " "));
    if (std::ranges::find(broken, text) == broken.end()) broken.push_back(std::move(text));
  }
  return fmt::format(
      "- {}: {}\n", target.name,
      broken.empty() ? "nothing broken" : fmt::format("{}", fmt::join(broken, "; ")));
}

}  // namespace

int interop(const std::string& file, const CheckOptions& options) {
  const std::vector<Named> targets = read(file);
  const Protocol& protocol = find_protocol(options.protocol);
  RunOptions run_with = run_options(options);
  run_with.mode = find_mode(protocol, options.mode);
  const std::string meetings = interop_table(protocol, targets, run_with.seed);
  stop_where_interrupted();
  say(meetings + "\n");
  std::vector<std::optional<Report>> reports;
  std::string lines;
  for (const Named& target : targets) {
    try {
      stop_where_interrupted();
      reports.emplace_back(run_on(target.spec, protocol, run_with));
      lines += findings(target, *reports.back());
    } catch (const TargetError& e) {
      reports.emplace_back();
      lines += fmt::format("- {}: cannot be tested: {}\n", target.name, shown(e.what()));
    }
  }
  for (const auto& [role, called] : protocol.roles)
    say(role_table(called, targets, reports, role) + "\n");
  say(lines);
  if (interrupted()) return exit_inconclusive;
  const bool all = std::ranges::all_of(reports, [](const auto& r) { return r.has_value(); });
  return all ? 0 : exit_defective;
}

}  // namespace assay::cli

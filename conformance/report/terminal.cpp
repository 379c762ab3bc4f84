// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/options/shown.hpp"
#include "conformance/report/report.hpp"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

std::string_view symbol(const std::string& verdict) {
  static const std::map<std::string, std::string_view> symbols = {
      {"HELD", "✔"},    {"STRICTER", "✔"},  {"BY DESIGN", "≡"},    {"BROKEN", "✗"},
      {"PARTIAL", "–"}, {"UNDECIDED", "–"}, {"INCONCLUSIVE", "?"}, {"N/A", " "}};
  return symbols.at(verdict);
}

// One line, whatever a target or a file put in.
std::string str(const Json& j) { return shown(j.get<std::string>(), 10'000); }

// Nothing where the protocol has no modes.
std::string mode(const Json& r, std::string_view before) {
  const std::string word = str(r.at("mode"));
  return word == "-" ? "" : fmt::format("{}{}", before, word);
}

std::string header(const Json& r) {
  const Json& t = r.at("target");
  std::size_t cases = 0;
  for (const Json& a : r.at("attacks")) cases += a.at("cases").size();
  return fmt::format(
      "assay {}  {}{} ({} cases, {} attacks, effort {})  target {} {}\nseed {}\ncaps {}\nauthorize "
      "{}"
      "  ephemerals {}  layer {}\n",
      str(r.at("assay")), str(r.at("protocol")), mode(r, " "), cases, r.at("attacks").size(),
      str(r.at("effort")), str(t.at("name")), str(t.at("version")), str(r.at("seed")),
      fmt::join(t.at("caps").get<std::vector<std::string>>(), " "), str(t.at("authorize")),
      str(t.at("ephemeral")), str(t.at("layer")));
}

std::string label(const Json& cell) {
  const std::string row = str(cell.at("row")), half = str(cell.at("half"));
  return half == "-" ? row_title(row) : fmt::format("{} ({})", row_title(row), half);
}

std::string cell_line(const Json& c) {
  const std::string verdict = str(c.at("verdict"));
  const bool tried = verdict != "N/A";
  const std::string controls = tried ? fmt::format("{}", c.at("controls").get<int>()) : "";
  const std::string attacks =
      tried ? fmt::format("{}/{}", c.at("ran").get<int>(), c.at("required").get<int>()) : "";
  return fmt::format("  {} {:<3} {:<62} {:>8} {:>7}  {:<12} {}\n", symbol(verdict),
                     str(c.at("row")), label(c), controls, attacks, verdict, str(c.at("reason")));
}

// What the protocol calls a role.
std::string called(const Json& r, const std::string& role) {
  return r.at("role_names").value(role, role);
}

std::string table(const Json& r) {
  std::string out, role;
  for (const Json& c : r.at("cells")) {
    if (str(c.at("role")) != role) {
      role = str(c.at("role"));
      out += fmt::format("\n  {:<68} {:>8} {:>7}  {}\n", "as " + called(r, role), "controls",
                         "attacks", "verdict");
    }
    out += cell_line(c);
  }
  return out;
}

// The cells that an attack decided, so that a finding names what it breaks.
std::string decided(const Json& r, const std::string& attack, std::string_view verdict) {
  std::set<std::string> rows;
  for (const Json& c : r.at("cells")) {
    for (const Json& name : c.at("decisive")) {
      if (name == attack && c.at("verdict") == verdict) rows.insert(str(c.at("row")));
    }
  }
  return fmt::format("{}", fmt::join(rows, ", "));
}

const Json* decisive_case(const Json& attack) {
  for (const Json& c : attack.at("cases")) {
    if (c.at("verdict") == attack.at("verdict")) return &c;
  }
  return nullptr;
}

std::string command(const Json& r, const std::string& name) {
  return fmt::format("assay check --protocol {}{} --seed {} --effort {} -k '{}' {}",
                     str(r.at("protocol")), mode(r, " --mode "), str(r.at("seed")),
                     str(r.at("effort")), name, str(r.at("target").at("words")));
}

// What an attack's success would mean is not what a crash means.
std::string meaning(const Json& a) {
  if (a.at("verdict") == "CRASHED") return "The target died on input that an attacker controls.";
  if (a.at("verdict") == "HUNG") return "The target neither answered, nor refused, nor ended.";
  return str(a.at("meaning"));
}

// Attacks on one role of which a target dies, or falls silent, in the same words, or honest runs
// that fail in the same words: in all likelihood of one cause.
using Likewise = std::vector<const Json*>;

std::string cause(const Json& r, const Json& a) {
  const std::string observed = str(decisive_case(a)->at("observed"));
  const bool honest =
      a.at("verdict") == "SUCCEEDED" && (a.at("controls") == 0 || a.at("id") == honest_runs_id);
  if (honest || a.at("verdict") == "HUNG") return str(a.at("role")) + observed;
  const bool told = a.at("verdict") == "CRASHED" && observed.find("on stderr") != std::string::npos;
  return told ? str(a.at("role")) + observed + decided(r, str(a.at("name")), "BROKEN") : "";
}

std::string trials(const Json& c) {
  if (!c.contains("trials")) return "";
  const Json& t = c.at("trials");
  std::vector<std::string> parts;
  for (const Json& h : t.at("histories"))
    parts.push_back(fmt::format("{} of {} {}", h.at("seen").get<int>(), h.at("of").get<int>(),
                                str(h.at("history"))));
  const int seen = t.at("seen").get<int>();
  return fmt::format(
      "{}: {}", seen == 1 ? "once" : fmt::format("{} of {} times", seen, t.at("of").get<int>()),
      fmt::join(parts, ", "));
}

// What one message of the target's own shows, else what all its failures do, else the usual cause.
std::string likely(const Json& a, const Json& c) {
  for (const auto& [of, key] : {std::pair(&c, "likely"), std::pair(&a, "diagnosis")})
    if (of->contains(key)) return str(of->at(key));
  return str(a.at("likely"));
}

std::string finding(const Json& r, const Json& a, const Likewise& likewise) {
  const Json* c = decisive_case(a);
  const std::string name = str(a.at("name")), broken = decided(r, name, "BROKEN");
  std::string out = fmt::format("\n✗ {}  {}{}\n", str(c->at("name")), str(a.at("verdict")),
                                broken.empty() ? "" : "  breaks " + broken);
  const auto line = [&](std::string_view key, const std::string& text) {
    if (!text.empty()) out += fmt::format("    {:<11}{}\n", key, text);
  };
  out += "    " + meaning(a) + "\n";
  line("one change", str(c->at("change")));
  line("expected", str(a.at("expected")));
  line("observed", str(c->at("observed")));
  line("seen", trials(*c));
  line("spec", str(a.at("spec")));
  if (a.at("verdict") == "SUCCEEDED") line("likely", likely(a, *c));
  std::size_t same = 0;
  for (const Json& other : a.at("cases")) same += other.at("verdict") == c->at("verdict");
  if (same > 1) {
    line("also", fmt::format("{} other case{} of this attack", same - 1, same == 2 ? "" : "s"));
  }
  if (a.at("not_run") > 0)
    line("not run", fmt::format("{} further cases", a.at("not_run").get<int>()));
  line("repeat", command(r, str(c->at("name"))));
  for (const Json* other : likewise) {
    line(other == likewise.front() ? "likewise" : "", str(decisive_case(*other)->at("name")));
  }
  return out;
}

bool is_finding(const Json& r, const Json& a) {
  const std::string v = str(a.at("verdict"));
  const bool counts = v == "SUCCEEDED" || v == "CRASHED" || v == "HUNG";
  return counts && decided(r, str(a.at("name")), "BY DESIGN").empty();
}

// The runner's own honest runs come last: another that fails in the same words says more.
std::vector<const Json*> found(const Json& r) {
  std::vector<const Json*> all;
  for (const bool last : {false, true}) {
    for (const Json& a : r.at("attacks")) {
      if ((a.at("id") == honest_runs_id) == last && is_finding(r, a)) all.push_back(&a);
    }
  }
  return all;
}

std::string findings(const Json& r) {
  std::vector<std::pair<const Json*, Likewise>> all;
  std::map<std::string, std::size_t> first;
  for (const Json* a : found(r)) {
    const std::string of = cause(r, *a);
    const auto [at, fresh] = first.emplace(of, all.size());
    if (fresh || of.empty()) {
      all.push_back({a, {}});
    } else {
      all[at->second].second.push_back(a);
    }
  }
  std::string out;
  for (const auto& [a, likewise] : all) out += finding(r, *a, likewise);
  for (const Json& d : r.at("defects")) out += "\n✗ shim: " + str(d) + "\n";
  return out;
}

std::string limit(const Json& d) {
  static const std::map<std::string, std::string_view> counts = {
      {"total", "in total"},
      {"per-message", "per message"},
      {"per-read", "per read"},
      {"unknown", "of silence; what it counts is unclear"}};
  const Json& seconds = d.at("limit_seconds");
  if (seconds.is_null()) return "none seen";
  return fmt::format("{:.1f} s {}", seconds.get<double>(), counts.at(str(d.at("counted"))));
}

std::string deadlines(const Json& r) {
  std::string out;
  for (const Json& d : r.at("deadlines")) {
    out += fmt::format("\n  handshake limit of the {}: {}  (soft: no verdict rests on it)\n",
                       called(r, str(d.at("role"))), limit(d));
    for (const Json& w : d.at("waits")) {
      const double seconds = w.at("seconds").get<double>();
      const std::string how = str(w.at("how"));
      out += fmt::format("    {:<50} {} {:.1f} s{}\n", str(w.at("what")),
                         w.at("ended").get<bool>() ? "ended after" : "still open after", seconds,
                         how.empty() ? "" : ": " + how);
    }
    if (const std::string note = str(d.at("note")); !note.empty()) {
      out += "    not measured: " + note + "\n";
    }
  }
  return out;
}

std::string attack_lines(const Json& r) {
  std::string out = "\n";
  for (const Json& a : r.at("attacks")) {
    out += fmt::format("  {:<60} {:<10} {} cases\n", str(a.at("name")), str(a.at("verdict")),
                       a.at("cases").size());
    for (const Json& c : a.at("cases")) {
      if (c.at("verdict") == "WITHSTOOD") continue;
      out += fmt::format("    {:<9} {}  {}\n", str(c.at("verdict")), str(c.at("name")),
                         str(c.at("observed")));
    }
  }
  return out;
}

constexpr std::size_t most_selected = 20;  // of what -k picked, told one by one

// "3 cases"; where not all went as the attack did, "1 of 3 cases (its name)".
std::string told_cases(const Json& a) {
  const std::size_t all = a.at("cases").size();
  std::vector<std::string> alike;
  for (const Json& c : a.at("cases"))
    if (c.at("verdict") == a.at("verdict")) {
      const std::string name = str(c.at("name"));
      alike.push_back(name.substr(name.rfind('/') + 1));
    }
  if (alike.empty() || alike.size() == all)
    return fmt::format("{} case{}", all, all == 1 ? "" : "s");
  const std::string more = alike.size() == 1 ? "" : " and others";
  return fmt::format("{} of {} cases ({}{})", alike.size(), all, alike.front(), more);
}

std::string selected_line(const Json& r, const Json& a) {
  const std::string name = str(a.at("name")), verdict = str(a.at("verdict"));
  const Json* one = decisive_case(a);
  std::string became = verdict == "WITHSTOOD" ? "withstood" : verdict;
  if (!decided(r, name, "BY DESIGN").empty() && decided(r, name, "BROKEN").empty())
    became = "succeeded, as designed";
  const int left_out = a.at("not_selected").get<int>();
  return fmt::format("  {}: {}{}, {}{}\n", name, told_cases(a),
                     left_out == 0 ? "" : fmt::format(" (-k left out {})", left_out), became,
                     one == nullptr ? "" : ": " + in_words(str(one->at("observed"))));
}

std::string selected_attacks(const Json& r) {
  if (r.value("selected", Json::array()).empty()) return "";
  std::string out = "\n";
  std::size_t all = 0;
  for (const Json& a : r.at("attacks"))
    if (a.at("id") != honest_runs_id && ++all <= most_selected) out += selected_line(r, a);
  if (all <= most_selected) return out;
  return out + fmt::format("  and {} attacks more: -v lists them\n", all - most_selected);
}

std::string totals(const Json& r) {
  std::map<std::string, int> count;
  for (const Json& c : r.at("cells")) ++count[str(c.at("verdict"))];
  std::vector<std::string> parts;
  for (const std::string v :
       {"HELD", "BROKEN", "BY DESIGN", "STRICTER", "PARTIAL", "UNDECIDED", "INCONCLUSIVE"}) {
    if (count[v] > 0) parts.push_back(fmt::format("{} {}", count[v], v));
  }
  std::size_t ran = 0, policy = 0, skipped = 0;
  for (const Json& a : r.at("attacks")) {
    for (const Json& c : a.at("cases")) {
      ran += c.at("verdict") != "SKIPPED";
      policy += c.at("verdict") == "POLICY";
      skipped += c.at("verdict") == "SKIPPED";
    }
  }
  const char* early = r.at("interrupted").get<bool>()
                          ? "\n  ended early, by a signal or since the target is gone: what did "
                            "not run is left open\n"
                          : "";
  return early + fmt::format("\n  {}   {} cases ran ({} policy), {} skipped   {:.1f} s\nexit {}\n",
                             fmt::join(parts, " · "), ran, policy, skipped,
                             r.at("milliseconds").get<double>() / 1000, r.at("exit").get<int>());
}

}  // namespace

std::string to_terminal(const Json& report, bool verbose) {
  return header(report) + table(report) +
         (verbose ? attack_lines(report) : selected_attacks(report)) + findings(report) +
         deadlines(report) + totals(report);
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/output.hpp"
#include "conformance/engine/honest_runs.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

using Json = nlohmann::ordered_json;

// What is listed: a protocol in a mode, alone or as one of several.
struct Listed {
  const Protocol& protocol;
  std::string mode;
  bool several;
  // Ids are unique within a family only.
  std::string qualified(const std::string& id) const {
    return several ? protocol.family() + "/" + id : id;
  }
};

std::vector<MutantInfo> mutants_of(const Protocol& protocol) {
  return protocol.mutants ? protocol.mutants() : std::vector<MutantInfo>{};
}

std::vector<Case> cases_of(const Listed& of, Target& reference, const Attack& attack) {
  const Capabilities caps = reference.capabilities(of.protocol.name);
  Transcript transcript;
  Stage stage{.target = reference,
              .caps = caps,
              .role = attack.role,
              .effort = Effort::normal,
              .timeout_scale = 1,
              .keys = Rng(Bytes(32)),
              .rng = Rng(Bytes(32)),
              .transcript = transcript,
              .mode = of.mode};
  return attack.cases(stage);
}

std::vector<std::string> killers(const std::vector<MutantInfo>& mutants, const Attack& attack) {
  std::vector<std::string> ids;
  const std::string kill = std::string(name(attack.role)) + "." + attack.id;
  for (const MutantInfo& m : mutants) {
    if (std::ranges::find(m.kills, kill) != m.kills.end()) ids.push_back(m.id);
  }
  return ids;
}

bool all_policy(const Json& cases) {
  return std::ranges::all_of(cases, [](const Json& c) { return c["policy"].get<bool>(); });
}

bool shows_a_lack(const std::vector<Cell>& cells, const Attack& attack) {
  return std::ranges::any_of(cells, [&](const Cell& c) {
    return c.claim == Claim::lacks && c.role == attack.role && c.lists(attack.id);
  });
}

// Why no mutant has to be killed by it; empty: one has to.
std::string exempt(const std::vector<Cell>& cells, const Attack& attack, const Json& cases) {
  if (attack.id == honest_runs_id) return "the runner's own";
  if (all_policy(cases)) return "policy";
  return shows_a_lack(cells, attack) ? "design limit" : "";
}

Json rows_json(const Listed&) {
  Json out = Json::array();
  for (const std::string& row : row_order()) {
    out.push_back({{"row", row}, {"title", row_title(row)}, {"claim", row_claim(row)}});
  }
  return out;
}

Json cases_json(const Listed& of) {
  const Protocol& protocol = of.protocol;
  const std::unique_ptr<Target> reference = protocol.reference(of.mode);
  const std::vector<MutantInfo> mutants = mutants_of(protocol);
  const std::vector<Cell> cells = parse_claims(protocol, of.mode);
  Json out = Json::array();
  for (const Attack& a : catalogue(protocol, {.mode = of.mode})) {
    Json cases = Json::array();
    for (const Case& c : cases_of(of, *reference, a)) {
      cases.push_back({{"name", case_name(protocol.name, a, c.slug)},
                       {"change", c.change},
                       {"policy", c.policy}});
    }
    out.push_back({{"attack", of.several ? protocol.name + "/" + a.name() : a.name()},
                   {"meaning", a.meaning},
                   {"spec", a.spec},
                   {"needs", a.needs},
                   {"mutants", killers(mutants, a)},
                   {"exempt", exempt(cells, a, cases)},
                   {"cases", cases}});
  }
  return out;
}

// Leaves the attacks that no mutant is killed by.
void drop_needed(Json& attacks) {
  Json left = Json::array();
  for (Json& a : attacks) {
    if (a["mutants"].empty()) left.push_back(std::move(a));
  }
  attacks = std::move(left);
}

Json claims_json(const Listed& of) {
  Json out = Json::array();
  for (const Cell& c : parse_claims(of.protocol, of.mode)) {
    out.push_back({{"row", c.row},
                   {"half", c.half},
                   {"role", name(c.role)},
                   {"claim", name(c.claim)},
                   {"why", c.why},
                   {"required", c.required},
                   {"supplementary", c.supplementary},
                   {"note", c.note}});
  }
  return out;
}

Json mutants_json(const Listed& of) {
  Json out = Json::array();
  for (const MutantInfo& m : mutants_of(of.protocol)) {
    out.push_back({{"id", of.qualified(m.id)},
                   {"flaw", m.flaw},
                   {"breaks", m.breaks},
                   {"kills", m.kills},
                   {"because", m.because}});
  }
  return out;
}

Json protocols_json(const Listed& listed) {
  Json messages = Json::array(), parameters = Json::array();
  for (const Message& m : listed.protocol.messages) messages.push_back(m.name);
  for (const Parameter& p : listed.protocol.parameters) parameters.push_back(p.name);
  return {{"name", listed.protocol.name},
          {"spec", listed.protocol.spec},
          {"modes", listed.protocol.modes},
          {"messages", messages},
          {"parameters", parameters}};
}

std::string joined(const Json& words) {
  return fmt::format("{}", fmt::join(words.get<std::vector<std::string>>(), " "));
}

std::string str(const Json& j) { return j.get<std::string>(); }

std::string rows_text(const Json& rows) {
  std::string out;
  for (const Json& r : rows) out += fmt::format("{:<3} {}\n", str(r["row"]), str(r["title"]));
  return out;
}

std::string cases_text(const Json& attacks) {
  std::string out;
  for (const Json& a : attacks) {
    const std::string by = joined(a["mutants"]), exempt = str(a["exempt"]);
    out += fmt::format("{}  [{}]\n", str(a["attack"]),
                       !by.empty()       ? "kills " + by
                       : !exempt.empty() ? exempt
                                         : "no mutant is killed by it");
    for (const Json& c : a["cases"]) {
      out += fmt::format("    {:<70} {}{}\n", str(c["name"]), str(c["change"]),
                         c["policy"].get<bool>() ? "  (policy)" : "");
    }
  }
  return out;
}

std::string claims_text(const Json& cells) {
  std::string out;
  for (const Json& c : cells) {
    out += fmt::format("{:<3} {:<10} {} {}  required {}\n", str(c["row"]), str(c["half"]),
                       str(c["role"]), str(c["claim"]), joined(c["required"]));
    if (!c["supplementary"].empty()) {
      out += fmt::format("    {:<17}  supplementary {}\n", "", joined(c["supplementary"]));
    }
  }
  return out;
}

std::string mutants_text(const Json& all) {
  std::string out;
  for (const Json& m : all) {
    out += fmt::format("{:<5} {}\n      breaks {}\n", str(m["id"]), str(m["flaw"]),
                       joined(m["breaks"]));
  }
  return out;
}

std::string protocols_text(const Json& p) {
  return fmt::format("{}  {}\n    messages {}\n    parameters {}\n", str(p["name"]), str(p["spec"]),
                     joined(p["messages"]), joined(p["parameters"]));
}

}  // namespace

int list(const std::string& what, const CheckOptions& options, bool json, bool unneeded) {
  if (unneeded && what != "cases") throw UsageError("--unneeded goes with `list cases` only");
  struct Listing {
    std::string_view name;
    Json (*data)(const Listed&);
    std::string (*text)(const Json&);
  };
  static constexpr Listing listings[] = {{"rows", rows_json, rows_text},
                                         {"cases", cases_json, cases_text},
                                         {"claims", claims_json, claims_text},
                                         {"mutants", mutants_json, mutants_text},
                                         {"protocols", protocols_json, protocols_text}};
  const auto* const found = std::ranges::find(listings, what, &Listing::name);
  const std::vector<const Protocol*> protocols = matching_protocols(options.protocol);
  const bool several = is_pattern(options.protocol);
  Json all = Json::array();
  for (const Protocol* protocol : protocols) {
    Json data = found->data({*protocol, find_mode(*protocol, options.mode), several});
    if (unneeded) drop_needed(data);
    if (several && !json) say(protocol->name + "\n" + found->text(data) + "\n");
    all.push_back({{"protocol", protocol->name}, {what, std::move(data)}});
  }
  const Json& one = all.front().at(what);
  if (json) say((several ? all : one).dump(2) + "\n");
  if (!json && !several) say(found->text(one));
  return 0;
}

}  // namespace assay::cli

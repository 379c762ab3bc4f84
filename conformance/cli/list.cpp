// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "conformance/cli/commands.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

using Json = nlohmann::ordered_json;

std::vector<MutantInfo> mutants_of(const Protocol& protocol) {
  return protocol.mutants ? protocol.mutants() : std::vector<MutantInfo>{};
}

std::vector<Case> cases_of(const Protocol& protocol, Target& reference, const Attack& attack) {
  const Capabilities caps = reference.capabilities(protocol.name);
  Transcript transcript;
  Stage stage{.target = reference,
              .caps = caps,
              .role = attack.role,
              .effort = Effort::normal,
              .timeout_scale = 1,
              .keys = Rng(Bytes(32)),
              .rng = Rng(Bytes(32)),
              .transcript = transcript,
              .mode = protocol.default_mode()};
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

Json rows_json(const Protocol&) {
  Json out = Json::array();
  for (const std::string& row : row_order()) {
    out.push_back({{"row", row}, {"title", row_title(row)}, {"claim", row_claim(row)}});
  }
  return out;
}

Json cases_json(const Protocol& protocol) {
  const std::unique_ptr<Target> reference = protocol.reference(protocol.default_mode());
  const std::vector<MutantInfo> mutants = mutants_of(protocol);
  Json out = Json::array();
  for (const Attack& a : protocol.attacks(protocol.default_mode())) {
    Json cases = Json::array();
    for (const Case& c : cases_of(protocol, *reference, a)) {
      cases.push_back({{"name", case_name(protocol.name, a, c.slug)},
                       {"change", c.change},
                       {"policy", c.policy}});
    }
    out.push_back({{"attack", a.name()},
                   {"meaning", a.meaning},
                   {"spec", a.spec},
                   {"needs", a.needs},
                   {"mutants", killers(mutants, a)},
                   {"cases", cases}});
  }
  return out;
}

Json claims_json(const Protocol& protocol) {
  Json out = Json::array();
  for (const Cell& c : parse_claims(std::string(protocol.claims), protocol.name)) {
    out.push_back({{"row", c.row},
                   {"half", c.half},
                   {"role", name(c.role)},
                   {"claim", c.lacks ? "lacks" : "holds"},
                   {"why", c.why},
                   {"required", c.required},
                   {"supplementary", c.supplementary},
                   {"note", c.note}});
  }
  return out;
}

Json mutants_json(const Protocol& protocol) {
  Json out = Json::array();
  for (const MutantInfo& m : mutants_of(protocol)) {
    out.push_back({{"id", m.id},
                   {"flaw", m.flaw},
                   {"breaks", m.breaks},
                   {"kills", m.kills},
                   {"because", m.because}});
  }
  return out;
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
    const std::string by = joined(a["mutants"]);
    out += fmt::format("{}  [{}]\n", str(a["attack"]),
                       by.empty() ? "no mutant is killed by it" : "kills " + by);
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

}  // namespace

int list(const std::string& what, const std::string& protocol, bool json) {
  struct Listing {
    std::string_view name;
    Json (*data)(const Protocol&);
    std::string (*text)(const Json&);
  };
  static constexpr Listing listings[] = {{"rows", rows_json, rows_text},
                                         {"cases", cases_json, cases_text},
                                         {"claims", claims_json, claims_text},
                                         {"mutants", mutants_json, mutants_text}};
  const auto* const found = std::ranges::find(listings, what, &Listing::name);
  const Json data = found->data(find_protocol(protocol));
  std::fputs((json ? data.dump(2) + "\n" : found->text(data)).c_str(), stdout);
  return 0;
}

}  // namespace assay::cli

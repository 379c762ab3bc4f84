// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "conformance/engine/version.hpp"
#include "conformance/options/shown.hpp"
#include "conformance/report/report.hpp"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view effort_names[] = {"quick", "normal", "full"};

Json transcript_json(const Transcript& transcript) {
  Json entries = Json::array();
  for (const Entry& e : transcript.entries()) {
    Json j = {{"session", e.session}, {"what", e.what}};
    if (!e.bytes.empty()) j["bytes"] = hex(e.bytes);
    if (!e.text.empty()) j["text"] = e.text;
    entries.push_back(std::move(j));
  }
  return {{"static", transcript.is_static()},
          {"left_out", transcript.left_out()},
          {"entries", std::move(entries)}};
}

bool wants_evidence(Verdict v) { return is_finding(v); }

Json trials_json(const CaseResult& c) {
  Json histories = Json::array();
  for (const Trials& t : c.trials)
    histories.push_back({{"history", t.history}, {"seen", t.seen}, {"of", t.of}});
  return {{"seen", c.seen()}, {"of", c.of()}, {"histories", std::move(histories)}};
}

Json case_json(const Report& report, const AttackResult& a, const CaseResult& c) {
  Json j = {{"name", case_name(report.protocol, *a.attack, c.slug)},
            {"verdict", name(c.verdict)},
            {"change", c.change},
            {"observed", c.observed},
            {"milliseconds", c.milliseconds}};
  if (!c.trials.empty()) j["trials"] = trials_json(c);
  if (!c.likely.empty()) j["likely"] = c.likely;
  if (wants_evidence(c.verdict)) j["transcript"] = transcript_json(c.transcript);
  return j;
}

Json attack_json(const Report& report, const AttackResult& a) {
  Json cases = Json::array();
  for (const CaseResult& c : a.cases) cases.push_back(case_json(report, a, c));
  Json j = {{"name", a.attack->name()},       {"id", a.attack->id},
            {"role", name(a.attack->role)},   {"verdict", name(a.verdict())},
            {"controls", a.controls},         {"not_run", a.not_run},
            {"not_selected", a.not_selected}, {"meaning", a.attack->meaning},
            {"expected", a.attack->expected}, {"spec", a.attack->spec},
            {"likely", a.attack->likely}};
  if (!a.diagnosis.empty()) j["diagnosis"] = a.diagnosis;
  j["cases"] = std::move(cases);
  return j;
}

Json cell_json(const CellResult& r) {
  return {{"row", r.cell->row},           {"half", r.cell->half},   {"role", name(r.cell->role)},
          {"claim", name(r.cell->claim)}, {"why", r.cell->why},     {"verdict", name(r.verdict)},
          {"required", r.required},       {"ran", r.ran},           {"cases", r.cases},
          {"controls", r.controls},       {"decisive", r.decisive}, {"reason", r.reason},
          {"note", r.cell->note}};
}

Json deadlines_json(const Deadlines& d) {
  Json waits = Json::array();
  for (const Wait& w : d.waits) {
    waits.push_back({{"what", w.what}, {"seconds", w.seconds}, {"ended", w.ended}, {"how", w.how}});
  }
  return {{"role", name(d.role)},
          {"limit_seconds", d.limit ? Json(*d.limit) : Json()},
          {"counted", name(d.counted)},
          {"waits", std::move(waits)},
          {"note", d.note}};
}

Json role_names_json(const Report& report) {
  Json names = Json::object();
  for (const auto& [role, called] : report.roles) names[std::string(name(role))] = called;
  return names;
}

Json target_json(const Report& report, const std::string& words) {
  const Capabilities& c = report.caps;
  Json roles = Json::array();
  for (const Role role : {Role::server, Role::client, Role::peer}) {
    if (c.plays(role)) roles.push_back(name(role));
  }
  return {{"words", words},
          {"name", shown(report.identity.name, 200)},
          {"version", shown(report.identity.version, 200)},
          {"roles", roles},
          {"caps", c.caps},
          {"authorize", c.authorize},
          {"ephemeral", c.caller_ephemeral ? "caller" : "own"},
          {"layer", c.layer}};
}

}  // namespace

Json to_json(const Report& report, const std::string& target_words) {
  Json cells = Json::array(), attacks = Json::array(), deadlines = Json::array();
  for (const CellResult& r : report.results) cells.push_back(cell_json(r));
  for (const AttackResult& a : report.attacks) attacks.push_back(attack_json(report, a));
  for (const Deadlines& d : report.deadlines) deadlines.push_back(deadlines_json(d));
  return {{"schema", "assay-report-1"},
          {"assay", version},
          {"protocol", report.protocol},
          {"mode", report.options.mode.empty() ? "-" : report.options.mode},
          {"role_names", role_names_json(report)},
          {"seed", hex(report.options.seed)},
          {"effort", effort_names[static_cast<int>(report.options.effort)]},
          {"selected", report.options.cases},
          {"target", target_json(report, target_words)},
          {"cells", std::move(cells)},
          {"attacks", std::move(attacks)},
          {"deadlines", std::move(deadlines)},
          {"defects", report.defects},
          {"interrupted", report.interrupted},
          {"milliseconds", report.milliseconds},
          {"exit", exit_code(report)}};
}

// What a target or an argument put in that is no UTF-8 must not cost the report.
std::string report_text(const Json& report) {
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay

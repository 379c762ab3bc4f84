// SPDX-License-Identifier: MIT
#include "vectors/maker/test_json.hpp"

#include "vectors/maker/fields.hpp"
#include "vectors/maker/knowledge.hpp"

namespace assay::vectors {
namespace {

Json list_to_json(const Field& field, const Bytes& values) {
  Json list = Json::array();
  for (std::size_t at = 0; at < values.size(); at += field.bytes) {
    list.push_back(hex(View(values).subspan(at, field.bytes)));
  }
  return list;
}

Json to_json(const std::vector<Field>& order, const Values& values) {
  Json json = Json::object();
  for (const Field& field : order) {
    const auto found = values.find(field.name);
    if (found == values.end()) continue;
    json[field.name] = field.list ? list_to_json(field, found->second) : Json(hex(found->second));
  }
  return json;
}

Bytes list_of(const Fields& fields, const Field& field) {
  Bytes values;
  for (const std::string& text : fields.texts(field.name)) {
    values = cat(values, bytes_of(text, fields.path(field.name), field.bytes));
  }
  return values;
}

Values values_of(const Fields& fields, const std::vector<Field>& order) {
  Values values;
  for (const Field& field : order) {
    if (field.optional && !fields.has(field.name)) continue;
    values[field.name] =
        field.list ? list_of(fields, field) : fields.bytes(field.name, field.bytes);
  }
  return values;
}

Json to_json(const Delta& delta) {
  Json json{{"op", delta.op}, {"target", delta.target}};
  std::visit([&](const auto& value) { json["value"] = value; }, delta.value);
  return json;
}

Delta delta_of(const Fields& fields) {
  Delta delta{fields.text("op"), fields.text("target"), {}};
  const Json& value = fields.any("value");
  if (value.is_string()) {
    delta.value = value.get<std::string>();
  } else if (value.is_number_integer()) {
    delta.value = value.get<std::int64_t>();
  } else {
    delta.value = fields.texts("value");
  }
  return delta;
}

Json to_json(const Reject& reject) {
  return {{"party", reject.party},
          {"earliest", reject.earliest},
          {"latest", reject.latest},
          {"reason", reject.reason},
          {"must_not_send", reject.must_not_send}};
}

Json outcome_to_json(const VectorSet& set, const Outcome& outcome) {
  if (!outcome) return nullptr;
  Json json = Json::object();
  for (const OutcomeField& field : set.outcome) json[field.name] = hex(outcome->at(field.name));
  return json;
}

Outcome outcome_from(const VectorSet& set, const Fields& parent, const std::string& party) {
  if (parent.any(party).is_null()) return std::nullopt;
  const Fields fields = parent.object(party);
  Values values;
  for (const OutcomeField& field : set.outcome) {
    values[field.name] = fields.bytes(field.name, field.bytes);
  }
  return values;
}

// Intermediates may have a changed length, since truncate and append apply to them.
Values intermediates_from(const VectorSet& set, const Fields& fields, bool exact) {
  Values values;
  for (const auto& [letter, bytes, message] : set.intermediates) {
    if (!fields.has(letter)) continue;
    values[letter] = exact ? fields.bytes(letter, bytes) : fields.bytes(letter);
  }
  return values;
}

// A party that plays stands in every test.
void read_parties(const VectorSet& set, const Fields& fields, Test& test) {
  for (const Party& party : set.parties) {
    if (!party.role && !fields.has(party.name)) continue;
    test.parties[party.name] = values_of(fields.object(party.name), party.fields);
  }
}

void read_change(const VectorSet& set, const Fields& f, Test& test) {
  if (f.has("control")) test.control = f.text("control");
  if (f.has("delta")) test.delta = delta_of(f.object("delta"));
  if (f.has("focus")) {
    const Fields focus = f.object("focus");
    test.focus = Focus{focus.one_of("party", playing_parties(set)), focus.text("reads")};
  }
  if (f.has("reject")) {
    const Fields r = f.object("reject");
    test.reject = Reject{r.one_of("party", playing_parties(set)), r.text("earliest"),
                         r.text("latest"), r.text("reason"), r.texts("must_not_send")};
  }
  if (f.has("differs")) {
    const Fields d = f.object("differs");
    test.differs = Differs{d.text("others"), d.text("why"), d.text("spec")};
  }
}

std::vector<Wire> wires_from(const Fields& f) {
  std::vector<Wire> wires;
  for (const Fields& wire : f.objects("transcript")) {
    wires.push_back({wire.text("message"), wire.text("from"), wire.text("to"), wire.bytes("wire")});
  }
  return wires;
}

void read_run(const VectorSet& set, const Fields& f, Test& test) {
  test.transcript = wires_from(f);
  test.intermediates = intermediates_from(set, f.object("intermediates"), !test.delta);
  const Fields outcome = f.object("outcome");
  for (const std::string& party : playing_parties(set)) {
    if (outcome.has(party)) test.outcome[party] = outcome_from(set, outcome, party);
  }
}

void write_change(const Test& test, Json& json) {
  if (test.focus) json["focus"] = {{"party", test.focus->party}, {"reads", test.focus->reads}};
  json["requires"] = test.requires_;
  if (!test.control.empty()) json["control"] = test.control;
  if (test.delta) json["delta"] = to_json(*test.delta);
  if (test.reject) json["reject"] = to_json(*test.reject);
  if (test.differs) {
    const Differs& d = *test.differs;
    json["differs"] = {{"others", d.others}, {"why", d.why}, {"spec", d.spec}};
  }
}

void write_parties(const VectorSet& set, const Test& test, Json& json) {
  json["parties"] = Json::object();
  for (const Party& party : set.parties) {
    const auto found = test.parties.find(party.name);
    if (found == test.parties.end()) continue;
    json["parties"][party.name] = to_json(party.fields, found->second);
  }
}

Json to_json(const std::vector<Wire>& transcript) {
  Json json = Json::array();
  for (const Wire& w : transcript) {
    json.push_back({{"message", w.message}, {"from", w.from}, {"to", w.to}, {"wire", hex(w.wire)}});
  }
  return json;
}

Json by_letter(const Values& values) {
  Json json = Json::object();
  for (const auto& [letter, value] : values) json[letter] = hex(value);
  return json;
}

Values by_letter_from(const Fields& fields) {
  Values values;
  for (const auto& [letter, value] : fields.json().items()) values[letter] = fields.bytes(letter);
  return values;
}

void write_run(const VectorSet& set, const Test& test, Json& json) {
  json["transcript"] = to_json(test.transcript);
  json["intermediates"] = Json::object();
  for (const Intermediate& value : set.intermediates) {
    const auto found = test.intermediates.find(value.letter);
    if (found != test.intermediates.end()) json["intermediates"][value.letter] = hex(found->second);
  }
  json["outcome"] = Json::object();
  for (const std::string& party : playing_parties(set)) {
    const auto found = test.outcome.find(party);
    if (found != test.outcome.end()) json["outcome"][party] = outcome_to_json(set, found->second);
  }
}

}  // namespace

Json to_json(const VectorSet& set, const Test& test) {
  Json json{{"id", test.id},
            {"comment", test.comment},
            {"result", test.valid ? "valid" : "invalid"},
            {"flags", test.flags}};
  if (!set.modes.empty()) json["mode"] = test.mode;
  write_change(test, json);
  json["shared"] = to_json(set.shared, test.shared);
  write_parties(set, test, json);
  write_run(set, test, json);
  return json;
}

Test test_from(const VectorSet& set, const Json& json) {
  const Fields f(json, "");
  Test test;
  test.id = f.text("id");
  test.comment = f.text("comment");
  test.valid = f.one_of("result", {"valid", "invalid"}) == "valid";
  test.flags = f.texts("flags");
  if (!set.modes.empty()) test.mode = f.one_of("mode", set.modes);
  test.requires_ = f.texts("requires");
  read_change(set, f, test);
  test.shared = values_of(f.object("shared"), set.shared);
  read_parties(set, f.object("parties"), test);
  read_run(set, f, test);
  return test;
}

Json to_json(const VectorSet& set, const Question& q) {
  Json json{{"id", q.id}, {"comment", q.comment}, {"flags", q.flags}};
  if (!set.modes.empty()) json["mode"] = q.mode;
  json["control"] = q.control;
  json["open"] = by_letter(q.open);
  json["transcript"] = to_json(q.transcript);
  json["secrets"] = by_letter(q.secrets);
  json["question"] = q.letter;
  json["answer"] = q.answer ? Json(hex(*q.answer)) : Json(nullptr);
  return json;
}

Question question_from(const VectorSet& set, const Json& json) {
  const Fields f(json, "");
  Question q{.id = f.text("id"), .comment = f.text("comment"), .flags = f.texts("flags")};
  if (!set.modes.empty()) q.mode = f.one_of("mode", set.modes);
  q.control = f.text("control");
  q.open = by_letter_from(f.object("open"));
  q.transcript = wires_from(f);
  q.secrets = by_letter_from(f.object("secrets"));
  q.letter = f.text("question");
  if (!f.any("answer").is_null()) q.answer = f.bytes("answer");
  return q;
}

}  // namespace assay::vectors

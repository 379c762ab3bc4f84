// SPDX-License-Identifier: MIT
#include "vectors/maker/schema.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/terms/delta.hpp"
#include "spec/handshake_1_text.hpp"

namespace assay::vectors {
namespace {

using Json = nlohmann::ordered_json;

const std::string slug = "[a-z0-9]+(-[a-z0-9]+)*$";

Json reference_to(const std::string& definition) {
  return {{"$ref", "#/definitions/" + definition}};
}

template <class List>
Json one_of(const List& words) {
  return {{"enum", words}};
}

Json object(std::vector<std::string> required, Json properties) {
  return {{"type", "object"},
          {"additionalProperties", false},
          {"required", std::move(required)},
          {"properties", std::move(properties)}};
}

Json hex_of(std::size_t bytes) {
  return {{"type", "string"}, {"pattern", "^[0-9a-f]{" + std::to_string(2 * bytes) + "}$"}};
}

Json values(const std::vector<Field>& fields) {
  std::vector<std::string> required;
  Json properties = Json::object();
  for (const Field& field : fields) {
    if (!field.optional) required.push_back(field.name);
    const Json value = hex_of(field.bytes);
    properties[field.name] = field.list ? Json{{"type", "array"}, {"items", value}} : value;
  }
  return object(required, properties);
}

Json parties(const VectorSet& set) {
  Json properties = Json::object();
  for (const Party& party : set.parties) properties[party.name] = values(party.fields);
  return object(playing_parties(set), properties);
}

// Whose lengths a changed test may have changed.
Json intermediates(const VectorSet& set) {
  Json properties = Json::object();
  for (const Intermediate& value : set.intermediates) {
    properties[value.letter] = reference_to("bytes");
  }
  return object(intermediates_through(set, set.messages.front().name), properties);
}

Json outcomes(const VectorSet& set) {
  Json properties = Json::object();
  for (const std::string& party : playing_parties(set)) properties[party] = reference_to("outcome");
  Json outcomes = object({}, properties);
  outcomes["minProperties"] = 1;
  return outcomes;
}

Json outcome(const VectorSet& set) {
  std::vector<std::string> names;
  Json properties = Json::object();
  for (const OutcomeField& field : set.outcome) {
    names.push_back(field.name);
    properties[field.name] = hex_of(field.bytes);
  }
  return {{"oneOf", {{{"type", "null"}}, object(names, properties)}}};
}

std::vector<std::string> message_names(const VectorSet& set) {
  std::vector<std::string> names;
  for (const Message& message : set.messages) names.push_back(message.name);
  return names;
}

// "client/(b|d)": the messages that a party reads.
std::string place_of(const VectorSet& set, const std::string& party) {
  std::string messages;
  for (const Message& message : set.messages) {
    if (message.from != party) messages += (messages.empty() ? "" : "|") + message.name;
  }
  return party + "/(" + messages + ")";
}

std::string id_pattern(const VectorSet& set) {
  std::string places = "ok";
  for (const std::string& party : playing_parties(set)) places += "|" + place_of(set, party);
  return "^" + set.protocol + "/(" + places + ")/" + slug;
}

std::string section_pattern(const VectorSet& set) {
  std::string document;
  for (const char c : set.spec) document += c == '.' ? "\\." : std::string(1, c);
  return "^" + document + " §[0-9]+(\\.[0-9]+)*$";
}

void fill_test(const VectorSet& set, Json& test) {
  std::vector<std::string> everyone;
  for (const Party& party : set.parties) everyone.push_back(party.name);
  test["id"]["pattern"] = id_pattern(set);
  test["control"]["pattern"] = "^" + set.protocol + "/ok/" + slug;
  test["requires"]["items"] = one_of(set.capabilities);
  test["shared"] = values(set.shared);
  test["parties"] = parties(set);
  test["transcript"]["maxItems"] = set.messages.size();
  Json& wire = test["transcript"]["items"]["properties"];
  wire["from"] = wire["to"] = one_of(everyone);
  test["intermediates"] = intermediates(set);
  test["outcome"] = outcomes(set);
}

void add_modes(const VectorSet& set, Json& test) {
  if (set.modes.empty()) return;
  test["required"].push_back("mode");
  test["properties"]["mode"] = one_of(set.modes);
}

void fill_reject(const VectorSet& set, Json& reject) {
  std::vector<std::string> stages = message_names(set), reasons = set.reasons;
  std::vector<std::string> withheld(stages.begin() + 1, stages.end());
  stages.insert(stages.begin(), "open");
  withheld.push_back("stream");
  reasons.push_back("end_of_stream");
  reject["earliest"] = one_of(stages);
  reject["reason"] = one_of(reasons);
  reject["must_not_send"]["items"] = one_of(withheld);
}

Json schema_of(const VectorSet& set) {
  Json schema = Json::parse(handshake_1_text);
  schema["properties"]["protocol"] = {{"const", set.protocol}};
  schema["properties"]["spec"] = {{"const", set.spec}};
  Json& definitions = schema["definitions"];
  definitions["party"] = one_of(playing_parties(set));
  definitions["message"] = one_of(message_names(set));
  definitions["section"]["pattern"] = section_pattern(set);
  definitions["outcome"] = outcome(set);
  definitions["delta"]["properties"]["op"] = one_of(terms::operations(*set.book));
  fill_test(set, definitions["test"]["properties"]);
  add_modes(set, definitions["test"]);
  fill_reject(set, definitions["reject"]["properties"]);
  return schema;
}

// Of what can be asked for, or held: a letter with its length.
Json letters(const std::vector<std::string>& names, const VectorSet& set) {
  Json properties = Json::object();
  std::vector<Field> fields = set.shared;
  for (const Party& party : set.parties)
    fields.insert(fields.end(), party.fields.begin(), party.fields.end());
  for (const Field& field : fields)
    if (field.given && !field.list) properties[field.value_of()] = hex_of(field.bytes);
  return object(names, properties);
}

// A question: what an honest session's test has of it, and what is asked.
Json question_schema(const VectorSet& set, const Json& test) {
  std::vector<std::string> required = {"id",         "comment", "flags",    "control", "open",
                                       "transcript", "secrets", "question", "answer"};
  Json properties = Json::object();
  for (const char* same : {"id", "comment", "flags", "control", "transcript"})
    properties[same] = test["properties"][same];
  properties["id"]["pattern"] = "^" + set.protocol + "/knowledge/" + slug;
  properties["open"] = letters(set.open, set);
  properties["secrets"] = letters({}, set);
  properties["question"] = {{"type", "string"}, {"pattern", "^[A-Za-z0-9_-]+$"}};
  properties["answer"] = {{"oneOf", {{{"type", "null"}}, reference_to("bytes")}}};
  Json question = object(required, properties);
  add_modes(set, question);
  return question;
}

}  // namespace

std::string schema_text(const VectorSet& set) { return schema_of(set).dump(2) + "\n"; }

std::string knowledge_schema_text(const VectorSet& set) {
  Json schema = schema_of(set);
  schema["title"] = "What sessions tell, one question a test: spec/vectors.md";
  schema["properties"]["schema"] = {{"const", "knowledge-1"}};
  Json& definitions = schema["definitions"];
  definitions["test"] = question_schema(set, definitions["test"]);
  for (const char* unused : {"party", "delta", "reject", "outcome"}) definitions.erase(unused);
  return schema.dump(2) + "\n";
}

}  // namespace assay::vectors

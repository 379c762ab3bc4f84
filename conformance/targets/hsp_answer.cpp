// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_answer.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/targets/record.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;

std::size_t word_member(const json& object, const char* key,
                        std::span<const std::string_view> known) {
  const std::string word = text_member(object, key);
  for (std::size_t i = 0; i < known.size(); ++i)
    if (known[i] == word) return i;
  throw JsonError(
      fmt::format("\"{}\" says \"{}\", which is no word of HSP/1", key, printable(word, 40)));
}

Bytes sized_member(const json& object, const char* key, std::size_t bytes) {
  Bytes value = hex_member(object, key);
  if (value.size() != bytes)
    throw JsonError(fmt::format("\"{}\" has {} bytes, not {}", key, value.size(), bytes));
  return value;
}

std::optional<Bytes> parse_peer(const json& event, std::size_t bytes) {
  if (member(event, "peer").is_null()) return std::nullopt;
  if (bytes == 0) throw JsonError("\"peer\" is not null, and no peer has a name here");
  return sized_member(event, "peer", bytes);
}

Event parse_event(const json& event, std::size_t peer_size) {
  Event parsed{.kind = static_cast<Event::Kind>(word_member(event, "type", event_words))};
  constexpr std::array<std::string_view, 2> ends = {"error", "clean"};
  if (parsed.kind == Event::Kind::delivered)
    parsed.data = hex_member(event, "data");
  else if (parsed.kind == Event::Kind::end)
    parsed.clean = word_member(event, "kind", ends) == 1;
  else
    parsed.peer = parse_peer(event, peer_size);
  return parsed;
}

json event_json(const Event& event) {
  json written = {{"type", word(event_words, event.kind)}};
  if (event.kind == Event::Kind::delivered)
    written["data"] = hex(event.data);
  else if (event.kind == Event::Kind::end)
    written["kind"] = event.clean ? "clean" : "error";
  else
    written["peer"] = event.peer ? json(hex(*event.peer)) : json(nullptr);
  return written;
}

std::vector<Datagram> parse_datagrams(const json& answer) {
  const json& list = member(answer, "out");
  if (!list.is_array()) throw JsonError("\"out\" is not a list of datagrams");
  std::vector<Datagram> datagrams;
  for (const json& d : list) datagrams.push_back({text_member(d, "to"), hex_member(d, "data")});
  return datagrams;
}

json datagrams_json(const std::vector<Datagram>& datagrams) {
  json list = json::array();
  for (const Datagram& d : datagrams) list.push_back({{"to", d.address}, {"data", hex(d.data)}});
  return list;
}

}  // namespace

Answer parse_answer(const Protocol& protocol, const std::string& mode, const json& answer) {
  Answer parsed;
  parsed.state = static_cast<State>(word_member(answer, "state", state_words));
  if (protocol.carrier == Carrier::datagrams)
    parsed.datagrams = parse_datagrams(answer);
  else
    parsed.out = hex_member(answer, "out");
  parsed.close = static_cast<Close>(word_member(answer, "close", close_words));
  const json& events = member(answer, "events");
  if (!events.is_array()) throw JsonError("\"events\" is not a list");
  const std::size_t peer_size = peer_bytes(protocol, mode);
  for (const json& event : events) parsed.events.push_back(parse_event(event, peer_size));
  if (answer.contains("why")) parsed.why = printable(text_member(answer, "why"), 200);
  return parsed;
}

json answer_json(const Protocol& protocol, const Answer& answer) {
  json events = json::array();
  for (const Event& event : answer.events) events.push_back(event_json(event));
  json written = {{"state", word(state_words, answer.state)},
                  {"out", protocol.carrier == Carrier::datagrams ? datagrams_json(answer.datagrams)
                                                                 : json(hex(answer.out))},
                  {"close", word(close_words, answer.close)},
                  {"events", std::move(events)}};
  if (!answer.why.empty()) written["why"] = answer.why;
  return written;
}

std::map<std::string, Bytes> parse_outcome(const Protocol& protocol, const json& answer) {
  const json& values = member(answer, "values");
  std::map<std::string, Bytes> parsed;
  for (const OutcomeValue& value : protocol.outcome) {
    const char* const key = value.name.c_str();
    if (value.may_be_null && member(values, key).is_null()) continue;
    parsed[value.name] = sized_member(values, key, value.bytes);
  }
  return parsed;
}

json outcome_json(const Protocol& protocol, const std::map<std::string, Bytes>& values) {
  json written = json::object();
  for (const auto& [name, value] : values) written[name] = hex(value);
  for (const OutcomeValue& value : protocol.outcome)
    if (value.may_be_null && !values.contains(value.name)) written[value.name] = nullptr;
  return {{"values", std::move(written)}};
}

}  // namespace assay

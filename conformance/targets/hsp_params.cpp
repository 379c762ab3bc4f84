// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/targets/hsp_authorize.hpp"
#include "conformance/targets/record.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;

[[noreturn]] void unknown(const std::string& key) {
  throw Unsupported("params." + printable(key, 80));
}

std::string range(std::size_t least, std::size_t most) {
  return least == most ? std::to_string(least) : fmt::format("{} to {}", least, most);
}

void check_range(const Parameter& p, std::size_t value, const char* unit) {
  if (value < p.least || value > p.most)
    throw JsonError(
        fmt::format("\"{}\" has {} {}, not {}", p.name, value, unit, range(p.least, p.most)));
}

// Where the values of one object go: those of a request or of a record in a list.
struct Into {
  std::map<std::string, Bytes>& bytes;
  std::map<std::string, std::int64_t>& numbers;
  std::map<std::string, std::string>& texts;
};

void take_value(const Parameter& p, const json& object, const std::string& key, const Into& into) {
  if (p.kind == Parameter::Kind::number) {
    const auto value = into.numbers[p.name] = integer_member(object, key.c_str());
    check_range(p, static_cast<std::size_t>(value), "as its value");
  } else if (p.kind == Parameter::Kind::text) {
    const auto& text = into.texts[p.name] = text_member(object, key.c_str());
    check_range(p, text.size(), "bytes of text");
  } else {
    const auto& bytes = into.bytes[p.name] = hex_member(object, key.c_str());
    check_range(p, bytes.size(), "bytes");
  }
}

Fields parse_record(const Parameter& list, const json& record) {
  if (!record.is_object()) throw JsonError(fmt::format("\"{}\" is no list of objects", list.name));
  Fields fields;
  for (const auto& [key, value] : record.items()) {
    const auto field = std::ranges::find(list.fields, key, &Parameter::name);
    if (field == list.fields.end()) unknown(list.name + "." + key);
    take_value(*field, record, key, {fields.bytes, fields.numbers, fields.texts});
  }
  for (const Parameter& field : list.fields)
    if (!field.optional && !record.contains(field.name))
      throw JsonError(fmt::format("\"{}\" of \"{}\" is missing", field.name, list.name));
  return fields;
}

std::vector<Fields> parse_records(const Parameter& list, const json& records) {
  if (!records.is_array()) throw JsonError(fmt::format("\"{}\" is not a list", list.name));
  std::vector<Fields> parsed;
  for (const json& record : records) parsed.push_back(parse_record(list, record));
  check_range(list, parsed.size(), "records");
  return parsed;
}

Millis parse_timeout(const json& params) {
  const auto timeout = integer_member(params, "timeout_ms");
  if (timeout == 0) throw JsonError("\"timeout_ms\" is 0");
  return Millis(timeout);
}

class Reader {
 public:
  Reader(const Protocol& protocol, OpenRequest& request) : protocol_(protocol), r_(request) {}

  void read(const json& params) {
    if (!params.is_object()) throw JsonError("\"params\" is not an object");
    for (const auto& [key, value] : params.items())
      if (!take_own(key, params)) take(key, key, params);
    for (const Parameter& p : protocol_.parameters) check(p);
  }

 private:
  // What HSP/1 itself defines, for every protocol.
  bool take_own(const std::string& key, const json& params) {
    if (key == "authorize" && !protocol_.decision.empty())
      r_.authorize = parse_authorize(peer_bytes(protocol_, r_.mode), params[key]);
    else if (key == "timeout_ms")
      r_.timeout = parse_timeout(params);
    else if (key == "clock")
      r_.clock = clock_member(params);
    else
      return false;
    return true;
  }

  void take(const std::string& name, const std::string& key, const json& object) {
    const Parameter* p = find_parameter(protocol_, r_.role, name);
    if (p == nullptr) return take_group(name, object[key]);
    if (p->kind == Parameter::Kind::records)
      r_.records[name] = parse_records(*p, object[key]);
    else
      take_value(*p, object, key, {r_.bytes, r_.numbers, r_.texts});
  }

  void take_group(const std::string& name, const json& group) {
    const auto inside = [&](const Parameter& p) { return p.name.starts_with(name + "."); };
    if (std::ranges::none_of(protocol_.parameters, inside)) unknown(name);
    if (!group.is_object()) throw JsonError(fmt::format("\"{}\" is not an object", name));
    for (const auto& [key, value] : group.items())
      take(fmt::format("{}.{}", name, key), key, group);
  }

  bool given(const Parameter& p) const {
    return p.name == "clock" ? r_.clock.has_value()
                             : r_.bytes.contains(p.name) || r_.numbers.contains(p.name) ||
                                   r_.texts.contains(p.name) || r_.records.contains(p.name);
  }

  void check(const Parameter& p) {
    if (!applies(p, r_.role)) return;
    if (!p.optional && !given(p)) throw JsonError(fmt::format("\"{}\" is missing", p.name));
    if (p.group.empty() || !given(p)) return;
    if (const std::string& first = groups_.emplace(p.group, p.name).first->second; first != p.name)
      throw JsonError(fmt::format("\"{}\" and \"{}\" exclude each other", first, p.name));
  }

  const Protocol& protocol_;
  OpenRequest& r_;
  std::map<std::string, std::string> groups_;  // and the parameter given of each
};

void put(json& object, const std::string& name, json value) {
  const auto dot = name.find('.');
  if (dot == std::string::npos)
    object[name] = std::move(value);
  else
    put(object[name.substr(0, dot)], name.substr(dot + 1), std::move(value));
}

void put_values(json& object, const auto& values) {
  for (const auto& [name, value] : values.bytes) put(object, name, hex(value));
  for (const auto& [name, value] : values.numbers) put(object, name, value);
  for (const auto& [name, value] : values.texts) put(object, name, value);
}

}  // namespace

json params_json(const OpenRequest& request) {
  json params = json::object();
  put_values(params, request);
  for (const auto& [name, records] : request.records) {
    json list = json::array();
    for (const Fields& fields : records) put_values(list.emplace_back(json::object()), fields);
    put(params, name, std::move(list));
  }
  if (request.authorize) params["authorize"] = authorize_json(*request.authorize);
  if (request.timeout) params["timeout_ms"] = request.timeout->count();
  if (request.clock) params["clock"] = clock_hex(*request.clock);
  return params;
}

void parse_params(const Protocol& protocol, const json& params, OpenRequest& request) {
  Reader(protocol, request).read(params);
}

std::string clock_hex(Nanos time) { return hex(clock_bytes(time)); }

Nanos clock_member(const json& object) {
  const Bytes bytes = hex_member(object, "clock");
  if (bytes.size() != clock_size)
    throw JsonError(fmt::format("\"clock\" has {} bytes, not {}", bytes.size(), clock_size));
  return clock_of(bytes);
}

}  // namespace assay

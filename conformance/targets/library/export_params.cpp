// SPDX-License-Identifier: MIT
#include "conformance/targets/library/export_params.hpp"

#include <algorithm>
#include <charconv>

#include "conformance/targets/record.hpp"

namespace assay {
namespace {

using Kind = Parameter::Kind;

std::string_view text_of(const hsp_param& p) {
  return {reinterpret_cast<const char*>(p.data), p.len};
}

std::int64_t number_of(std::string_view text, const char* name) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0)
    throw Defective(std::string(name) + ": no number");
  return number;
}

std::vector<Bytes> keys_of(const hsp_param& p, std::size_t size) {
  if (size == 0 || p.len % size != 0)
    throw Defective("authorize.keys: not a multiple of " + std::to_string(size) + " bytes");
  std::vector<Bytes> all;
  for (const std::uint8_t* key = p.data; key != p.data + p.len; key += size)
    all.emplace_back(key, key + size);
  return all;
}

Authorize::Then then_of(const hsp_param& p) {
  if (text_of(p) == "error") return Authorize::Then::error;
  if (text_of(p) == "never") return Authorize::Then::never;
  throw Defective("authorize.then: neither error nor never");
}

Nanos time_of(const hsp_param& p) {
  if (p.len != clock_size) throw Defective("clock: not 16 bytes");
  return clock_of({p.data, p.len});
}

Role role_of(const Protocol& protocol, std::string_view word) {
  for (const Role role : known_roles(protocol))
    if (name(role) == word) return role;
  throw Unsupported("role " + std::string(word));
}

void take_value(Kind kind, const hsp_param& p, const std::string& name, auto& into) {
  if (kind == Kind::number)
    into.numbers[name] = number_of(text_of(p), p.name);
  else if (kind == Kind::text)
    into.texts[name] = text_of(p);
  else
    into.bytes[name] = Bytes(p.data, p.data + p.len);
}

// "directory.2.name": the field of one record of a list. False: it is none.
bool take_field(const Protocol& protocol, const hsp_param& p, OpenRequest& request) {
  const std::string name = p.name;
  for (const Parameter& list : protocol.parameters) {
    if (list.kind != Kind::records || !name.starts_with(list.name + ".")) continue;
    const std::string rest = name.substr(list.name.size() + 1);
    const auto dot = std::min(rest.find('.'), rest.size());
    const auto index = static_cast<std::size_t>(number_of({rest.data(), dot}, p.name));
    const std::string field = rest.substr(std::min(dot + 1, rest.size()));
    const auto known = std::ranges::find(list.fields, field, &Parameter::name);
    std::vector<Fields>& records = request.records[list.name];
    if (known == list.fields.end() || index >= records.size()) return false;
    take_value(known->kind, p, field, records[index]);
    return true;
  }
  return false;
}

void take_parameter(const Protocol& protocol, const hsp_param& p, OpenRequest& request) {
  const Parameter* known = find_parameter(protocol, request.role, p.name);
  if (known == nullptr) {
    if (!take_field(protocol, p, request)) throw Unsupported(std::string("params.") + p.name);
  } else if (known->kind == Kind::records) {
    request.records[known->name].resize(
        static_cast<std::size_t>(std::min<std::int64_t>(number_of(text_of(p), p.name), 65'536)));
  } else {
    take_value(known->kind, p, known->name, request);
  }
}

void take(const Protocol& protocol, const hsp_param& p, OpenRequest& request) {
  const std::string_view name = p.name;
  const auto authorize = [&]() -> Authorize& {
    return request.authorize ? *request.authorize : request.authorize.emplace();
  };
  if (name == "authorize.keys")
    authorize().keys = keys_of(p, peer_bytes(protocol, request.mode));
  else if (name == "authorize.delay_ms")
    authorize().delay = Millis(number_of(text_of(p), p.name));
  else if (name == "authorize.then")
    authorize().then = then_of(p);
  else if (name == "timeout_ms")
    request.timeout = Millis(number_of(text_of(p), p.name));
  else if (name == "clock")
    request.clock = time_of(p);
  else if (name != "mode")
    take_parameter(protocol, p, request);
}

}  // namespace

OpenRequest request_of(const Protocol& protocol, const OpenArguments& arguments) {
  OpenRequest request{.protocol = arguments.protocol,
                      .role = role_of(protocol, arguments.role),
                      .endpoint = arguments.endpoint == nullptr ? "" : arguments.endpoint};
  // The mode first: sizes may depend on it.
  for (const hsp_param& p : arguments.params)
    if (std::string_view(p.name) == "mode") request.mode = text_of(p);
  for (const hsp_param& p : arguments.params) take(protocol, p, request);
  return request;
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_authorize.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> then_words = {"decide", "error",
                                                        "never"};  // as in the enum

std::vector<Bytes> parse_keys(std::size_t peer_bytes, const json& keys) {
  if (!keys.is_array()) throw JsonError("\"keys\" is not a list");
  std::vector<Bytes> parsed;
  for (const json& key : keys) {
    parsed.push_back(hex_member({{"keys", key}}, "keys"));
    if (parsed.back().size() != peer_bytes)
      throw JsonError(
          fmt::format("\"keys\" holds one of {} bytes, not {}", parsed.back().size(), peer_bytes));
  }
  return parsed;
}

Authorize::Then parse_then(const json& object) {
  const std::string word = text_member(object, "then");
  const auto found = std::ranges::find(then_words, word);
  if (found == then_words.end()) throw JsonError("\"then\" is none of decide, error, never");
  return static_cast<Authorize::Then>(found - then_words.begin());
}

}  // namespace

Authorize parse_authorize(std::size_t peer_bytes, const json& object) {
  if (!object.is_object()) throw JsonError("\"authorize\" is not an object");
  Authorize authorize;
  for (const auto& [key, value] : object.items()) {
    if (key == "keys")
      authorize.keys = parse_keys(peer_bytes, value);
    else if (key == "delay_ms")
      authorize.delay = Millis(integer_member(object, "delay_ms"));
    else if (key == "then")
      authorize.then = parse_then(object);
    else
      throw Unsupported("params.authorize." + printable(key, 40));
  }
  return authorize;
}

json authorize_json(const Authorize& authorize) {
  json written = json::object();
  if (authorize.keys) {
    written["keys"] = json::array();
    for (const Bytes& key : *authorize.keys) written["keys"].push_back(hex(key));
  }
  if (authorize.delay.count() > 0) written["delay_ms"] = authorize.delay.count();
  if (authorize.then != Authorize::Then::decide)
    written["then"] = then_words[static_cast<std::size_t>(authorize.then)];
  return written;
}

}  // namespace assay

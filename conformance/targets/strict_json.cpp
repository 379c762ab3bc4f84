// SPDX-License-Identifier: MIT
#include "conformance/targets/strict_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace assay {
namespace {

using nlohmann::json;

// nlohmann's own parser keeps the last of two equal keys and knows no depth, hence this reader of
// its events. Its lexer refuses invalid UTF-8; its loop does not recurse.
class Reader {
 public:
  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(json::number_integer_t value) { return put(value); }
  bool number_unsigned(json::number_unsigned_t value) { return put(value); }
  bool number_float(json::number_float_t value, const std::string&) { return put(value); }
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(json::binary_t&) { return false; }  // JSON text has none
  bool start_object(std::size_t) { return open(json::object()); }
  bool start_array(std::size_t) { return open(json::array()); }
  bool end_object() { return shut(); }
  bool end_array() { return shut(); }

  bool key(std::string& name) {
    if (stack_.back()->contains(name))
      throw JsonError(fmt::format("the key \"{}\" stands twice", printable(name, 40)));
    key_ = std::move(name);
    return true;
  }

  bool parse_error(std::size_t at, const std::string&, const json::exception&) {
    throw JsonError(fmt::format("not JSON at byte {}", at));
  }

  json take() { return std::move(root_); }

 private:
  json* place(json value) {
    if (stack_.empty()) return &(root_ = std::move(value));
    json& top = *stack_.back();
    if (top.is_object()) return &(top[key_] = std::move(value));
    top.push_back(std::move(value));
    return &top.back();
  }
  bool put(json value) { return place(std::move(value)) != nullptr; }
  bool open(json container) {
    if (stack_.size() == json_depth_limit)
      throw JsonError(fmt::format("nested deeper than {}", json_depth_limit));
    // The pointers below stay good: a container grows only while it is the top.
    stack_.push_back(place(std::move(container)));
    return true;
  }
  bool shut() {
    stack_.pop_back();
    return true;
  }

  json root_;
  std::string key_;
  std::vector<json*> stack_;
};

}  // namespace

json parse_strict(std::string_view line) {
  if (line.size() > json_line_limit) throw JsonError("longer than 1 MiB");
  // The lexer takes NUL for the end of its input and skips a byte order mark: neither may stand
  // here.
  const auto raw = std::ranges::find_if(
      line, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r'; });
  if (raw != line.end())
    throw JsonError(fmt::format("a control character (0x{:02x}) at byte {}",
                                static_cast<unsigned char>(*raw), raw - line.begin() + 1));
  if (line.starts_with("\xef\xbb\xbf")) throw JsonError("a byte order mark");
  Reader reader;
  json::sax_parse(line.begin(), line.end(), &reader);
  return reader.take();
}

const json& member(const json& object, const char* key) {
  if (!object.is_object()) throw JsonError("not a JSON object");
  const auto found = object.find(key);
  if (found == object.end()) throw JsonError(fmt::format("\"{}\" is missing", key));
  return *found;
}

std::string text_member(const json& object, const char* key) {
  const json& value = member(object, key);
  if (!value.is_string()) throw JsonError(fmt::format("\"{}\" is not a string", key));
  return value.get<std::string>();
}

std::int64_t integer_member(const json& object, const char* key) {
  const json& value = member(object, key);
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > json_integer_limit)
    throw JsonError(fmt::format("\"{}\" is not an integer in 0..2^53-1", key));
  return value.get<std::int64_t>();
}

Bytes hex_member(const json& object, const char* key) {
  try {
    return unhex(text_member(object, key));
  } catch (const std::invalid_argument& wrong) {
    throw JsonError(fmt::format("\"{}\" is not lower-case hex: {}", key, wrong.what()));
  }
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string safe;
  for (const char c : text.substr(0, limit)) {
    if (c >= 0x20 && c < 0x7f)
      safe += c;
    else
      safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  if (text.size() > limit) safe += "...";
  return safe;
}

}  // namespace assay

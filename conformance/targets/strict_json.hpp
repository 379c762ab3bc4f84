// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "conformance/engine/bytes.hpp"

namespace assay {

// What the line is not, and where: "the key \"id\" stands twice".
struct JsonError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

constexpr std::size_t json_line_limit = (1u << 20) - 1;  // bytes, without the newline
constexpr std::size_t json_depth_limit = 16;             // objects and arrays, one in the other
constexpr std::uint64_t json_integer_limit =
    (1ULL << 53) - 1;  // what every language's number holds

// One line of a peer that is not trusted. Throws JsonError unless it is one JSON value (RFC 8259)
// in valid UTF-8, at most the limits above long and deep, no object naming a key twice.
nlohmann::json parse_strict(std::string_view line);

// The member, checked. Throw JsonError naming the key when it is absent or of another type;
// integers are digits alone (not 1.0, not 1e3) in 0..2^53-1.
const nlohmann::json& member(const nlohmann::json& object, const char* key);
std::string text_member(const nlohmann::json& object, const char* key);
std::int64_t integer_member(const nlohmann::json& object, const char* key);
Bytes hex_member(const nlohmann::json& object, const char* key);

// Foreign text made safe to show: printable ASCII stays, every other byte becomes \xNN, and what
// exceeds `limit` bytes of input becomes "...".
std::string printable(std::string_view text, std::size_t limit);

}  // namespace assay

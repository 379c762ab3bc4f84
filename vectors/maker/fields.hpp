// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "vectors/maker/test.hpp"

namespace assay::vectors {

// A JSON object that knows where it stands. Every reader throws std::invalid_argument
// "parties.dialer.key: 31 bytes where 32 belong".
class Fields {
 public:
  using Json = nlohmann::ordered_json;

  Fields(const Json& json, std::string path);

  const Json& json() const { return *json_; }
  bool has(const std::string& field) const { return json_->contains(field); }
  const Json& any(const std::string& field) const;
  std::string text(const std::string& field) const;
  std::string one_of(const std::string& field, const std::vector<std::string>& words) const;
  std::vector<std::string> texts(const std::string& field) const;
  Bytes bytes(const std::string& field) const;
  Bytes bytes(const std::string& field, std::size_t length) const;
  Fields object(const std::string& field) const;
  std::vector<Fields> objects(const std::string& field) const;

  std::string path(const std::string& field) const;
  [[noreturn]] void fail(const std::string& field, const std::string& why) const;

 private:
  const Json* json_;
  std::string path_;
};

// Lower-case hex of exactly `length` bytes.
Bytes bytes_of(const std::string& text, const std::string& path, std::size_t length);

}  // namespace assay::vectors

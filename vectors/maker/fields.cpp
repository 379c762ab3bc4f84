// SPDX-License-Identifier: MIT
#include "vectors/maker/fields.hpp"

#include <algorithm>
#include <stdexcept>

namespace assay::vectors {
namespace {

Bytes bytes_at(const std::string& text, const std::string& path) {
  try {
    return unhex(text);
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(path + ": " + e.what());
  }
}

}  // namespace

Fields::Fields(const Json& json, std::string path) : json_(&json), path_(std::move(path)) {
  if (!json.is_object()) throw std::invalid_argument(path_ + ": not an object");
}

std::string Fields::path(const std::string& field) const {
  return path_.empty() ? field : path_ + "." + field;
}

void Fields::fail(const std::string& field, const std::string& why) const {
  throw std::invalid_argument(path(field) + ": " + why);
}

const Fields::Json& Fields::any(const std::string& field) const {
  const auto found = json_->find(field);
  if (found == json_->end()) fail(field, "is missing");
  return *found;
}

std::string Fields::text(const std::string& field) const {
  if (!any(field).is_string()) fail(field, "must be a string");
  return any(field).get<std::string>();
}

std::string Fields::one_of(const std::string& field, const std::vector<std::string>& words) const {
  std::string word = text(field);
  if (std::ranges::find(words, word) == words.end())
    fail(field, "\"" + word + "\" is no such word");
  return word;
}

std::vector<std::string> Fields::texts(const std::string& field) const {
  std::vector<std::string> list;
  if (!any(field).is_array()) fail(field, "must be a list of strings");
  for (const Json& item : any(field)) {
    if (!item.is_string()) fail(field, "must be a list of strings");
    list.push_back(item.get<std::string>());
  }
  return list;
}

Bytes Fields::bytes(const std::string& field) const { return bytes_at(text(field), path(field)); }

Bytes Fields::bytes(const std::string& field, std::size_t length) const {
  return bytes_of(text(field), path(field), length);
}

Fields Fields::object(const std::string& field) const {
  if (!any(field).is_object()) fail(field, "must be an object");
  return Fields(any(field), path(field));
}

std::vector<Fields> Fields::objects(const std::string& field) const {
  if (!any(field).is_array()) fail(field, "must be a list of objects");
  std::vector<Fields> list;
  for (std::size_t i = 0; i < any(field).size(); ++i) {
    list.emplace_back(any(field)[i], path(field) + "[" + std::to_string(i) + "]");
  }
  return list;
}

Bytes bytes_of(const std::string& text, const std::string& path, std::size_t length) {
  Bytes bytes = bytes_at(text, path);
  if (bytes.size() != length) {
    throw std::invalid_argument(path + ": " + std::to_string(bytes.size()) + " bytes where " +
                                std::to_string(length) + " belong");
  }
  return bytes;
}

}  // namespace assay::vectors

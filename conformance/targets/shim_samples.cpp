// SPDX-License-Identifier: MIT
#include "conformance/targets/shim_samples.hpp"

#include <algorithm>

namespace assay::shim {
namespace {

using nlohmann::json;
using Kind = Parameter::Kind;

constexpr std::size_t usual = 32;

std::string digits(std::size_t bytes, char digit) { return std::string(2 * bytes, digit); }

json sample_record(const Parameter& list) {
  json record = json::object();
  for (const Parameter& field : list.fields)
    if (!field.optional) record[field.name] = sample(field);
  return record;
}

// Of a size just out of range: shorter where there is a shorter one.
std::size_t wrong_size(const Parameter& p) { return p.least > 0 ? p.least - 1 : p.most + 1; }

std::vector<json> wrong_bytes(const Parameter& p) {
  const std::size_t size = std::clamp(usual, std::max(p.least, std::size_t{1}), p.most);
  return {5, json::array({1}), true, "0", "zz", digits(size, 'A'), digits(wrong_size(p), '0')};
}

std::vector<json> wrong_records(const Parameter& list) {
  std::vector<json> wrong = {5, "x", json::object(), json::array({5}), json::array({"x"})};
  for (const Parameter& field : list.fields) {
    for (const json& bad : wrong_samples(field)) {
      json record = sample_record(list);
      record[field.name] = bad;
      wrong.push_back(json::array({record}));
    }
  }
  return wrong;
}

}  // namespace

json nested(const std::string& name, json value) {
  const auto dot = name.find('.');
  if (dot == std::string::npos) return {{name, std::move(value)}};
  return {{name.substr(0, dot), nested(name.substr(dot + 1), std::move(value))}};
}

json sample(const Parameter& p) {
  if (p.kind == Kind::number) return p.least;
  if (p.kind == Kind::text)
    return std::string(std::clamp(usual, p.least, std::max(p.least, p.most)), 'z');
  if (p.kind == Kind::records) return json::array_t(p.least, sample_record(p));
  return digits(std::clamp(usual, p.least, p.most), '1');
}

std::vector<json> wrong_samples(const Parameter& p) {
  if (p.kind == Kind::bytes) return wrong_bytes(p);
  if (p.kind == Kind::records) return wrong_records(p);
  if (p.kind == Kind::text) return {5, json::array({1}), true, std::string(wrong_size(p), 'z')};
  return {"5", json::array({1}), true, 1.5, -1, wrong_size(p)};
}

}  // namespace assay::shim

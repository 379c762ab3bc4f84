// SPDX-License-Identifier: MIT
#include "conformance/targets/library/abi_params.hpp"

namespace assay {

const std::uint8_t* never_null(View bytes) {
  static constexpr std::uint8_t nothing = 0;
  return bytes.empty() ? &nothing : bytes.data();
}

AbiParams::AbiParams(const OpenRequest& request) {
  put_values("", request);
  for (const auto& [name, records] : request.records) put_records(name, records);
  if (!request.mode.empty()) put("mode", request.mode);
  if (request.clock) put("clock", clock_bytes(*request.clock));
  if (request.authorize) put_authorize(*request.authorize);
  if (request.timeout) put("timeout_ms", std::to_string(request.timeout->count()));
  for (const auto& [name, value] : params_)
    view_.push_back({name.c_str(), never_null(value), value.size()});
  if (view_.empty()) view_.push_back({});  // for data(); size() does not count it
}

void AbiParams::put_values(const std::string& prefix, const auto& values) {
  for (const auto& [name, value] : values.bytes) put(prefix + name, value);
  for (const auto& [name, value] : values.numbers) put(prefix + name, std::to_string(value));
  for (const auto& [name, value] : values.texts) put(prefix + name, value);
}

// How many there are comes first, for a list may be empty.
void AbiParams::put_records(const std::string& name, const std::vector<Fields>& records) {
  put(name, std::to_string(records.size()));
  for (std::size_t i = 0; i < records.size(); ++i)
    put_values(name + "." + std::to_string(i) + ".", records[i]);
}

void AbiParams::put_authorize(const Authorize& authorize) {
  if (authorize.keys) {
    Bytes joined;
    for (const Bytes& key : *authorize.keys) joined.insert(joined.end(), key.begin(), key.end());
    put("authorize.keys", std::move(joined));
  }
  if (authorize.delay.count() > 0)
    put("authorize.delay_ms", std::to_string(authorize.delay.count()));
  if (authorize.then == Authorize::Then::error) put("authorize.then", "error");
  if (authorize.then == Authorize::Then::never) put("authorize.then", "never");
}

void AbiParams::put(std::string name, Bytes value) {
  params_.emplace_back(std::move(name), std::move(value));
}

void AbiParams::put(std::string name, std::string_view text) {
  put(std::move(name), Bytes(text.begin(), text.end()));
}

}  // namespace assay

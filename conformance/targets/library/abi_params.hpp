// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include "conformance/engine/target.hpp"
#include "conformance/targets/library/assay_hsp.h"

namespace assay {

// The start of `bytes`, or of anything when there are none: C functions such as memcpy take no
// NULL.
const std::uint8_t* never_null(View bytes);

// The parameters of a session in the words of the C ABI (spec/shim.md §6, §10): raw bytes, keys one
// after the other, integers and words in ASCII, a list's fields as `directory.0.name`.
class AbiParams {
 public:
  explicit AbiParams(const OpenRequest& request);
  AbiParams(const AbiParams&) = delete;
  AbiParams& operator=(const AbiParams&) = delete;
  // Point into this object.
  const hsp_param* data() const { return view_.data(); }
  std::size_t size() const { return params_.size(); }

 private:
  void put_values(const std::string& prefix, const auto& values);
  void put_records(const std::string& name, const std::vector<Fields>& records);
  void put_authorize(const Authorize& authorize);
  void put(std::string name, Bytes value);
  void put(std::string name, std::string_view text);

  std::vector<std::pair<std::string, Bytes>> params_;
  std::vector<hsp_param> view_;
};

}  // namespace assay

// SPDX-License-Identifier: MIT
#pragma once

#include <fuzzer/FuzzedDataProvider.h>

#include <cstdio>
#include <cstdlib>

#include "conformance/engine/bytes.hpp"

// What every protocol's fuzz targets share: bytes of the fuzzer's, and one way to complain.
namespace assay::fuzz {

inline Bytes bytes(FuzzedDataProvider& in, std::size_t n) {
  Bytes out = in.ConsumeBytes<std::uint8_t>(n);
  out.resize(n);
  return out;
}

inline void agree(bool same, const char* what) {
  if (same) return;
  std::fprintf(stderr, "the reference and the oracle disagree on %s\n", what);
  std::abort();
}

}  // namespace assay::fuzz

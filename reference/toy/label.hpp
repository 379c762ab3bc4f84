// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/bytes.hpp"

namespace assay::toy {

// The ASCII bytes of a text in quotes (spec/toy.md 1), without its closing zero.
template <std::size_t N>
reference::Public<struct LabelTag, N - 1> label(const char (&text)[N]) {
  reference::Public<struct LabelTag, N - 1> bytes;
  std::copy_n(text, N - 1, bytes.fill().begin());
  return bytes;
}

}  // namespace assay::toy

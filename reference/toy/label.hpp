// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/bytes.hpp"

namespace assay::toy {

// The ASCII bytes of a text in quotes (spec/toy.md §1), without its closing zero.
template <std::size_t N>
reference::Public<struct LabelTag, N - 1> label(const char (&text)[N]) {
  return reference::Public<struct LabelTag, N - 1>::written_by(
      [&](auto bytes) { std::copy_n(text, N - 1, bytes.begin()); });
}

}  // namespace assay::toy

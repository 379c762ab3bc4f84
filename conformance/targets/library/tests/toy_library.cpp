// SPDX-License-Identifier: MIT
#include "conformance/targets/library/export.hpp"
#include "conformance/targets/tests/toy_datagrams.hpp"

assay::Exported assay::exported() {
  return {.protocol = toy_datagrams(), .target = toy_datagrams_target()};
}

// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/terms/rows.hpp"

namespace assay {

// The forgeries that are one message with one thing changed; attacks are played from these, and
// vectors take their change from here. The runner's end has the small letters.
const std::vector<terms::Row>& toy_rows();

}  // namespace assay

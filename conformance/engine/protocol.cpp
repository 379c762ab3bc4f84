// SPDX-License-Identifier: MIT
#include "conformance/engine/protocol.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace assay {

void must_be_complete(const Protocol& p) {
  const std::pair<std::string_view, bool> parts[] = {{"claims", !p.claims.empty()},
                                                     {"attacks", p.attacks != nullptr},
                                                     {"honest", p.honest != nullptr},
                                                     {"request", p.request != nullptr},
                                                     {"reference", p.reference != nullptr}};
  for (const auto& [part, stands] : parts) {
    if (!stands)
      throw std::invalid_argument(fmt::format(
          "the record of {} has no `{}` (spec/adding-a-protocol.md, step 4)", p.name, part));
  }
}

}  // namespace assay

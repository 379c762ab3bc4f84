// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "conformance/toy/machine.hpp"

namespace assay {

using MakeToyMachine = std::function<std::unique_ptr<peers::Machine>(const ToyKeys&)>;

// Sessions of toy/stream with these machines. `shared_key` and the clock are mandatory.
std::unique_ptr<Target> toy_target(const MakeToyMachine& make);

}  // namespace assay

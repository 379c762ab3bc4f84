// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "conformance/toy/machine.hpp"

namespace assay {

using MakeToyMachine = std::function<std::unique_ptr<peers::Machine>(Carrier, const ToyKeys&)>;

// Sessions with these machines. `shared_key` and the clock are mandatory.
std::unique_ptr<Target> toy_target(Carrier carrier, const MakeToyMachine& make);

}  // namespace assay

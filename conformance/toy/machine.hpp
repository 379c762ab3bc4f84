// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"
#include "conformance/peers/machine.hpp"
#include "conformance/terms/interpreter.hpp"

// Either end as a machine: the reference, and the formulas with one step changed.
namespace assay {

// What an end needs beyond its peer's words: K 32 bytes, n and t 16.
struct ToyKeys {
  Bytes K, n, t;
};

std::unique_ptr<peers::Machine> toy_reference_machine(Carrier carrier, const ToyKeys& keys);

// Follows toy_book(carrier) but for the twist.
std::unique_ptr<peers::Machine> toy_twisted_machine(Carrier carrier, const ToyKeys& keys,
                                                    const terms::Twist& twist);

}  // namespace assay

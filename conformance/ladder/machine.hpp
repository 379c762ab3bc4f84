// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/ladder/settings.hpp"
#include "conformance/peers/machine.hpp"
#include "conformance/terms/interpreter.hpp"

// Either end of a rung as a machine: the reference, and the formulas with something changed.
namespace assay::rungs {

std::unique_ptr<peers::Machine> reference_machine(const Rung& rung, const RungSettings& settings);

// Follows the book of the settings' mode but for the twist.
std::unique_ptr<peers::Machine> twisted_machine(const Rung& rung, const RungSettings& settings,
                                                const terms::Twist& twist);

// Follows the rung's book, or another line's from the message on that has the length of that line.
std::unique_ptr<peers::Machine> machine_of_two_lengths(const Rung& rung, const Rung& other,
                                                       const RungSettings& settings);

// What an end is given, in the formulas' letters.
terms::Values given_values(const Rung& rung, const RungSettings& settings);

}  // namespace assay::rungs

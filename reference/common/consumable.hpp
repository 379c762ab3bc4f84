// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

namespace assay::reference {

// Prints "assay: STATE was used again after it had been consumed" and aborts.
[[noreturn]] void abort_consumed(const char* state);

// Prints "assay: WHAT" and aborts: the caller broke a precondition that no type can express.
[[noreturn]] void abort_misuse(const char* what);

// A member that makes its owner usable once: a moved-from owner aborts instead of running on wiped
// keys.
class Consumable {
 public:
  Consumable() = default;
  Consumable(Consumable&& other) noexcept : live_(std::exchange(other.live_, false)) {}
  Consumable& operator=(Consumable&& other) noexcept {
    live_ = std::exchange(other.live_, false);
    return *this;
  }
  Consumable(const Consumable&) = delete;
  Consumable& operator=(const Consumable&) = delete;
  ~Consumable() = default;

  void must_be_live(const char* state) const {
    if (!live_) abort_consumed(state);
  }

 private:
  bool live_ = true;
};

}  // namespace assay::reference

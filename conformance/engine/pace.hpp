// SPDX-License-Identifier: MIT
#pragma once

namespace assay {

// How long a target is waited for, learnt from how long it was seen to need. All in milliseconds.
class Pace {
 public:
  // No wait that the engine shortens is shorter.
  static constexpr double floor = 250;
  // Silence is believed only after so many deadlines.
  static constexpr double patience = 10;

  // What a wait of `nominal` comes down to: ten times the slowest that was seen, never below the
  // floor nor above `nominal`.
  double deadline(double nominal) const;
  // How long silence is listened to before it counts: `patience` deadlines, until this target has
  // shown that it does fall silent.
  double limit(double nominal) const;
  // Whether the next silence would be listened to for that long.
  bool patient() const;
  // An honest run has a stock of patience of its own.
  bool honest = false;

  void came(double after);
  void stayed_away() { ++(honest ? honest_silences_ : silences_); }
  int silences() const { return silences_ + honest_silences_; }

 private:
  double slowest_ = 0;
  bool seen_ = false;  // anything that was waited for
  int silences_ = 0, honest_silences_ = 0;
};

}  // namespace assay

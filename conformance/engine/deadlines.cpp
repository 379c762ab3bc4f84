// SPDX-License-Identifier: MIT
#include "conformance/engine/deadlines.hpp"

namespace assay {
namespace {

// In units of the limit: a session outlives it clearly when it started anew, at 1.6 against 1.
constexpr double clearly_over = 1.3;

}  // namespace

std::string_view name(Counted counted) {
  constexpr std::string_view names[] = {"unknown", "total", "per-message", "per-read"};
  return names[static_cast<int>(counted)];
}

Counted counted(double limit, const Wait& late, const Wait& drip) {
  const auto over = [limit](const Wait& w) { return w.seconds > clearly_over * limit; };
  if (!drip.ended) return Counted::per_read;
  if (over(drip)) return Counted::unknown;
  return over(late) ? Counted::per_message : Counted::total;
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <functional>

#include "conformance/engine/diagnosis.hpp"

namespace assay {

// What each mutant is likened to while the book does not know its own pattern, of those of which
// another end has the same thing wrong.
struct LeftOut {
  int all = 0, same = 0, another = 0;  // the others are likened to none
  std::string listing = {};
};

// What a mutant's end has wrong; empty: something that no other has.
using WrongAt = std::function<std::string(const std::string& mutant, Role role)>;

inline bool another_has(const PatternBook& book, Role role, const std::string& wrong,
                        const WrongAt& wrong_at) {
  for (const auto& [protocol, known] : book)
    for (const auto& [id, mutant] : known.mutants)
      if (mutant.wins.contains(role) && wrong_at(id, role) == wrong) return true;
  return false;
}

inline void leave_out(const std::string& protocol, const std::string& id, const PatternBook& all,
                      const WrongAt& wrong_at, LeftOut& result) {
  PatternBook others = all;
  others[protocol].mutants.erase(id);
  for (const auto& [role, wins] : all.at(protocol).mutants.at(id).wins) {
    const std::string wrong = wrong_at(id, role);
    if (wrong.empty() || !another_has(others, role, wrong, wrong_at)) continue;
    const auto like = nearest(protocol, role, wins, all.at(protocol).attacks.at(role), others);
    const bool same = like && wrong_at(like->mutant, role) == wrong;
    ++result.all, result.same += same, result.another += like && !same;
    result.listing +=
        fmt::format("{} {} ({}): {}\n", protocol, id, wrong, like ? like->mutant : "none");
  }
}

inline LeftOut each_left_out(const PatternBook& book, const WrongAt& wrong_at) {
  LeftOut result;
  for (const auto& [protocol, known] : book)
    for (const auto& [id, mutant] : known.mutants) leave_out(protocol, id, book, wrong_at, result);
  result.listing +=
      fmt::format("of {} left out in turn {} are likened to the same, {} to another\n", result.all,
                  result.same, result.another);
  return result;
}

}  // namespace assay

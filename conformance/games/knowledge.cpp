// SPDX-License-Identifier: MIT
#include "conformance/games/knowledge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace assay {
namespace {

// One walk over all keys. Stops at the first that opens a box.
class Walk {
 public:
  Walk(const KeySearch& attacker, const std::vector<Sealed>& boxes)
      : attacker_(attacker), boxes_(boxes) {}

  Searched run() {
    for (const Known& term : attacker_.terms) {
      if (attempt(term.value, term.name)) return result_;
    }
    // Shorter keys first: what opens under few terms is the clearer finding.
    for (std::size_t n = 0; n <= attacker_.max_terms; ++n) {
      if (extend(attacker_.prefix.value, "h(" + attacker_.prefix.name, n)) break;
    }
    return result_;
  }

 private:
  bool extend(const Bytes& text, const std::string& label, std::size_t more) {
    if (more == 0) return attempt(attacker_.hash(text), label + ")");
    return std::ranges::any_of(attacker_.terms, [&](const Known& term) {
      return extend(cat(text, term.value), label + "|" + term.name, more - 1);
    });
  }

  bool attempt(View key, const std::string& label) {
    ++result_.keys;
    for (const Sealed& box : boxes_) {
      if (!box.opens(key)) continue;
      result_.found = fmt::format("{} opens {}", label, box.name);
      return true;
    }
    return false;
  }

  const KeySearch& attacker_;
  const std::vector<Sealed>& boxes_;
  Searched result_;
};

std::optional<std::string> leaked(const std::vector<Known>& secrets, View written,
                                  std::size_t slice) {
  for (const Known& secret : secrets) {
    for (std::size_t i = 0; i + slice <= secret.value.size(); ++i) {
      const View part = View(secret.value).subspan(i, slice);
      const auto at = std::ranges::search(written, part);
      if (at.empty()) continue;
      return fmt::format("bytes {} to {} of {} stand at byte {} of what was written", i,
                         i + slice - 1, secret.name, at.begin() - written.begin());
    }
  }
  return std::nullopt;
}

}  // namespace

Searched search(const KeySearch& attacker, const std::vector<Sealed>& boxes) {
  return Walk(attacker, boxes).run();
}

Result knowledge_game(const KeySearch& attacker, const std::vector<Known>& sufficient,
                      const std::vector<Sealed>& boxes) {
  KeySearch informed = attacker;
  informed.terms.insert(informed.terms.begin(), sufficient.begin(), sufficient.end());
  std::vector<std::string> opened;
  for (const Sealed& box : boxes) {
    const Searched control = search(informed, {box});
    if (!control.found) {
      throw ControlFailed(fmt::format("{} stays shut under all {} keys, the right one among them",
                                      box.name, control.keys));
    }
    opened.push_back(*control.found);
  }
  const Searched attack = search(attacker, boxes);
  if (attack.found) return {Verdict::succeeded, *attack.found};
  return {Verdict::withstood, fmt::format("none of {} keys opens anything; in the control {}",
                                          attack.keys, fmt::join(opened, ", "))};
}

Result leak_game(const std::vector<Known>& secrets, View written, std::size_t slice) {
  for (const Known& secret : secrets) {
    const View tail = View(secret.value).last(std::min(slice, secret.value.size()));
    if (!leaked({secret}, cat(written, tail), slice)) {
      throw ControlFailed("a planted slice of " + secret.name + " was not noticed");
    }
  }
  if (const auto where = leaked(secrets, written, slice)) return {Verdict::succeeded, *where};
  std::vector<std::string> names(secrets.size());
  std::ranges::transform(secrets, names.begin(), &Known::name);
  return {Verdict::withstood,
          fmt::format("of the {} bytes written no {} are of {}; planted there, each was found",
                      written.size(), slice, fmt::join(names, ", or of "))};
}

std::set<Bytes> slices_of(View run, std::size_t slice) {
  std::set<Bytes> all;
  for (std::size_t i = 0; i + slice <= run.size(); ++i) {
    const View part = run.subspan(i, slice);
    all.emplace(part.begin(), part.end());
  }
  return all;
}

Result repeat_game(const std::vector<Bytes>& runs, const std::vector<Bytes>& others,
                   std::size_t slice) {
  std::set<Bytes> everyones, seen;
  for (const Bytes& other : others) everyones.merge(slices_of(other, slice / 2));
  // Where a constant begins or ends, the few bytes beside it are alike now and then by chance.
  const auto holds_a_constant = [&](const Bytes& part) {
    return std::ranges::any_of(slices_of(part, slice / 2),
                               [&](const Bytes& half) { return everyones.contains(half); });
  };
  for (const Bytes& run : runs) {
    for (const Bytes& part : slices_of(run, slice)) {
      if (!seen.insert(part).second && !holds_a_constant(part))
        return {Verdict::succeeded,
                fmt::format("the bytes {} were written twice, and by nobody else", hex(part))};
    }
  }
  if (seen.empty()) throw ControlFailed("nothing was written that could repeat");
  return {Verdict::withstood,
          fmt::format("{} slices of {} bytes in {} runs, none that only these share", seen.size(),
                      slice, runs.size())};
}

}  // namespace assay

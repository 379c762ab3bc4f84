// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "conformance/cli/explain.hpp"
#include "conformance/engine/player.hpp"
#include "conformance/options/shown.hpp"

namespace assay::cli {
namespace {

constexpr std::size_t digits_of_a_name = 8;

NamesOfCast honest_names(const Protocol& protocol, const Rng& keys) {
  NamesOfCast names;
  if (!protocol.peer_name) return names;
  for (const auto& [role, letter] : {std::pair{Role::client, "A"}, {Role::server, "B"}})
    if (const Bytes name = protocol.peer_name(role, keys); !name.empty()) names[name] = letter;
  return names;
}

// Of bytes that nobody reads, the first are enough.
std::string whose(const NamesOfCast& names, const std::string& hex_name) {
  for (const auto& [name, letter] : names)
    if (hex(name) == hex_name) return letter;
  const bool long_name = hex_name.size() > 2 * digits_of_a_name;
  return shown(long_name ? hex_name.substr(0, digits_of_a_name) + ".." : hex_name, 100);
}

}  // namespace

NamesOfCast names_of_cast(const Protocol& protocol, const Attack& attack,
                          const RunOptions& options) {
  const Rng keys = keys_of(attack, protocol.name, options.seed);
  return protocol.cast ? protocol.cast(options.mode, keys) : honest_names(protocol, keys);
}

std::string told_event(const Protocol& protocol, const NamesOfCast& names,
                       const std::string& text) {
  const std::size_t at = std::min(text.find(' '), text.size());
  const std::string verb = text.substr(0, at);
  const std::string rest = at == text.size() ? "" : text.substr(at + 1);
  if (verb == "rejected,") {
    const std::size_t why = text.find(": ");
    return "refuses" + (why == std::string::npos ? "" : shown(text.substr(why), 200));
  }
  if (verb == "end") return rest == "clean" ? "its stream ended" : "its stream was cut";
  if (verb == "refuses:" || verb == "delivered") return shown(text, 200);
  if (rest.empty()) return verb;
  if (rest.starts_with('(')) return protocol.peer_bytes == 0 ? verb : verb + ", peer not told";
  return verb + (verb == "done" ? " with " : " ") + whose(names, rest);
}

bool tells_the_call(const Entry& entry) {
  return entry.what == "other" && entry.text.starts_with("calls ");
}

std::string change_in_words(const CaseResult& played) {
  const std::string change = shown(played.change), none = "none: ";
  return change.starts_with(none) ? "nothing is changed: " + change.substr(none.size()) : change;
}

Attacker attacker_in(const Attack& attack, const CaseResult& played) {
  const bool honest = attack.attacker == Attacker::alone && played.change.starts_with("none: ");
  return honest ? Attacker::listening : attack.attacker;
}

int last_session(const Transcript& transcript) {
  int last = 0;
  for (const Entry& e : transcript.entries())
    if (e.what == "sent" || e.what == "received") last = e.session;
  return last;
}

}  // namespace assay::cli

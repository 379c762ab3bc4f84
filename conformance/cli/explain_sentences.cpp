// SPDX-License-Identifier: MIT
#include "conformance/cli/explain_sentences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "conformance/options/shown.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

std::string who_acts(const Protocol& protocol, Role role, Attacker attacker) {
  const std::string target = protocol.called(role);
  switch (attacker) {
    case Attacker::alone:
      return fmt::format("E deals with the {} as its peer would", target);
    case Attacker::relaying:
      return "E sits between A and B, and passes on what they say, but for one message";
    case Attacker::spoiling:
      return fmt::format(
          "E sits between A and B, and spoils the last message of the {}, so that its reader "
          "refuses it",
          target);
    case Attacker::withholding:
      return fmt::format(
          "E sits between A and B, and keeps the last message of the {} from its reader", target);
    case Attacker::impersonating:
      return "E sits between A and B, and is to each the other one";
    case Attacker::listening:
      return "E listens to an honest run of A and B";
    case Attacker::diverting:
      return "E passes on what A and B say, in two worlds that differ in who is there, and "
             "compares";
    case Attacker::replaying:
      return "E sends what it has recorded, while its peer is away";
  }
  return "";
}

// What was seen, without the particulars of the line that follow it.
std::string in_short(const std::string& observed) {
  const std::string words = in_words(observed);
  return shown(words.substr(0, std::min(words.find("; "), words.find(": "))), 300);
}

std::string without_stop(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string lower_first(std::string text) {
  const bool letter = text.size() > 1 && (text[1] == ' ' ? text[0] != 'A' : text[1] == ',');
  const bool name =
      letter || (text.size() > 1 && std::isupper(static_cast<unsigned char>(text[1])) != 0);
  if (!text.empty() && !name)
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

std::string places_of(const Told& told, const Story& story) {
  std::vector<std::string> parts;
  for (const Cell* cell : story.cells)
    if (cell->half != "-") parts.push_back(cell->half);
  const std::string role(name(story.role)), called = told.protocol.called(story.role);
  return fmt::format("as {}{}{}", role, called == role ? "" : fmt::format(" ({})", called),
                     parts.empty() ? ""
                                   : fmt::format(", in the part{} {}", parts.size() == 1 ? "" : "s",
                                                 fmt::join(parts, ", ")));
}

std::string letter_of(Role role) {
  return role == Role::client ? "A" : role == Role::server ? "B" : "it";
}

// What the last session's entries of that kind came to, as told_event words it; empty: nothing.
std::string came_to(const Told& told, const NamesOfCast& names, const CaseResult& played,
                    std::string_view what, std::string_view verb) {
  std::string last;
  for (const Entry& e : played.transcript.entries())
    if (e.what == what && e.text.starts_with(verb) && !tells_the_call(e) &&
        e.session == last_session(played.transcript))
      last = told_event(told.protocol, names, e.text);
  return last;
}

// "it wrote" is who wrote.
std::string with_letter(const std::string& letter, const std::string& seen) {
  if (seen.starts_with("it ")) return letter + seen.substr(2);
  if (seen.starts_with("its ")) return letter + "'s" + seen.substr(3);
  if (seen.starts_with("done")) return letter + " is " + seen;
  if (seen.starts_with("rejected")) return letter + " refuses" + seen.substr(8);
  return seen;
}

// Where each end is done, with whom is what matters.
std::string what_came_of_it(const Told& told, const Attack& attack, const NamesOfCast& names,
                            const CaseResult& played) {
  const std::string target = came_to(told, names, played, "event", "done"),
                    other = came_to(told, names, played, "other", ""), one = letter_of(attack.role),
                    two = one == "A" ? "B" : "A";
  const bool between =
      attack.attacker == Attacker::relaying || attack.attacker == Attacker::impersonating;
  if (between && is_finding(played.verdict) && target.find(' ') != std::string::npos &&
      !other.empty())
    return fmt::format("{} is {}, and {} {}{}", one, target, two,
                       other.starts_with("done") ? "is " : "has ", other);
  return with_letter(one, in_short(played.observed));
}

}  // namespace

std::string three_sentences(const Told& told, const Story& story, const Attack& attack,
                            const NamesOfCast& names, const CaseResult& played) {
  const bool lacks = story.claim == Claim::lacks, wins = is_finding(played.verdict);
  const std::string asked = lower_first(without_stop(row_claim(story.row()))),
                    meant = without_stop(attack.meaning), change = change_in_words(played),
                    came = what_came_of_it(told, attack, names, played);
  const bool unchanged = change.starts_with("nothing is changed");
  return wrapped(fmt::format("{} asks: {}; {} {} {} that ({}).", story.row(), asked,
                             places_of(told, story), told.protocol.name, lacks ? "lacks" : "keeps",
                             story.cells.front()->why)) +
         wrapped(fmt::format("{}; {}{}.",
                             who_acts(told.protocol, attack.role, attacker_in(attack, played)),
                             unchanged ? "" : "the one change: ", without_stop(change))) +
         wrapped(
             wins ? fmt::format("It succeeds: {}. {}.", came, meant)
                  : fmt::format("It fails: {}. Had it succeeded: {}.", came, lower_first(meant)));
}

}  // namespace assay::cli

// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <utility>

#include "conformance/cli/explain_steps.hpp"

namespace assay::cli {
namespace {

constexpr std::size_t drawn_width = 100, left_line = 2, middle_line = 29, right_line = 56;

// One line of the drawing, a glyph a place.
class DrawnLine {
 public:
  explicit DrawnLine(const std::vector<std::size_t>& lifelines) {
    places_.fill(" ");
    for (const std::size_t at : lifelines) places_[at] = "│";
  }

  void write(std::size_t at, const std::string& ascii) {
    for (std::size_t i = 0; i < ascii.size() && at + i < drawn_width; ++i)
      places_[at + i] = std::string(1, ascii[i]);
  }

  void arrow(std::size_t from, std::size_t to, const std::string& label) {
    const std::size_t low = std::min(from, to) + 1, high = std::max(from, to) - 1;
    for (std::size_t at = low; at <= high; ++at) places_[at] = "─";
    places_[to > from ? high : low] = to > from ? "▶" : "◀";
    const std::string text = " " + label + " ";
    write(low + (high - low + 1 - std::min(text.size(), high - low)) / 2, text);
  }

  void stop(std::size_t at) { places_[at] = "✗"; }

  std::string text() const {
    std::string out = "    ";
    for (const std::string& place : places_) out += place;
    return out.erase(out.find_last_not_of(' ') + 1) + "\n";
  }

 private:
  std::array<std::string, drawn_width> places_;
};

std::size_t last_of(const std::vector<Step>& steps, Step::Kind kind) {
  const auto last =
      std::find_if(steps.rbegin(), steps.rend(), [&](const Step& s) { return s.kind == kind; });
  return static_cast<std::size_t>(steps.rend() - last);  // from 1; 0: there is none
}

// Text beside a lifeline, cut into lines that fit.
std::vector<std::string> cut_to_width(const std::string& text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > width) lines.push_back({});
    lines.back() += (lines.back().empty() ? "" : " ") + word;
  }
  return lines;
}

class Diagram {
 public:
  Diagram(const Protocol& protocol, const Attack& attack, const CaseResult& played,
          const NamesOfCast& names)
      : attacker_(attacker_in(attack, played)),
        target_(attack.role == Role::client ? left_line : right_line),
        other_(attack.role == Role::client ? right_line : left_line),
        away_(attacker_ == Attacker::alone || attacker_ == Attacker::replaying),
        spoils_(attacker_ == Attacker::spoiling || attacker_ == Attacker::withholding),
        steps_(steps_of(protocol, attack.role, played.transcript, names)) {
    changed_ = last_of(steps_, spoils_ ? Step::Kind::received : Step::Kind::sent);
    heads(protocol, attack.role);
    for (std::size_t i = 0; i < steps_.size(); ++i) draw(steps_[i], i + 1);
    refuse();
  }

  const std::string& text() const { return out_; }

 private:
  DrawnLine line() const {
    return DrawnLine(away_ ? std::vector{middle_line, target_}
                           : std::vector{left_line, middle_line, right_line});
  }

  void heads(const Protocol& protocol, Role target) {
    const std::vector<std::size_t> no_lifelines;
    DrawnLine names(no_lifelines), roles(no_lifelines);
    names.write(left_line, "A"), names.write(middle_line, "E"), names.write(right_line, "B");
    const std::string away = away_ ? " (away)" : "";
    roles.write(target_, protocol.called(target) + ", the target");
    roles.write(other_, protocol.called(other_end(target)) + away);
    out_ += names.text() + roles.text() + line().text();
  }

  void draw(const Step& step, std::size_t number) {
    const bool done_before = step.kind == Step::Kind::said && step.text.starts_with("done");
    if (!done_before) refuse();
    if (step.kind == Step::Kind::calls) {
      if (!away_ || target_ == left_line) say_at(left_line, step.text);
      return;
    }
    if (step.kind == Step::Kind::said) return say_at(target_, step.text);
    if (step.kind == Step::Kind::attacker) return say_at(middle_line, step.text);
    if (step.kind == Step::Kind::other) {
      if (!away_) say_at(other_, step.text);
      return;
    }
    message(step, number);
  }

  void message(const Step& step, std::size_t number) {
    const bool sent = step.kind == Step::Kind::sent, changed = number == changed_;
    const std::string star = step.text + " *";
    if (away_)
      return sent ? one(middle_line, target_, changed ? star : step.text)
                  : one(target_, middle_line, step.text);
    if (attacker_ == Attacker::impersonating)
      return sent ? two(other_, target_, step.text) : two(target_, other_, step.text);
    const bool as_it_is = attacker_ == Attacker::listening || attacker_ == Attacker::diverting;
    if (as_it_is || !changed) return passed(sent, number, step.text);
    if (attacker_ == Attacker::spoiling) return spoiled(step.text);
    if (sent) {
      kept(other_, step.text);
      return one(middle_line, target_, star);
    }
    kept(target_, star);
  }

  // What follows a message that was kept from its reader, or spoiled, is the attacker's own.
  void passed(bool sent, std::size_t number, const std::string& label) {
    const bool own = spoils_ && sent && number > changed_;
    if (own) return one(middle_line, target_, label.substr(0, label.find(',')) + ", recorded");
    sent ? one(other_, target_, label) : one(target_, other_, label);
  }

  void one(std::size_t from, std::size_t to, const std::string& label) {
    DrawnLine drawn = line();
    drawn.arrow(from, to, label);
    out_ += drawn.text();
  }

  // One message comes, another goes on.
  void two(std::size_t from, std::size_t to, const std::string& label) {
    DrawnLine drawn = line();
    drawn.arrow(from, middle_line, label);
    drawn.arrow(middle_line, to, label + " *");
    out_ += drawn.text();
  }

  void spoiled(const std::string& label) {
    two(target_, other_, label);
    refuses_ = true;
  }

  // Who is done when it has sent is done before that is read.
  void refuse() {
    if (std::exchange(refuses_, false)) say_at(other_, "refuses it");
  }

  void kept(std::size_t from, const std::string& label) {
    DrawnLine drawn = line();
    drawn.arrow(from, middle_line, label);
    drawn.stop(middle_line);
    out_ += drawn.text();
  }

  void say_at(std::size_t lifeline, const std::string& text) {
    const std::size_t end =
        lifeline == right_line ? drawn_width : lifeline + middle_line - left_line;
    for (const std::string& words : cut_to_width(text, end - lifeline - 3)) {
      DrawnLine drawn = line();
      drawn.write(lifeline + 2, words);
      out_ += drawn.text();
    }
  }

  Attacker attacker_;
  std::size_t target_, other_, changed_ = 0;
  bool away_, spoils_, refuses_ = false;
  std::vector<Step> steps_;
  std::string out_;
};

std::string which_run(const Transcript& transcript) {
  std::set<int> sessions;
  for (const Entry& e : transcript.entries())
    if (e.what == "sent" || e.what == "received") sessions.insert(e.session);
  if (sessions.size() < 2) return "";
  return fmt::format("    drawn is the last of {} runs\n", sessions.size());
}

}  // namespace

std::string attack_diagram(const Protocol& protocol, const Attack& attack, const CaseResult& played,
                           const NamesOfCast& names) {
  const Diagram diagram(protocol, attack, played, names);
  const bool star = diagram.text().find('*') != std::string::npos;
  return diagram.text() + fmt::format("\n    {}{}\n", star ? "* " : "", change_in_words(played)) +
         which_run(played.transcript);
}

}  // namespace assay::cli

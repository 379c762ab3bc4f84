// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "conformance/cli/explain.hpp"
#include "conformance/options/shown.hpp"

namespace assay::cli {
namespace {

constexpr std::size_t drawn_width = 100, left_line = 2, middle_line = 29, right_line = 56;
constexpr std::size_t digits_of_a_name = 8;

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

// What the target sent, was sent, or said.
struct Step {
  enum class Kind { sent, received, said } kind;
  std::string text;
};

// The bytes of one direction, cut into the messages of the role that writes them.
class Labels {
 public:
  Labels(const Protocol& protocol, Role from) {
    for (const Message& m : protocol.messages)
      if (m.from == from) messages_.push_back(&m);
  }

  // Of the messages that these bytes complete; of bytes that complete none, how many they are.
  std::vector<std::string> of(const Bytes& bytes) {
    held_.insert(held_.end(), bytes.begin(), bytes.end());
    std::vector<std::string> labels;
    while (next_ < messages_.size() && !held_.empty() && whole() <= held_.size()) {
      labels.push_back(fmt::format("{}, {} bytes", messages_[next_]->name, whole()));
      held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(whole()));
      ++next_;
    }
    if (!held_.empty()) labels.push_back(fmt::format("{} bytes", held_.size()));
    held_.clear();
    return labels;
  }

 private:
  std::size_t whole() const {
    const Message& m = *messages_[next_];
    if (m.length == Message::Length::datagram) return held_.size();
    if (m.length == Message::Length::fixed) return m.bytes;
    std::size_t length = 0;
    for (std::size_t i = 0; i < std::min(m.prefix_bytes, held_.size()); ++i)
      length = length << 8 | held_[i];
    return m.prefix_bytes + length;
  }

  std::vector<const Message*> messages_;
  std::size_t next_ = 0;
  Bytes held_;
};

// Of a peer's name, which is bytes that nobody reads, the first are enough.
std::string shortened(const std::string& text) {
  const std::size_t at = text.find_last_of(' ') + 1;
  const bool name = text.size() - at > 2 * digits_of_a_name &&
                    text.find_first_not_of("0123456789abcdef", at) == std::string::npos;
  return shown(name ? text.substr(0, at + digits_of_a_name) + ".." : text, 40);
}

int last_session(const Transcript& transcript) {
  int last = 0;
  for (const Entry& e : transcript.entries())
    if (e.what == "sent" || e.what == "received") last = e.session;
  return last;
}

Role other_end(Role role) {
  return role == Role::peer ? role : role == Role::server ? Role::client : Role::server;
}

std::vector<Step> steps_of(const Protocol& protocol, Role target, const Transcript& transcript) {
  Labels to(protocol, other_end(target)), from(protocol, target);
  std::vector<Step> steps;
  const int session = last_session(transcript);
  for (const Entry& e : transcript.entries()) {
    if (e.session != session) continue;
    if (e.what == "sent")
      for (const std::string& label : to.of(e.bytes)) steps.push_back({Step::Kind::sent, label});
    if (e.what == "received")
      for (const std::string& label : from.of(e.bytes))
        steps.push_back({Step::Kind::received, label});
    const bool over = e.what == "state" && e.text.starts_with("rejected");
    if (e.what == "event" || over) steps.push_back({Step::Kind::said, shortened(e.text)});
  }
  return steps;
}

std::size_t last_of(const std::vector<Step>& steps, Step::Kind kind) {
  const auto last =
      std::find_if(steps.rbegin(), steps.rend(), [&](const Step& s) { return s.kind == kind; });
  return static_cast<std::size_t>(steps.rend() - last);  // from 1; 0: there is none
}

class Diagram {
 public:
  Diagram(const Protocol& protocol, const Attack& attack, const Transcript& transcript)
      : attacker_(attack.attacker),
        target_(attack.role == Role::client ? left_line : right_line),
        other_(attack.role == Role::client ? right_line : left_line),
        away_(attacker_ == Attacker::alone || attacker_ == Attacker::replaying),
        steps_(steps_of(protocol, attack.role, transcript)) {
    changed_ =
        last_of(steps_, attacker_ == Attacker::spoiling ? Step::Kind::received : Step::Kind::sent);
    heads(protocol, attack.role);
    for (std::size_t i = 0; i < steps_.size(); ++i) draw(steps_[i], i + 1);
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
    if (step.kind == Step::Kind::said) return say(step.text);
    const bool sent = step.kind == Step::Kind::sent, changed = number == changed_;
    const std::string star = step.text + " *";
    if (away_)
      return sent ? one(middle_line, target_, changed ? star : step.text)
                  : one(target_, middle_line, step.text);
    if (attacker_ == Attacker::impersonating)
      return sent ? two(other_, target_, star) : two(target_, other_, star);
    if (attacker_ == Attacker::listening || !changed) return passed(sent, number, step.text);
    if (sent) {
      kept(other_, step.text);
      return one(middle_line, target_, star);
    }
    kept(target_, star);
  }

  // What follows a message that was kept from its reader is the attacker's own.
  void passed(bool sent, std::size_t number, const std::string& label) {
    const bool own = attacker_ == Attacker::spoiling && sent && number > changed_;
    if (own) return one(middle_line, target_, label);
    sent ? one(other_, target_, label) : one(target_, other_, label);
  }

  void one(std::size_t from, std::size_t to, const std::string& label) {
    DrawnLine drawn = line();
    drawn.arrow(from, to, label);
    out_ += drawn.text();
  }

  void two(std::size_t from, std::size_t to, const std::string& label) {
    DrawnLine drawn = line();
    drawn.arrow(from, middle_line, label.substr(0, label.find(',')));
    drawn.arrow(middle_line, to, label);
    out_ += drawn.text();
  }

  void kept(std::size_t from, const std::string& label) {
    DrawnLine drawn = line();
    drawn.arrow(from, middle_line, label);
    drawn.stop(middle_line);
    out_ += drawn.text();
  }

  void say(const std::string& text) {
    DrawnLine drawn = line();
    drawn.write(target_ + 2, text);
    out_ += drawn.text();
  }

  Attacker attacker_;
  std::size_t target_, other_, changed_ = 0;
  bool away_;
  std::vector<Step> steps_;
  std::string out_;
};

}  // namespace

std::string attack_diagram(const Protocol& protocol, const Attack& attack,
                           const CaseResult& played) {
  const Diagram diagram(protocol, attack, played.transcript);
  const bool star = diagram.text().find('*') != std::string::npos;
  return diagram.text() + fmt::format("\n    {}{}\n", star ? "* " : "", shown(played.change));
}

}  // namespace assay::cli

// SPDX-License-Identifier: MIT
#include "conformance/cli/explain_steps.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay::cli {
namespace {

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

// The order within one answer of a target means nothing. Whom it verified, and asked about, it
// knew before what it wrote; that it is done comes last.
class StepsOfSession {
 public:
  StepsOfSession(const Protocol& protocol, Role target, const NamesOfCast& names)
      : protocol_(protocol),
        names_(names),
        to_(protocol, other_end(target)),
        from_(protocol, target) {}

  void take(const Entry& e) {
    if (e.what == "sent") return sent(e.bytes);
    if (e.what == "received") return received(e.bytes);
    const bool over = e.what == "state" && e.text.starts_with("rejected");
    if (e.what == "event" || over) said(e.text);
    if (tells_the_call(e))
      return void(steps_.insert(steps_.begin(),
                                {Step::Kind::calls, told_event(protocol_, names_, e.text)}));
    if (e.what == "other") others_ = told_event(protocol_, names_, e.text);
    if (e.what == "attacker") noted(told_event(protocol_, names_, e.text));
    if (e.what == "other" && !awaits_own(e.text)) tell_other();
  }

  std::vector<Step> all() {
    tell_other();
    return std::move(steps_);
  }

 private:
  // An end that is done with what it read has yet to send what it answered.
  static bool awaits_own(const std::string& text) { return text.starts_with("done"); }

  void tell_other() {
    if (!others_.empty()) steps_.push_back({Step::Kind::other, others_});
    others_.clear();
  }

  void sent(const Bytes& bytes) {
    for (const std::string& label : to_.of(bytes)) steps_.push_back({Step::Kind::sent, label});
    tell_other();
    answer_ = steps_.size();
  }

  void received(const Bytes& bytes) {
    for (const std::string& label : from_.of(bytes))
      steps_.push_back({Step::Kind::received, label});
  }

  void said(const std::string& text) {
    const bool known_before = text.starts_with("verified") || text.starts_with("authorize");
    const auto wrote =
        std::find_if(steps_.begin() + static_cast<std::ptrdiff_t>(answer_), steps_.end(),
                     [](const Step& s) { return s.kind == Step::Kind::received; });
    const auto at = known_before ? wrote : steps_.end();
    steps_.insert(at, {Step::Kind::said, told_event(protocol_, names_, text)});
  }

  void noted(const std::string& text) {
    if (text != noted_) steps_.push_back({Step::Kind::attacker, text});
    noted_ = text;
  }

  const Protocol& protocol_;
  const NamesOfCast& names_;
  Labels to_, from_;
  std::vector<Step> steps_;
  std::size_t answer_ = 0;  // where the target's answer to what it was sent last begins
  std::string others_, noted_;
};

}  // namespace

Role other_end(Role role) {
  return role == Role::peer ? role : role == Role::server ? Role::client : Role::server;
}

std::vector<Step> steps_of(const Protocol& protocol, Role target, const Transcript& transcript,
                           const NamesOfCast& names) {
  StepsOfSession steps(protocol, target, names);
  const int session = last_session(transcript);
  for (const Entry& e : transcript.entries())
    if (e.session == session) steps.take(e);
  return steps.all();
}

}  // namespace assay::cli

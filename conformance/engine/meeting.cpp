// SPDX-License-Identifier: MIT
#include "conformance/engine/meeting.hpp"

#include <fmt/format.h>

#include "conformance/engine/conversation.hpp"

namespace assay {
namespace {

// Neither end has moved for so long: they wait for each other.
constexpr int quiet_ms = 1900;

// A target with what a conversation with it needs.
struct End {
  Capabilities caps;
  Transcript transcript = {};
  Stage stage;
  std::string shown;  // what the protocol calls its role
  End(const Protocol& protocol, Target& target, Role role, const Rng& seed, double scale)
      : caps(target.capabilities(protocol.name)),
        stage{target, caps, role, Effort::normal, scale, KeySource(seed), seed, transcript},
        shown(protocol.called(role)) {
    stage.mode = protocol.default_mode();
    if (!caps.fixed.empty())
      throw std::invalid_argument("a live peer has keys of its own: it cannot be given another's");
  }
  End(const End&) = delete;
  End& operator=(const End&) = delete;
};

struct MeetingLine {
  End& end;
  Conversation conversation;
  std::size_t written = 0;  // bytes carried to the other end
  bool end_told = false;

  MeetingLine(const Protocol& protocol, End& own, const End& other, const Rng& seed)
      : end(own),
        conversation(own.stage, protocol.open_to_meet
                                    ? protocol.open_to_meet(own.stage, other.caps)
                                    : protocol.request(own.stage.role, own.stage.mode, seed)) {}
};

struct Wire {
  MeetingLine &first, &second;

  bool carry(MeetingLine& from, MeetingLine& to) {
    const Bytes bytes = from.conversation.take_unread();
    from.written += bytes.size();
    if (!bytes.empty()) to.conversation.send(bytes);
    const bool over = from.conversation.ended() && !from.end_told && !to.conversation.ended();
    if (over) to.conversation.eof();
    from.end_told = from.end_told || over;
    return !bytes.empty() || over;
  }
  // Until `condition` holds, or neither end has moved for that long.
  bool until(const std::function<bool()>& condition) {
    Conversation &one = first.conversation, &other = second.conversation;
    const auto quiet = [&] { return one.unread().empty() && other.unread().empty(); };
    while (true) {
      const bool forth = carry(first, second), back = carry(second, first);
      if (condition()) return true;
      if (forth || back) continue;
      const auto moved = [&](const Conversation&) { return condition() || !quiet(); };
      other.poll();
      if (quiet() && !one.wait(moved, quiet_ms)) other.poll();
      if (quiet() && !condition()) return false;
    }
  }
};

// The first message that was not carried whole, by the lengths that are fixed. Of another one no
// more is known than whether its first byte came.
std::string place(const Protocol& protocol, const Wire& w) {
  std::map<Role, std::size_t> due;
  std::string last = "the opening";
  for (const Message& m : protocol.messages) {
    const MeetingLine& from = m.from == w.first.end.stage.role ? w.first : w.second;
    due[m.from] += m.length == Message::Length::fixed ? m.bytes : 1;
    if (from.written < due[m.from]) return m.name;
    last = m.name;
  }
  return "after " + last;
}

std::string stopped(const Protocol& protocol, const Wire& w) {
  return fmt::format("{}: {} {}; {} {}", place(protocol, w), w.first.end.shown,
                     w.first.conversation.summary(), w.second.end.shown,
                     w.second.conversation.summary());
}

// Whether `line` names another peer than the one that it was wired to; a target that makes its own
// key cannot be known by name.
bool misnames(const Protocol& protocol, const MeetingLine& line, const MeetingLine& other,
              const Rng& seed) {
  if (!protocol.peer_name) return false;
  if (other.end.stage.role == Role::client && !other.end.caps.client_key) return false;
  const Event* done = line.conversation.find(Event::Kind::done);
  return done != nullptr && done->peer &&
         *done->peer != protocol.peer_name(other.end.stage.role, seed);
}

// What both told of the session fits together; where one does not tell, there is nothing to fit.
std::string contradiction(const Protocol& protocol, Wire& w, const Rng& seed) {
  if (misnames(protocol, w.first, w.second, seed))
    return fmt::format("the {} reports another {}", w.first.end.shown, w.second.end.shown);
  if (misnames(protocol, w.second, w.first, seed))
    return fmt::format("the {} reports another {}", w.second.end.shown, w.first.end.shown);
  if (!w.first.end.caps.has("outcome") || !w.second.end.caps.has("outcome")) return {};
  const auto one = w.first.conversation.outcome(), other = w.second.conversation.outcome();
  for (const OutcomeValue& value : protocol.outcome) {
    if (!value.fits.empty() && one.at(value.name) != other.at(value.fits))
      return "their keys differ";
  }
  return {};
}

bool streams(Wire& w) {
  Conversation &one = w.first.conversation, &other = w.second.conversation;
  const Bytes ping(1000, 0x70), pong(5000, 0x71);
  one.write(ping);
  if (!w.until([&] { return other.delivered() == ping; })) return false;
  other.write(pong);
  if (!w.until([&] { return one.delivered() == pong; })) return false;
  one.finish();
  const auto ended = [&] { return other.find(Event::Kind::end); };
  return w.until([&] { return ended() != nullptr; }) && ended()->clean;
}

Meeting run(const Protocol& protocol, End& first, End& second, const Rng& seed) {
  // Who answers is opened first: the other may speak at once.
  MeetingLine answering(protocol, second, first, seed), opening(protocol, first, second, seed);
  Wire w{opening, answering};
  Conversation &one = opening.conversation, &other = answering.conversation;
  if (!w.until([&] { return one.succeeded() && other.succeeded(); }))
    return {false, stopped(protocol, w)};
  if (const std::string what = contradiction(protocol, w, seed); !what.empty())
    return {false, what};
  if (!first.caps.has("stream") || !second.caps.has("stream")) return {true, "handshake"};
  if (!streams(w)) return {false, "the stream: " + stopped(protocol, w)};
  return {true, "stream"};
}

}  // namespace

Meeting meet(const Protocol& protocol, const Pair& pair, const Rng& seed, double timeout_scale) {
  try {
    End first(protocol, pair.first, pair.first_role, seed, timeout_scale);
    End second(protocol, pair.second, pair.second_role, seed, timeout_scale);
    return run(protocol, first, second, seed);
  } catch (const TargetError& e) {
    return {false, e.what()};
  }
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/probe_run.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <thread>

#include "conformance/shs1/frames.hpp"
#include "conformance/targets/last_words.hpp"

namespace assay::contract {
namespace {

constexpr Millis start_up{10000};  // until the first message of an interpreter on a slow machine
constexpr Millis next_message{3000};
constexpr Millis between_bytes{2};
constexpr std::size_t flood = 64 * 1024;
constexpr std::string_view body = "assay asks for an echo";

Millis since(Deadline start) { return std::chrono::duration_cast<Millis>(Clock::now() - start); }

// The conversation of one run.
class Line {
 public:
  Line(ContractSession& session, Seen& seen, double scale)
      : session_(session), seen_(seen), scale_(scale) {
    take(session_.opened());
  }

  void send(View bytes, bool slowly) {
    for (std::size_t i = 0; slowly && i < bytes.size(); ++i) {
      take(session_.step(bytes.subspan(i, 1)));
      std::this_thread::sleep_for(between_bytes);
    }
    if (!slowly && !bytes.empty()) take(session_.step(bytes));
  }

  std::optional<Bytes> receive(std::size_t n, Millis patience) {
    wait(patience, [&] { return unread_.size() >= n; });
    if (unread_.size() < n) return std::nullopt;
    const auto end = unread_.begin() + static_cast<std::ptrdiff_t>(n);
    Bytes head(unread_.begin(), end);
    unread_.erase(unread_.begin(), end);
    return head;
  }

  template <class Condition>
  void wait(Millis patience, Condition condition) {
    const auto deadline = Clock::now() + std::chrono::duration<double, std::milli>(
                                             static_cast<double>(patience.count()) * scale_);
    while (!condition() && !seen_.exited && seen_.bytes < flood && Clock::now() < deadline) {
      std::this_thread::sleep_for(Millis(2));
      take(session_.poll());
    }
  }

 private:
  void take(const Answer& answer) {
    unread_.insert(unread_.end(), answer.out.begin(), answer.out.end());
    seen_.bytes += answer.out.size();
    seen_.events.insert(seen_.events.end(), answer.events.begin(), answer.events.end());
    seen_.done = answer.state == State::done;
    seen_.exited = session_.has_exited();
    if (!answer.why.empty()) seen_.end = answer.why;
  }

  ContractSession& session_;
  Seen& seen_;
  double scale_;
  Bytes unread_;
};

Launch launch_for(const std::vector<std::string>& argv, Role role, const mallory::HonestEnd& peer,
                  const Ask& ask, double scale) {
  Launch launch = role == Role::server ? server_launch(argv, peer.keys().K, peer.target_seed())
                                       : client_launch(argv, peer.keys().K, peer.own_pk());
  launch.command.env = ask.env;
  if (ask.allow) launch.admit(*ask.allow);
  launch.events = ask.events;
  launch.outcome_comes = !ask.echo;
  launch.scale = scale;
  return launch;
}

Bytes random_bytes(std::size_t n) {
  Bytes bytes(n);
  if (n != 0) randombytes_buf(bytes.data(), n);  // an empty vector has no address
  return bytes;
}

// True when both of the target's messages came and were as they should be.
bool shake_hands(Line& line, Role role, mallory::HonestEnd& peer, const Ask& ask, Seen& seen) {
  const Messages m = messages(role);
  const auto spoil = [](Bytes& message, bool bad) {
    if (bad) message = random_bytes(message.size());
  };
  Bytes opening = peer.opening();
  spoil(opening, ask.fault == Ask::Fault::bad_first);
  if (ask.fault != Ask::Fault::silent) line.send(opening, ask.slowly);
  const auto first = line.receive(
      m.write_first,
      ask.fault == Ask::Fault::silent && role == Role::server ? ask.patience : start_up);
  if (!first || ask.fault == Ask::Fault::silent) return false;
  auto answer = peer.answer_first(*first);
  seen.malformed = !answer;
  if (!answer) return false;
  const bool opened = role == Role::server;  // the answer is then the runner's second message
  spoil(*answer, ask.fault == (opened ? Ask::Fault::bad_second : Ask::Fault::bad_first));
  const auto sent = Clock::now();
  line.send(*answer, ask.slowly);
  const auto second = line.receive(m.write_second, next_message);
  seen.to_second = since(sent);
  if (!second) return false;
  answer = peer.answer_second(*second);
  seen.malformed = !answer;
  if (!answer) return false;
  spoil(*answer, ask.fault == Ask::Fault::bad_second);
  line.send(*answer, ask.slowly);
  return true;
}

struct FirstPackets {
  Bytes to_target, back;
};

// One body as the first packet of either direction: sent, and as an echo.
FirstPackets first_packets(Role target, const mallory::Terms& t) {
  const mallory::Reported keys = mallory::reported_by(target, t);
  const Bytes text(body.begin(), body.end());
  return {mallory::FrameWriter{keys.dec_key, keys.dec_nonce}.packet(text).wire(),
          mallory::FrameWriter{keys.enc_key, keys.enc_nonce}.packet(text).wire()};
}

bool agree(const std::map<std::string, Bytes>& told, const mallory::Reported& keys) {
  return told.at("enc_key") == keys.enc_key && told.at("enc_nonce") == keys.enc_nonce &&
         told.at("dec_key") == keys.dec_key && told.at("dec_nonce") == keys.dec_nonce;
}

void converse(ContractSession& session, Role role, mallory::HonestEnd& peer, const Ask& ask,
              Seen& seen, double scale) {
  Line line(session, seen, scale);
  const bool shaken = shake_hands(line, role, peer, ask, seen);
  if (shaken && ask.echo) {
    const auto [packet, echo] = first_packets(role, peer.terms());
    line.send(packet, false);
    seen.echoed = line.receive(echo.size(), next_message) == echo;
    return;
  }
  line.wait(ask.patience, [&] { return seen.done; });
  if (!seen.done) return;
  seen.agreed = shaken && agree(session.outcome(), mallory::reported_by(role, peer.terms()));
}

}  // namespace

Seen probe_run(const std::vector<std::string>& argv, Role role, mallory::HonestEnd& peer,
               const Ask& ask, double scale) {
  Seen seen;
  const auto stderr_tail = std::make_shared<std::string>();
  const auto start = Clock::now();
  {
    ContractSession session(launch_for(argv, role, peer, ask, scale), stderr_tail);
    try {
      converse(session, role, peer, ask, seen, scale);
    } catch (const Crashed& e) {
      seen.crashed = true;
      seen.end = e.what();
    }
    seen.lived = since(start);
    seen.exited = session.has_exited();
    seen.exit_code = session.exit_code();
    seen.rejected_event = session.event_pipe().rejected();
  }
  if (!seen.exited) seen.end = fmt::format("still running after {} ms", seen.lived.count());
  if (!seen.crashed) seen.end += last_words(*stderr_tail);
  return seen;
}

}  // namespace assay::contract

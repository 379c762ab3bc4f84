// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <utility>

#include "conformance/engine/attack.hpp"

namespace assay {

// One session and all that it has said so far. Sends, waits and remembers; decides nothing.
class Conversation {
 public:
  static constexpr int usual_ms = 2000;

  Conversation(Stage& stage, const OpenRequest& request);

  void send(View bytes);         // in slices of at most 65,536
  void send_slowly(View bytes);  // one byte a step
  void eof(Eof how = Eof::fin);
  void poll();
  // What was written just before the end arrives with it or in the next answer.
  void hear_out();
  void at(Nanos now);  // moves the target's clock, and polls
  // Where the carrier is datagrams: one from that address.
  void send_from(const std::string& address, View data);
  void write(View data);  // the application's data, on the secure channel
  void finish();          // the application ends the channel cleanly
  // What the runner's side of it came to, for the transcript: an Entry's `what` and text.
  void note(const std::string& what, const std::string& text);

  // Waits for n bytes. Empty when the target ended, or said nothing more, before the deadline.
  std::optional<Bytes> receive(std::size_t n, int within_ms = usual_ms);
  // Waits for one datagram. Empty when none came before the deadline.
  std::optional<Datagram> receive_datagram(int within_ms = usual_ms);
  // Waits until `condition` holds, the target has refused, or the deadline; true when the condition
  // held. A wait of the usual length, or longer, is for something that must come: it adapts to the
  // target (Pace). A shorter one lasts what it says.
  bool wait(const std::function<bool(const Conversation&)>& condition, int within_ms = usual_ms);

  // What was written and not yet received.
  const Bytes& unread() const { return unread_; }
  Bytes take_unread() { return std::exchange(unread_, {}); }
  const std::deque<Datagram>& unread_datagrams() const { return datagrams_; }

  State state() const { return state_; }
  Close close() const { return close_; }
  const std::string& why() const { return why_; }
  const std::vector<Event>& events() const { return events_; }
  const Event* find(Event::Kind kind) const;
  Bytes delivered() const;      // all that was delivered, joined
  bool succeeded() const;       // `done` was reported
  bool ended() const;           // refused, or closed at least its writing side
  std::string summary() const;  // "rejected (why), close fin, 80 bytes unread"

  Session& session() { return *session_; }
  std::map<std::string, Bytes> outcome() { return session_->outcome(); }

 private:
  void absorb(const Answer& answer);
  void absorb_datagrams(const Answer& answer);

  Transcript& transcript_;
  double scale_;
  const Timekeeper& time_;
  std::shared_ptr<Pace> pace_;
  double granted_;  // milliseconds that the target may take because `open` said so
  int number_;
  std::unique_ptr<Session> session_;
  State state_ = State::read;
  Close close_ = Close::none;
  Bytes unread_;
  std::deque<Datagram> datagrams_;
  std::vector<Event> events_;
  std::string why_;
};

}  // namespace assay

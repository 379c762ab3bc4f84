// SPDX-License-Identifier: MIT
#include "conformance/engine/conversation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace assay {
namespace {

constexpr std::size_t max_slice = 65536;     // spec/shim.md §3
constexpr std::size_t max_unread = 1 << 20;  // no message comes near this

std::string text(const Event& e) {
  if (e.kind == Event::Kind::delivered) return fmt::format("delivered {} bytes", e.data.size());
  if (e.kind == Event::Kind::end) return e.clean ? "end clean" : "end error";
  return fmt::format("{} {}", word(event_words, e.kind), e.peer ? hex(*e.peer) : "(peer not told)");
}

// A decision that the application delays, and a limit that the target was given.
double granted(const OpenRequest& request) {
  const Millis decision = request.authorize ? request.authorize->delay : Millis(0);
  return static_cast<double>((decision + request.timeout.value_or(Millis(0))).count());
}

OpenRequest in_mode(OpenRequest request, const std::string& mode) {
  if (request.mode.empty()) request.mode = mode;
  return request;
}

}  // namespace

Conversation::Conversation(Stage& stage, const OpenRequest& request)
    : transcript_(stage.transcript),
      scale_(stage.timeout_scale),
      time_(stage.time),
      pace_(stage.pace),
      granted_(granted(request)),
      number_(transcript_.next_session()),
      session_(stage.target.open(in_mode(request, stage.mode))) {
  transcript_.add({number_, "opened", {}, std::string(name(request.role))});
  absorb(session_->opened());
}

void Conversation::send(View bytes) {
  do {
    const View slice = bytes.first(std::min(bytes.size(), max_slice));
    transcript_.add({number_, "sent", Bytes(slice.begin(), slice.end()), {}});
    absorb(session_->step(slice));
    bytes = bytes.subspan(slice.size());
  } while (!bytes.empty());
}

void Conversation::send_slowly(View bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) send(bytes.subspan(i, 1));
}

void Conversation::eof(Eof how) {
  transcript_.add({number_, "eof", {}, how == Eof::fin ? "fin" : "rst"});
  absorb(session_->eof(how));
}

void Conversation::poll() { absorb(session_->poll()); }

void Conversation::hear_out() {
  if (ended() && state_ != State::rejected) poll();
}

void Conversation::at(Nanos now) {
  transcript_.add({number_, "clock", {}, hex(clock_bytes(now))});
  session_->at(now);
  poll();
}

void Conversation::send_from(const std::string& address, View data) {
  transcript_.add({number_, "sent", copy_of(data), "from " + address});
  absorb(session_->take({address, copy_of(data)}));
}

std::optional<Datagram> Conversation::receive_datagram(int within_ms) {
  if (!wait([](const Conversation& c) { return !c.datagrams_.empty(); }, within_ms))
    return std::nullopt;
  Datagram first = std::move(datagrams_.front());
  datagrams_.pop_front();
  return first;
}

void Conversation::write(View data) {
  transcript_.add({number_, "write", Bytes(data.begin(), data.end()), {}});
  absorb(session_->send(data));
}

void Conversation::finish() {
  transcript_.add({number_, "finish", {}, {}});
  absorb(session_->finish());
}

void Conversation::note(const std::string& what, const std::string& text) {
  transcript_.add({number_, what, {}, text});
}

std::optional<Bytes> Conversation::receive(std::size_t n, int within_ms) {
  const auto enough = [n](const Conversation& c) { return c.unread_.size() >= n; };
  if (!wait(enough, within_ms)) return std::nullopt;
  const auto end = unread_.begin() + static_cast<std::ptrdiff_t>(n);
  Bytes head(unread_.begin(), end);
  unread_.erase(unread_.begin(), end);
  return head;
}

bool Conversation::wait(const std::function<bool(const Conversation&)>& condition, int within_ms) {
  const bool adapts = within_ms >= usual_ms;
  const double nominal = within_ms * scale_;
  const double limit = adapts ? granted_ + pace_->limit(nominal) : nominal;
  const auto start = time_.now();
  const auto elapsed = [&] {
    return std::chrono::duration<double, std::milli>(time_.now() - start).count();
  };
  auto pause = Millis(1);
  double closed = std::numeric_limits<double>::infinity();
  while (!condition(*this)) {
    // A refused session says nothing more, so waiting out the deadline would show nothing. One that
    // has closed its stream may still have something for its application.
    if (state_ == State::rejected) return false;
    if (close_ >= Close::fin) closed = std::min(closed, elapsed());
    if (elapsed() > closed + Pace::floor * scale_) return false;
    if (elapsed() > limit) {
      if (adapts) pace_->stayed_away();
      return false;
    }
    time_.pass(pause);
    pause = std::min(2 * pause, Millis(50));
    poll();
  }
  if (!adapts) return true;
  const double took = std::max(0.0, elapsed() - granted_);
  // A refusal that waits for the target's own time limit says nothing about how fast it answers.
  if (ended() && took > pace_->deadline(nominal)) {
    pace_->stayed_away();
  } else {
    pace_->came(took);
  }
  return true;
}

const Event* Conversation::find(Event::Kind kind) const {
  const auto it = std::find_if(events_.begin(), events_.end(),
                               [kind](const Event& e) { return e.kind == kind; });
  return it == events_.end() ? nullptr : &*it;
}

Bytes Conversation::delivered() const {
  Bytes all;
  for (const Event& e : events_) all.insert(all.end(), e.data.begin(), e.data.end());
  return all;
}

bool Conversation::succeeded() const {
  return state_ == State::done || find(Event::Kind::done) != nullptr;
}

bool Conversation::ended() const { return state_ == State::rejected || close_ != Close::none; }

std::string Conversation::summary() const {
  return fmt::format("{}{}, close {}, {} bytes unread{}", word(state_words, state_),
                     why_.empty() ? "" : " (" + why_ + ")", word(close_words, close_),
                     unread_.size(), succeeded() ? ", success reported" : "");
}

void Conversation::absorb_datagrams(const Answer& answer) {
  std::size_t waiting = 0;
  for (const Datagram& d : answer.datagrams) {
    transcript_.add({number_, "received", d.data, "to " + d.address});
    datagrams_.push_back(d);
  }
  for (const Datagram& d : datagrams_) waiting += d.data.size() + d.address.size();
  if (waiting > max_unread) throw Hung("it floods: more than 1 MiB that nobody asked for");
}

void Conversation::absorb(const Answer& answer) {
  absorb_datagrams(answer);
  if (!answer.out.empty()) {
    transcript_.add({number_, "received", answer.out, {}});
    if (unread_.size() + answer.out.size() > max_unread) {
      throw Hung("it floods: more than 1 MiB that nobody asked for");
    }
    unread_.insert(unread_.end(), answer.out.begin(), answer.out.end());
  }
  for (const Event& e : answer.events) {
    transcript_.add({number_, "event", {}, text(e)});
    events_.push_back(e);
  }
  if (answer.state != state_ || answer.close != close_) {
    transcript_.add({number_,
                     "state",
                     {},
                     fmt::format("{}, close {}{}", word(state_words, answer.state),
                                 word(close_words, answer.close),
                                 answer.why.empty() ? "" : ": " + answer.why)});
  }
  state_ = answer.state;
  close_ = std::max(close_, answer.close);
  if (!answer.why.empty()) why_ = answer.why;
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/peers/machine.hpp"

#include <algorithm>
#include <utility>

namespace assay::peers {
void Host::send(View bytes) {
  if (close_ == Close::none) out_.insert(out_.end(), bytes.begin(), bytes.end());
}

void Host::send_to(const std::string& address, View datagram) {
  if (close_ == Close::none) datagrams_.push_back({address, copy_of(datagram)});
}

void Host::ask(View peer) {
  asked_ = copy_of(peer);
  events_.push_back({.kind = Event::Kind::authorize, .peer = copy_of(peer)});
}

void Host::verified(View peer) {
  events_.push_back({.kind = Event::Kind::verified, .peer = copy_of(peer)});
}

void Host::done(View peer) {
  // spec/shim.md §4: rejected is final, even for a machine that goes on.
  if (state_ != State::rejected) state_ = State::done;
  events_.push_back({.kind = Event::Kind::done,
                     .peer = peer.empty() ? std::nullopt : std::optional(copy_of(peer))});
}

void Host::delivered(View data) {
  events_.push_back({.kind = Event::Kind::delivered, .data = copy_of(data)});
}

void Host::end(bool clean) { events_.push_back({.kind = Event::Kind::end, .clean = clean}); }

void Host::reject(const std::string& why, Close how) {
  why_ = why;
  if (state_ == State::done) {
    end(false);
  } else {
    state_ = State::rejected;
  }
  close(how);
}

void Host::close(Close how) { close_ = std::max(close_, how); }

Answer Host::take() {
  return {.state = state_ == State::read && asked() ? State::wait : state_,
          .out = std::exchange(out_, {}),
          .close = close_,
          .events = std::exchange(events_, {}),
          .why = why_,
          .datagrams = std::exchange(datagrams_, {})};
}

Bytes take(Bytes& input, std::size_t n) {
  const auto end = input.begin() + static_cast<std::ptrdiff_t>(n);
  Bytes head(input.begin(), end);
  input.erase(input.begin(), end);
  return head;
}

}  // namespace assay::peers

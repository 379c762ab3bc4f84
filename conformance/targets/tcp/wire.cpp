// SPDX-License-Identifier: MIT
#include "conformance/targets/tcp/wire.hpp"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "conformance/targets/interrupt.hpp"

namespace assay::tcp {
namespace {

// Bytes; a flood must not keep an answer for ever.
constexpr std::size_t one_answer = std::size_t{256} * 1024;
constexpr Millis probe_patience{100};  // for the answer to a byte after a FIN

}  // namespace

Wire::Wire(Descriptor connected) : socket_(std::move(connected)) {
  const int yes = 1;
  setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

void Wire::write(View bytes) {
  if (ending_) return;
  output_.insert(output_.end(), bytes.begin(), bytes.end());
  flush();
}

void Wire::end_writing() {
  ending_ = true;
  flush();
}

Bytes Wire::take_input() { return std::exchange(input_, {}); }

void Wire::flush() {
  while (!output_.empty()) {
    const ssize_t put = send(socket_.get(), output_.data(), output_.size(), MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno == EAGAIN) return;
    // What the peer did shows in what is read, which may still hold its last words.
    if (put < 0) output_.clear();
    if (put > 0) output_.erase(output_.begin(), output_.begin() + put);
  }
  if (ending_ && !std::exchange(ended_, true)) shutdown(socket_.get(), SHUT_WR);
}

// True when bytes came or the peer's stream ended.
bool Wire::read() {
  std::array<std::uint8_t, 65536> buffer;
  const ssize_t got = recv(socket_.get(), buffer.data(), buffer.size(), 0);
  if (got > 0) input_.insert(input_.end(), buffer.begin(), buffer.begin() + got);
  if (got == 0) closed_ = after_fin();
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  // After a FIN that was not read yet, Linux calls the reset EPIPE.
  if (got < 0) closed_ = errno == EPIPE ? Close::fin : Close::rst;
  return true;
}

// A FIN may end one direction or both, and only another byte tells: a peer that reads takes it,
// one that closed its socket answers with RST. What it read no longer matters, for it has said all.
Close Wire::after_fin() {
  if (ending_) return Close::fin;
  const std::uint8_t probe = 0;
  if (send(socket_.get(), &probe, 1, MSG_NOSIGNAL) < 0) return Close::fin;
  const Deadline deadline = Clock::now() + probe_patience;
  while (Clock::now() < deadline) {
    pollfd wait{socket_.get(), 0, 0};
    if (poll(&wait, 1, 1) > 0 && (wait.revents & (POLLERR | POLLHUP)) != 0) return Close::fin;
    int unacknowledged = 0;
    if (ioctl(socket_.get(), SIOCOUTQ, &unacknowledged) == 0 && unacknowledged == 0) {
      return poll(&wait, 1, 0) > 0 && (wait.revents & (POLLERR | POLLHUP)) != 0 ? Close::fin
                                                                                : Close::half;
    }
  }
  return Close::half;
}

void Wire::pump(Deadline deadline) {
  while (closed_ == Close::none && input_.size() < one_answer) {
    stop_where_interrupted();
    pollfd wait{socket_.get(), static_cast<short>(POLLIN | (output_.empty() ? 0 : POLLOUT)), 0};
    const int ready = poll(&wait, 1, input_.empty() ? poll_timeout(deadline) : 0);
    if (ready > 0 && (wait.revents & POLLOUT) != 0) flush();
    if (ready > 0 && (wait.revents & ~POLLOUT) != 0) read();
    if (ready <= 0 && (!input_.empty() || Clock::now() >= deadline)) return;
  }
}

}  // namespace assay::tcp

// SPDX-License-Identifier: MIT
#include "conformance/peers/tcp_connection.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace assay::peers {

TcpConnection::TcpConnection(Descriptor connected, std::unique_ptr<Session> session, Bytes greeting)
    : socket_(std::move(connected)), session_(std::move(session)), greeting_(std::move(greeting)) {
  const int yes = 1;
  setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  absorb(session_->opened());
}

void TcpConnection::serve() {
  read();
  flush();
}

void TcpConnection::read() {
  std::array<std::uint8_t, 65536> buffer;
  const ssize_t got = input_ended_ ? -1 : recv(socket_.get(), buffer.data(), buffer.size(), 0);
  if (got > 0) return absorb(session_->step(View(buffer).first(static_cast<std::size_t>(got))));
  if (input_ended_ || (got < 0 && (errno == EAGAIN || errno == EINTR))) {
    return absorb(session_->poll());
  }
  input_ended_ = true;
  absorb(session_->eof(got == 0 ? Eof::fin : Eof::rst));
}

void TcpConnection::absorb(const Answer& answer) {
  out_.insert(out_.end(), answer.out.begin(), answer.out.end());
  close_ = std::max(close_, answer.close);
  if (answer.state == State::rejected) close_ = Close::fin;
  if (!answer.why.empty()) why_ = answer.why;
  if (answer.state == State::done && !std::exchange(succeeded_, true) && !greeting_.empty()) {
    absorb(session_->send(greeting_));
  }
  reply(answer.events);
  if (input_ended_ && succeeded_) close_ = Close::fin;
}

void TcpConnection::reply(const std::vector<Event>& events) {
  for (const Event& e : events) {
    if (e.kind == Event::Kind::delivered) absorb(session_->send(e.data));
    if (e.kind == Event::Kind::end && e.clean) absorb(session_->finish());
  }
}

void TcpConnection::flush() {
  while (!out_.empty()) {
    const ssize_t put = send(socket_.get(), out_.data(), out_.size(), MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno == EAGAIN) return;
    if (put < 0) return socket_.reset();
    out_.erase(out_.begin(), out_.begin() + put);
  }
  if (close_ >= Close::fin) return socket_.reset();
  if (close_ == Close::half && !std::exchange(half_closed_, true)) {
    shutdown(socket_.get(), SHUT_WR);
  }
}

}  // namespace assay::peers

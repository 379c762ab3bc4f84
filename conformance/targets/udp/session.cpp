// SPDX-License-Identifier: MIT
#include "conformance/targets/udp/session.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>
#include <utility>

#include "conformance/targets/interrupt.hpp"
#include "conformance/targets/last_words.hpp"

namespace assay::udp {
namespace {

constexpr Millis lull{1};  // an answer is looked for at once; the caller polls for more
constexpr std::size_t largest_datagram = 65'536;
constexpr std::size_t one_answer = 256;  // datagrams; a flood must not keep an answer for ever

}  // namespace

UdpSession::UdpSession(const Protocol& protocol, Role role, tcp::Address peer,
                       std::shared_ptr<Child> program, std::shared_ptr<bool> answered)
    : peer_(std::move(peer)),
      program_(std::move(program)),
      answered_(std::move(answered)),
      ends_it_(protocol.messages.back().from == role) {
  for (const Message& m : protocol.messages) {
    const bool alike = m.from == Role::peer;
    to_read_ += m.from == role;
    to_send_ += alike || m.from != role;
  }
}

Answer UdpSession::take(const Datagram& in) {
  Descriptor& socket = sockets_[in.address];
  if (!socket.open()) {
    tcp::Connected opened = tcp::datagram_socket_to(peer_);
    if (!opened.socket.open()) throw Defective(tcp::text_of(peer_) + ": " + opened.failure);
    socket = std::move(opened.socket);
  }
  ++sent_;
  const ssize_t put = ::send(socket.get(), in.data.data(), in.data.size(), MSG_NOSIGNAL);
  if (put < 0 && errno == EMSGSIZE) throw Unsupported("a datagram larger than UDP carries");
  if (put < 0 && errno == ECONNREFUSED) nobody_listens();
  return collect();
}

Answer UdpSession::collect() {
  stop_where_interrupted();
  std::this_thread::sleep_for(lull);
  Answer answer;
  for (const auto& [address, socket] : sockets_) read_from(address, socket, answer);
  read_ += answer.datagrams.size();
  if (!answer.datagrams.empty()) *answered_ = true;
  // A peer's last words may decide a case, so they are handed over before its end is.
  if (answer.datagrams.empty() && program_ && program_->wait_exit(Clock::now()))
    throw Crashed(program_->how_it_ended() + last_words(program_->stderr_tail()));
  const bool heard_all = ends_it_ ? read_ >= to_read_ : read_ > to_read_;
  if (heard_all && sent_ >= to_send_) answer.state = State::done;
  return answer;
}

void UdpSession::read_from(const std::string& address, const Descriptor& socket, Answer& answer) {
  std::array<std::uint8_t, largest_datagram> buffer;
  while (answer.datagrams.size() < one_answer) {
    const ssize_t got = recv(socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == ECONNREFUSED && answer.datagrams.empty()) nobody_listens();
    if (got < 0) return;
    answer.datagrams.push_back({address, Bytes(buffer.begin(), buffer.begin() + got)});
  }
}

void UdpSession::nobody_listens() const {
  const std::string at = tcp::text_of(peer_);
  if (!*answered_)
    throw Defective(
        fmt::format("nobody takes datagrams at {}; start the peer first, or give the "
                    "command that does as --serve CMD",
                    at));
  throw Crashed(fmt::format("nobody takes datagrams at {} any more", at));
}

std::map<std::string, Bytes> UdpSession::outcome() {
  throw Unsupported("outcome: a wire does not show it");
}

std::map<std::string, Bytes> UdpSession::observe(const std::vector<std::string>&) {
  throw Unsupported("observe: a wire does not show it");
}

Answer UdpSession::send(View) { throw Unsupported("stream: a live peer's application is its own"); }

Answer UdpSession::finish() { throw Unsupported("stream: a live peer's application is its own"); }

}  // namespace assay::udp

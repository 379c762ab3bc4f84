// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/contract.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "conformance/shs1/peers/contract_request.hpp"

namespace assay::peers {
namespace {

constexpr int success = 0, failure = 1, bad_arguments = 64;
constexpr int tick_ms = 10;  // how often a session is told that time has passed

bool write_all(int fd, View bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

class Events {
 public:
  explicit Events(std::optional<int> fd) : fd_(fd) {}

  void tell(const Event& e, const std::string& why) {
    if (e.kind == Event::Kind::authorize) peer("authorize", e);
    if (e.kind == Event::Kind::verified) peer("verified", e);
    if (e.kind == Event::Kind::done) peer("done", e);
    if (e.kind != Event::Kind::end) return;
    const bool cut = why.find("truncated") != std::string::npos;
    write({{"event", "end"}, {"kind", e.clean ? "goodbye" : cut ? "truncated" : "error"}});
  }

  void rejected(const char* at, const std::string& why) {
    write({{"event", "rejected"}, {"at", at}, {"why", why}});
  }

 private:
  void peer(const char* word, const Event& e) {
    write({{"event", word}, {"peer", e.peer ? nlohmann::json(hex(*e.peer)) : nlohmann::json()}});
  }

  void write(const nlohmann::ordered_json& line) {
    if (!fd_) return;
    const std::string text = line.dump() + "\n";
    write_all(*fd_, Bytes(text.begin(), text.end()));
  }

  std::optional<int> fd_;
};

class Contract {
 public:
  Contract(Target& target, const ContractRequest& request)
      : request_(request), events_(request.events_fd), session_(target.open(request.open)) {}

  int run() {
    absorb(session_->opened());
    while (!code_) next();
    return *code_;
  }

 private:
  void next() {
    pollfd in{STDIN_FILENO, POLLIN, 0};
    const bool listens = !input_ended_;
    if (::poll(&in, listens ? 1 : 0, tick_ms) <= 0) return tick();
    std::array<std::uint8_t, 65536> buffer;
    const ssize_t n = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) return;
    if (n > 0) return received(View(buffer).first(static_cast<std::size_t>(n)));
    input_ended_ = true;
    if (outcome_written_) {
      code_ = success;
    } else {
      absorb(session_->eof(n == 0 ? Eof::fin : Eof::rst));
    }
  }

  void tick() {
    if (!outcome_written_) absorb(session_->poll());
  }

  // After the outcome the session is the caller's: what still comes is not ours to read.
  void received(View in) {
    if (!outcome_written_) absorb(session_->step(in));
  }

  void absorb(const Answer& answer) {
    written_ += answer.out.size();
    if (!write_all(STDOUT_FILENO, answer.out)) code_ = failure;
    for (const Event& e : answer.events) events_.tell(e, answer.why);
    if (answer.state == State::rejected) return reject(answer.why);
    if (answer.state != State::done) return;
    if (!request_.echo) return write_outcome();
    echo(answer);
  }

  void reject(const std::string& why) {
    if (code_) return;
    events_.rejected(message_read_last(), why);
    code_ = failure;
  }

  // Both messages of a role are read in turn, and each but the last is answered before the next.
  const char* message_read_last() const {
    if (request_.open.role == Role::server) return written_ < 64 ? "m1" : "m3";
    return written_ <= 64 ? "m2" : "m4";
  }

  void write_outcome() {
    if (outcome_written_ || code_) return;
    const auto o = session_->outcome();
    outcome_written_ = true;
    if (!write_all(STDOUT_FILENO,
                   cat(o.at("enc_key"), o.at("enc_nonce"), o.at("dec_key"), o.at("dec_nonce")))) {
      code_ = failure;
    }
    if (input_ended_) code_ = success;
  }

  void echo(const Answer& answer) {
    for (const Event& e : answer.events) {
      if (e.kind == Event::Kind::delivered) absorb(session_->send(e.data));
      if (e.kind != Event::Kind::end) continue;
      ended_cleanly_ = e.clean;
      if (e.clean) absorb(session_->finish());
    }
    if (answer.close >= Close::fin && !code_) code_ = ended_cleanly_ ? success : failure;
  }

  const ContractRequest& request_;
  Events events_;
  std::unique_ptr<Session> session_;
  std::size_t written_ = 0;
  bool input_ended_ = false, outcome_written_ = false, ended_cleanly_ = false;
  std::optional<int> code_;
};

}  // namespace

int run_contract(Target& target, const std::vector<std::string>& args) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const ContractRequest request = parse_contract(args, target.capabilities("shs1"));
    return Contract(target, request).run();
  } catch (const std::invalid_argument& e) {
    fmt::print(stderr, "{}\n", e.what());
    return bad_arguments;
  }
}

}  // namespace assay::peers

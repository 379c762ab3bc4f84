// SPDX-License-Identifier: MIT
#include "conformance/targets/tcp/session.hpp"

#include <fmt/format.h>

#include <utility>

#include "conformance/targets/last_words.hpp"

namespace assay::tcp {
namespace {

constexpr Millis lull{1};       // an answer is looked for at once; the caller polls for more
constexpr Millis exit_lag{20};  // from the end of a connection to the end of the process

Role other_end(Role role) {
  return role == Role::server ? Role::client : role == Role::client ? Role::server : Role::peer;
}

std::string_view text(Close close) {
  constexpr std::string_view texts[] = {"", "it ended writing and still reads (half-close)",
                                        "it closed the connection (FIN)",
                                        "it reset the connection (RST)"};
  return texts[static_cast<int>(close)];
}

}  // namespace

TcpSession::TcpSession(const Protocol& protocol, Role role, Wire wire,
                       std::shared_ptr<Child> program, Program lives)
    : wire_(std::move(wire)),
      program_(std::move(program)),
      lives_(lives),
      sent_(protocol, other_end(role)),
      written_(protocol, role),
      ends_it_(protocol.messages.back().from == role),
      bytes_after_(protocol.bytes_after) {}

TcpSession::~TcpSession() {
  if (lives_ == Program::of_one && program_) program_->stop();
}

Answer TcpSession::step(View in) {
  sent_.count(in);
  wire_.write(in);
  return collect();
}

Answer TcpSession::eof(Eof how) {
  if (how == Eof::rst) throw Unsupported("eof.rst: a connection that was reset shows no end");
  wire_.end_writing();
  return collect();
}

Answer TcpSession::collect() {
  wire_.pump(Clock::now() + lull);
  tend_program();
  Answer a{.close = wire_.closed()};
  a.out = of_handshake(wire_.take_input());
  a.state = done_ ? State::done : a.close >= Close::fin ? State::rejected : State::read;
  a.why = why();
  if (done_) a.close = Close::none;  // the application's, as what it writes
  if (!crashed()) return a;
  // What it wrote first may decide a case, so that is handed over before the crash is.
  if (a.out.empty()) throw Crashed(program_->how_it_ended() + last_words(program_->stderr_tail()));
  return {.state = done_ ? State::done : State::read, .out = std::move(a.out)};
}

// What lies beyond the last message is the application's: it shows that the peer went on, and is
// nobody's business here.
Bytes TcpSession::of_handshake(const Bytes& input) {
  const bool all_sent = sent_.complete();
  const std::size_t counted = written_.count(input);
  const std::size_t taken = all_sent ? counted : input.size();
  Bytes out(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(taken));
  if (done_) return out;
  beyond_.insert(beyond_.end(), input.begin() + static_cast<std::ptrdiff_t>(taken), input.end());
  done_ = ends_it_ ? all_sent && written_.complete() : beyond_.size() >= bytes_after_;
  if (done_ || wire_.closed() == Close::none) return out;
  const Bytes rest = std::exchange(beyond_, {});
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

void TcpSession::tend_program() {
  if (!program_) return;
  program_->pump(Clock::now());
  program_->output().clear();
  const bool ending = wire_.closed() != Close::none;
  program_->wait_exit(Clock::now() + (ending ? exit_lag : Millis(0)));
}

// A program for all has no reason to end; one for this session may say by its exit code that it
// failed.
bool TcpSession::crashed() const {
  if (!program_ || !program_->exited()) return false;
  return lives_ == Program::of_all || !program_->exit_code();
}

std::string TcpSession::why() const {
  if (wire_.closed() == Close::none) return {};
  const bool exited = program_ && program_->exited();
  return fmt::format("{}{}", text(wire_.closed()),
                     exited ? ", then " + program_->how_it_ended() : "");
}

std::map<std::string, Bytes> TcpSession::outcome() {
  throw Unsupported("outcome: a wire does not show it");
}

std::map<std::string, Bytes> TcpSession::observe(const std::vector<std::string>&) {
  throw Unsupported("observe: a wire does not show it");
}

Answer TcpSession::send(View) { throw Unsupported("stream: a live peer's application is its own"); }

Answer TcpSession::finish() { throw Unsupported("stream: a live peer's application is its own"); }

}  // namespace assay::tcp

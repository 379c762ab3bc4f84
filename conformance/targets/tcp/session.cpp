// SPDX-License-Identifier: MIT
#include "conformance/targets/tcp/session.hpp"

#include <fmt/format.h>

#include <utility>

#include "conformance/targets/last_words.hpp"

namespace assay::tcp {
namespace {

constexpr Millis lull{1};       // an answer is looked for at once; the caller polls for more
constexpr Millis exit_lag{20};  // from the end of a connection to the end of the process

// spec/shs1.md §3, §4: octets of a role's two messages, of the other's, and of a stream's header,
// the least that is ever written on it.
struct Lengths {
  std::size_t writes, reads;
};
constexpr Lengths of_server{64 + 80, 64 + 112}, of_client{64 + 112, 64 + 80};
constexpr std::size_t header = 34;

constexpr Lengths lengths(Role role) { return role == Role::server ? of_server : of_client; }

std::string_view text(Close close) {
  constexpr std::string_view texts[] = {"", "it ended writing and still reads (half-close)",
                                        "it closed the connection (FIN)",
                                        "it reset the connection (RST)"};
  return texts[static_cast<int>(close)];
}

}  // namespace

TcpSession::TcpSession(Role role, Wire wire, std::shared_ptr<Child> program)
    : role_(role), wire_(std::move(wire)), program_(std::move(program)) {}

// A client's process is for one session, a server's for all.
TcpSession::~TcpSession() {
  if (role_ == Role::client && program_) program_->stop();
}

Answer TcpSession::step(View in) {
  sent_ += in.size();
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
  a.out = handshake_octets(wire_.take_input());
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
Bytes TcpSession::handshake_octets(const Bytes& input) {
  const Lengths l = lengths(role_);
  const bool all_sent = sent_ >= l.reads;
  const std::size_t due = written_ < l.writes ? l.writes - written_ : 0;
  std::size_t taken = all_sent ? std::min(due, input.size()) : input.size();
  Bytes out(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(taken));
  written_ += taken;
  if (done_) return out;
  beyond_.insert(beyond_.end(), input.begin() + static_cast<std::ptrdiff_t>(taken), input.end());
  if (role_ == Role::server) done_ = all_sent && written_ >= l.writes;
  if (role_ == Role::client) done_ = beyond_.size() >= header;
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

// A server has no reason to end; a client that failed may say so by its exit code.
bool TcpSession::crashed() const {
  if (!program_ || !program_->exited()) return false;
  return role_ == Role::server || !program_->exit_code();
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

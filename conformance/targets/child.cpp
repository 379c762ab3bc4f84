// SPDX-License-Identifier: MIT
#include "conformance/targets/child.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "conformance/targets/interrupt.hpp"
#include "conformance/targets/spawn.hpp"

namespace assay {
namespace {

constexpr std::size_t output_limit = 2u << 20;  // two of HSP/1's longest lines
constexpr std::size_t stderr_limit = 64u << 10;
constexpr Millis keeper_grace{12'000};  // beyond what it takes to end the worst of commands

// Bytes read, 0 at the end of the stream, -1 when there are none now.
ssize_t read_some(int fd, std::string& into) {
  static thread_local std::array<char, 65536> buffer;
  const ssize_t got = read(fd, buffer.data(), buffer.size());
  if (got > 0) into.append(buffer.data(), static_cast<std::size_t>(got));
  if (got < 0 && errno != EAGAIN && errno != EINTR) return 0;
  return got;
}

}  // namespace

void Descriptor::reset() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

Child::Child(const Command& command) {
  stop_where_interrupted();
  auto spawned = spawn(command);
  keeper_ = spawned.keeper.pid;
  leash_ = std::move(spawned.keeper.leash);
  keeper_status_ = std::move(spawned.keeper.status);
  in_ = std::move(spawned.in);
  out_ = std::move(spawned.out);
  err_ = std::move(spawned.err);
}

Child::~Child() { stop(); }

void Child::write(std::string_view bytes) {
  input_.append(bytes);
  flush();
}

void Child::close_input() {
  closing_input_ = true;
  flush();
}

void Child::flush() {
  while (in_.open() && !input_.empty()) {
    const ssize_t put = ::write(in_.get(), input_.data(), input_.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno == EAGAIN) return;
    if (put < 0)
      in_.reset();  // it closed its stdin
    else
      input_.erase(0, static_cast<std::size_t>(put));
  }
  if (!in_.open()) input_.clear();
  if (closing_input_) in_.reset();
}

bool Child::read_output() {
  const ssize_t got = read_some(out_.get(), output_);
  if (got == 0) out_.reset();
  return got > 0;
}

void Child::read_stderr() {
  if (read_some(err_.get(), stderr_) == 0) err_.reset();
  if (stderr_.size() > stderr_limit) stderr_.erase(0, stderr_.size() - stderr_limit);
}

// A keeper that ended without a word was killed, and its command with it.
void Child::read_status() {
  int status = 0;
  const ssize_t got = read(keeper_status_.get(), &status, sizeof status);
  if (got < 0) return;
  if (got == 0) keeper_status_.reset();
  if (!status_) status_ = got == sizeof status ? status : SIGKILL;
}

// After its exit: what it had written is still in the pipes. A child of its own may hold them open,
// and fill them, for ever.
void Child::drain() {
  while (out_.open() && output_.size() < output_limit && read_output()) continue;
  out_.reset();
  if (err_.open()) read_stderr();
}

void Child::wait_ready(Deadline deadline) {
  const bool room = output_.size() < output_limit;
  std::array<pollfd, 4> wait = {{
      {in_.open() && !input_.empty() ? in_.get() : -1, POLLOUT, 0},
      {room ? out_.get() : -1, POLLIN, 0},
      {err_.get(), POLLIN, 0},
      {keeper_status_.get(), POLLIN, 0},
  }};
  if (::poll(wait.data(), wait.size(), poll_timeout(deadline)) < 0) return;
  if (wait[0].revents != 0) flush();
  if (wait[2].revents != 0) read_stderr();
  if (wait[1].revents != 0) read_output();
  if (wait[3].revents != 0) read_status();
}

Child::Progress Child::pump(Deadline deadline) {
  do {
    stop_where_interrupted();
    const auto before = output_.size();
    if (!status_) wait_ready(deadline);
    if (status_ && out_.open()) drain();
    if (output_.size() > before || output_.size() >= output_limit) return Progress::output;
    if (!out_.open()) return Progress::ended;
  } while (Clock::now() < deadline);
  return Progress::timeout;
}

bool Child::wait_exit(Deadline deadline) {
  read_status();
  while (!status_ && Clock::now() < deadline && !interrupted()) discard_output(deadline);
  if (status_) drain();
  return exited();
}

// Nobody reads any more, yet it may need room.
void Child::discard_output(Deadline deadline) {
  if (output_.size() >= output_limit) output_.clear();
  wait_ready(deadline);
}

std::optional<int> Child::exit_code() const {
  if (!status_ || !WIFEXITED(*status_)) return std::nullopt;
  return WEXITSTATUS(*status_);
}

std::string Child::how_it_ended() const {
  if (!status_) return "still running";
  if (*status_ == Keeper::too_many)
    return fmt::format("stopped by the runner: it had more than {} processes",
                       Keeper::most_processes);
  if (WIFEXITED(*status_)) return fmt::format("exit code {}", WEXITSTATUS(*status_));
  const int number = WTERMSIG(*status_);
  const char* name = sigabbrev_np(number);
  return name ? fmt::format("signal {} (SIG{})", number, name) : fmt::format("signal {}", number);
}

void Child::stop() {
  if (std::exchange(stopped_, true)) return;
  const char please = 0;
  [[maybe_unused]] const auto written = ::write(leash_.get(), &please, 1);
  leash_.reset();
  kill(keeper_, SIGCONT);  // its command may have stopped it
  const Deadline deadline = Clock::now() + keeper_grace;
  while (keeper_status_.open() && Clock::now() < deadline) discard_output(deadline);
  if (keeper_status_.open()) kill(keeper_, SIGKILL);
  reap_keeper(keeper_);
  if (!status_) status_ = SIGKILL;
  drain();
  in_.reset();
}

}  // namespace assay

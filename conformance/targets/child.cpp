// SPDX-License-Identifier: MIT
#include "conformance/targets/child.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "conformance/targets/spawn.hpp"

namespace assay {
namespace {

constexpr std::size_t output_limit = 2u << 20;  // two of HSP/1's longest lines
constexpr std::size_t stderr_limit = 64u << 10;
constexpr Millis term_grace{500}, kill_grace{2000};

std::string fresh_id() {
  static std::atomic<unsigned> count = 0;
  return fmt::format("{}-{}", getpid(), ++count);
}

int poll_timeout(Deadline deadline) {
  const auto left = std::chrono::ceil<Millis>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<long>(left, 0, 60'000));
}

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

Child::Child(const Command& command) : id_(fresh_id()) {
  auto spawned = spawn(command, id_);
  pid_ = spawned.pid;
  in_ = std::move(spawned.in);
  out_ = std::move(spawned.out);
  err_ = std::move(spawned.err);
  // Not by sys/pidfd.h, whose declarations lack C linkage in glibc 2.36.
  pidfd_ = Descriptor(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));
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

void Child::reap() {
  if (!status_) status_ = reap_spawned(pid_);
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
      {status_ ? -1 : pidfd_.get(), POLLIN, 0},
  }};
  // A sandbox may deny pidfd_open: then its death is looked for.
  const int timeout = std::min(poll_timeout(deadline), pidfd_.open() ? 60'000 : 20);
  if (::poll(wait.data(), wait.size(), timeout) < 0) return;
  if (wait[0].revents != 0) flush();
  if (wait[2].revents != 0) read_stderr();
  if (wait[1].revents != 0) read_output();
  if (wait[3].revents != 0 || !pidfd_.open()) reap();
}

Child::Progress Child::pump(Deadline deadline) {
  do {
    const auto before = output_.size();
    if (!status_) wait_ready(deadline);
    if (status_ && out_.open()) drain();
    if (output_.size() > before || output_.size() >= output_limit) return Progress::output;
    if (!out_.open()) return Progress::ended;
  } while (Clock::now() < deadline);
  return Progress::timeout;
}

bool Child::wait_exit(Deadline deadline) {
  reap();
  while (!status_ && Clock::now() < deadline) {
    if (output_.size() >= output_limit)
      output_.clear();  // nobody reads any more, yet it may need room
    wait_ready(deadline);
  }
  if (status_) drain();
  return exited();
}

std::optional<int> Child::exit_code() const {
  if (!status_ || !WIFEXITED(*status_)) return std::nullopt;
  return WEXITSTATUS(*status_);
}

std::string Child::how_it_ended() const {
  if (!status_) return "still running";
  if (WIFEXITED(*status_)) return fmt::format("exit code {}", WEXITSTATUS(*status_));
  const int number = WTERMSIG(*status_);
  const char* name = sigabbrev_np(number);
  return name ? fmt::format("signal {} (SIG{})", number, name) : fmt::format("signal {}", number);
}

void Child::stop() {
  if (std::exchange(stopped_, true)) return;
  reap();
  if (!status_) {
    kill(-pid_, SIGTERM);
    wait_exit(Clock::now() + term_grace);
  }
  // Also after a tidy exit: the group may hold others. Its number is free only when it is empty.
  kill(-pid_, SIGKILL);
  if (!status_) wait_exit(Clock::now() + kill_grace);
  kill_orphans(id_);
  in_.reset();
  out_.reset();
}

}  // namespace assay

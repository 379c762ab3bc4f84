// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/engine/target.hpp"

namespace assay {

using Clock = std::chrono::steady_clock;
using Deadline = Clock::time_point;

// A file descriptor, closed when it goes.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { reset(); }
  void reset();
  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

struct Command {
  std::vector<std::string> argv;                      // argv[0] is looked up on PATH
  std::map<std::string, std::string> env = {};        // on top of the runner's own
  std::vector<std::pair<int, int>> descriptors = {};  // {its number in the child, below 64; ours}
};

// A program of someone else's in a process group of its own, with pipes on 0, 1 and 2. Nothing it
// does blocks or kills the runner, and nothing it started outlives stop(), or the runner, however
// that ends. Once the run is interrupted the constructor and pump() throw Hung.
class Child {
 public:
  // Throws Defective, saying what to do, when the command cannot be started.
  explicit Child(const Command& command);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Queues the bytes and writes what the pipe takes now; pump() writes the rest.
  void write(std::string_view bytes);
  void close_input();  // after what is queued
  bool input_open() const { return in_.open(); }

  enum class Progress { output, ended, timeout };
  // Moves bytes both ways until some came from stdout, nothing more can come (stdout was closed,
  // or the process exited), or the deadline passed.
  Progress pump(Deadline deadline);
  std::string& output() { return output_; }  // read and not yet taken; the owner erases

  bool wait_exit(Deadline deadline);  // true when it has exited
  bool exited() const { return status_.has_value(); }
  std::optional<int> exit_code() const;  // absent while it runs and after death by a signal
  std::string how_it_ended() const;      // "exit code 1", "signal 11 (SIGSEGV)", "still running"
  const std::string& stderr_tail() const { return stderr_; }  // last 64 KiB

  // SIGTERM to its group, 0.5 s, then SIGKILL to whatever descends from it. Never throws.
  void stop();

 private:
  void flush();
  bool read_output();
  void read_stderr();
  void read_status();
  void drain();
  void discard_output(Deadline deadline);
  void wait_ready(Deadline deadline);

  pid_t keeper_ = -1;
  Descriptor in_, out_, err_, leash_, keeper_status_;
  std::string input_, output_, stderr_;
  bool closing_input_ = false, stopped_ = false;
  std::optional<int> status_;
};

}  // namespace assay

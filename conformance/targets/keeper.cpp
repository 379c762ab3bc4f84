// SPDX-License-Identifier: MIT
#include "conformance/targets/keeper.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace assay {
namespace {

constexpr Millis term_grace{500};
constexpr Millis sweep_limit{10'000};  // bounds what forks faster than it can be killed
constexpr timespec watch_interval{.tv_sec = 0, .tv_nsec = 50'000'000};
constexpr int leash_number = 3, status_number = 4;

// Not by a stream: its buffer throws when the process is gone before the file is read (ESRCH).
std::string slurp(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 4096> piece;
  const ssize_t got = read(file.get(), piece.data(), piece.size());
  return {piece.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

// proc(5), /proc/PID/stat: "pid (comm) state ppid"; comm may hold anything, also ')'.
bool read_parent(const std::string& pid, pid_t& parent) {
  const std::string stat = slurp("/proc/" + pid + "/stat");
  const auto after = stat.rfind(')');
  if (after == std::string::npos || after + 4 >= stat.size()) return false;
  return std::from_chars(&stat[after + 4], stat.data() + stat.size(), parent).ec == std::errc{};
}

std::map<pid_t, std::vector<pid_t>> children_of_each() {
  std::map<pid_t, std::vector<pid_t>> found;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
    const std::string text = entry.path().filename().string();
    pid_t pid = 0, parent = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), pid).ec != std::errc{}) continue;
    if (read_parent(text, parent)) found[parent].push_back(pid);
  }
  return found;
}

std::vector<pid_t> descendants() {
  const auto children = children_of_each();
  std::vector<pid_t> family = {getpid()};
  for (std::size_t i = 0; i < family.size(); ++i) {
    const auto own = children.find(family[i]);
    if (own != children.end()) family.insert(family.end(), own->second.begin(), own->second.end());
  }
  family.erase(family.begin());
  return family;
}

// proc(5), /proc/loadavg: what there is of tasks stands behind the slash. Of the whole machine, but
// one short read.
long tasks_of_all() {
  const std::string text = slurp("/proc/loadavg");
  const auto slash = text.find('/');
  long number = 0;
  if (slash != std::string::npos)
    std::from_chars(&text[slash + 1], text.data() + text.size(), number);
  return number;
}

// Who starts processes without end leaves no time to anybody else: before them, where the kernel
// lets us.
void go_first() {
  const sched_param least{.sched_priority = 1};
  sched_setscheduler(0, SCHED_FIFO, &least);
}

// Runs in a fork of a program that may have threads: it takes no lock but the allocator's, which
// fork() hands over free.
class Keep {
 public:
  explicit Keep(pid_t command) : command_(command) {}

  [[noreturn]] void run() {
    go_first();
    const bool asked = await_end();
    if (asked && !reported_) {
      kill(-command_, SIGTERM);
      await_command(Clock::now() + term_grace);
    }
    if (!reported_) kill(-command_, SIGKILL);
    sweep();
    _exit(0);
  }

 private:
  // True where the runner asked, false where it is gone or there are too many.
  bool await_end() {
    while (true) {
      reap();
      if (too_many()) {
        if (!reported_) report(Keeper::too_many);
        return false;
      }
      pollfd leash{leash_number, POLLIN, 0};
      if (ppoll(&leash, 1, &watch_interval, &awake_) <= 0) continue;
      char word = 0;
      return read(leash_number, &word, 1) == 1;
    }
  }

  // Looks for them only where the machine has so many more that they may be ours.
  bool too_many() {
    const long all = tasks_of_all();
    if (all - others_ <= Keeper::most_processes) return false;
    const auto ours = std::ssize(descendants());
    others_ = all - ours;
    return ours > Keeper::most_processes;
  }

  void report(int status) {
    reported_ = true;
    [[maybe_unused]] const auto written = write(status_number, &status, sizeof status);
  }

  void await_command(Deadline deadline) {
    for (reap(); !reported_ && Clock::now() < deadline; reap()) {
      const timespec piece{.tv_sec = 0, .tv_nsec = 10'000'000};
      ppoll(nullptr, 0, &piece, &awake_);
    }
  }

  // False when no child is left.
  bool reap() {
    int status = 0;
    pid_t got = 0;
    while ((got = waitpid(-1, &status, WNOHANG)) > 0) {
      if (got == command_ && !reported_) report(status);
    }
    return got == 0;
  }

  void sweep() {
    const Deadline deadline = Clock::now() + sweep_limit;
    while (reap() && Clock::now() < deadline) {
      for (const pid_t pid : descendants()) kill(pid, SIGKILL);
      // Not woken by each that ends: to look for the rest costs more than a death.
      const timespec piece{.tv_sec = 0, .tv_nsec = 1'000'000};
      ppoll(nullptr, 0, &piece, nullptr);
    }
  }

  static sigset_t only_children() {
    sigset_t set;
    sigfillset(&set);
    sigdelset(&set, SIGCHLD);
    return set;
  }

  pid_t command_;
  bool reported_ = false;
  long others_ = tasks_of_all();  // tasks of the machine that are not the command's
  sigset_t awake_ = only_children();
};

// Signals for the runner, from its terminal or by its name, must not reach the keeper.
void stand_apart() {
  setsid();
  prctl(PR_SET_NAME, "keeper");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, nullptr);
  signal(SIGCHLD, [](int) {});
}

// Every other end of the runner's is closed here, or it would not see its target close them. 0 to 2
// stay, so that who reads the runner's output to its end finds nothing left running.
void keep_only(int leash, int status) {
  leash = fcntl(leash, F_DUPFD, status_number + 1);
  status = fcntl(status, F_DUPFD, status_number + 1);
  dup2(leash, leash_number);
  dup2(status, status_number);
  close_range(status_number + 1, ~0U, 0);
}

[[noreturn]] void keep(const std::function<void()>& become, int leash, int status) {
  stand_apart();
  const pid_t command = fork();
  if (command == 0) become();
  if (command < 0) _exit(errno);
  setpgid(command, command);  // in both processes, so that neither outruns the other
  keep_only(leash, status);
  Keep(command).run();
}

std::array<Descriptor, 2> ends_of(int made, const int (&ends)[2]) {
  if (made != 0) throw TargetError(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace

Keeper start_keeper(const std::function<void()>& become) {
  int leash_ends[2], status_ends[2];
  auto [leash_read, leash] = ends_of(pipe2(leash_ends, O_CLOEXEC), leash_ends);
  auto [status, status_write] = ends_of(pipe2(status_ends, O_CLOEXEC), status_ends);
  const pid_t pid = fork();
  if (pid == 0) keep(become, leash_read.get(), status_write.get());
  if (pid < 0) throw TargetError(fmt::format("cannot start a process: {}", std::strerror(errno)));
  fcntl(status.get(), F_SETFL, O_NONBLOCK);
  return {pid, std::move(leash), std::move(status)};
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/targets/orphans.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "conformance/targets/spawn.hpp"

namespace assay {
namespace {

struct Process {
  pid_t pid;
  bool zombie;
};

// Children of the runner fall in three sets: those with an owner (a Child), those that were there
// before the first spawn (`sleep 9 & exec assay` leaves some), and orphans, which are killed.
struct Registry {
  std::mutex mutex;
  bool ready = false;
  std::set<pid_t> owned, inherited;
};

Registry& registry() {
  static Registry one;
  return one;
}

bool has_children() {
  siginfo_t info{};
  return waitid(P_ALL, 0, &info, WEXITED | WSTOPPED | WCONTINUED | WNOHANG | WNOWAIT) == 0;
}

// Not by a stream: its buffer throws when the process is gone before the file is read (ESRCH).
std::string slurp(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  std::array<char, 4096> piece;
  ssize_t got = 0;
  while ((got = read(file.get(), piece.data(), piece.size())) > 0)
    text.append(piece.data(), static_cast<std::size_t>(got));
  return text;
}

// proc(5), /proc/PID/stat: "pid (comm) state ppid"; comm may hold anything, also ')'.
bool read_stat(const std::string& pid, char& state, pid_t& parent) {
  const std::string stat = slurp("/proc/" + pid + "/stat");
  const auto after = stat.rfind(')');
  if (after == std::string::npos || after + 4 >= stat.size()) return false;
  state = stat[after + 2];
  return std::from_chars(&stat[after + 4], stat.data() + stat.size(), parent).ec == std::errc{};
}

std::vector<Process> children() {
  std::vector<Process> found;
  if (!has_children()) return found;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
    const std::string text = entry.path().filename().string();
    pid_t pid = 0, parent = 0;
    char state = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), pid).ec != std::errc{}) continue;
    if (read_stat(text, state, parent) && parent == getpid()) found.push_back({pid, state == 'Z'});
  }
  return found;
}

bool marked(pid_t pid, const std::string& id) {
  const std::string env = '\0' + slurp("/proc/" + std::to_string(pid) + "/environ");
  return env.find('\0' + std::string(orphan_mark) + "=" + id + '\0') != std::string::npos;
}

// One round; how many are still to die. An orphan that shed its environment cannot be told from
// another command's, and waits until no command runs.
int kill_round(const std::string& id) {
  auto& known = registry();
  const std::lock_guard lock(known.mutex);
  int left = 0;
  for (const auto& [pid, zombie] : children()) {
    if (known.owned.contains(pid) || known.inherited.contains(pid)) continue;
    if (!zombie && !known.owned.empty() && !marked(pid, id)) continue;
    const bool killed = kill(pid, SIGKILL) == 0;
    if (waitpid(pid, nullptr, WNOHANG) == 0 && killed) ++left;
  }
  return left;
}

void prepare_once(Registry& known) {
  if (known.ready) return;
  for (const auto& child : children()) known.inherited.insert(child.pid);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  known.ready = true;
}

}  // namespace

pid_t fork_registered(const std::function<void()>& child) {
  auto& known = registry();
  const std::lock_guard lock(known.mutex);
  prepare_once(known);
  const pid_t pid = fork();
  if (pid == 0) child();
  if (pid > 0) known.owned.insert(pid);
  return pid;
}

std::optional<int> reap_spawned(pid_t pid) {
  auto& known = registry();
  const std::lock_guard lock(known.mutex);  // so that the number is not taken anew in between
  int status = 0;
  pid_t got = 0;
  do got = waitpid(pid, &status, WNOHANG);
  while (got < 0 && errno == EINTR);
  if (got == 0) return std::nullopt;
  known.owned.erase(pid);
  return status;
}

void kill_orphans(const std::string& id) {
  // Each round can uncover the children of those it killed. A second is ample, and bounds a fork
  // bomb.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  int quiet = 0;
  while (quiet < 2 && std::chrono::steady_clock::now() < deadline) {
    quiet = kill_round(id) == 0 ? quiet + 1 : 0;
    if (quiet == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace assay

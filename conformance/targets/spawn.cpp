// SPDX-License-Identifier: MIT
#include "conformance/targets/spawn.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "conformance/targets/isolation.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

constexpr int above_standard = 64;  // our ends go here before the child's 0, 1, 2 are made

struct Pipe {
  Descriptor read, write;
};

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    throw TargetError(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

void set_non_blocking(const Descriptor& fd) {
  fcntl(fd.get(), F_SETFL, fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

// Everything that the child needs, made before fork: between fork and exec nothing may allocate.
struct Prepared {
  std::vector<std::string> env;
  std::vector<char*> argv_pointers, env_pointers;
  std::vector<std::pair<int, int>> descriptors;  // {number in the child, ours}
};

std::vector<std::string> environment(const Command& command) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!command.env.contains(std::string(text.substr(0, text.find('='))))) all.emplace_back(text);
  }
  for (const auto& [key, value] : command.env) all.push_back(fmt::format("{}={}", key, value));
  return all;
}

Prepared prepare(const Command& command) {
  Prepared prepared;
  prepared.env = environment(command);
  // exec never writes through these pointers.
  for (const auto& word : command.argv)
    prepared.argv_pointers.push_back(const_cast<char*>(word.c_str()));
  for (auto& entry : prepared.env) prepared.env_pointers.push_back(entry.data());
  prepared.argv_pointers.push_back(nullptr);
  prepared.env_pointers.push_back(nullptr);
  prepared.descriptors = command.descriptors;
  return prepared;
}

void reset_signals() {
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

bool place_descriptors(Prepared& prepared) {
  for (auto& [theirs, ours] : prepared.descriptors) {
    ours = fcntl(ours, F_DUPFD_CLOEXEC, above_standard);
    if (ours < 0) return false;
  }
  for (const auto& [theirs, ours] : prepared.descriptors)
    if (dup2(ours, theirs) < 0) return false;
  return true;
}

[[noreturn]] void become(Prepared& prepared, int failure) {
  failure = fcntl(failure, F_DUPFD_CLOEXEC, above_standard);  // clear of those placed below
  setpgid(0, 0);
  reset_signals();
  prctl(PR_SET_PDEATHSIG, SIGKILL);          // should someone kill the keeper
  close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);  // what a library opened without O_CLOEXEC, too
  if (place_descriptors(prepared))
    execvpe(prepared.argv_pointers[0], prepared.argv_pointers.data(), prepared.env_pointers.data());
  const int why = errno;
  // A failed write leaves the runner with an early exit code 127, which it reports.
  [[maybe_unused]] const auto written = write(failure, &why, sizeof why);
  _exit(127);
}

std::string advice(const std::string& program, int why) {
  const bool a_file = access(program.c_str(), F_OK) == 0;
  if (why == ENOENT && program == "bwrap")
    return "--isolate needs bubblewrap (Debian: apt install bubblewrap)";
  if (why == ENOENT && a_file) return "the interpreter that its first line names is missing";
  if (why == ENOENT) return "give the path of a program, or the name of one on PATH";
  if (why == EACCES && a_file) return "make it an executable file (chmod +x)";
  return "check that it is an executable file for this machine";
}

// The errno of a failed exec; 0 when exec closed the pipe.
int exec_failure(const Descriptor& pipe) {
  int why = 0;
  ssize_t got = 0;
  do got = read(pipe.get(), &why, sizeof why);
  while (got < 0 && errno == EINTR);
  return got == sizeof why ? why : 0;
}

void await_exec(const Descriptor& failure, const std::string& program, Keeper& keeper) {
  const int why = exec_failure(failure);
  if (why == 0) return;
  keeper.leash.reset();
  reap_keeper(keeper.pid);
  throw Defective(fmt::format("cannot start \"{}\": {}; {}", printable(program, 200),
                              std::strerror(why), advice(program, why)));
}

}  // namespace

Spawned spawn(Command command) {
  if (command.argv.empty() || command.argv[0].empty())
    throw Defective("no command to start: give a program and its arguments");
  command.argv = as_started(std::move(command.argv));
  // A pipe whose reader is gone answers EPIPE instead of killing the runner.
  signal(SIGPIPE, SIG_IGN);
  Pipe in = make_pipe(), out = make_pipe(), err = make_pipe(), failure = make_pipe();
  Prepared prepared = prepare(command);
  prepared.descriptors.insert(prepared.descriptors.begin(),
                              {{0, in.read.get()}, {1, out.write.get()}, {2, err.write.get()}});
  Keeper keeper = start_keeper([&] { become(prepared, failure.write.get()); });
  failure.write.reset();
  await_exec(failure.read, command.argv[0], keeper);
  for (const auto* ours : {&in.write, &out.read, &err.read}) set_non_blocking(*ours);
  return {std::move(keeper), std::move(in.write), std::move(out.read), std::move(err.read)};
}

void reap_keeper(pid_t pid) {
  while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) continue;
}

}  // namespace assay

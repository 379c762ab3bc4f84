// SPDX-License-Identifier: MIT
#include "conformance/bench/measure.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

namespace assay::bench {
namespace {

constexpr int no_such_program = 127;

[[noreturn]] void become(const std::vector<std::string>& argv, int output) {
  std::vector<char*> words;
  for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execvp(words.front(), words.data());
  _exit(no_such_program);
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::string read_all(int from) {
  std::string text;
  char part[4096];
  for (ssize_t n; (n = read(from, part, sizeof part)) > 0;)
    text.append(part, static_cast<std::size_t>(n));
  return text;
}

std::optional<double> collected(const std::vector<std::string>& command, const std::string& calls,
                                std::string& why) {
  std::vector<std::string> argv = {"valgrind", "--tool=callgrind",
                                   "--callgrind-out-file=/dev/null"};
  argv.insert(argv.end(), command.begin(), command.end());
  argv.push_back(calls);
  const Finished finished = run(argv);
  const std::size_t at = finished.output.find("Collected : ");
  if (finished.exit_code == 0 && at != std::string::npos)
    return std::stod(finished.output.substr(at + 12));
  why = finished.exit_code == no_such_program
            ? "valgrind is missing: apt-get install valgrind"
            : "callgrind gave no count: " + finished.output.substr(0, 200);
  return std::nullopt;
}

}  // namespace

Finished run(const std::vector<std::string>& argv) {
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) throw std::runtime_error("no pipe to " + argv.front());
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process for " + argv.front());
  if (child == 0) become(argv, pipe_ends[1]);
  close(pipe_ends[1]);
  Finished finished{.output = read_all(pipe_ends[0])};
  close(pipe_ends[0]);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  finished.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  finished.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  finished.mib = static_cast<double>(usage.ru_maxrss) / 1024;
  finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

std::optional<double> instructions(std::vector<std::string> command, std::string& why) {
  const auto one = collected(command, "1", why), eleven = collected(command, "11", why);
  if (!one || !eleven) return std::nullopt;
  return (*eleven - *one) / 10;
}

}  // namespace assay::bench

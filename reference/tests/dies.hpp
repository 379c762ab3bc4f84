// SPDX-License-Identifier: MIT
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <string_view>

extern "C" void __gcov_dump() __attribute__((weak));  // there in a coverage build only

namespace assay::reference::tests {

// The test framework's own handler would report a failure; a coverage build would lose what the
// child ran.
inline void die_quietly(int signal) {
  if (__gcov_dump) __gcov_dump();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

// Whether `body`, run in a child process, aborts and says `message` on standard error.
template <class Body>
bool dies_saying(std::string_view message, Body body) {
  int ends[2];
  if (pipe(ends) != 0) return false;
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    std::signal(SIGABRT, die_quietly);
    dup2(ends[1], STDERR_FILENO);
    body();
    _exit(0);
  }
  close(ends[1]);
  std::string said;
  char chunk[256];
  for (ssize_t n; (n = read(ends[0], chunk, sizeof chunk)) > 0;)
    said.append(chunk, static_cast<std::size_t>(n));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT &&
         said.find(message) != std::string::npos;
}

}  // namespace assay::reference::tests

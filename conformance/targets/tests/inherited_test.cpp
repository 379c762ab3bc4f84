// SPDX-License-Identifier: MIT
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "conformance/targets/child.hpp"
#include "conformance/targets/tests/processes.hpp"

// A program of its own: what counts is who was there before the first Child of the process.
TEST_CASE("children that were there before the first spawn are left alone") {
  const pid_t before = fork();
  if (before == 0) {
    pause();
    _exit(0);
  }
  {
    assay::Child child({.argv = {"/bin/sh", "-c", "setsid sleep 60 & exit 0"}});
  }
  CHECK(assay::own_children() == std::vector<int>{before});
  kill(before, SIGKILL);
  waitpid(before, nullptr, 0);
}

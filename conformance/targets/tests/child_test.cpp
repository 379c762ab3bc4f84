// SPDX-License-Identifier: MIT
#include "conformance/targets/child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "conformance/targets/tests/processes.hpp"

using namespace assay;
using Catch::Matchers::Contains;

namespace {

Deadline in(int milliseconds) { return Clock::now() + Millis(milliseconds); }

Command shell(const std::string& script) { return {.argv = {"/bin/sh", "-c", script}}; }

std::string all_output(Child& child, int milliseconds) {
  const Deadline deadline = in(milliseconds);
  while (child.pump(deadline) == Child::Progress::output) continue;
  return child.output();
}

double seconds_of(const std::function<void()>& action) {
  const auto start = Clock::now();
  action();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

TEST_CASE("a child reads stdin to its end, writes stdout, and its exit is described") {
  Child child(shell("cat; echo done >&2; exit 7"));
  child.write("hello");
  child.close_input();
  CHECK(all_output(child, 5000) == "hello");
  REQUIRE(child.wait_exit(in(5000)));
  CHECK(child.exit_code() == 7);
  CHECK(child.how_it_ended() == "exit code 7");
  CHECK(child.stderr_tail() == "done\n");
}

TEST_CASE("death by a signal is named") {
  Child child(shell("kill -SEGV $$"));
  REQUIRE(child.wait_exit(in(5000)));
  CHECK(child.how_it_ended() == "signal 11 (SIGSEGV)");
  CHECK_FALSE(child.exit_code());
}

TEST_CASE("a command that cannot start says why and what to do") {
  CHECK_THROWS_AS(Child({.argv = {"/no/such/program"}}), Defective);
  CHECK_THROWS_WITH(Child({.argv = {"/no/such/program"}}),
                    Contains("No such file") && Contains("PATH"));
  CHECK_THROWS_WITH(Child({.argv = {"/etc/passwd"}}), Contains("chmod +x"));
  CHECK_THROWS_WITH(Child({.argv = {"/tmp"}}), Contains("cannot start"));
  CHECK_THROWS_WITH(Child({.argv = {"no\x1b[2Jsuch"}}), Contains("no\\x1b[2Jsuch"));
  CHECK_THROWS_AS(Child({.argv = {}}), Defective);
  CHECK(own_children().empty());
}

TEST_CASE("a child inherits the descriptors it is given and no other") {
  const int leaked = open("/dev/null", O_RDONLY);  // without O_CLOEXEC
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  {
    Child child({.argv = {"/bin/sh", "-c", "echo /proc/self/fd/*; echo $GREETING >&5"},
                 .env = {{"GREETING", "hi"}},
                 .descriptors = {{5, ends[1]}}});
    // 3 or so is the directory that the glob itself has open.
    const std::string listing = all_output(child, 5000);
    CHECK_THAT(listing, Contains("/proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 "));
    CHECK_THAT(listing, Contains("/proc/self/fd/5"));
    CHECK(std::count(listing.begin(), listing.end(), ' ') <= 4);
    char got[3] = {};
    CHECK(read(ends[0], got, 3) == 3);
    CHECK(std::string(got, 3) == "hi\n");
  }
  for (const int fd : {leaked, ends[0], ends[1]}) close(fd);
}

TEST_CASE("writing to a child that does not read neither blocks nor kills") {
  Child child(shell("exec sleep 60"));
  CHECK(seconds_of([&] {
          child.write(std::string(4 << 20, 'x'));
          CHECK(child.pump(in(50)) == Child::Progress::timeout);
        }) < 2);
}

TEST_CASE("writing to a child that closed its stdin does not raise SIGPIPE") {
  Child child(shell("exec <&-; echo closed; exec sleep 60"));
  REQUIRE(child.pump(in(5000)) == Child::Progress::output);
  child.write("x");
  CHECK_FALSE(child.input_open());
}

TEST_CASE("a flood on stderr is drained, and its last 64 KiB are kept") {
  Child child(shell("head -c 3000000 /dev/zero | tr '\\0' x >&2; echo last >&2; echo out"));
  CHECK(all_output(child, 20000) == "out\n");
  REQUIRE(child.wait_exit(in(5000)));
  CHECK(child.stderr_tail().size() == 65536);
  CHECK(child.stderr_tail().ends_with("last\n"));
}

TEST_CASE("an endless flood on stderr does not outrun a deadline") {
  Child child(shell("yes >&2; :"));
  CHECK(seconds_of([&] { CHECK(child.pump(in(200)) == Child::Progress::timeout); }) < 2);
}

TEST_CASE("a death is seen at once though a grandchild holds the pipes") {
  CHECK(seconds_of([] {
          Child child(shell("sleep 60 & echo up; kill -9 $$"));
          CHECK(all_output(child, 20000) == "up\n");
          CHECK(child.how_it_ended() == "signal 9 (SIGKILL)");
        }) < 3);
  CHECK(own_children().empty());
}

TEST_CASE("nothing that a child started survives stop") {
  const std::string scripts[] = {
      "trap '' TERM; while :; do sleep 1; done",                     // ignores SIGTERM
      "setsid sh -c 'setsid sleep 60 & exit' & sleep 0.2; echo up",  // a daemon of its own session
      "(env -i setsid sleep 60 &) ; echo up; sleep 60",              // and without its environment
      "for i in 1 2 3 4 5 6 7 8; do setsid sh -c 'sleep 60 & sleep 60' & done; sleep 60",
      "kill -STOP $$",
  };
  for (const auto& script : scripts) {
    CAPTURE(script);
    CHECK(seconds_of([&] {
            Child child(shell(script));
            child.pump(in(300));
          }) < 4);
    CHECK(own_children().empty());
  }
}

TEST_CASE("stopping one child leaves another's daemon alone") {
  auto busy = std::make_unique<Child>(shell("setsid sleep 60 & sleep 0.1; echo up; exec sleep 60"));
  REQUIRE(busy->pump(in(5000)) == Child::Progress::output);
  {
    Child other(shell("exit 0"));
  }
  CHECK(own_children().size() == 1);
  busy.reset();
  CHECK(own_children().empty());
}

TEST_CASE("the kernel kills the child when the runner is killed") {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  const pid_t runner = fork();
  if (runner == 0) {
    Child child(
        {.argv = {"/bin/sh", "-c", "echo up >&5; exec sleep 60"}, .descriptors = {{5, ends[1]}}});
    pause();
    _exit(0);
  }
  close(ends[1]);
  char text[8];
  REQUIRE(read(ends[0], text, sizeof text) == 3);
  kill(runner, SIGKILL);
  int status = 0;
  waitpid(runner, &status, 0);
  // The write end closes when the last holder, the grandchild, is dead.
  CHECK(read(ends[0], text, sizeof text) == 0);
  close(ends[0]);
}

TEST_CASE("processes of others that end while they are looked at do no harm") {
  const Child churn(shell("for i in 1 2 3 4; do while :; do /bin/true; done & done; wait"));
  for (int i = 0; i < 20; ++i) {
    Child child(shell("setsid sleep 60 & exit 0"));
    REQUIRE(child.wait_exit(in(20'000)));
    CHECK(child.exit_code() == 0);
  }
  CHECK(own_children().size() == 1);
}

// Each process starts its successor and ends, so the next is always another. They grow no more
// numerous: what would, takes the machine from everybody else before it can be stopped.
TEST_CASE("a command that forks for ever ends with its child") {
  {
    Child child(shell("f() { echo; f & }; for i in 1 2 3 4 5 6 7 8; do f; done; sleep 60"));
    for (const Deadline limit = in(20'000); child.output().size() < 100 && Clock::now() < limit;)
      child.pump(limit);
    CHECK(child.output().size() >= 100);
  }
  CHECK(own_children().empty());
}

// It would stop by itself, later than it is stopped: the test is no danger where it fails.
TEST_CASE("a command that starts ever more processes is stopped, all of them") {
  Child child(shell("i=0; while [ $i -lt 3000 ]; do sleep 60 & i=$((i+1)); done; wait"));
  REQUIRE(child.wait_exit(in(60'000)));
  CHECK(child.how_it_ended() == "stopped by the runner: it had more than 512 processes");
  CHECK_FALSE(child.exit_code());
  child.stop();
  CHECK(own_children().empty());
}

TEST_CASE("a command that stops or kills its parent harms nobody but itself") {
  for (const std::string signal : {"STOP", "KILL", "TERM"}) {
    CAPTURE(signal);
    {
      Child child(shell("kill -" + signal + " $PPID; echo on; exec sleep 60"));
      child.pump(in(2000));
    }
    CHECK(own_children().empty());
  }
}

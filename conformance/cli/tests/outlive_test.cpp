// SPDX-License-Identifier: MIT
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "conformance/targets/child.hpp"

// `assay` as a shell starts it, and what is left of it and of its targets, by a mark in their
// environment.
using namespace assay;

namespace {

constexpr Millis ample{60'000};  // for what ends by itself; no verdict waits for less

class Started {
 public:
  explicit Started(const std::string& script) : mark_(next_mark()), pid_(fork()) {
    if (pid_ != 0) return;
    setenv("ASSAY_OUTLIVE_TEST", mark_.c_str(), 1);
    execl(ASSAY, "assay", "check", "--", "/bin/sh", "-c", script.c_str(), nullptr);
    _exit(127);
  }

  void signal(int number) const { kill(pid_, number); }
  int end() const {
    int status = 0;
    waitpid(pid_, &status, 0);
    return status;
  }

  // Itself, its keepers and what its targets started; true once `enough` says so of their number.
  template <typename Enough>
  bool await(const Enough& enough) const {
    const Deadline deadline = Clock::now() + ample;
    while (!enough(count())) {
      if (Clock::now() > deadline) return false;
      std::this_thread::sleep_for(Millis(2));
    }
    return true;
  }

 private:
  static std::string next_mark() {
    static int count = 0;
    return std::to_string(getpid()) + "-" + std::to_string(++count);
  }
  std::size_t count() const {
    std::size_t found = 0;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
      std::ifstream file(entry.path() / "environ");
      std::string text;
      std::getline(file, text, '\x01');
      found += text.find("ASSAY_OUTLIVE_TEST=" + mark_ + '\0') != std::string::npos;
    }
    return found;
  }

  std::string mark_;
  pid_t pid_;
};

const std::string mute_targets[] = {
    "sleep 600 & exec sleep 600",
    "setsid sleep 600 & exec sleep 600",
    "trap '' TERM INT HUP; (setsid sleep 600 &); while :; do sleep 600; done",
};

}  // namespace

TEST_CASE("a signal ends a run that waits for its target, with exit 6 and nothing left") {
  for (const std::string& script : mute_targets) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
      CAPTURE(script, number);
      const Started run(script);
      REQUIRE(run.await([](std::size_t n) { return n >= 4; }));
      run.signal(number);
      const int status = run.end();
      REQUIRE(WIFEXITED(status));
      CHECK(WEXITSTATUS(status) == 6);
      CHECK(run.await([](std::size_t n) { return n == 0; }));
    }
  }
}

TEST_CASE("nothing is left of a run that is killed") {
  for (const std::string& script : mute_targets) {
    CAPTURE(script);
    const Started run(script);
    REQUIRE(run.await([](std::size_t n) { return n >= 4; }));
    run.signal(SIGKILL);
    CHECK(WTERMSIG(run.end()) == SIGKILL);
    CHECK(run.await([](std::size_t n) { return n == 0; }));
  }
}

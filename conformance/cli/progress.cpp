// SPDX-License-Identifier: MIT
#include "conformance/cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace assay::cli {
namespace {

constexpr auto between_lines = std::chrono::seconds(10);
constexpr const char* to_line_start = "\r\033[K";

}  // namespace

ProgressLine::ProgressLine() : live_(isatty(STDERR_FILENO) == 1) {
  if (!live_) ticker_ = std::jthread([this](const std::stop_token& over) { tick(over); });
}

ProgressLine::~ProgressLine() {
  if (live_) std::fputs(to_line_start, stderr);
}

Progress ProgressLine::after_each_case() {
  return [this](const AttackResult& a, const CaseResult&, int done, int total) {
    tell(a.attack->name(), done, total);
  };
}

void ProgressLine::tell(const std::string& attack, int done, int total) {
  const std::lock_guard lock(mutex_);
  last_ = fmt::format("{} of {} cases, the last of {}", done, total, attack);
  if (live_) std::fputs((to_line_start + last_).c_str(), stderr);
}

void ProgressLine::tick(const std::stop_token& over) {
  const auto start = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  auto next = start + between_lines;
  while (!woken_.wait_until(lock, over, next, [&] { return over.stop_requested(); })) {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
    std::fputs(fmt::format("assay: {} s, {}\n", seconds.count(), last_).c_str(), stderr);
    next += between_lines;
  }
}

}  // namespace assay::cli

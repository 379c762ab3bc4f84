// SPDX-License-Identifier: MIT
#include "conformance/cli/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "conformance/options/shown.hpp"

namespace assay::cli {
namespace {

constexpr int patience_ms = 10'000;  // with a pipe that takes nothing

bool is_closed(int fd) { return fcntl(fd, F_GETFD) < 0 && errno == EBADF; }

[[noreturn]] void unwritable(const std::string& path, const std::string& why) {
  throw OutputError(fmt::format("cannot write the report to {}: {}", shown(path), why));
}

int open_report(const std::string& path, bool& made) {
  constexpr int flags = O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  const int fresh = open(path.c_str(), flags | O_CREAT | O_EXCL, 0666);
  made = fresh >= 0;
  if (made || errno != EEXIST) return fresh;
  return open(path.c_str(), flags);
}

}  // namespace

void prepare_output() {
  signal(SIGPIPE, SIG_IGN);  // a reader that left is an error of the write
  const bool lost = is_closed(STDOUT_FILENO);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (is_closed(fd)) open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY);
  }
  if (lost) throw OutputError("cannot write the output: stdout is closed");
}

void say(std::string_view text) {
  const std::string safe = shown_lines(text);
  const bool all = std::fwrite(safe.data(), 1, safe.size(), stdout) == safe.size();
  if (!all || std::fflush(stdout) != 0)
    throw OutputError(fmt::format("cannot write the output: {}", std::strerror(errno)));
}

void say_aside(std::string_view text) { std::fputs(shown_lines(text).c_str(), stderr); }

ReportFile::ReportFile(std::string path) : path_(std::move(path)) {
  if (is_stdout()) return;
  fd_ = open_report(path_, made_);
  if (fd_ < 0 && errno == ENXIO)
    unwritable(path_, "nobody reads this pipe; start its reader first");
  if (fd_ < 0) unwritable(path_, std::strerror(errno));
}

ReportFile::~ReportFile() {
  if (fd_ < 0) return;
  close(fd_);
  if (made_) unlink(path_.c_str());
}

ReportFile::ReportFile(ReportFile&& other) noexcept
    : path_(other.path_), fd_(std::exchange(other.fd_, -1)), made_(other.made_) {}

void ReportFile::write(std::string_view text) {
  if (is_stdout()) return say(text);
  made_ = false;
  struct stat about{};
  if (fstat(fd_, &about) == 0 && S_ISREG(about.st_mode) && ftruncate(fd_, 0) != 0)
    unwritable(path_, std::strerror(errno));
  while (!text.empty()) {
    const ssize_t put = ::write(fd_, text.data(), text.size());
    pollfd wait{fd_, POLLOUT, 0};
    if (put > 0) {
      text.remove_prefix(static_cast<std::size_t>(put));
    } else if (put < 0 && errno == EAGAIN) {
      if (poll(&wait, 1, patience_ms) == 0) unwritable(path_, "its reader takes nothing");
    } else if (put < 0 && errno != EINTR) {
      unwritable(path_, std::strerror(errno));
    }
  }
  if (close(std::exchange(fd_, -1)) != 0) unwritable(path_, std::strerror(errno));
}

}  // namespace assay::cli

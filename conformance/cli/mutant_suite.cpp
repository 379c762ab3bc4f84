// SPDX-License-Identifier: MIT
#include "conformance/cli/mutant_suite.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "conformance/cli/commands.hpp"
#include "conformance/targets/child.hpp"

namespace assay::cli {
namespace {

std::string quoted_word(const std::string& word) {
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

void put_in(std::string& text, const std::string& hole, const std::string& value) {
  for (std::size_t at = text.find(hole); at != std::string::npos;
       at = text.find(hole, at + value.size()))
    text.replace(at, hole.size(), value);
}

// A program of one word, for suites that take no arguments with it.
class OneWord {
 public:
  explicit OneWord(const std::vector<std::string>& words) {
    std::string pattern = (std::filesystem::temp_directory_path() / "assay-mutant-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw UsageError("there is no place for a script");
    folder_ = pattern;
    std::ofstream(path()) << "#!/bin/sh\nexec " << shell_words(words) << " \"$@\"\n";
    chmod(path().c_str(), 0700);
  }
  ~OneWord() { std::filesystem::remove_all(folder_); }
  OneWord(const OneWord&) = delete;
  OneWord& operator=(const OneWord&) = delete;

  std::string path() const { return (folder_ / "mutant").string(); }

 private:
  std::filesystem::path folder_;
};

constexpr Millis suite_limit{120'000};

// Its output is the suite's own affair. One that hangs on a mutant has not passed it.
bool fails(const std::string& command) {
  Child suite({.argv = {"/bin/sh", "-c", command}});
  suite.close_input();
  return !suite.wait_exit(Clock::now() + suite_limit) || suite.exit_code() != 0;
}

}  // namespace

std::vector<std::string> beside_this_program(std::vector<std::string> words) {
  const auto self = std::filesystem::read_symlink("/proc/self/exe");
  if (!words.empty()) words.front() = (self.parent_path() / words.front()).string();
  return words;
}

std::string shell_words(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : beside_this_program(words))
    line += (line.empty() ? "" : " ") + quoted_word(word);
  return line;
}

MutantSuite::MutantSuite(std::string command) : command_(std::move(command)) {
  if (command_.find("{executable}") == std::string::npos)
    throw UsageError("--suite is a command with {executable}, and {role} where it wants one");
}

bool MutantSuite::notices(const MutantInfo& mutant) const {
  const OneWord program(mutant.executable);
  for (const std::string role : {"server", "client"}) {
    std::string command = command_;
    put_in(command, "{role}", role);
    put_in(command, "{executable}", quoted_word(program.path()));
    if (fails(command)) return true;
  }
  return false;
}

std::string MutantSuite::line_for(const MutantInfo& mutant) {
  if (mutant.executable.empty()) return "";
  const bool sound = !mutant.equivalent.empty(), noticed = notices(mutant);
  tried_ += !sound, noticed_ += noticed && !sound, wronged_ += noticed && sound;
  return fmt::format("             the suite: {}\n", noticed ? "noticed" : "not noticed");
}

std::string MutantSuite::summary() const {
  return fmt::format("the suite: {} of {} noticed; {} sound ones refused\n", noticed_.load(),
                     tried_.load(), wronged_.load());
}

}  // namespace assay::cli

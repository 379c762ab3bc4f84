// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

// Everything that `assay` writes.
namespace assay::cli {

// The output or a report cannot be written: exit 7.
struct OutputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Makes 0, 1 and 2 safe from being taken by a file that is opened later. Throws OutputError where
// stdout is closed.
void prepare_output();

// Writes at once, with whatever would move a terminal escaped. Throws OutputError.
void say(std::string_view text);
// The same on stderr, of which nobody can be told that it fails.
void say_aside(std::string_view text);

// A report to be, opened before the run so that a wrong path costs none. "-" is stdout. A file that
// was there keeps its content until write(); one that was made for a run that wrote nothing goes.
class ReportFile {
 public:
  explicit ReportFile(std::string path);  // throws OutputError
  ~ReportFile();
  ReportFile(ReportFile&& other) noexcept;
  ReportFile& operator=(ReportFile&&) = delete;

  void write(
      std::string_view text);  // throws OutputError; a pipe's reader gets 10 s for each piece
  bool is_stdout() const { return path_ == "-"; }

 private:
  std::string path_;
  int fd_ = -1;
  bool made_ = false;
};

}  // namespace assay::cli

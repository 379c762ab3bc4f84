// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace assay {

// The options of a small program. It is CLI11, compiled here once and not in each of them: its
// header costs more than all the rest of such a program. `assay` itself, which has many options,
// uses CLI11 as it is.
class CommandLine {
 public:
  CommandLine(const std::string& purpose, const std::string& program);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // A name that begins with -- is an option, any other a word at its place. Values outlive read().
  void required(const std::string& name, std::string& value, const std::string& help);
  void optional(const std::string& name, std::string& value, const std::string& help);
  void one_of(const std::string& name, std::string& value, const std::vector<std::string>& choices,
              const std::string& help);
  void number(const std::string& name, int& value, int least, int most, const std::string& help);
  void flag(const std::string& name, bool& value, const std::string& help);
  void words(const std::string& name, std::vector<std::string>& values, const std::string& help);
  void comma_separated(const std::string& name, std::vector<std::string>& values,
                       const std::string& help);

  // Nothing, once every value is read; else what the program is to exit with, having printed the
  // help (0), or what is wrong with the words and how to get help (`when_wrong`). `args`: without
  // the program's name.
  std::optional<int> read(std::vector<std::string> args, int when_wrong);

 private:
  std::unique_ptr<CLI::App> app_;
};

}  // namespace assay

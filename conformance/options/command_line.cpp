// SPDX-License-Identifier: MIT
#include "conformance/options/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace assay {

CommandLine::CommandLine(const std::string& purpose, const std::string& program)
    : app_(std::make_unique<CLI::App>(purpose, program)) {}

CommandLine::~CommandLine() = default;

void CommandLine::required(const std::string& name, std::string& value, const std::string& help) {
  app_->add_option(name, value, help)->required();
}

void CommandLine::optional(const std::string& name, std::string& value, const std::string& help) {
  app_->add_option(name, value, help);
}

void CommandLine::one_of(const std::string& name, std::string& value,
                         const std::vector<std::string>& choices, const std::string& help) {
  app_->add_option(name, value, help)->check(CLI::IsMember(choices));
}

void CommandLine::number(const std::string& name, int& value, int least, int most,
                         const std::string& help) {
  app_->add_option(name, value, help)->check(CLI::Range(least, most));
}

void CommandLine::flag(const std::string& name, bool& value, const std::string& help) {
  app_->add_flag(name, value, help);
}

void CommandLine::words(const std::string& name, std::vector<std::string>& values,
                        const std::string& help) {
  app_->add_option(name, values, help);
}

void CommandLine::comma_separated(const std::string& name, std::vector<std::string>& values,
                                  const std::string& help) {
  app_->add_option(name, values, help)->delimiter(',');
}

std::optional<int> CommandLine::read(std::vector<std::string> args, int when_wrong) {
  std::ranges::reverse(args);  // as CLI11 wants it
  try {
    app_->parse(args);
    return std::nullopt;
  } catch (const CLI::ParseError& e) {
    return app_->exit(e) == 0 ? 0 : when_wrong;
  }
}

}  // namespace assay

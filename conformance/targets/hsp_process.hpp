// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "conformance/targets/child.hpp"

namespace assay {

// How long a target may take (spec/shim.md), before the scale of the run.
struct HspLimits {
  explicit HspLimits(double scale);
  Millis hello, open, step, close, bye;
};

// One process speaking HSP/1: lines, ids, order, deadlines. Every failure stops the process, since
// its answers would be out of step from then on:
//   Crashed    it died, or closed its stdout, while an answer was due
//   Hung       no answer by the deadline
//   Defective  what it wrote is not HSP/1; also Crashed and Hung before the first answer to `hello`
class HspProcess {
 public:
  using Read = std::function<void(const nlohmann::json&)>;

  // `proven`: this command has answered hello before, so that a death now is a death.
  HspProcess(const std::vector<std::string>& argv, bool proven);
  ~HspProcess();

  // Sends the request (its id is filled in), reads the answers to all that was asked before, then
  // hands this one's to `read`, whose JsonError is a defect. Returns the text of an `unsupported`.
  std::optional<std::string> ask(nlohmann::json request, Millis limit, const Read& read);

  // Sends a request whose answer, `ok`, is read before the next one's. Never throws.
  void post(nlohmann::json request, Millis limit) noexcept;

  // Says bye and waits that long for the exit, then stops it. Never throws.
  void bye(Millis limit) noexcept;

  // Stops the process; the exception quotes the last line.
  [[noreturn]] void defective(const std::string& why);

  bool gone() const { return !gone_.empty(); }
  void prove() { proven_ = true; }
  std::string stderr_tail() const { return child_.stderr_tail(); }
  int sessions = 0;  // open at the moment

 private:
  struct Pending {
    std::int64_t id;
    std::string op;
    Millis limit;
  };
  std::int64_t send(nlohmann::json& request, Millis limit);
  std::optional<std::string> receive(const Read& read);
  std::optional<std::string> judge(const Pending& pending, const nlohmann::json& answer);
  std::string next_line(const Pending& pending);
  std::optional<std::string> take_line();
  [[noreturn]] void died(const std::string& op);
  [[noreturn]] void hung(const Pending& pending);
  void retire(const std::string& why);

  Child child_;
  bool proven_;
  std::string gone_, last_line_;
  std::size_t searched_ = 0;
  std::int64_t next_id_ = 1;
  std::deque<Pending> pending_;
};

}  // namespace assay

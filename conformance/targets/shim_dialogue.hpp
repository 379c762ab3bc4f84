// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/targets/child.hpp"
#include "conformance/targets/hsp_hello.hpp"
#include "conformance/targets/hsp_process.hpp"
#include "conformance/targets/shim_check.hpp"

// The inner side of check_shim: included by its rules alone.
namespace assay::shim {

// The rule does not hold; what was seen.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A conversation with one fresh process, in which the runner may say anything.
class Dialogue {
 public:
  Dialogue(const std::vector<std::string>& argv, double scale);

  void write(std::string_view bytes) { child_.write(bytes); }
  void close_input() { child_.close_input(); }
  void expect(const nlohmann::json& id, const std::string& asked) {
    waiting_.emplace_back(id, asked);
  }
  void pause();                      // 20 ms
  void say(nlohmann::json request);  // its id is filled in, unless it has one
  nlohmann::json hear();             // the answer to the oldest request; throws Broken

  nlohmann::json ask(const nlohmann::json& request);
  nlohmann::json accepted(const nlohmann::json& request);  // the answer must be ok
  void unsupported(const nlohmann::json& request);         // it must be `unsupported`
  void error(const nlohmann::json& request);               // it must be `error`
  void refused(const nlohmann::json& request);             // it must be either
  void exits(int code);                                    // without another line
  void refused_line();                                     // an `error`, or exit code 64

 private:
  std::string line();
  void answers(const nlohmann::json& request, const char* how);

  Child child_;
  HspLimits limits_;
  std::int64_t next_id_ = 1;
  std::vector<std::pair<nlohmann::json, std::string>> waiting_;  // id, and what was asked
};

struct Subject {
  const Protocol& protocol;
  const ShimCheck& check;
  Capabilities caps;

  std::vector<Role> roles() const;
  bool wrote(const Answer& answer) const {
    return !(answer.out.empty() && answer.datagrams.empty());
  }
  std::string mode() const;  // of the sessions that open() opens
  // `open` of session s with right parameters, and with those under "params" merged in.
  nlohmann::json open(Role role, std::int64_t s, const nlohmann::json& extra = {}) const;
};

struct Rule {
  std::string sentence;
  std::function<void(const Subject&, Dialogue&)> attempt;
};

std::vector<Rule> line_rules();
std::vector<Rule> open_rules();
std::vector<Rule> session_rules();

nlohmann::json hello_request();

}  // namespace assay::shim

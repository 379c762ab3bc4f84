// SPDX-License-Identifier: MIT
#include "conformance/targets/shim_dialogue.hpp"

#include <fmt/format.h>

#include "conformance/targets/hsp_open.hpp"
#include "conformance/targets/last_words.hpp"
#include "conformance/targets/record.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay::shim {

using nlohmann::json;

namespace {

std::string shown(const std::string& text) { return "\"" + printable(text, 160) + "\""; }

}  // namespace

Dialogue::Dialogue(const std::vector<std::string>& argv, double scale)
    : child_({argv}), limits_(scale) {}

void Dialogue::say(json request) {
  if (!request.contains("id")) request["id"] = next_id_++;
  const std::string line = request.dump();
  waiting_.emplace_back(request["id"], line);
  child_.write(line + "\n");
}

std::string Dialogue::line() {
  // One limit for all: the longest, since a rule may come before hello was answered.
  const Deadline deadline = Clock::now() + limits_.hello;
  std::string& output = child_.output();
  while (output.find('\n') == std::string::npos) {
    const auto progress = child_.pump(deadline);
    if (progress == Child::Progress::output && output.size() <= json_line_limit) continue;
    if (progress == Child::Progress::timeout) throw Broken("no answer in time");
    if (progress == Child::Progress::output) throw Broken("a line longer than 1 MiB");
    child_.wait_exit(Clock::now() + Millis(500));
    throw Broken(fmt::format("no answer; the process: {}{}", child_.how_it_ended(),
                             last_words(child_.stderr_tail())));
  }
  const auto end = output.find('\n');
  std::string line = output.substr(0, end);
  output.erase(0, end + 1);
  return line;
}

json Dialogue::hear() {
  const auto [id, asked] = waiting_.front();
  waiting_.erase(waiting_.begin());
  const std::string text = [&] {
    try {
      return line();
    } catch (const Broken& why) {
      throw Broken(fmt::format("{}, to {}", why.what(), shown(asked)));
    }
  }();
  try {
    json answer = parse_strict(text);
    if (member(answer, "id") != id) throw JsonError("another id");
    if (!member(answer, "ok").is_boolean()) throw JsonError("\"ok\" is not a boolean");
    return answer;
  } catch (const JsonError& why) {
    throw Broken(fmt::format("{}: {} answered {}", why.what(), shown(text), shown(asked)));
  }
}

json Dialogue::ask(const json& request) {
  say(request);
  return hear();
}

json Dialogue::accepted(const json& request) {
  json answer = ask(request);
  if (answer["ok"] != true)
    throw Broken(fmt::format("{} answered {}", shown(answer.dump()), shown(request.dump())));
  return answer;
}

void Dialogue::answers(const json& request, const char* how) {
  const json answer = ask(request);
  const bool text = answer.contains(how) && answer[how].is_string();
  if (answer["ok"] == false && text) return;
  throw Broken(
      fmt::format("{} answered {}, not \"{}\"", shown(answer.dump()), shown(request.dump()), how));
}

void Dialogue::unsupported(const json& request) { answers(request, "unsupported"); }

void Dialogue::error(const json& request) { answers(request, "error"); }

void Dialogue::refused(const json& request) {
  if (ask(request)["ok"] != false) throw Broken(fmt::format("it took {}", shown(request.dump())));
}

void Dialogue::exits(int code) {
  const bool exited = child_.wait_exit(Clock::now() + limits_.bye);
  if (!child_.output().empty()) throw Broken("it still wrote " + shown(child_.output()));
  if (!exited) throw Broken("it still runs");
  if (child_.exit_code() != code)
    throw Broken(fmt::format("{}, not exit code {}{}", child_.how_it_ended(), code,
                             last_words(child_.stderr_tail())));
}

void Dialogue::refused_line() {
  const bool exited = child_.wait_exit(Clock::now() + limits_.bye);
  const std::string said = child_.output().substr(0, child_.output().find('\n'));
  if (said.empty() && exited) return exits(64);
  if (said.find("\"error\"") == std::string::npos)
    throw Broken(said.empty() ? "neither an answer nor an exit" : "the answer was " + shown(said));
}

void Dialogue::pause() { child_.wait_exit(Clock::now() + Millis(20)); }

std::vector<Role> Subject::roles() const {
  std::vector<Role> all;
  for (const Role role : known_roles(protocol))
    if (caps.plays(role)) all.push_back(role);
  return all;
}

std::string Subject::mode() const { return protocol.default_mode(); }

json Subject::open(Role role, std::int64_t s, const json& extra) const {
  json asked = open_json(protocol.request(role, mode(), Rng(Bytes(32))), caps);
  asked["s"] = s;
  if (!extra.is_null()) asked["params"].merge_patch(extra);  // null removes a key
  return asked;
}

json hello_request() { return {{"op", "hello"}, {"hsp", {1}}, {"runner", "assay"}}; }

}  // namespace assay::shim

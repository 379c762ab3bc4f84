// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_process.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "conformance/targets/last_words.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::size_t shown = 120;  // bytes of foreign text in a message
constexpr auto speak_hsp =
    "a target must speak HSP/1 on its stdin and stdout (spec/shim.md; `assay shim init` writes a "
    "start)";

Millis scaled(int milliseconds, double scale) {
  return Millis(static_cast<Millis::rep>(milliseconds * scale));
}

}  // namespace

HspLimits::HspLimits(double scale)
    : hello(scaled(10'000, scale)),
      open(scaled(5'000, scale)),
      step(scaled(2'000, scale)),
      close(scaled(1'000, scale)),
      bye(scaled(2'000, scale)) {}

HspProcess::HspProcess(const std::vector<std::string>& argv, bool proven)
    : child_({argv}), proven_(proven) {}

HspProcess::~HspProcess() = default;

std::int64_t HspProcess::send(json& request, Millis limit) {
  const std::int64_t id = next_id_++;
  request["id"] = id;
  pending_.push_back({id, request["op"].get<std::string>(), limit});
  child_.write(request.dump() + "\n");
  return id;
}

std::optional<std::string> HspProcess::ask(json request, Millis limit, const Read& read) {
  if (gone()) throw Crashed("the target is gone: " + gone_);
  if (pending_.empty())
    if (const auto line = take_line()) {
      last_line_ = *line;
      defective("a line that no request waits for");
    }
  send(request, limit);
  while (pending_.size() > 1) {
    const std::string op = pending_.front().op;
    if (const auto what = receive([](const json&) {})) defective("it has no " + op + ": " + *what);
  }
  return receive(read);
}

void HspProcess::post(json request, Millis limit) noexcept {
  try {
    if (!gone()) send(request, limit);
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the next request will say so
  }
}

void HspProcess::bye(Millis limit) noexcept {
  if (gone()) return;
  post({{"op", "bye"}}, limit);
  child_.wait_exit(Clock::now() + limit);
  retire("it was told bye");
}

std::optional<std::string> HspProcess::receive(const Read& read) {
  const Pending pending = pending_.front();
  last_line_ = next_line(pending);
  try {
    const json answer = parse_strict(last_line_);
    const auto unsupported = judge(pending, answer);
    pending_.pop_front();
    if (!unsupported) read(answer);
    return unsupported;
  } catch (const JsonError& wrong) {
    defective(wrong.what());
  }
}

// spec/shim.md: three answers, never mixed.
std::optional<std::string> HspProcess::judge(const Pending& pending, const json& answer) {
  if (answer.is_object() && answer.contains("op") && !answer.contains("ok"))
    throw JsonError("it repeats what it reads");
  const std::int64_t id = integer_member(answer, "id");
  if (id != pending.id)
    throw JsonError(fmt::format("a line that no request waits for: its id is {}, and {}'s is due",
                                id, pending.id));
  const json& ok = member(answer, "ok");
  if (!ok.is_boolean()) throw JsonError("\"ok\" is neither true nor false");
  if (ok.get<bool>()) {
    if (answer.contains("error")) throw JsonError("\"ok\":true beside \"error\"");
    return std::nullopt;
  }
  if (answer.contains("unsupported") == answer.contains("error") || answer.contains("state"))
    throw JsonError("\"ok\":false needs either \"unsupported\" or \"error\", and no \"state\"");
  if (answer.contains("unsupported")) return printable(text_member(answer, "unsupported"), shown);
  throw JsonError(fmt::format("it calls the request \"{}\" an error: {}", pending.op,
                              printable(text_member(answer, "error"), shown)));
}

std::optional<std::string> HspProcess::take_line() {
  std::string& output = child_.output();
  const auto newline = output.find('\n', searched_);
  searched_ = newline == std::string::npos ? output.size() : 0;
  if (newline == std::string::npos) return std::nullopt;
  std::string line = output.substr(0, newline);
  output.erase(0, newline + 1);
  return line;
}

std::string HspProcess::next_line(const Pending& pending) {
  const Deadline deadline = Clock::now() + pending.limit;
  while (true) {
    if (auto line = take_line()) return *line;
    if (child_.output().size() > json_line_limit) {
      last_line_ = child_.output().substr(0, shown + 1);
      defective("a line longer than 1 MiB");
    }
    switch (child_.pump(deadline)) {
      case Child::Progress::output:
        break;
      case Child::Progress::ended:
        died(pending.op);
      case Child::Progress::timeout:
        hung(pending);
    }
  }
}

void HspProcess::died(const std::string& op) {
  child_.wait_exit(Clock::now() + Millis(500));
  const std::string how =
      child_.exited() ? "ended (" + child_.how_it_ended() + ")" : "closed its stdout and runs on";
  retire(fmt::format("it {} during {}", how, op));
  if (!proven_)
    throw Defective(fmt::format("the target {} before it answered {}{}; {}", how, op,
                                last_words(child_.stderr_tail()), speak_hsp));
  throw Crashed(
      fmt::format("the target {} during {}{}", how, op, last_words(child_.stderr_tail())));
}

void HspProcess::hung(const Pending& pending) {
  const bool half = !child_.output().empty();
  retire(fmt::format("it gave no answer to {} in time", pending.op));
  const auto what =
      fmt::format("the target gave {} to {} within {} ms{}{}",
                  half ? "half an answer" : "no answer", pending.op, pending.limit.count(),
                  half ? "" : "; is each answer flushed?", last_words(child_.stderr_tail()));
  if (!proven_) throw Defective(what + "; " + speak_hsp);
  throw Hung(what);
}

void HspProcess::defective(const std::string& why) {
  retire("it broke the rules of HSP/1");
  throw Defective(fmt::format(
      "the target breaks HSP/1: {}. The line: \"{}\"{}. Stdout belongs to the protocol: print logs "
      "to stderr (spec/shim.md)",
      why, printable(last_line_, shown), last_words(child_.stderr_tail())));
}

void HspProcess::retire(const std::string& why) {
  gone_ = why;
  child_.stop();
  child_.output() = {};
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "conformance/targets/hsp_answer.hpp"
#include "conformance/targets/record.hpp"
#include "conformance/targets/shim_dialogue.hpp"
#include "conformance/targets/strict_json.hpp"

// spec/shim.md §3, §4: what sessions must do.
namespace assay::shim {
namespace {

using nlohmann::json;

constexpr std::int64_t largest_s = (1LL << 53) - 1;

json on(const char* op, std::int64_t s) { return {{"op", op}, {"s", s}}; }

json step_of(const Subject& subject, std::int64_t s, const json& in) {
  json request = on("step", s);
  request["in"] = in;
  if (subject.protocol.carrier == Carrier::datagrams) request["from"] = "a stranger";
  return request;
}

json step(const Subject& subject, std::int64_t s, std::size_t bytes) {
  std::string digits;
  // Not all the same byte, and no message of any protocol.
  for (std::size_t i = 0; i < bytes; ++i) digits += fmt::format("{:02x}", (i * 167 + 13) & 0xff);
  return step_of(subject, s, digits);
}

Answer told(const Subject& subject, Dialogue& dialogue, const json& request) {
  const json answer = dialogue.accepted(request);
  try {
    return parse_answer(subject.protocol, subject.mode(), answer);
  } catch (const JsonError& wrong) {
    throw Broken(fmt::format("{}: \"{}\"", wrong.what(), printable(answer.dump(), 160)));
  }
}

void fresh(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  for (const Role role : subject.roles()) {
    const Answer answer = told(subject, dialogue, subject.open(role, 1));
    if (answer.state != State::read) throw Broken("a fresh session is not in state read");
    if (begins(subject.protocol, role) != subject.wrote(answer))
      throw Broken(fmt::format("a fresh {} wrote {}", name(role),
                               subject.wrote(answer) ? "before it read" : "nothing"));
    if (subject.wrote(told(subject, dialogue, on("poll", 1))))
      throw Broken("a poll repeated what was written");
    dialogue.accepted(on("close", 1));
  }
}

void not_open(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  const auto try_all = [&] {
    for (const char* op : {"eof", "poll", "close"}) dialogue.error(on(op, 7));
    dialogue.error(step(subject, 7, 1));
  };
  try_all();
  dialogue.accepted(subject.open(subject.roles()[0], 7));
  dialogue.accepted(on("close", 7));
  try_all();
}

void numbers(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  for (const std::int64_t s : {std::int64_t{0}, largest_s, std::int64_t{0}}) {
    told(subject, dialogue, subject.open(subject.roles()[0], s));
    dialogue.error(subject.open(subject.roles()[0], s));
    dialogue.accepted(on("close", s));
  }
  json bad = on("poll", 0);
  for (const json& s : {json("0"), json(0.5), json(-1), json()}) {
    bad["s"] = s;
    dialogue.error(bad);
  }
}

void too_early(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  for (const Role role : subject.roles()) {
    dialogue.accepted(subject.open(role, 1));
    const auto early = [&](const char* cap, const json& request) {
      if (subject.caps.has(cap))
        dialogue.error(request);
      else
        dialogue.refused(request);
    };
    early("outcome", on("outcome", 1));
    early("stream", on("finish", 1));
    json send = on("send", 1);
    send["data"] = "00";
    early("stream", send);
    dialogue.accepted(on("close", 1));
  }
}

void slices(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  for (const Role role : subject.roles()) {
    dialogue.accepted(subject.open(role, 1));
    const Answer empty = told(subject, dialogue, step(subject, 1, 0));
    if (subject.protocol.carrier == Carrier::stream && empty.state != State::read)
      throw Broken("an empty slice is not nothing");
    dialogue.error(step(subject, 1, 65'537));
    dialogue.error(step_of(subject, 1, "0"));
    dialogue.error(step_of(subject, 1, "AA"));
    dialogue.error(on("step", 1));
    if (subject.protocol.carrier == Carrier::datagrams)
      dialogue.error({{"op", "step"}, {"s", 1}, {"in", "00"}});
    told(subject, dialogue, step(subject, 1, 65'536));
    dialogue.accepted(on("close", 1));
  }
}

void clocks(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  for (const Role role : subject.roles()) {
    dialogue.accepted(subject.open(role, 1));
    json poll = on("poll", 1);
    for (const json& bad : {json("00"), json(5), json(nullptr)}) {
      if (!subject.caps.has("clock")) break;
      poll["clock"] = bad;
      dialogue.error(poll);
    }
    poll["clock"] = std::string(32, '1');
    if (subject.caps.has("clock"))
      told(subject, dialogue, poll);
    else if (const json answer = dialogue.ask(poll); answer["ok"] == true)
      told(subject, dialogue, on("poll", 1));  // unknown to it, and ignored
    dialogue.accepted(on("close", 1));
  }
}

// Polls until it is rejected or the time is over.
State settled(const Subject& subject, Dialogue& dialogue, State state, Millis limit) {
  const Deadline deadline = Clock::now() + limit;
  while (state != State::rejected && Clock::now() < deadline) {
    dialogue.pause();
    state = told(subject, dialogue, on("poll", 1)).state;
  }
  if (state == State::done) throw Broken("garbage led to done");
  return state;
}

void stays_rejected(const Subject& subject, Dialogue& dialogue, const json& request) {
  if (told(subject, dialogue, request).state != State::rejected)
    throw Broken("rejected was not final");
}

// An implementation that does not report a bad peer is judged by the attacks, not here.
void garbage(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  for (const Role role : subject.roles()) {
    dialogue.accepted(subject.open(role, 1));
    State state = settled(subject, dialogue, told(subject, dialogue, step(subject, 1, 4096)).state,
                          Millis(500));
    if (state == State::rejected) stays_rejected(subject, dialogue, step(subject, 1, 64));
    const State ended = told(subject, dialogue, on("eof", 1)).state;
    if (state == State::rejected && ended != state) throw Broken("rejected was not final");
    state = settled(subject, dialogue, ended, Millis(1500));
    if (state == State::rejected) stays_rejected(subject, dialogue, on("poll", 1));
    dialogue.accepted(on("close", 1));
  }
}

void ends(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  json eof = on("eof", 1);
  for (const Role role : subject.roles()) {
    dialogue.accepted(subject.open(role, 1));
    eof["how"] = "zq";
    dialogue.error(eof);
    eof["how"] = "rst";
    if (subject.caps.has("eof.rst"))
      told(subject, dialogue, eof);
    else
      dialogue.unsupported(eof);
    dialogue.accepted(on("close", 1));
  }
}

void observing(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  dialogue.accepted(subject.open(subject.roles()[0], 1));
  json request = on("observe", 1);
  request["names"] = {"zq-5d21"};
  const json answer = dialogue.ask(request);
  if (answer["ok"] == false && answer.contains("unsupported") && subject.caps.observe.empty())
    return;
  if (answer["ok"] != true || answer.value("unsupported", json()) != json{"zq-5d21"})
    throw Broken(fmt::format("\"{}\"", printable(answer.dump(), 160)));
}

void together(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  const int count = std::min(subject.caps.sessions, 64);
  for (int s = 0; s < count; ++s) dialogue.say(subject.open(subject.roles()[0], s));
  for (int s = 0; s < count; ++s)
    if (dialogue.hear()["ok"] != true) throw Broken(fmt::format("session {} did not open", s + 1));
  told(subject, dialogue, step(subject, 0, 4096));
  for (int s = 1; s < count; ++s)
    if (told(subject, dialogue, on("poll", s)).state != State::read)
      throw Broken("garbage on one session changed another");
}

}  // namespace

std::vector<Rule> session_rules() {
  return {
      {"a fresh session reads, and has written where its role begins and not otherwise", fresh},
      {"an operation on a session that is not open, or no longer, is an error", not_open},
      {"s is an integer from 0 to 2^53-1, one session's at a time, free after close", numbers},
      {"outcome, send and finish before done are errors", too_early},
      {"a slice holds 0 to 65,536 bytes of lower-case hex", slices},
      {"a clock of 16 bytes moves with a poll where that is declared", clocks},
      {"garbage never leads to done, and rejected is final", garbage},
      {"eof knows fin, and rst where it is declared", ends},
      {"a name that observe does not know is listed as unsupported", observing},
      {"as many sessions as declared are open at once and do not disturb each other", together},
  };
}

}  // namespace assay::shim

// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/session.hpp"

#include <fmt/format.h>

#include <utility>

#include "conformance/targets/last_words.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay::contract {
namespace {

constexpr Millis quiet{20};           // no byte for as long: this is all for now
constexpr Millis exit_lag{20};        // from the end of stdout to the end of the process
constexpr Millis outcome_pause{200};  // inside an outcome; what stays unfinished longer is none
constexpr Millis exit_grace{100};     // what looks like no outcome is one if no failure follows
constexpr std::size_t one_answer = 256 * 1024;  // bytes; a flood must not keep an answer for ever

std::chrono::microseconds scaled(Millis time, double scale) {
  return std::chrono::microseconds(
      static_cast<long>(static_cast<double>(time.count()) * 1000 * scale));
}

Command with_events(Launch& launch, const EventPipe& pipe) {
  Command command = launch.command;
  if (!launch.events) return command;
  command.env["SHS1_EVENTS_FD"] = std::to_string(EventPipe::number_in_child);
  command.descriptors.emplace_back(EventPipe::number_in_child, pipe.child_end());
  return command;
}

bool inside_message(Role role, std::size_t read) {
  const Messages m = messages(role);
  return read > 0 && read < m.read() && read != m.read_first;
}

}  // namespace

ContractSession::ContractSession(Launch launch, std::shared_ptr<std::string> stderr_tail)
    : launch_(std::move(launch)),
      child_(with_events(launch_, pipe_)),
      filter_(launch_.role, launch_.outcome_comes),
      stderr_tail_(std::move(stderr_tail)) {
  pipe_.started();
}

ContractSession::~ContractSession() {
  child_.stop();
  *stderr_tail_ = child_.stderr_tail();
}

Answer ContractSession::step(View in) {
  if (!launch_.takes_fragments && inside_message(launch_.role, filter_.read())) {
    throw Unsupported("fragmentation: the executable reads each message in one go");
  }
  filter_.given(in);
  child_.write({reinterpret_cast<const char*>(in.data()), in.size()});
  return collect();
}

Answer ContractSession::eof(Eof how) {
  if (how == Eof::rst) throw Unsupported("eof.rst: a pipe ends only one way");
  child_.close_input();
  child_.wait_exit(Clock::now() + scaled(quiet, launch_.scale));
  return collect();
}

Answer ContractSession::collect() {
  pump();
  absorb();
  settle_outcome();
  return answer();
}

// Until nothing more is owed, or nothing came for a while.
void ContractSession::pump() {
  if (stdout_closed_) {
    child_.wait_exit(Clock::now());
    return;
  }
  auto progress = Child::Progress::output;
  while (progress == Child::Progress::output && child_.output().size() < one_answer) {
    const bool wanting =
        filter_.written() + child_.output().size() < owed(launch_.role, filter_.read());
    progress = child_.pump(Clock::now() + (wanting ? scaled(quiet, launch_.scale) : Millis(0)));
  }
  if (progress != Child::Progress::ended) return;
  stdout_closed_ = true;
  child_.wait_exit(Clock::now() + scaled(exit_lag, launch_.scale));
}

void ContractSession::absorb() {
  // Its last words come before its end, so a process seen to have exited has said all.
  for (Event& e : pipe_.take()) {
    if (e.peer && e.kind == Event::Kind::done) peer_ = e.peer;
    end_told_ = end_told_ || e.kind == Event::Kind::end;
    events_.push_back(std::move(e));
  }
  std::string& output = child_.output();
  if (output.empty()) return;
  filter_.wrote({reinterpret_cast<const std::uint8_t*>(output.data()), output.size()});
  output.clear();
  held_since_ = Clock::now();
}

void ContractSession::settle_outcome() {
  if (done_) return;
  if (!launch_.outcome_comes) return settle_handshake();
  const bool over =
      stdout_closed_ || Clock::now() - held_since_ > scaled(outcome_pause, launch_.scale);
  if (filter_.partial() && over) filter_.surrender();
  if (!filter_.complete()) return;
  if (!outcome_is_real()) return filter_.surrender();
  filter_.accept();
  done_ = true;
  if (!launch_.events) events_.push_back({.kind = Event::Kind::done});
}

// Without an outcome the last message is all that shows success. A client that refuses it then ends
// its stream with an error.
void ContractSession::settle_handshake() {
  const Messages m = messages(launch_.role);
  done_ = filter_.written() >= m.written() && filter_.read() >= m.read() && !pipe_.rejected();
  if (done_ && !launch_.events) events_.push_back({.kind = Event::Kind::done});
}

// 112 bytes of error text in the place of an outcome are followed by a failure.
bool ContractSession::outcome_is_real() {
  if (pipe_.rejected()) return false;
  if (filter_.nonce_is_on_the_wire()) return true;
  child_.wait_exit(held_since_ + scaled(exit_grace, launch_.scale));
  if (!child_.exited()) return true;
  absorb();
  return child_.exit_code() == 0 && !pipe_.rejected();
}

Answer ContractSession::answer() {
  Answer a{.state = done_ ? State::done : State::read};
  // After success it may exit or wait: both are the contract's, and when it exits is chance.
  if (!done_) a.close = child_.exited() ? Close::fin : stdout_closed_ ? Close::half : Close::none;
  a.out = filter_.take_out();
  a.events = std::exchange(events_, {});
  return child_.exited() ? ended(std::move(a)) : a;
}

Answer ContractSession::ended(Answer a) {
  *stderr_tail_ = child_.stderr_tail();
  const bool died = !child_.exit_code();
  const bool unexplained =
      !done_ && child_.exit_code() != 0 && launch_.rejects_by_event && !pipe_.rejected();
  if (died || unexplained) {
    // What it wrote first may decide a case, so that is handed over before the crash is.
    if (!a.out.empty() || !a.events.empty()) {
      a.close = Close::none;
      return a;
    }
    throw Crashed(child_.how_it_ended() + (died ? "" : " without a rejected event") +
                  last_words(child_.stderr_tail()));
  }
  if (done_) {
    if (!launch_.outcome_comes) end_stream(a);
    if (child_.exit_code() != 0) a.why = child_.how_it_ended() + " after the handshake";
    return a;
  }
  a.state = State::rejected;
  a.why = refusal();
  return a;
}

// How the stream ended is in the exit code, where no event said it.
void ContractSession::end_stream(Answer& a) {
  a.close = Close::fin;
  if (std::exchange(end_told_, true)) return;
  a.events.push_back({.kind = Event::Kind::end, .clean = child_.exit_code() == 0});
}

std::string ContractSession::refusal() const {
  const std::string exit =
      child_.exit_code() == 0 ? "exit 0 without an outcome" : child_.how_it_ended();
  if (pipe_.rejected()) return fmt::format("{} ({})", printable(pipe_.why(), 200), exit);
  return child_.exit_code() == 0 ? exit : exit + ", exit code only";
}

std::map<std::string, Bytes> ContractSession::outcome() {
  if (!launch_.outcome_comes) throw Unsupported("outcome beside SHS1_BOX_STREAM");
  if (!done_) throw Defective("outcome asked for before the executable wrote one");
  const View all = filter_.outcome();
  const auto part = [all](std::size_t at, std::size_t size) {
    const View bytes = all.subspan(at, size);
    return Bytes(bytes.begin(), bytes.end());
  };
  std::map<std::string, Bytes> values = {{"enc_key", part(0, 32)},
                                         {"enc_nonce", part(32, 24)},
                                         {"dec_key", part(56, 32)},
                                         {"dec_nonce", part(88, 24)}};
  if (peer_) values["peer_pk"] = *peer_;
  return values;
}

std::map<std::string, Bytes> ContractSession::observe(const std::vector<std::string>& names) {
  std::map<std::string, Bytes> values;
  for (const std::string& wanted : names) {
    if (wanted != "exit_status") throw Unsupported("observe " + wanted);
    values[wanted] = {};
    if (const auto code = child_.exit_code()) values[wanted] = {static_cast<std::uint8_t>(*code)};
  }
  return values;
}

Answer ContractSession::send(View) {
  throw Unsupported("stream: an executable has no application to send for");
}

Answer ContractSession::finish() {
  throw Unsupported("stream: an executable has no application to send for");
}

}  // namespace assay::contract

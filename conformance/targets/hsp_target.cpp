// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <random>

#include "conformance/engine/attack.hpp"
#include "conformance/targets/hsp_answer.hpp"
#include "conformance/targets/hsp_hello.hpp"
#include "conformance/targets/hsp_open.hpp"
#include "conformance/targets/hsp_params.hpp"
#include "conformance/targets/hsp_process.hpp"
#include "conformance/targets/record.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;

void demand_supported(HspProcess& process, const std::optional<std::string>& unsupported) {
  if (unsupported)
    process.defective("its hello declares what it then calls unsupported: " + *unsupported);
}

class HspSession final : public Session {
 public:
  HspSession(const Protocol& protocol, std::shared_ptr<HspProcess> process, Capabilities caps,
             HspLimits limits, std::int64_t s)
      : protocol_(protocol),
        process_(std::move(process)),
        caps_(std::move(caps)),
        limits_(limits),
        s_(s) {
    ++process_->sessions;
  }
  ~HspSession() override {
    --process_->sessions;
    if (!opened_) return;
    process_->post({{"op", "close"}, {"s", s_}}, limits_.close);
  }
  HspSession(const HspSession&) = delete;
  HspSession& operator=(const HspSession&) = delete;

  void open(const OpenRequest& request) {
    mode_ = request.mode;
    json asked = open_json(request, caps_);
    asked["s"] = s_;
    first_ = exchange(std::move(asked), limits_.open);
    opened_ = true;
  }
  Answer opened() override { return first_; }
  Answer step(View in) override {
    if (protocol_.carrier != Carrier::stream) throw Unsupported("a stream");
    return exchange(timed(request("step", "in", in)), limits_.step);
  }
  Answer take(const Datagram& in) override {
    if (protocol_.carrier != Carrier::datagrams) throw Unsupported("datagrams");
    json asked = request("step", "in", in.data);
    asked["from"] = in.address;
    return exchange(timed(std::move(asked)), limits_.step);
  }
  Answer poll() override { return exchange(timed(request("poll")), limits_.step); }
  void at(Nanos now) override {
    need("clock");
    clock_ = now;
  }
  Answer send(View data) override {
    need("stream");
    return exchange(request("send", "data", data), limits_.step);
  }
  Answer finish() override {
    need("stream");
    return exchange(request("finish"), limits_.step);
  }
  Answer eof(Eof how) override {
    if (how == Eof::rst) need("eof.rst");
    json asked = request("eof");
    asked["how"] = how == Eof::rst ? "rst" : "fin";
    return exchange(std::move(asked), limits_.step);
  }
  std::map<std::string, Bytes> outcome() override {
    need("outcome");
    std::map<std::string, Bytes> values;
    ask(request("outcome"), limits_.step,
        [&](const json& answer) { values = parse_outcome(protocol_, answer); });
    return values;
  }
  std::map<std::string, Bytes> observe(const std::vector<std::string>& names) override {
    for (const auto& name : names)
      if (std::ranges::find(caps_.observe, name) == caps_.observe.end())
        throw Unsupported("observe " + name);
    json asked = request("observe");
    asked["names"] = names;
    std::map<std::string, Bytes> values;
    ask(std::move(asked), limits_.step, [&](const json& answer) {
      for (const auto& name : names)
        values[name] = hex_member(member(answer, "values"), name.c_str());
    });
    return values;
  }

 private:
  json request(const char* op) const { return {{"op", op}, {"s", s_}}; }
  json request(const char* op, const char* key, View bytes) const {
    return {{"op", op}, {"s", s_}, {key, hex(bytes)}};
  }
  json timed(json asked) {
    if (const auto now = std::exchange(clock_, std::nullopt)) asked["clock"] = clock_hex(*now);
    return asked;
  }
  void need(std::string_view cap) const {
    if (!caps_.has(cap)) throw Unsupported(std::string(cap));
  }
  void ask(json asked, Millis limit, const HspProcess::Read& read) {
    demand_supported(*process_, process_->ask(std::move(asked), limit, read));
  }
  Answer exchange(json asked, Millis limit) {
    Answer answer;
    ask(std::move(asked), limit, [&](const json& written) {
      answer = parse_answer(protocol_, mode_, written);
      check_order(answer);
      for (const Event& event : answer.events) check_event(event);
    });
    return answer;
  }

  // spec/shim.md §4: what may follow what.
  void check_order(const Answer& answer) {
    const bool final = last_ == State::done || last_ == State::rejected;
    // From done an implementation cannot go back; its later failures are events and closes.
    if (final && answer.state != last_) throw JsonError("the state changed after it was final");
    if (answer.close < close_) throw JsonError("\"close\" took back what it said before");
    if (close_ >= Close::fin && !(answer.out.empty() && answer.datagrams.empty()))
      throw JsonError("\"out\" after \"close\":\"fin\"");
    last_ = answer.state;
    close_ = answer.close;
  }
  void check_event(const Event& event) const {
    const bool stream = event.kind == Event::Kind::delivered || event.kind == Event::Kind::end;
    if (stream && !caps_.has("stream")) throw JsonError("an event of the undeclared \"stream\"");
    if (event.kind == Event::Kind::verified && !caps_.has("events.verified"))
      throw JsonError("an event of the undeclared \"events.verified\"");
  }

  const Protocol& protocol_;
  std::shared_ptr<HspProcess> process_;
  Capabilities caps_;
  HspLimits limits_;
  std::int64_t s_;
  std::string mode_;
  std::optional<Nanos> clock_;  // not told yet
  bool opened_ = false;
  Answer first_;
  State last_ = State::read;
  Close close_ = Close::none;
};

class HspTarget final : public Target {
 public:
  HspTarget(const Protocol& protocol, std::vector<std::string> argv, double scale)
      : protocol_(protocol), argv_(std::move(argv)), scale_(scale), limits_(scale) {}
  ~HspTarget() override { leave(); }
  HspTarget(const HspTarget&) = delete;
  HspTarget& operator=(const HspTarget&) = delete;

  Identity identity() override { return hello().identity; }

  Capabilities capabilities(const std::string& protocol) override {
    const std::optional<Capabilities>& known = hello().capabilities;
    if (protocol != protocol_.name || !known) throw Unsupported("protocol " + protocol);
    return *known;
  }

  std::unique_ptr<Session> open(const OpenRequest& request) override {
    const Capabilities caps = capabilities(request.protocol);
    if (const auto what = undeclared(protocol_, request, caps)) throw Unsupported(*what);
    if (!process_ || process_->gone()) start_again();
    if (gone_ && defective_) throw Defective(why_gone_);
    if (gone_) throw NotThere(why_gone_);
    if (process_->sessions >= caps.sessions)
      throw Unsupported(fmt::format("more than {} sessions at once", caps.sessions));
    auto session = std::make_unique<HspSession>(protocol_, process_, caps, limits_, next_s_++);
    session->open(request);
    return session;
  }

  // Who was restarted once will be again: the next process starts while this one is at work.
  void restart() override {
    leave();
    start_again();
    if (!gone()) spare_ = launch();
  }

  // Null where the first does not start: some programs run once at a time. After one that did not
  // start no other is tried.
  std::unique_ptr<Target> another() override {
    auto beside = std::make_unique<HspTarget>(protocol_, argv_, scale_);
    beside->hello_ = hello_;
    beside->gone_ = starts_no_more_.load();
    beside->start_again();
    if (beside->gone_) starts_no_more_ = true;
    if (beside->gone_ && !runs_several_) return nullptr;
    runs_several_ = true;
    return beside;
  }

  bool gone() override { return gone_; }

  std::string stderr_tail() override { return process_ ? process_->stderr_tail() : ""; }

 private:
  const Hello& hello() {
    if (!hello_) start();
    if (!hello_) throw std::logic_error("it started without a hello");
    return *hello_;
  }

  std::shared_ptr<HspProcess> launch() {
    return std::make_shared<HspProcess>(argv_, hello_.has_value());
  }

  void start() {
    process_ = spare_ ? std::exchange(spare_, nullptr) : launch();
    Hello said;
    demand_supported(*process_, process_->ask({{"op", "hello"}, {"hsp", {1}}, {"runner", "assay"}},
                                              limits_.hello, [&](const json& answer) {
                                                said = parse_hello(protocol_, answer);
                                              }));
    if (!hello_)
      probe();
    else if (hello_json(protocol_, said) != hello_json(protocol_, *hello_))
      process_->defective("its hello differs from the one of its last process");
    if (!hello_) hello_ = std::move(said);
    process_->prove();
  }

  // What was tested before it would not start again is no less tested. One that dies is tried
  // twice: a spare may have died of standing beside the process that it replaces.
  void start_again() {
    for (const bool last : {false, true}) {
      if (gone_) return;
      try {
        return start();
      } catch (const Defective& e) {
        why_gone_ = e.what();
        gone_ = defective_ = true;
      } catch (const TargetError& e) {
        why_gone_ = fmt::format("the target does not start again: {}", e.what());
        gone_ = last || dynamic_cast<const Crashed*>(&e) == nullptr;
      }
    }
  }

  // spec/shim.md §9: tells a shim that reads its requests from one that says yes to everything.
  void probe() {
    const HspProcess::Read refuse = [](const json&) {
      throw JsonError("it takes what does not exist");
    };
    // No target was written to know it.
    const std::string word = fmt::format("zq-{:08x}", std::random_device()());
    process_->ask({{"op", word}}, limits_.step, refuse);
    process_->ask({{"op", "open"},
                   {"s", 0},
                   {"protocol", word},
                   {"role", name(known_roles(protocol_).front())},
                   {"params", json::object()}},
                  limits_.open, refuse);
  }

  void leave() {
    if (process_) process_->bye(limits_.bye);
  }

  const Protocol& protocol_;
  std::vector<std::string> argv_;
  double scale_;
  HspLimits limits_;
  std::shared_ptr<HspProcess> process_, spare_;
  std::optional<Hello> hello_;
  std::int64_t next_s_ = 1;
  std::string why_gone_ = "the target does not start again";
  bool defective_ = false;
  // Used in other lanes, too.
  std::atomic<bool> gone_ = false, runs_several_ = false, starts_no_more_ = false;
};

}  // namespace

std::unique_ptr<Target> hsp_target(const Protocol& protocol, std::vector<std::string> argv,
                                   double timeout_scale) {
  return std::make_unique<HspTarget>(protocol, std::move(argv), timeout_scale);
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/targets/tests/toy_datagrams.hpp"

#include <utility>

#include "conformance/engine/conversation.hpp"

namespace assay {
namespace {

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

std::string told_of_values(const auto& values) {
  std::string told;
  for (const auto& [name, value] : values.bytes) told += name + "=" + hex(value) + " ";
  for (const auto& [name, value] : values.numbers) told += name + "=" + std::to_string(value) + " ";
  for (const auto& [name, value] : values.texts) told += name + "=" + value + " ";
  return told;
}

class ToySession final : public Session {
 public:
  explicit ToySession(const OpenRequest& request) : told_(told_of(request)) {}
  Answer opened() override { return said({{"opened", bytes_of(told_)}}); }
  Answer step(View) override { throw Defective("a stream"); }
  Answer take(const Datagram& in) override {
    if (!in.data.empty() && in.data[0] == 1) state_ = State::done;
    return said({in});
  }
  void at(Nanos now) override { clock_ = now; }
  Answer poll() override {
    if (!clock_) return said({});
    return said({{"clock", clock_bytes(*std::exchange(clock_, std::nullopt))}});
  }
  Answer eof(Eof) override { return said({}); }
  std::map<std::string, Bytes> outcome() override { return {{"key", Bytes(16, 7)}}; }
  std::map<std::string, Bytes> observe(const std::vector<std::string>&) override { return {}; }
  Answer send(View) override { throw Unsupported("stream"); }
  Answer finish() override { throw Unsupported("stream"); }

 private:
  Answer said(std::vector<Datagram> out) const {
    Answer answer{.state = state_};
    if (state_ == State::done) answer.events = {{.kind = Event::Kind::done}};
    answer.datagrams = std::move(out);
    return answer;
  }
  std::string told_;
  State state_ = State::read;
  std::optional<Nanos> clock_;
};

class ToyTarget final : public Target {
 public:
  Identity identity() override { return {"toy over datagrams", "1"}; }
  Capabilities capabilities(const std::string&) override {
    return {.peer = true,
            .caps = {"outcome", "clock", "limit"},
            .sessions = 3,
            .layer = "toy",
            .modes = {"short", "long"}};
  }
  std::unique_ptr<Session> open(const OpenRequest& request) override {
    return std::make_unique<ToySession>(request);
  }
  void restart() override {}
};

OpenRequest honest_request(Role role, const std::string& mode) {
  return {.protocol = "toy/datagrams",
          .role = role,
          .mode = mode,
          .bytes = {{"psk", Bytes(32, 9)}},
          .texts = {{"name", "n"}},
          .records = {{"directory", {}}}};
}

void honest_run(Stage& stage) {
  Conversation line(stage, honest_request(stage.role, "short"));
  line.send_from("a", Bytes{1});
  if (!line.succeeded()) throw ControlFailed("not done");
}

Protocol made() {
  using Kind = Parameter::Kind;
  const std::vector<Role> both = {Role::peer};
  Protocol p{.name = "toy/datagrams", .carrier = Carrier::datagrams};
  p.roles = {{Role::peer, "peer"}};
  p.modes = {"short", "long"};
  p.messages = {
      {.name = "m1", .from = Role::peer, .length = Message::Length::datagram, .bytes = 1200}};
  const Parameter id{.name = "id", .kind = Kind::number, .least = 0, .most = 9};
  p.parameters = {
      {.name = "psk", .least = 16, .most = 32, .roles = both, .key = "psk"},
      {.name = "name", .kind = Kind::text, .least = 1, .most = 8, .roles = both},
      {.name = "limit",
       .kind = Kind::number,
       .least = 1,
       .most = 99,
       .roles = both,
       .optional = true},
      {.name = "directory",
       .kind = Kind::records,
       .least = 0,
       .most = 4,
       .roles = both,
       .fields = {{.name = "pk"}, id}},
  };
  p.outcome = {{.name = "key", .bytes = 16}};
  p.peer_bytes = 0;
  p.request = [](Role role, const std::string& mode, const Rng&) {
    return honest_request(role, mode);
  };
  p.honest = honest_run;
  return p;
}

}  // namespace

const Protocol& toy_datagrams() {
  static const Protocol protocol = made();
  return protocol;
}

std::unique_ptr<Target> toy_datagrams_target() { return std::make_unique<ToyTarget>(); }

OpenRequest full_request() {
  OpenRequest request = honest_request(Role::peer, "short");
  request.mode = "long";
  request.numbers = {{"limit", 42}};
  request.records["directory"] = {{.bytes = {{"pk", Bytes(32, 1)}}, .numbers = {{"id", 1}}},
                                  {.bytes = {{"pk", Bytes(32, 2)}}, .numbers = {{"id", 2}}}};
  request.clock = static_cast<Nanos>(1) << 100 | 5;
  return request;
}

std::string told_of(const OpenRequest& request) {
  std::string told = request.mode + " " + told_of_values(request);
  for (const auto& [name, records] : request.records) {
    told += name + ": ";
    for (const Fields& fields : records) told += "{" + told_of_values(fields) + "} ";
  }
  if (request.clock) told += "clock=" + hex(clock_bytes(*request.clock));
  return told;
}

}  // namespace assay

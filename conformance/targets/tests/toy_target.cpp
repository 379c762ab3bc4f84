// SPDX-License-Identifier: MIT
#include "conformance/targets/tests/toy_target.hpp"

#include "conformance/engine/conversation.hpp"

namespace assay {
namespace {

class ToySession final : public Session {
 public:
  explicit ToySession(const OpenRequest& request) : request_(request) {}
  Answer opened() override {
    return {.state = state_, .out = request_.role == Role::client ? Bytes{42} : Bytes{}};
  }
  Answer step(View in) override {
    Answer answer{.state = state_, .out = Bytes(in.begin(), in.end()), .close = close_};
    if (in.empty() || state_ == State::rejected) return answer;
    if (in[0] == 9) throw std::runtime_error("a flaw");
    if (in[0] == 1) succeed(answer);
    if (in[0] == 2) answer.state = State::rejected, answer.why = "two";
    if (in[0] == 3) answer.state = State::wait;
    if (in[0] == 4) answer.close = Close::fin;
    state_ = answer.state;
    close_ = answer.close;
    return answer;
  }
  Answer eof(Eof how) override {
    close_ = how == Eof::rst ? Close::rst : Close::fin;
    if (state_ != State::done) state_ = State::rejected;
    return {
        .state = state_, .close = close_, .events = {{.kind = Event::Kind::end, .clean = true}}};
  }
  Answer poll() override { return {.state = state_, .close = close_}; }
  std::map<std::string, Bytes> outcome() override {
    return {{"enc_key", Bytes(32, 1)},
            {"enc_nonce", Bytes(24, 2)},
            {"dec_key", Bytes(32, 3)},
            {"dec_nonce", Bytes(24, 4)}};
  }
  std::map<std::string, Bytes> observe(const std::vector<std::string>& names) override {
    std::map<std::string, Bytes> values;
    for (const auto& name : names) values[name] = Bytes{7};
    return values;
  }
  Answer send(View data) override {
    return {.state = state_, .out = Bytes(data.begin(), data.end()), .close = close_};
  }
  Answer finish() override {
    close_ = Close::half;
    return {.state = state_, .close = close_};
  }

 private:
  static void succeed(Answer& answer) {
    answer.state = State::done;
    answer.events = {{.kind = Event::Kind::authorize},
                     {.kind = Event::Kind::verified, .peer = Bytes(32, 5)},
                     {.kind = Event::Kind::done, .peer = Bytes(32, 5)},
                     {.kind = Event::Kind::delivered, .data = Bytes{6}}};
  }
  OpenRequest request_;
  State state_ = State::read;
  Close close_ = Close::none;
};

class ToyTarget final : public Target {
 public:
  Identity identity() override { return {"toy", "2"}; }
  Capabilities capabilities(const std::string&) override {
    return {.server = true,
            .client = true,
            .caps = {"inject.ephemeral_sk", "authorize.delay_ms", "authorize.then", "timeout_ms",
                     "outcome", "stream", "endpoint", "events.verified", "eof.rst"},
            .observe = {"ab", "K2"},
            .sessions = 3,
            .timeout_kind = "total",
            .layer = "toy",
            .authorize = "before-m2"};
  }
  std::unique_ptr<Session> open(const OpenRequest& request) override {
    return std::make_unique<ToySession>(request);
  }
  void restart() override {}
};

OpenRequest toy_request(Role role, const std::string&, const Rng&) {
  return {.protocol = "toy", .role = role, .bytes = {{"static_seed", Bytes(32, 1)}}};
}

void toy_handshake(Stage& stage) {
  Conversation line(stage, toy_request(stage.role, "", stage.rng));
  line.send(Bytes{1});
  if (!line.succeeded()) throw ControlFailed("not done");
}

Protocol made_protocol() {
  Protocol p{.name = "toy",
             .spec = "nowhere",
             .roles = {{Role::server, "server"}, {Role::client, "client"}}};
  p.messages = {{.name = "m1", .from = Role::client, .bytes = 1},
                {.name = "m2", .from = Role::server, .bytes = 1}};
  p.parameters = {
      {.name = "static_seed"},
      {.name = "peer_pk", .roles = {Role::client}, .optional = true},
      {.name = "inject.ephemeral_sk", .optional = true, .group = "ephemeral"},
      {.name = "inject.ephemeral_seed", .optional = true, .group = "ephemeral"},
  };
  p.outcome = {{"enc_key", 32},
               {"enc_nonce", 24},
               {"dec_key", 32},
               {"dec_nonce", 24},
               {"peer_pk", 32, true}};
  p.decision = "m2";
  p.request = toy_request;
  p.honest = toy_handshake;
  return p;
}

}  // namespace

std::unique_ptr<Target> toy_target() { return std::make_unique<ToyTarget>(); }

const Protocol& toy_protocol() {
  static const Protocol protocol = made_protocol();
  return protocol;
}

}  // namespace assay

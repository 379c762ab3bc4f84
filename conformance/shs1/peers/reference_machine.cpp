// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/reference_machine.hpp"

#include <sodium.h>

#include <variant>

#include "conformance/shs1/peers/reference_stream.hpp"
#include "reference/shs1/client.hpp"
#include "reference/shs1/server.hpp"

namespace assay::peers {
namespace {

using namespace shs1;

struct Over {};  // the handshake failed: nothing more is read or said

std::span<const std::uint8_t, 32> fixed(const Bytes& key) { return std::span(key).first<32>(); }

EphemeralSecret ephemeral(const Settings& s) {
  if (s.ephemeral_sk) return EphemeralSecret::from_x25519_secret(fixed(*s.ephemeral_sk));
  if (s.ephemeral_seed) return EphemeralSecret::from_ed25519_seed(fixed(*s.ephemeral_seed));
  Bytes fresh(32);
  randombytes_buf(fresh.data(), fresh.size());
  EphemeralSecret x = EphemeralSecret::from_x25519_secret(fixed(fresh));
  sodium_memzero(fresh.data(), fresh.size());
  return x;
}

// A complete message off the front of `input`, or nothing yet.
template <class Message>
std::optional<Message> next(Bytes& input) {
  if (input.size() < Message::size) return std::nullopt;
  const Bytes bytes = take(input, Message::size);
  return Message::from(std::span(bytes).template first<Message::size>());
}

// What both ends do the same way. States is a variant whose last two alternatives are the stream
// and Over.
template <class... Handshake>
class End : public Machine {
 public:
  explicit End(std::variant<Handshake..., ReferenceStream, Over> start)
      : state_(std::move(start)) {}

  void read(Host& host, Bytes& input) override {
    while (step(host, input)) {
    }
    if (ReferenceStream* s = stream()) s->read(host, input);
    if (std::holds_alternative<Over>(state_)) input.clear();
  }

  void ended(Host& host, Eof how, std::size_t) override {
    if (ReferenceStream* s = stream()) return s->ended(host, how);
    if (!std::holds_alternative<Over>(state_)) refuse(host, "the peer ended the stream");
  }

  void send(Host& host, View data) override { stream()->send(host, data); }
  void finish(Host& host) override { stream()->finish(host); }
  std::map<std::string, Bytes> outcome() const override {
    return std::get<ReferenceStream>(state_).outcome();
  }

 protected:
  // One message of the handshake; false when none is complete or due.
  virtual bool step(Host& host, Bytes& input) = 0;

  bool refuse(Host& host, std::string_view why) {
    state_ = Over{};
    host.reject(std::string(why));
    return false;
  }

  bool succeed(Host& host, Outcome outcome) {
    host.done(outcome.peer.view());
    state_ = ReferenceStream(std::move(outcome));
    return false;
  }

  ReferenceStream* stream() { return std::get_if<ReferenceStream>(&state_); }

  std::variant<Handshake..., ReferenceStream, Over> state_;
};

class Client final : public End<ClientStart, ClientAwaitsMsg2, ClientAwaitsMsg4> {
 public:
  explicit Client(const Settings& s)
      : End(ClientStart(NetworkKey::from(fixed(s.network_key)),
                        ClientSecret::from_seed(fixed(s.static_seed)),
                        ServerPublic::from(fixed(s.peer_pk)), ephemeral(s))) {}

  void start(Host& host) override {
    auto hello = std::move(std::get<ClientStart>(state_)).hello();
    host.send(hello.msg1.view());
    state_ = std::move(hello.next);
  }

 private:
  bool step(Host& host, Bytes& input) override {
    if (std::holds_alternative<ClientAwaitsMsg2>(state_)) return read_msg2(host, input);
    if (std::holds_alternative<ClientAwaitsMsg4>(state_)) return read_msg4(host, input);
    return false;
  }

  bool read_msg2(Host& host, Bytes& input) {
    const auto msg2 = next<Msg2>(input);
    if (!msg2) return false;
    auto read = std::move(std::get<ClientAwaitsMsg2>(state_)).read(*msg2);
    if (!read) return refuse(host, name(read.error()));
    host.send(read->msg3.view());
    state_ = std::move(read->next);
    return true;
  }

  bool read_msg4(Host& host, Bytes& input) {
    const auto msg4 = next<Msg4>(input);
    if (!msg4) return false;
    auto outcome = std::move(std::get<ClientAwaitsMsg4>(state_)).read(*msg4);
    if (!outcome) return refuse(host, name(outcome.error()));
    host.verified(outcome->peer.view());
    return succeed(host, std::move(*outcome));
  }
};

class Server final : public End<ServerAwaitsMsg1, ServerAwaitsMsg3, ServerAwaitsDecision> {
 public:
  explicit Server(const Settings& s)
      : End(ServerAwaitsMsg1(NetworkKey::from(fixed(s.network_key)),
                             ServerSecret::from_seed(fixed(s.static_seed)), ephemeral(s))) {}

  void decided(Host& host, Decision decision) override {
    auto* state = std::get_if<ServerAwaitsDecision>(&state_);
    if (state == nullptr) return;
    auto accepted = std::move(*state).authorize(decision == Decision::admit);
    if (!accepted) {
      refuse(host, name(accepted.error()));
      return;
    }
    host.send(accepted->msg4.view());
    succeed(host, std::move(accepted->outcome));
  }

 private:
  bool step(Host& host, Bytes& input) override {
    if (std::holds_alternative<ServerAwaitsMsg1>(state_)) return read_msg1(host, input);
    if (std::holds_alternative<ServerAwaitsMsg3>(state_)) return read_msg3(host, input);
    return false;
  }

  bool read_msg1(Host& host, Bytes& input) {
    const auto msg1 = next<Msg1>(input);
    if (!msg1) return false;
    auto read = std::move(std::get<ServerAwaitsMsg1>(state_)).read(*msg1);
    if (!read) return refuse(host, name(read.error()));
    host.send(read->msg2.view());
    state_ = std::move(read->next);
    return true;
  }

  bool read_msg3(Host& host, Bytes& input) {
    const auto msg3 = next<Msg3>(input);
    if (!msg3) return false;
    auto proved = std::move(std::get<ServerAwaitsMsg3>(state_)).read(*msg3);
    if (!proved) return refuse(host, name(proved.error()));
    host.verified(proved->peer().view());
    host.ask(proved->peer().view());
    state_ = std::move(*proved);
    return false;
  }
};

}  // namespace

std::unique_ptr<Machine> reference_machine(const Settings& settings) {
  if (settings.role == Role::client) return std::make_unique<Client>(settings);
  return std::make_unique<Server>(settings);
}

}  // namespace assay::peers

// SPDX-License-Identifier: MIT
#include "conformance/toy/machine.hpp"

#include <variant>

#include "conformance/toy/formulas.hpp"
#include "reference/toy/frame.hpp"
#include "reference/toy/peer.hpp"

namespace assay {
namespace {

using toy::Body;

// What both ends do the same way: frames, ends, and what a protocol without a stream of its own
// answers.
class ToyMachine : public peers::Machine {
 public:
  void read(peers::Host& host, Bytes& input) override {
    while (!over_) {
      const auto message = toy::from_stream(input);
      if (!message) return refuse(host, toy::name(message.error()));
      if (!*message) return;
      peers::take(input, toy::stream_message_bytes);
      take_in(host, **message);
    }
    input.clear();
  }
  void ended(peers::Host& host, Eof, std::size_t) override {
    if (!over_) refuse(host, "the peer ended the stream");
  }
  void send(peers::Host&, View) override { throw Unsupported("stream"); }
  void finish(peers::Host&) override { throw Unsupported("stream"); }
  std::map<std::string, Bytes> outcome() const override { return {{"k", k_}}; }

 protected:
  virtual void take_in(peers::Host& host, const Body& message) = 0;

  static void say(peers::Host& host, std::span<const std::uint8_t, 32> body) {
    host.send(toy::on_stream(body));
  }
  void refuse(peers::Host& host, std::string_view why) {
    over_ = true;
    host.reject(std::string(why));
  }
  void succeed(peers::Host& host, View k) {
    over_ = true;
    k_ = copy_of(k);
    host.done({});
  }

 private:
  bool over_ = false;
  Bytes k_;
};

class Reference final : public ToyMachine {
 public:
  explicit Reference(const ToyKeys& keys)
      : state_(toy::PeerStart(toy::PresharedKey::from(View(keys.K).first<32>()),
                              toy::Nonce::from(View(keys.n).first<16>()),
                              toy::Instant::from(View(keys.t).first<16>()))) {}

  void start(peers::Host& host) override {
    auto begun = std::move(std::get<toy::PeerStart>(state_)).begin();
    say(host, begun.h.view());
    state_ = std::move(begun.next);
  }

 private:
  void take_in(peers::Host& host, const Body& message) override {
    if (auto* hello = std::get_if<toy::PeerAwaitsHello>(&state_)) {
      answer(host, std::move(*hello).read(toy::PeerHello::from(message)),
             &toy::PeerAwaitsHello::Read::p);
    } else if (auto* proof = std::get_if<toy::PeerAwaitsProof>(&state_)) {
      answer(host, std::move(*proof).read(toy::PeerProof::from(message)),
             &toy::PeerAwaitsProof::Read::d);
    } else {
      const auto k =
          std::move(std::get<toy::PeerAwaitsFinish>(state_)).read(toy::PeerFinish::from(message));
      if (!k) return refuse(host, toy::name(k.error()));
      succeed(host, k->k.view());
    }
  }

  template <class Read, class Message>
  void answer(peers::Host& host, Read read, Message message) {
    if (!read) return refuse(host, toy::name(read.error()));
    say(host, ((*read).*message).view());
    state_ = std::move(read->next);
  }

  std::variant<toy::PeerStart, toy::PeerAwaitsHello, toy::PeerAwaitsProof, toy::PeerAwaitsFinish>
      state_;
};

class Twisted final : public ToyMachine {
 public:
  Twisted(const ToyKeys& keys, const terms::Twist& twist)
      : end_(toy_book(), Role::peer, {{"K", keys.K}, {"n", keys.n}, {"t", keys.t}}, twist) {}

  void start(peers::Host& host) override { tell(host); }

 private:
  void take_in(peers::Host& host, const Body& message) override {
    end_.read(message);
    tell(host);
  }
  void tell(peers::Host& host) {
    const Bytes sent = end_.take_sent();
    for (std::size_t at = 0; at < sent.size(); at += 32)
      say(host, View(sent).subspan(at).first<32>());
    if (end_.state() == terms::Interpreter::State::refused) refuse(host, end_.reason());
    if (end_.state() == terms::Interpreter::State::done) succeed(host, end_.outcome().at("k"));
  }

  terms::Interpreter end_;
};

}  // namespace

std::unique_ptr<peers::Machine> toy_reference_machine(const ToyKeys& keys) {
  return std::make_unique<Reference>(keys);
}

std::unique_ptr<peers::Machine> toy_twisted_machine(const ToyKeys& keys,
                                                    const terms::Twist& twist) {
  return std::make_unique<Twisted>(keys, twist);
}

}  // namespace assay

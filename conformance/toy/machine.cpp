// SPDX-License-Identifier: MIT
#include "conformance/toy/machine.hpp"

#include <sodium.h>

#include <variant>

#include "conformance/toy/formulas.hpp"
#include "reference/toy/frame.hpp"
#include "reference/toy/peer.hpp"

namespace assay {
namespace {

using toy::Body;

toy::Kind nth_kind(int n) { return static_cast<toy::Kind>(n); }

// What both ends do the same way: frames, addresses, ends, and what a protocol without a stream of
// its own answers.
class ToyMachine : public peers::Machine {
 public:
  explicit ToyMachine(Carrier carrier) : carrier_(carrier) {}

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
  void receive(peers::Host& host, const Datagram& in) override {
    if (over_) return;
    const auto message =
        toy::from_datagram(nth_kind(heard_ + 1), address_due(in), {in.address, in.data});
    if (!message) return refuse(host, toy::name(message.error()));
    ++heard_;
    peer_ = in.address;
    take_in(host, *message);
  }
  void at(Nanos) override {}  // its time is that of the session's beginning
  void ended(peers::Host& host, Eof, std::size_t) override {
    if (!over_ && carrier_ == Carrier::stream) refuse(host, "the peer ended the stream");
  }
  void send(peers::Host&, View) override { throw Unsupported("stream"); }
  void finish(peers::Host&) override { throw Unsupported("stream"); }
  std::map<std::string, Bytes> outcome() const override { return {{"k", k_}}; }

 protected:
  virtual void take_in(peers::Host& host, const Body& message) = 0;
  // Where the next datagram must come from.
  virtual std::string_view address_due(const Datagram&) const { return peer_; }

  void say(peers::Host& host, std::span<const std::uint8_t, 32> body) {
    ++said_;
    if (carrier_ == Carrier::stream) return host.send(toy::on_stream(body));
    host.send_to(peer_, toy::as_datagram(nth_kind(said_), body));
  }
  Carrier carrier() const { return carrier_; }
  const std::string& peer() const { return peer_; }
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
  Carrier carrier_;
  int said_ = 0, heard_ = 0;
  std::string peer_ = "peer";  // until it has written
  bool over_ = false;
  Bytes k_;
};

class Reference final : public ToyMachine {
 public:
  Reference(Carrier carrier, const ToyKeys& keys)
      : ToyMachine(carrier),
        state_(toy::PeerStart(toy::PresharedKey::from(View(keys.K).first<32>()),
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

// An address as the formulas have it.
Bytes address_digest(const std::string& address) {
  Bytes digest(address_bytes);
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const std::uint8_t*>(address.data()), address.size(), nullptr,
                     0);
  return digest;
}

class Twisted final : public ToyMachine {
 public:
  Twisted(Carrier carrier, const ToyKeys& keys, const terms::Twist& twist)
      : ToyMachine(carrier),
        end_(toy_book(carrier), Role::peer, {{"K", keys.K}, {"n", keys.n}, {"t", keys.t}}, twist) {}

  void start(peers::Host& host) override { tell(host); }

 private:
  void take_in(peers::Host& host, const Body& message) override {
    const bool stream = carrier() == Carrier::stream;
    end_.read(stream ? copy_of(message) : cat(address_digest(peer()), message));
    tell(host);
  }
  // The formulas say where it must come from.
  std::string_view address_due(const Datagram& in) const override { return in.address; }
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

std::unique_ptr<peers::Machine> toy_reference_machine(Carrier carrier, const ToyKeys& keys) {
  return std::make_unique<Reference>(carrier, keys);
}

std::unique_ptr<peers::Machine> toy_twisted_machine(Carrier carrier, const ToyKeys& keys,
                                                    const terms::Twist& twist) {
  return std::make_unique<Twisted>(carrier, keys, twist);
}

}  // namespace assay

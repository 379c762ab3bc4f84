// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "conformance/engine/target.hpp"

// One end of a protocol without sockets, clock or application: what it does with bytes. A Session
// (session.hpp) gives it those, and turns what it does into the words of spec/shim.md §4.
namespace assay::peers {

// The application's answer to Host::ask.
enum class Decision { admit, refuse, error };

// What a machine may do. Collects; the Session reads it after each call.
class Host {
 public:
  // Bytes for the peer. Refused once the machine has ended its writing.
  void send(View bytes);
  // Where the carrier is datagrams: one, for that address.
  void send_to(const std::string& address, View datagram);
  // Asks the application whether `peer` may proceed. Answered once, by Machine::decided.
  void ask(View peer);
  // The machine announces that the peer's proof held.
  void verified(View peer);
  // Success, told to the application. `peer` is empty where there are no names.
  void done(View peer);
  void delivered(View data);
  // The application is told that the peer's stream ended.
  void end(bool clean);
  // Failure, told to the application: of the handshake before done, of the stream after it.
  void reject(const std::string& why, Close how = Close::fin);
  void close(Close how);

  State state() const { return state_; }
  Close closed() const { return close_; }
  bool asked() const { return asked_.has_value(); }
  const Bytes& peer_asked() const { return *asked_; }
  void answered() { asked_.reset(); }
  // Everything since the last call.
  Answer take();

 private:
  State state_ = State::read;
  Close close_ = Close::none;
  Bytes out_;
  std::vector<Datagram> datagrams_;
  std::vector<Event> events_;
  std::optional<Bytes> asked_;
  std::string why_;
};

class Machine {
 public:
  virtual ~Machine() = default;
  // A client's first message.
  virtual void start(Host&) {}
  // Takes whole messages off the front of `input` and acts on them; leaves what is incomplete.
  // Returns early after Host::ask. Called on after a rejection and after the end as well
  // (spec/shim.md §3).
  virtual void read(Host&, Bytes& input) {
    if (!input.empty()) throw Unsupported("a stream");
  }
  // Where the carrier is datagrams: one that came from that address.
  virtual void receive(Host&, const Datagram&) { throw Unsupported("datagrams"); }
  // The time of day moved (capability clock).
  virtual void at(Nanos) { throw Unsupported("clock"); }
  virtual void decided(Host&, Decision) {}
  // The peer's stream ended, and `rest` bytes of it were left unread.
  virtual void ended(Host& host, Eof how, std::size_t rest) = 0;
  // Only after done.
  virtual void send(Host& host, View data) = 0;
  virtual void finish(Host& host) = 0;
  // The values that the protocol's record names; only after done.
  virtual std::map<std::string, Bytes> outcome() const = 0;
};

// The first n bytes of `input`, taken off it; input must hold as many.
Bytes take(Bytes& input, std::size_t n);

}  // namespace assay::peers

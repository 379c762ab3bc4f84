// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/mutants/flawed_stream.hpp"
#include "conformance/shs1/peers/settings.hpp"

// An independent SHS1, not made of reference/, in which each of Flaw can be switched on. With no
// flaw it is sound. Letters and steps are those of spec/shs1.md §2 and §6.
namespace assay::mutants {

// What connections of one server or client object share; only flaws do.
struct Object {
  std::optional<Bytes> first_claim;  // A_p of the first msg3 here
  std::optional<Bytes> ephemeral;
  struct Expected {
    Bytes K3, text_of_sigB;
  };
  std::vector<Expected> expected;  // msg4s that this client object ever awaited
  Bytes latest;                    // the b of the connection opened last
  Bytes serving;                   // the b of the connection in its handshake; empty: none
};

// What connections of one process share.
struct Process {
  std::optional<Bytes> ephemeral;
  std::uint8_t count = 0;           // of ephemerals made
  std::vector<Bytes> ephemerals;    // that are no longer used
  std::vector<Bytes> dialled;       // B_p of each dial
  std::map<Bytes, Bytes> admitted;  // msg3 to the H in it
  std::map<std::string, std::shared_ptr<Object>> objects;
  std::shared_ptr<Object> object(const std::string& endpoint);  // a fresh one for none
};

// What client and server do alike.
class FlawedEnd : public peers::Machine {
 public:
  FlawedEnd(Flaws flaws, const peers::Settings& settings, Process& process);
  void ended(peers::Host& host, Eof how, std::size_t rest) override;
  void send(peers::Host& host, View data) override;
  void finish(peers::Host& host) override;
  std::map<std::string, Bytes> outcome() const override { return outcome_; }

 protected:
  bool has(Flaw flaw) const { return flaws_.contains(flaw); }
  Bytes hello(View x_p) const;  // msg1, msg2
  bool mac_holds(View tag, View x_p, bool skipped) const;
  // True when a whole message of n bytes is there; a flawed end refuses a part of one.
  bool ready(peers::Host& host, const Bytes& input, std::size_t n);
  bool refuse(peers::Host& host, const std::string& why, Close how = Close::fin);
  Bytes key2(View ab, View aB) const;
  Bytes key3(View ab, View aB, View Ab) const;
  Bytes text_of_sigB(View H, View hab) const;
  // spec/shs1.md §4, and the stream that follows.
  void open_stream(View K3, View A_p, View B_p, View msg1, View msg2);

  Flaws flaws_;
  peers::Settings settings_;
  Process& process_;
  std::shared_ptr<Object> object_;
  Bytes x_, x_p_;      // the own ephemeral: a or b
  bool over_ = false;  // the handshake failed
  bool done_ = false;  // success was reported
  std::optional<FlawedStream> stream_;
  std::map<std::string, Bytes> outcome_;

 private:
  Bytes ephemeral() const;
};

std::unique_ptr<peers::Machine> flawed_client(const Flaws&, const peers::Settings&, Process&);
std::unique_ptr<peers::Machine> flawed_server(const Flaws&, const peers::Settings&, Process&);

}  // namespace assay::mutants

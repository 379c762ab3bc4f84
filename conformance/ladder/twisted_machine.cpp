// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/framed_machine.hpp"
#include "conformance/ladder/machine.hpp"

namespace assay::rungs {
namespace {

using terms::Interpreter;

// Ends of one run that are alike until the length of a message tells which of them reads it.
class Twisted final : public FramedMachine {
 public:
  Twisted(const terms::Book& book, std::vector<Interpreter> ends)
      : proves_before_it_asks_(asks_after_proof(book)), ends_(std::move(ends)) {}

  void start(peers::Host& host) override { tell(host); }

  void decided(peers::Host& host, peers::Decision decision) override {
    if (end().state() != Interpreter::State::asks) return;
    for (Interpreter& one : ends_) one.decide(decision == peers::Decision::admit);
    tell(host);
  }

 private:
  const Interpreter& end() const { return ends_.front(); }

  void take_in(peers::Host& host, View framed) override {
    std::erase_if(ends_, [&](const Interpreter& one) { return framed.size() != one.wanted(); });
    if (ends_.empty()) return refuse(host, "bad_frame");
    for (Interpreter& one : ends_) one.read(framed);
    tell(host);
  }

  void tell(peers::Host& host) {
    using State = Interpreter::State;
    Bytes sent;
    for (Interpreter& one : ends_) sent = one.take_sent();
    host.send(sent);
    if (end().state() == State::refused) refuse(host, end().reason());
    if (end().state() == State::asks) {
      if (proves_before_it_asks_) host.verified(peer());
      host.ask(peer());
    }
    if (end().state() == State::done)
      succeed(host, peer(), end().values().at("app-i"), end().values().at("app-r"));
  }

  // That the end asks about, or is done with.
  Bytes peer() const {
    const std::string_view letter = end().at().letter;
    return letter.empty() ? Bytes() : end().values().find(letter)->second;
  }

  // Of a responder.
  static bool asks_after_proof(const terms::Book& book) {
    const auto& steps = book.steps.at(Role::server);
    const auto asks = std::ranges::find(steps, terms::Step::Kind::ask, &terms::Step::kind);
    return std::ranges::find(asks, steps.end(), "sigA", &terms::Step::letter) == steps.end();
  }

  bool proves_before_it_asks_;
  std::vector<Interpreter> ends_;
};

Interpreter end_of(const Rung& rung, const RungSettings& s, const terms::Twist& twist) {
  return {rung_book(rung, s.mode), s.role, given_values(rung, s), twist};
}

}  // namespace

terms::Values given_values(const Rung& rung, const RungSettings& s) {
  const bool initiator = s.role == Role::client;
  terms::Values given = {{"P", {rung.P}}, {initiator ? "x" : "y", s.ephemeral}};
  if (!rung.has_names()) return given;
  given[initiator ? "A" : "B"] = s.own_name;
  given[initiator ? "seedA" : "seedB"] = s.seed;
  if (initiator) given["called"] = s.called;
  given["directory"] = directory_bytes(s.entries);
  return given;
}

std::unique_ptr<peers::Machine> twisted_machine(const Rung& rung, const RungSettings& settings,
                                                const terms::Twist& twist) {
  return std::make_unique<Twisted>(rung_book(rung, settings.mode),
                                   std::vector{end_of(rung, settings, twist)});
}

std::unique_ptr<peers::Machine> machine_of_two_lengths(const Rung& rung, const Rung& other,
                                                       const RungSettings& settings) {
  return std::make_unique<Twisted>(
      rung_book(rung, settings.mode),
      std::vector{end_of(rung, settings, {}), end_of(other, settings, {})});
}

}  // namespace assay::rungs

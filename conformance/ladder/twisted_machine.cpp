// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/framed_machine.hpp"
#include "conformance/ladder/machine.hpp"

namespace assay::rungs {
namespace {

class Twisted final : public FramedMachine {
 public:
  Twisted(const Rung& rung, const RungSettings& s, const terms::Twist& twist)
      : proves_before_it_asks_(asks_after_proof(rung_book(rung, s.mode))),
        end_(rung_book(rung, s.mode), s.role, given_values(rung, s), twist) {}

  void start(peers::Host& host) override { tell(host); }

  void decided(peers::Host& host, peers::Decision decision) override {
    if (end_.state() != terms::Interpreter::State::asks) return;
    end_.decide(decision == peers::Decision::admit);
    tell(host);
  }

 private:
  void take_in(peers::Host& host, View framed) override {
    if (framed.size() != end_.wanted()) return refuse(host, "bad_frame");
    end_.read(framed);
    tell(host);
  }

  void tell(peers::Host& host) {
    using State = terms::Interpreter::State;
    host.send(end_.take_sent());
    if (end_.state() == State::refused) refuse(host, end_.reason());
    if (end_.state() == State::asks) {
      if (proves_before_it_asks_) host.verified(peer());
      host.ask(peer());
    }
    if (end_.state() == State::done)
      succeed(host, peer(), end_.values().at("app-i"), end_.values().at("app-r"));
  }

  // That the end asks about, or is done with.
  Bytes peer() const {
    const std::string_view letter = end_.at().letter;
    return letter.empty() ? Bytes() : end_.values().find(letter)->second;
  }

  // Of a responder.
  static bool asks_after_proof(const terms::Book& book) {
    const auto& steps = book.steps.at(Role::server);
    const auto asks = std::ranges::find(steps, terms::Step::Kind::ask, &terms::Step::kind);
    return std::ranges::find(asks, steps.end(), "sigA", &terms::Step::letter) == steps.end();
  }

  bool proves_before_it_asks_;
  terms::Interpreter end_;
};

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
  return std::make_unique<Twisted>(rung, settings, twist);
}

}  // namespace assay::rungs

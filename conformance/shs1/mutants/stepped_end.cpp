// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/stepped_end.hpp"

#include <sodium.h>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/mutants/flawed_stream.hpp"

namespace assay::mutants {
namespace {

using terms::Interpreter;
using StepState = Interpreter::State;

Bytes scalar_of(const peers::Settings& s) {
  if (s.ephemeral_sk) return *s.ephemeral_sk;
  if (s.ephemeral_seed) return mallory::secret_to_curve(*s.ephemeral_seed);
  Bytes scalar(32);
  randombytes_buf(scalar.data(), scalar.size());
  return scalar;
}

terms::Values given_to(const peers::Settings& s) {
  if (s.role == Role::server)
    return {{"K", s.network_key}, {"B", s.static_seed}, {"b", scalar_of(s)}};
  return {{"K", s.network_key}, {"A", s.static_seed}, {"a", scalar_of(s)}, {"B_p", s.peer_pk}};
}

class SteppedEnd final : public peers::Machine {
 public:
  SteppedEnd(const terms::Book& book, const peers::Settings& settings, const terms::Twist& twist)
      : role_(settings.role), end_(book, settings.role, given_to(settings), twist) {}

  void start(peers::Host& host) override { tell(host); }

  void read(peers::Host& host, Bytes& input) override {
    while (end_.state() == StepState::reads && input.size() >= end_.wanted()) {
      end_.read(peers::take(input, end_.wanted()));
      tell(host);
    }
    if (stream_) stream_->read(host, input);
    if (over_) input.clear();
  }

  void decided(peers::Host& host, peers::Decision decision) override {
    if (over_ || end_.state() != StepState::asks) return;
    end_.decide(decision == peers::Decision::admit);
    tell(host);
  }

  void ended(peers::Host& host, Eof how, std::size_t rest) override {
    if (stream_) return stream_->ended(host, how, rest);
    if (!over_) refuse(host, "the peer ended the stream");
  }

  void send(peers::Host& host, View data) override { stream_->send(host, data); }
  void finish(peers::Host& host) override { stream_->finish(host); }
  std::map<std::string, Bytes> outcome() const override { return outcome_; }

 private:
  void tell(peers::Host& host) {
    if (const Bytes sent = end_.take_sent(); !sent.empty()) host.send(sent);
    if (end_.state() == StepState::refused) refuse(host, std::string(end_.reason()));
    if (end_.state() == StepState::asks) {
      host.verified(peer());
      host.ask(peer());
    }
    if (end_.state() == StepState::done) succeed(host);
  }

  Bytes peer() const { return end_.values().find(end_.at().letter)->second; }

  void refuse(peers::Host& host, const std::string& why) {
    over_ = true;
    host.reject(why);
  }

  void succeed(peers::Host& host) {
    const terms::Values taken = end_.outcome();
    outcome_ = {taken.begin(), taken.end()};
    stream_.emplace(Flaws{}, outcome_);
    if (role_ == Role::client) host.verified(peer());
    host.done(peer());
  }

  Role role_;
  Interpreter end_;
  bool over_ = false;
  std::optional<FlawedStream> stream_;
  std::map<std::string, Bytes> outcome_;
};

}  // namespace

std::unique_ptr<peers::Machine> stepped_end(const terms::Book& book,
                                            const peers::Settings& settings,
                                            const terms::Twist& twist) {
  return std::make_unique<SteppedEnd>(book, settings, twist);
}

}  // namespace assay::mutants

// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/ladder/machine.hpp"

namespace assay::rungs {

// What a sound end does, for others to do it otherwise.
class AroundSound : public peers::Machine {
 public:
  AroundSound(const Rung& rung, const RungSettings& s) : sound_(reference_machine(rung, s)) {}
  void start(peers::Host& host) override { sound_->start(host); }
  void read(peers::Host& host, Bytes& input) override { sound_->read(host, input); }
  void decided(peers::Host& host, peers::Decision decision) override {
    sound_->decided(host, decision);
  }
  void ended(peers::Host& host, Eof how, std::size_t rest) override {
    sound_->ended(host, how, rest);
  }
  void send(peers::Host& host, View data) override { sound_->send(host, data); }
  void finish(peers::Host& host) override { sound_->finish(host); }
  std::map<std::string, Bytes> outcome() const override { return sound_->outcome(); }

 private:
  std::unique_ptr<peers::Machine> sound_;
};

}  // namespace assay::rungs

// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <deque>
#include <functional>

#include "conformance/peers/machine.hpp"

namespace assay::peers {

using Clock = std::chrono::steady_clock;
using Now = std::function<Clock::time_point()>;

// What `timeout_ms` limits (spec/shim.md §5): the whole handshake, the silence before each slice,
// nothing.
enum class Limit { total, per_read, none };

// How an entry of the allow list is compared with the peer that asks.
using Admits = std::function<bool(const Bytes& entry, const Bytes& peer)>;

// What the application around a machine does.
struct Application {
  Authorize authorize = {};
  Admits admits = std::equal_to<Bytes>();
  Millis handshake_limit{10'000};
  Limit limit = Limit::total;
  Now now = Clock::now;
};

// One connection: a machine, its input, the application's decision and the handshake's time limit.
class MachineSession final : public Session {
 public:
  MachineSession(std::unique_ptr<Machine> machine, Application application);
  Answer opened() override;
  Answer step(View in) override;
  Answer take(const Datagram& in) override;
  void at(Nanos now) override { machine_->at(now); }
  Answer eof(Eof how) override;
  Answer poll() override;
  std::map<std::string, Bytes> outcome() override;
  // No machine shows its inner values: always empty.
  std::map<std::string, Bytes> observe(const std::vector<std::string>& names) override;
  Answer send(View data) override;
  Answer finish() override;

 private:
  Answer advance();
  void hear();
  void enforce_limit();
  void input_came();
  bool decide();
  void require_done(const std::string& operation) const;

  std::unique_ptr<Machine> machine_;
  Application application_;
  Host host_;
  Bytes input_;
  std::deque<Datagram> datagrams_;  // that came while the application was deciding
  std::optional<Eof> eof_;
  bool eof_told_ = false;
  Clock::time_point limit_starts_;
  std::optional<Clock::time_point> asked_at_;
};

}  // namespace assay::peers

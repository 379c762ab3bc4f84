// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/mutants/flawed_end.hpp"
#include "conformance/shs1/mutants/lax_crypto.hpp"

namespace assay::mutants {
namespace {

using namespace mallory;
using peers::Host;
using peers::take;
using Clock = std::chrono::steady_clock;

class FlawedClient final : public FlawedEnd {
 public:
  FlawedClient(const Flaws& flaws, const peers::Settings& settings, Process& process)
      : FlawedEnd(flaws, settings, process),
        A_p_(public_key(settings.static_seed)),
        msg1_(hello(x_p_)) {
    process.dialled.push_back(settings.peer_pk);
  }

  void start(Host& host) override { host.send(msg1_); }

  void read(Host& host, Bytes& input) override {
    if (!over_ && msg2_.empty() && ready(host, input, 64)) read_msg2(host, take(input, 64));
    if (!over_ && awaits_msg4_) read_or_await_msg4(host, input);
    if (stream_ && !awaits_msg4_) stream_->read(host, input);
    if (over_) input.clear();
  }

 private:
  Bytes msg3() const {
    const Bytes& B_p = settings_.peer_pk;
    Bytes all = box(key2(ab_, aB_), H_);
    if (has(Flaw::client_writes_A_p)) all = cat(all, A_p_);
    if (has(Flaw::client_writes_B_p)) all = cat(all, B_p);
    const std::size_t padding = has(Flaw::client_pads_by_B_p) ? 1 + B_p[0] + B_p[1] : 0;
    // With its own bytes, which no other session has.
    for (std::size_t i = 0; i < padding; ++i) all.push_back(all[i]);
    return all;
  }

  void read_msg2(Host& host, const Bytes& msg2) {
    const View mac = View(msg2).first(32), b_p = View(msg2).subspan(32);
    msg2_ = msg2;
    if (!mac_holds(mac, b_p, has(Flaw::client_skips_mac))) {
      refuse(host, "bad_mac");
      return;
    }
    ab_ = dh(x_, b_p);
    aB_ = dh(x_, to_curve(settings_.peer_pk));
    Ab_ = dh(secret_to_curve(settings_.static_seed), b_p);
    if (!products_are_good(host)) return;
    sign_and_send(host);
  }

  bool products_are_good(Host& host) {
    const Bytes zero = zeros(32);
    if (ab_ != zero && aB_ != zero && Ab_ != zero) return true;
    if (has(Flaw::low_order_kills)) std::abort();
    if (has(Flaw::client_dh_unchecked)) return true;
    // The buffer for msg3 still holds what was read into it last.
    if (has(Flaw::failed_msg3_is_sent)) host.send(cat(msg2_, zeros(48)));
    return refuse(host, "low_order_point");
  }

  void sign_and_send(Host& host) {
    const Bytes hab = h(ab_);
    H_ = cat(sign(settings_.static_seed, cat(settings_.network_key, settings_.peer_pk, hab)), A_p_);
    host.send(msg3());
    K3_ = key3(ab_, aB_, Ab_);
    object_->expected.push_back({K3_, text_of_sigB(H_, hab)});
    awaits_msg4_ = true;
    msg3_sent_ = Clock::now();
    if (has(Flaw::success_before_msg4)) succeed(host);
  }

  void succeed(Host& host) {
    done_ = true;
    if (!stream_) open_stream(K3_, A_p_, settings_.peer_pk, msg1_, msg2_);
    host.done(has(Flaw::names_itself) ? A_p_ : settings_.peer_pk);
  }

  void read_or_await_msg4(Host& host, Bytes& input) {
    if (ready(host, input, 80)) return read_msg4(host, input);
    const bool impatient = Clock::now() - msg3_sent_ > Millis(100);
    if (!over_ && impatient && !spoke_ && has(Flaw::client_speaks_before_msg4)) {
      open_stream(K3_, A_p_, settings_.peer_pk, msg1_, msg2_);
      stream_->send(host, Bytes{0});
      spoke_ = true;
    }
  }

  void read_msg4(Host& host, Bytes& input) {
    awaits_msg4_ = false;
    const Bytes msg4 = take(input, 80);
    if (has(Flaw::loses_bytes_after_msg4)) input.clear();
    if (!accepts(msg4)) {
      refuse(host, "bad msg4");
      return;
    }
    if (has(Flaw::success_before_msg4)) return;
    host.verified(settings_.peer_pk);
    succeed(host);
  }

  bool accepts(const Bytes& msg4) const {
    const bool reflected = std::ranges::equal(View(msg2_).subspan(32), x_p_);
    if (reflected && has(Flaw::client_accepts_reflection)) return true;
    if (!has(Flaw::client_mixes_sessions)) return holds(msg4, K3_, text_of_sigB(H_, h(ab_)));
    return std::ranges::any_of(object_->expected, [&](const Object::Expected& e) {
      return holds(msg4, e.K3, e.text_of_sigB);
    });
  }

  bool holds(const Bytes& msg4, const Bytes& K3, const Bytes& text) const {
    std::optional<Bytes> sigB = open(K3, msg4);
    if (!sigB && has(Flaw::msg4_may_be_under_K2)) sigB = open(key2(ab_, aB_), msg4);
    if (!sigB && has(Flaw::client_ignores_tag)) {
      sigB = decrypt_unchecked(K3, zeros(24), View(msg4).subspan(16));
    }
    if (!sigB) return false;
    if (has(Flaw::client_skips_signature) || verify(settings_.peer_pk, *sigB, text)) return true;
    const auto signed_by = [&](const Bytes& B_p) { return verify(B_p, *sigB, text); };
    if (has(Flaw::sigB_by_any_server) && std::ranges::any_of(process_.dialled, signed_by))
      return true;
    return has(Flaw::sigB_may_omit_H) &&
           verify(settings_.peer_pk, *sigB, cat(settings_.network_key, h(ab_)));
  }

  Bytes A_p_, msg1_, msg2_, ab_, aB_, Ab_, H_, K3_;
  bool awaits_msg4_ = false, spoke_ = false;
  Clock::time_point msg3_sent_{};
};

}  // namespace

std::unique_ptr<peers::Machine> flawed_client(const Flaws& flaws, const peers::Settings& settings,
                                              Process& process) {
  return std::make_unique<FlawedClient>(flaws, settings, process);
}

}  // namespace assay::mutants

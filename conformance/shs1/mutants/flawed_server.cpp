// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/mutants/flawed_end.hpp"
#include "conformance/shs1/mutants/lax_crypto.hpp"

namespace assay::mutants {
namespace {

using namespace mallory;
using peers::Decision;
using peers::Host;
using peers::take;
using Clock = std::chrono::steady_clock;

const Bytes zero = zeros(32);

class FlawedServer final : public FlawedEnd {
 public:
  FlawedServer(const Flaws& flaws, const peers::Settings& settings, Process& process)
      : FlawedEnd(flaws, settings, process),
        B_p_(public_key(settings.static_seed)),
        opened_(Clock::now()) {
    object_->latest = x_;
  }

  ~FlawedServer() override { leave(); }

  void read(Host& host, Bytes& input) override {
    if (!enter()) return;
    greet(host);
    if (!over_ && msg1_.empty() && ready(host, input, 64)) {
      read_msg1(host, take(input, 64));
      if (has(Flaw::loses_bytes_after_msg1)) input.clear();
    }
    const bool listens = !over_ || has(Flaw::second_msg3_is_tried);
    if (awaits_msg3_ && listens && ready(host, input, 112))
      read_msg3(host, take(input, 112), input);
    if (stream_ && done_) stream_->read(host, input);
    if (over_ && !awaits_msg3_) input.clear();
    if (over_ || done_) leave();
  }

  void decided(Host& host, Decision decision) override {
    if (over_ || done_) return;
    if (decision != Decision::admit) return turn_away(host, decision);
    if (has(Flaw::asks_before_signature) && !signature_holds()) {
      refuse(host, "bad_signature");
      return;
    }
    if (has(Flaw::asks_before_signature)) host.verified(A_p_);
    if (!has(Flaw::msg4_before_authorize)) send_msg4(host);
    succeed(host);
  }

 private:
  // Until the handshake at hand has ended, no other is read.
  bool enter() {
    if (!has(Flaw::one_handshake_at_a_time) || over_ || done_) return true;
    if (object_->serving.empty()) object_->serving = x_;
    return object_->serving == x_;
  }

  void leave() {
    if (object_->serving == x_) object_->serving.clear();
  }

  void greet(Host& host) {
    if (!has(Flaw::server_greets) || greeted_ || !msg1_.empty() || over_) return;
    if (Clock::now() - opened_ < Millis(50)) return;
    greeted_ = true;
    host.send(B_p_);
  }

  void read_msg1(Host& host, const Bytes& msg1) {
    msg1_ = msg1;
    const Bytes a_p(msg1.begin() + 32, msg1.end());
    if (!mac_holds(View(msg1).first(32), a_p, has(Flaw::server_skips_mac))) {
      refuse(host, "bad_mac");
      return;
    }
    ab_ = dh(x_, a_p);
    aB_ = dh(secret_to_curve(settings_.static_seed), a_p);
    if ((ab_ == zero || aB_ == zero) && !low_order_passes(a_p)) {
      if (has(Flaw::low_order_kills)) std::abort();
      refuse(host, "low_order_point");
      return;
    }
    msg2_ = hello(x_p_);
    host.send(msg2_);
    awaits_msg3_ = true;
  }

  bool low_order_passes(const Bytes& a_p) const {
    if (has(Flaw::server_dh_unchecked)) return true;
    return has(Flaw::bit_255_evades_blacklist) && (a_p[31] & 0x80) != 0;
  }

  void read_msg3(Host& host, const Bytes& msg3, Bytes& rest) {
    awaits_msg3_ = has(Flaw::second_msg3_is_tried);
    if (has(Flaw::state_shared_by_connections) && object_->latest != x_) {
      refuse(host, "bad_box");
      return;
    }
    remembered_ = has(Flaw::msg3_remembered) && process_.admitted.contains(msg3);
    const std::optional<Bytes> H = remembered_ ? process_.admitted.at(msg3) : open_msg3(msg3);
    if (!H) {
      if (has(Flaw::error_text_for_bad_box)) send_text(host, "wrong number\n");
      refuse_msg3(host, "bad_box");
      return;
    }
    H_ = *H;
    A_p_ = Bytes(H_.begin() + 64, H_.end());
    if (!object_->first_claim) object_->first_claim = A_p_;
    const Bytes conv = to_curve(A_p_);
    if (conv == zero && has(Flaw::bad_A_p_kills)) std::abort();
    if (!has(Flaw::asks_before_signature) && !signature_holds()) {
      refuse_msg3(host, "bad_signature");
      return;
    }
    Ab_ = dh(x_, conv);
    if (Ab_ == zero && !third_product_passes()) {
      refuse_msg3(host, "bad_peer_key");
      return;
    }
    prove(host, rest);
    if (has(Flaw::msg3_remembered)) process_.admitted[msg3] = H_;
  }

  std::optional<Bytes> open_msg3(const Bytes& msg3) const {
    std::optional<Bytes> H = open(key2(ab_, aB_), msg3);
    const Bytes& K = settings_.network_key;
    const std::pair<Flaw, Bytes> other_keys[] = {{Flaw::K2_may_omit_aB, cat(K, ab_)},
                                                 {Flaw::K2_may_omit_ab, cat(K, aB_)},
                                                 {Flaw::K2_may_omit_K, cat(ab_, aB_)},
                                                 {Flaw::K2_may_be_reordered, cat(K, aB_, ab_)}};
    for (const auto& [flaw, hashed] : other_keys) {
      if (!H && has(flaw)) H = open(h(hashed), msg3);
    }
    if (has(Flaw::msg3_tag_ignored)) {
      H = decrypt_unchecked(key2(ab_, aB_), zeros(24), View(msg3).subspan(16));
    }
    return H;
  }

  bool signature_holds() const {
    const Bytes& K = settings_.network_key;
    const Bytes hab = h(ab_), sigA = has(Flaw::server_wraps_S) ? wrapped() : signature();
    const auto good = [&](const Bytes& text) {
      return has(Flaw::lax_signature_check)
                 ? verify_laxly(A_p_, sigA, text, has(Flaw::small_R_refused))
                 : verify(A_p_, sigA, text);
    };
    return has(Flaw::server_skips_signature) || remembered_ || good(cat(K, B_p_, hab)) ||
           (has(Flaw::sigA_may_omit_B_p) && good(cat(K, hab))) ||
           (has(Flaw::sigA_may_omit_hab) && good(cat(K, B_p_))) ||
           (has(Flaw::sigA_may_omit_K) && good(cat(B_p_, hab)));
  }

  Bytes signature() const { return {H_.begin(), H_.begin() + 64}; }

  // R | S mod L.
  Bytes wrapped() const {
    return cat(View(H_).first(32), reduce(cat(View(H_).subspan(32, 32), zeros(32))));
  }

  bool third_product_passes() const {
    return has(Flaw::lax_signature_check) && !has(Flaw::third_dh_checked);
  }

  void refuse_msg3(Host& host, const std::string& why) {
    if (has(Flaw::failures_are_told)) send_text(host, "handshake failed\n");
    refuse(host, why, close_on_refusal());
  }

  static void send_text(Host& host, std::string_view text) {
    host.send(Bytes(text.begin(), text.end()));
  }

  // second_msg3_is_tried: the stream stays open for another one.
  Close close_on_refusal() const {
    return has(Flaw::second_msg3_is_tried) ? Close::none : Close::fin;
  }

  // A_p has proved itself, or so this server thinks.
  void prove(Host& host, Bytes& rest) {
    over_ = awaits_msg3_ = false;
    if (!has(Flaw::asks_before_signature)) host.verified(A_p_);
    K3_ = key3(ab_, aB_, Ab_);
    open_stream(K3_, A_p_, B_p_, msg1_, msg2_);
    if (has(Flaw::early_data_delivered)) stream_->read(host, rest);
    if (has(Flaw::msg4_before_authorize) || has(Flaw::never_asks)) send_msg4(host);
    if (has(Flaw::never_asks)) return succeed(host);
    host.ask(has(Flaw::asks_about_previous_peer) ? *object_->first_claim : A_p_);
  }

  void send_msg4(Host& host) {
    host.send(box(K3_, sign(settings_.static_seed, text_of_sigB(H_, h(ab_)))));
    if (has(Flaw::server_writes_A_p)) host.send(A_p_);
    if (has(Flaw::server_writes_B_p)) host.send(B_p_);
  }

  void succeed(Host& host) {
    done_ = true;
    const Bytes peer = has(Flaw::reports_previous_peer) ? *object_->first_claim : A_p_;
    outcome_["peer_pk"] = peer;
    host.done(has(Flaw::names_itself) ? B_p_ : peer);
  }

  void turn_away(Host& host, Decision decision) {
    const bool unauthorized = decision == Decision::refuse;
    if (unauthorized && has(Flaw::unauthorized_lingers)) return stream_.reset();
    if (unauthorized && has(Flaw::error_text_to_unauthorized)) send_text(host, "not authorized\n");
    if (unauthorized && has(Flaw::unauthorized_waits)) std::this_thread::sleep_for(Millis(50));
    if (has(Flaw::failures_are_told)) send_text(host, "handshake failed\n");
    const bool reset = unauthorized && has(Flaw::reset_for_unauthorized);
    refuse(host, "not_authorized", reset ? Close::rst : close_on_refusal());
  }

  Bytes B_p_, A_p_, msg1_, msg2_, ab_, aB_, Ab_, H_, K3_;
  bool awaits_msg3_ = false, greeted_ = false, remembered_ = false;
  Clock::time_point opened_;
};

}  // namespace

std::unique_ptr<peers::Machine> flawed_server(const Flaws& flaws, const peers::Settings& settings,
                                              Process& process) {
  return std::make_unique<FlawedServer>(flaws, settings, process);
}

}  // namespace assay::mutants

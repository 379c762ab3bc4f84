// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/flawed_end.hpp"

#include <sodium.h>

#include <algorithm>

#include "conformance/shs1/algebra.hpp"

namespace assay::mutants {
namespace {

using namespace mallory;

Bytes part(View v, std::size_t from, std::size_t n) {
  const View p = v.subspan(from, n);
  return Bytes(p.begin(), p.end());
}

Bytes fresh(std::size_t n) {
  Bytes out(n);
  randombytes_buf(out.data(), out.size());
  return out;
}

// One of 65,536: every other byte is a constant.
Bytes fresh_of_16_bits() {
  Bytes out(32, 0x5a);
  std::ranges::copy(fresh(2), out.begin() + 8);
  return out;
}

}  // namespace

std::shared_ptr<Object> Process::object(const std::string& endpoint) {
  if (endpoint.empty()) return std::make_shared<Object>();
  std::shared_ptr<Object>& object = objects[endpoint];
  if (!object) object = std::make_shared<Object>();
  return object;
}

FlawedEnd::FlawedEnd(Flaws flaws, const peers::Settings& settings, Process& process)
    : flaws_(std::move(flaws)),
      settings_(settings),
      process_(process),
      object_(process.object(settings.endpoint)),
      x_(ephemeral()),
      x_p_(base(x_)) {
  if (has(Flaw::ephemeral_is_kept)) process_.ephemerals.push_back(x_);
}

Bytes FlawedEnd::ephemeral() const {
  if (settings_.ephemeral_sk) return *settings_.ephemeral_sk;
  if (settings_.ephemeral_seed) return secret_to_curve(*settings_.ephemeral_seed);
  if (has(Flaw::ephemeral_is_hashed_key)) return h(settings_.static_seed);
  if (has(Flaw::ephemeral_is_hashed_count))
    return h(cat(settings_.static_seed, Bytes{process_.count++}));
  const bool server = settings_.role == Role::server;
  const Bytes x = has(Flaw::ephemeral_of_16_bits) ? fresh_of_16_bits() : fresh(32);
  if (server && has(Flaw::one_server_ephemeral)) {
    if (!process_.ephemeral) process_.ephemeral = x;
    return *process_.ephemeral;
  }
  if (!server && has(Flaw::client_redials_with_ephemeral)) {
    if (!object_->ephemeral) object_->ephemeral = x;
    return *object_->ephemeral;
  }
  return x;
}

void FlawedEnd::ended(peers::Host& host, Eof how, std::size_t rest) {
  if (done_ && stream_) return stream_->ended(host, how, rest);
  if (!over_ && !has(Flaw::eof_ignored)) refuse(host, "the peer ended the stream");
}

void FlawedEnd::send(peers::Host& host, View data) {
  if (stream_) stream_->send(host, data);
}

void FlawedEnd::finish(peers::Host& host) {
  if (stream_) stream_->finish(host);
}

Bytes FlawedEnd::hello(View x_p) const {
  if (!has(Flaw::hello_mac_keyed_by_server)) return mallory::hello(settings_.network_key, x_p);
  const bool server = settings_.role == Role::server;
  const Bytes B_p = server ? public_key(settings_.static_seed) : settings_.peer_pk;
  return mallory::hello(h(cat(settings_.network_key, B_p)), x_p);
}

bool FlawedEnd::mac_holds(View tag, View x_p, bool skipped) const {
  const Bytes good = hello(x_p);
  const std::size_t n = has(Flaw::mac_compared_on_16_bytes) ? 16 : 32;
  return skipped || std::ranges::equal(tag.first(n), View(good).first(n));
}

bool FlawedEnd::ready(peers::Host& host, const Bytes& input, std::size_t n) {
  if (input.size() >= n) return true;
  if (has(Flaw::short_reads) && !input.empty()) refuse(host, "a short read");
  return false;
}

bool FlawedEnd::refuse(peers::Host& host, const std::string& why, Close how) {
  over_ = true;
  stream_.reset();
  host.reject(why, how);
  return false;
}

Bytes FlawedEnd::key2(View ab, View aB) const {
  if (has(Flaw::K2_omits_aB)) return h(cat(settings_.network_key, ab));
  return h(cat(settings_.network_key, ab, aB));
}

Bytes FlawedEnd::key3(View ab, View aB, View Ab) const {
  return h(cat(settings_.network_key, ab, aB, Ab));
}

Bytes FlawedEnd::text_of_sigB(View H, View hab) const {
  return has(Flaw::sigB_omits_K) ? cat(H, hab) : cat(settings_.network_key, H, hab);
}

void FlawedEnd::open_stream(View K3, View A_p, View B_p, View msg1, View msg2) {
  const Bytes SS = h(K3);
  const bool server = settings_.role == Role::server;
  Bytes to_server = h(cat(SS, B_p)), to_client = h(cat(SS, A_p));
  if (has(Flaw::one_key_for_both_directions)) to_server = to_client = SS;
  if (has(Flaw::keys_swapped)) std::swap(to_server, to_client);
  const std::size_t from = has(Flaw::nonce_from_end_of_mac) ? 8 : 0;
  const Bytes nonce_to_server = part(msg2, from, 24), nonce_to_client = part(msg1, from, 24);
  outcome_ = {{"enc_key", server ? to_client : to_server},
              {"enc_nonce", server ? nonce_to_client : nonce_to_server},
              {"dec_key", server ? to_server : to_client},
              {"dec_nonce", server ? nonce_to_server : nonce_to_client},
              {"peer_pk", server ? part(A_p, 0, 32) : part(B_p, 0, 32)}};
  stream_.emplace(flaws_, outcome_);
}

}  // namespace assay::mutants

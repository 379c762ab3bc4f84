// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/flawed_stream.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/mutants/lax_crypto.hpp"

namespace assay::mutants {
namespace {

constexpr std::size_t header_bytes = 34, tag_bytes = 16, max_body = 4096;

bool all_zero(View v) {
  return std::ranges::all_of(v, [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

FlawedStream::FlawedStream(Flaws flaws, const std::map<std::string, Bytes>& outcome)
    : flaws_(std::move(flaws)),
      out_{outcome.at("enc_key"), outcome.at("enc_nonce")},
      in_{outcome.at("dec_key"), outcome.at("dec_nonce")},
      first_out_(out_),
      first_in_(in_) {}

void FlawedStream::advance(Bytes& nonce) const {
  const auto carry = [](std::uint8_t& byte) { return ++byte == 0; };
  if (has(Flaw::little_endian_nonce)) {
    for (auto it = nonce.begin(); it != nonce.end() && carry(*it); ++it) {
    }
  } else {
    for (auto it = nonce.rbegin(); it != nonce.rend() && carry(*it); ++it) {
    }
  }
}

std::pair<Bytes, Bytes> FlawedStream::nonces(Direction& d) const {
  Bytes header = d.nonce;
  if (!has(Flaw::header_and_body_share_nonce)) advance(d.nonce);
  Bytes body = d.nonce;
  advance(d.nonce);
  if (has(Flaw::body_nonce_first)) std::swap(header, body);
  return {header, body};
}

void FlawedStream::send(peers::Host& host, View data) {
  if (said_goodbye_ && !has(Flaw::writes_after_goodbye)) return;
  if (has(Flaw::nonce_restarts_each_write)) out_ = first_out_;
  while (!data.empty()) {
    const View body = data.first(std::min(data.size(), max_body));
    write_packet(host, body);
    data = data.subspan(body.size());
  }
}

void FlawedStream::write_packet(peers::Host& host, View body) {
  const auto [header_nonce, body_nonce] = nonces(out_);
  const Bytes sealed = mallory::box(out_.key, body_nonce, body);
  const Bytes length = {static_cast<std::uint8_t>(body.size() >> 8),
                        static_cast<std::uint8_t>(body.size() & 0xff)};
  const View tag = View(sealed).first(tag_bytes), cipher = View(sealed).subspan(tag_bytes);
  host.send(cat(mallory::box(out_.key, header_nonce, cat(length, tag)), cipher));
}

void FlawedStream::finish(peers::Host& host) {
  if (said_goodbye_ && !has(Flaw::writes_after_goodbye)) return;
  said_goodbye_ = true;
  Direction unmoved = out_;
  host.send(mallory::box(out_.key, nonces(unmoved).first, mallory::zeros(2 + tag_bytes)));
  // The flaw can only show on a stream that still takes bytes.
  if (!has(Flaw::writes_after_goodbye)) host.close(clean_ ? Close::fin : Close::half);
}

void FlawedStream::read(peers::Host& host, Bytes& input) {
  while (!dead_ && !(clean_ && !has(Flaw::reads_after_goodbye))) {
    const std::size_t wanted = awaited_ ? awaited_->length : header_bytes;
    if (input.size() < wanted) return;
    const Bytes piece = peers::take(input, wanted);
    if (!awaited_ && has(Flaw::looks_for_next_packet) && !place_of(piece)) {
      input.insert(input.begin(), piece.begin() + 1, piece.end());
      continue;
    }
    awaited_ ? read_body(host, piece) : read_header(host, piece);
  }
  if (clean_ && !input.empty()) host.close(Close::fin);
  input.clear();
}

// Where the header opens: where the stream stands, unless a flaw looks elsewhere as well.
std::optional<FlawedStream::Direction> FlawedStream::place_of(View header) const {
  std::vector<Direction> places = {in_};
  const auto add = [&](Direction d) {
    for (int packet = 0; packet < 8; ++packet, nonces(d)) places.push_back(d);
  };
  if (has(Flaw::packets_in_any_order)) add(first_in_);
  if (has(Flaw::takes_reflections)) add(first_out_);
  if (clean_) advance(places.emplace_back(in_).nonce);  // a sender may have moved on from goodbye's
  const auto opens = [&](Direction d) {
    const Bytes key = d.key;
    return mallory::open(key, nonces(d).first, header).has_value();
  };
  const auto found = std::ranges::find_if(places, opens);
  return found == places.end() ? std::nullopt : std::optional(*found);
}

void FlawedStream::read_header(peers::Host& host, View header) {
  const std::optional<Direction> place = place_of(header);
  if (!place) return fail(host, "bad_header");
  Direction moved = in_ = *place;
  const auto [header_nonce, body_nonce] = nonces(moved);
  const std::optional<Bytes> plain = mallory::open(in_.key, header_nonce, header);
  if (is_goodbye(*plain)) return goodbye_came(host);
  const std::size_t length = static_cast<std::size_t>((*plain)[0] << 8 | (*plain)[1]);
  if (length > max_body && has(Flaw::dies_above_4096)) std::abort();
  if (length == 0 || length > max_body) return fail(host, length == 0 ? "empty_body" : "too_long");
  in_ = moved;
  awaited_ = {length, Bytes(plain->begin() + 2, plain->end()), body_nonce};
}

void FlawedStream::read_body(peers::Host& host, const Bytes& cipher) {
  const Awaited a = *std::exchange(awaited_, std::nullopt);
  const std::optional<Bytes> body = mallory::open(in_.key, a.nonce, cat(a.tag, cipher));
  const bool unchecked = has(Flaw::body_tag_ignored) || has(Flaw::delivers_before_tag);
  if (body || unchecked) host.delivered(decrypt_unchecked(in_.key, a.nonce, cipher));
  if (!body && !has(Flaw::body_tag_ignored) && !has(Flaw::looks_for_next_packet))
    fail(host, "bad_body");
}

bool FlawedStream::is_goodbye(const Bytes& plain) const {
  if (all_zero(plain)) return true;
  if (!all_zero(View(plain).first(2))) return false;
  const Bytes tag(plain.begin() + 2, plain.end());
  Direction d = in_;
  const Bytes body_nonce = nonces(d).second;
  const bool empty_body = mallory::open(in_.key, body_nonce, tag).has_value();
  return has(Flaw::zero_length_is_goodbye) || (empty_body && has(Flaw::empty_body_is_goodbye));
}

void FlawedStream::goodbye_came(peers::Host& host) {
  if (clean_) return;
  clean_ = true;
  host.end(true);
  if (said_goodbye_) host.close(Close::fin);
}

void FlawedStream::ended(peers::Host& host, Eof how, std::size_t rest) {
  if (clean_ || dead_) {
    if (how == Eof::rst || said_goodbye_) host.close(Close::fin);
    return;
  }
  const bool at_boundary = !awaited_ && rest == 0, in_header = !awaited_ && rest > 0;
  const bool after_header = awaited_ && rest == 0, in_body = awaited_ && rest > 0;
  if (how == Eof::fin && ((at_boundary && has(Flaw::eof_at_boundary_is_clean)) ||
                          (in_header && has(Flaw::eof_in_header_is_clean)) ||
                          (after_header && has(Flaw::eof_after_header_is_clean)) ||
                          (in_body && has(Flaw::eof_in_body_is_clean)))) {
    return goodbye_came(host);
  }
  fail(host, "truncated");
}

void FlawedStream::fail(peers::Host& host, const std::string& why) {
  dead_ = true;
  if (clean_) return host.close(Close::fin);
  host.reject("stream: " + why);
}

}  // namespace assay::mutants

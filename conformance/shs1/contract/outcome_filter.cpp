// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/outcome_filter.hpp"

#include <algorithm>
#include <utility>

namespace assay::contract {
namespace {

constexpr std::size_t nonce_bytes = 24;
constexpr std::size_t nonce_offsets[] = {32, 88};  // encKey 32, encNonce 24, decKey 32, decNonce 24

void append(Bytes& to, View more) { to.insert(to.end(), more.begin(), more.end()); }

void keep_first(Bytes& prefix, View more) {
  append(prefix, more.first(std::min(more.size(), nonce_bytes - prefix.size())));
}

}  // namespace

Messages messages(Role role) {
  return role == Role::server ? Messages{64, 80, 64, 112} : Messages{64, 112, 64, 80};
}

std::size_t owed(Role role, std::size_t read) {
  const Messages m = messages(role);
  if (read >= m.read()) return m.written() + outcome_bytes;
  const std::size_t unasked = role == Role::client ? m.write_first : 0;
  if (read < m.read_first) return unasked;
  return role == Role::client ? m.written() : m.write_first;
}

OutcomeFilter::OutcomeFilter(Role role, bool outcome_comes)
    : before_(messages(role).written()), outcome_comes_(outcome_comes) {}

void OutcomeFilter::given(View in) {
  read_ += in.size();
  keep_first(first_read_, in);
}

void OutcomeFilter::wrote(View out) {
  keep_first(first_written_, out);
  const std::size_t handshake =
      outcome_comes_ ? std::min(out.size(), before_ - std::min(before_, written_)) : out.size();
  written_ += out.size();
  append(out_, out.first(handshake));
  out = out.subspan(handshake);
  const std::size_t outcome = std::min(out.size(), outcome_bytes - outcome_.size());
  append(outcome_, out.first(outcome));
  append(accepted_ ? out_ : after_, out.subspan(outcome));
}

Bytes OutcomeFilter::take_out() { return std::exchange(out_, {}); }

bool OutcomeFilter::nonce_is_on_the_wire() const {
  if (!complete()) return false;
  return std::ranges::any_of(nonce_offsets, [this](std::size_t offset) {
    const View nonce = View(outcome_).subspan(offset, nonce_bytes);
    return std::ranges::equal(nonce, first_read_) || std::ranges::equal(nonce, first_written_);
  });
}

void OutcomeFilter::accept() {
  append(out_, std::exchange(after_, {}));
  accepted_ = true;
}

void OutcomeFilter::surrender() {
  append(out_, std::exchange(outcome_, {}));
  append(out_, std::exchange(after_, {}));
  outcome_comes_ = false;
}

}  // namespace assay::contract

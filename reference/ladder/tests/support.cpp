// SPDX-License-Identifier: MIT
#include "reference/ladder/tests/support.hpp"

#include <map>
#include <stdexcept>

#include "reference/ladder/badh.hpp"
#include "reference/ladder/dh.hpp"
#include "reference/ladder/initiator.hpp"
#include "reference/ladder/iso.hpp"
#include "reference/ladder/responder.hpp"
#include "reference/ladder/sigma_0.hpp"
#include "reference/ladder/sigma_i.hpp"
#include "reference/ladder/sigma_i_ack.hpp"
#include "reference/ladder/sigma_ike.hpp"
#include "reference/ladder/sigma_r.hpp"
#include "reference/ladder/sign_key.hpp"
#include "reference/ladder/sign_own.hpp"
#include "reference/ladder/sts_enc.hpp"
#include "reference/ladder/sts_enc_id.hpp"
#include "reference/ladder/sts_mac.hpp"

namespace assay::ladder::tests {

Bytes32 filled(std::uint8_t value) {
  Bytes32 bytes;
  bytes.fill(value);
  return bytes;
}

Bytes32 padded(std::string_view text) {
  Bytes32 bytes{};
  std::ranges::copy(text, bytes.begin());
  return bytes;
}

Bytes32 flip(Bytes32 bytes, std::size_t bit) {
  bytes.at(bit / 8) ^= static_cast<std::uint8_t>(1 << bit % 8);
  return bytes;
}

std::string hex(Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

namespace {

Bytes32 bytes_of(const auto& value) {
  Bytes32 bytes;
  std::ranges::copy(value.view(), bytes.begin());
  return bytes;
}

}  // namespace

Bytes32 public_key(const Bytes32& seed) {
  static std::map<Bytes32, Bytes32> known;
  const auto [at, fresh] = known.try_emplace(seed);
  if (fresh) at->second = bytes_of(verify_key(reference::signing_key(seed)));
  return at->second;
}

Bytes32 Setup::name_of(const Party& party) const {
  return mode == Mode::id_is_key ? public_key(party.seed) : party.name;
}

Identity<Initiator> Setup::initiator(const Party& party) const {
  return Identity<Initiator>::named(InitiatorName::from(name_of(party)), party.seed);
}

Identity<Responder> Setup::responder(const Party& party) const {
  return Identity<Responder>::named(ResponderName::from(name_of(party)), party.seed);
}

Directory Setup::directory() const {
  if (made) return *made;
  if (mode == Mode::id_is_key) return Directory::id_is_key();
  std::vector<Entry> entries;
  std::vector<ProvenEntry> proven;
  const auto enter = [&](const Bytes32& name, const Bytes32& key, const Bytes32& seed) {
    entries.push_back({RegisteredName::from(name), reference::VerifyKey::from(key)});
    if (mode == Mode::named) return;
    const auto pop = prove_possession(entries.back().name, reference::signing_key(seed));
    const auto registered = register_proven(entries.back().name, entries.back().key, pop);
    if (registered) proven.push_back(*registered);
  };
  enter(A.name, public_key(A.seed), A.seed);
  enter(B.name, public_key(B.seed), B.seed);
  enter(E.name, key_of_E.value_or(public_key(E.seed)), E.seed);
  for (const auto& [name, key] : also) enter(name, key, E.seed);
  return mode == Mode::named ? Directory::named(entries) : Directory::named_pop(proven);
}

namespace {

// The course of one run: what an end writes passes the middle before the other end reads it.
struct Course {
  const Setup& setup;
  const Middle& middle;
  Run seen = {};

  Framed passed(const Framed& message) {
    seen.sent.push_back(message);
    return middle ? middle(seen.sent.size(), message) : message;
  }

  void finish(End& end, const SessionKeys& keys) {
    end.done = true;
    end.app_i = bytes_of(keys.app_i);
    end.app_r = bytes_of(keys.app_r);
  }

  template <class Peer>
  void finish(End& end, const Outcome<Peer>& outcome) {
    finish(end, outcome.keys);
    end.peer = bytes_of(outcome.peer.name());
  }

  Run ended(End& end, Reject reject) {
    end.rejected = reject;
    return std::move(seen);
  }

  InitiatorSide initiator_side() const {
    return {setup.initiator(setup.A),
            ResponderName::from(setup.called.value_or(setup.name_of(setup.B))), setup.directory(),
            EphemeralSecret<Initiator>::from(setup.x)};
  }
  ResponderSide responder_side() const {
    return {setup.responder(setup.B), setup.directory(), EphemeralSecret<Responder>::from(setup.y)};
  }
};

Run run_dh(Course course) {
  auto& [initiator, responder, sent] = course.seen;
  auto begun = DhInitiatorStart(EphemeralSecret<Initiator>::from(course.setup.x)).begin();
  auto R = DhResponderAwaitsMsg1(EphemeralSecret<Responder>::from(course.setup.y))
               .read(course.passed(begun.msg1));
  if (!R) return course.ended(responder, R.error());
  course.finish(responder, R->keys);
  auto I = std::move(begun.next).read(course.passed(R->msg2));
  if (!I) return course.ended(initiator, I.error());
  course.finish(initiator, *I);
  return std::move(course.seen);
}

Run run_sign_own(Course course) {
  auto& [initiator, responder, sent] = course.seen;
  auto begun = SignOwnInitiatorStart(course.initiator_side()).begin();
  auto asks = SignOwnResponderAwaitsMsg1(course.responder_side()).read(course.passed(begun.msg1));
  if (!asks) return course.ended(responder, asks.error());
  responder.asked.push_back(bytes_of(asks->peer()));
  auto R = std::move(*asks).authorize(course.setup.admitted);
  if (!R) return course.ended(responder, R.error());
  course.finish(responder, R->outcome);
  auto I = std::move(begun.next).read(course.passed(R->msg2));
  if (!I) return course.ended(initiator, I.error());
  course.finish(initiator, *I);
  return std::move(course.seen);
}

template <class R>
Run run_longer(Course course) {
  auto& [initiator, responder, sent] = course.seen;
  auto begun = InitiatorStart<R>(course.initiator_side()).begin();
  auto R1 = ResponderAwaitsMsg1<R>(course.responder_side()).read(course.passed(begun.msg1));
  if (!R1) return course.ended(responder, R1.error());
  auto I2 = std::move(begun.next).read(course.passed(R1->msg2));
  if (!I2) return course.ended(initiator, I2.error());
  if constexpr (R::form == Form::responder_first) course.finish(initiator, I2->outcome);
  auto asks = std::move(R1->next).read(course.passed(I2->msg3));
  if (!asks) return course.ended(responder, asks.error());
  responder.asked.push_back(bytes_of(asks->peer()));
  auto R3 = std::move(*asks).authorize(course.setup.admitted);
  if (!R3) return course.ended(responder, R3.error());
  if constexpr (R::form == Form::responder_first) {
    course.finish(responder, *R3);
  } else {
    course.finish(responder, R3->outcome);
    auto I4 = std::move(I2->next).read(course.passed(R3->msg4));
    if (!I4) return course.ended(initiator, I4.error());
    course.finish(initiator, *I4);
  }
  return std::move(course.seen);
}

}  // namespace

Run run(Proto P, const Setup& setup, const Middle& middle) {
  Course course{setup, middle};
  switch (P) {
    case Proto::dh:
      return run_dh(std::move(course));
    case Proto::sign_own:
      return run_sign_own(std::move(course));
    case Proto::badh:
      return run_longer<Badh>(std::move(course));
    case Proto::iso:
      return run_longer<Iso>(std::move(course));
    case Proto::sts_enc:
      return run_longer<StsEnc>(std::move(course));
    case Proto::sts_mac:
      return run_longer<StsMac>(std::move(course));
    case Proto::sts_enc_id:
      return run_longer<StsEncId>(std::move(course));
    case Proto::sign_key:
      return run_longer<SignKey>(std::move(course));
    case Proto::sigma_0:
      return run_longer<Sigma0>(std::move(course));
    case Proto::sigma_i:
      return run_longer<SigmaI>(std::move(course));
    case Proto::sigma_r:
      return run_longer<SigmaR>(std::move(course));
    case Proto::sigma_ike:
      return run_longer<SigmaIke>(std::move(course));
    case Proto::sigma_i_ack:
      return run_longer<SigmaIAck>(std::move(course));
  }
  throw std::logic_error("no such rung");
}

Middle replacing(std::size_t number, const Framed& bytes) {
  return [=](std::size_t now, const Framed& message) { return now == number ? bytes : message; };
}

Framed with_field(Framed message, std::size_t at, const Bytes32& field) {
  std::ranges::copy(field, message.begin() + static_cast<std::ptrdiff_t>(6 + at));
  return message;
}

Framed flip_bit(Framed message, std::size_t bit) {
  message.at(bit / 8) ^= static_cast<std::uint8_t>(1 << bit % 8);
  return message;
}

Bytes32 field32(const Framed& message, std::size_t at) {
  Bytes32 field;
  std::ranges::copy(Bytes(message).subspan(6 + at, 32), field.begin());
  return field;
}

}  // namespace assay::ladder::tests

// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/initiator.hpp"

// Each verb first moves its state into `s`: the caller's object is wiped at once, `s` when the verb
// returns.
namespace assay::ladder {

template <class R>
InitiatorStart<R>::Begun InitiatorStart<R>::begin() && {
  once_.must_be_live("InitiatorStart");
  auto s = std::move(*this);
  const InitiatorShare X = s.side_.x.share();
  Framed msg1 = R::msg1(s.side_.A, X);
  return {std::move(msg1), {std::move(s.side_), X}};
}

// spec/ladder.md §5: length and header, then DH
template <class R>
std::expected<typename InitiatorAwaitsMsg2<R>::Agreed, Reject> InitiatorAwaitsMsg2<R>::agree_over(
    Bytes msg2) const {
  auto fields = R::read_msg2(msg2);
  if (!fields) return std::unexpected(fields.error());
  const ResponderShare Y = std::get<ResponderShare>(*fields);
  auto Z = agree(side_.x, Y);
  if (!Z) return std::unexpected(Z.error());
  const auto msg1 = hello<typename R::Hello>(side_.A.name(), X_);
  return Agreed{*fields, exchange(msg1, side_.B, Y, std::move(*Z))};
}

// spec/ladder.md §5: box, name, signature and mac, then the pinned name
template <class R>
std::expected<Proven<Responder>, Reject> InitiatorAwaitsMsg2<R>::verify(
    const Agreed& agreed) const {
  const auto proven = R::verify_msg2(agreed.exchange, agreed.msg2, side_.directory);
  if (!proven) return std::unexpected(proven.error());
  const auto pinned = verify_pinned(*proven, side_.B);
  if (!pinned) return std::unexpected(pinned.error());
  return *proven;
}

template <class R>
    std::expected<typename InitiatorAwaitsMsg2<R>::Finished, Reject> InitiatorAwaitsMsg2<R>::read(
        Bytes msg2) &&
    requires(R::form == Form::responder_first) {
      once_.must_be_live("InitiatorAwaitsMsg2");
      const auto s = std::move(*this);
      const auto agreed = s.agree_over(msg2);
      if (!agreed) return std::unexpected(agreed.error());
      const auto B = s.verify(*agreed);
      if (!B) return std::unexpected(B.error());
      Framed msg3 = R::msg3(agreed->exchange, s.side_.A);
      return Finished{std::move(msg3), {session_keys(R::proto, agreed->exchange.Z), *B}};
    }

    template <class R>
    std::expected<typename InitiatorAwaitsMsg2<R>::Verified, Reject> InitiatorAwaitsMsg2<R>::read(
        Bytes msg2) &&
    requires(R::form == Form::acknowledged) {
      once_.must_be_live("InitiatorAwaitsMsg2");
      const auto s = std::move(*this);
      auto agreed = s.agree_over(msg2);
      if (!agreed) return std::unexpected(agreed.error());
      const auto B = s.verify(*agreed);
      if (!B) return std::unexpected(B.error());
      Framed msg3 = R::msg3(agreed->exchange, s.side_.A);
      return Verified{std::move(msg3), {std::move(agreed->exchange), s.side_.A.name(), *B}};
    }

    template <class R>
    std::expected<typename InitiatorAwaitsMsg2<R>::Proving, Reject> InitiatorAwaitsMsg2<R>::read(
        Bytes msg2) &&
    requires(R::form == Form::initiator_first) {
      once_.must_be_live("InitiatorAwaitsMsg2");
      auto s = std::move(*this);
      auto agreed = s.agree_over(msg2);
      if (!agreed) return std::unexpected(agreed.error());
      Framed msg3 = R::msg3(agreed->exchange, s.side_.A);
      return Proving{std::move(msg3),
                     {std::move(agreed->exchange), s.side_.B, std::move(s.side_.directory)}};
    }

    template <class R>
    std::expected<Outcome<Responder>, Reject> InitiatorAwaitsMsg4<R>::read(Bytes msg4) && {
  once_.must_be_live("InitiatorAwaitsMsg4");
  const auto s = std::move(*this);
  const auto B = R::verify_msg4(s.exchange_, msg4, s.directory_);
  if (!B) return std::unexpected(B.error());
  const auto pinned = verify_pinned(*B, s.B_);
  if (!pinned) return std::unexpected(pinned.error());
  return Outcome<Responder>{session_keys(R::proto, s.exchange_.Z), *B};
}

template <class R>
std::expected<Outcome<Responder>, Reject> InitiatorAwaitsAck<R>::read(Bytes msg4) && {
  once_.must_be_live("InitiatorAwaitsAck");
  const auto s = std::move(*this);
  const auto accepted = R::verify_msg4(s.exchange_, s.B_.name(), s.A_, msg4);
  if (!accepted) return std::unexpected(accepted.error());
  return Outcome<Responder>{session_keys(R::proto, s.exchange_.Z), s.B_};
}

}  // namespace assay::ladder

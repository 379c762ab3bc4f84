// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/responder.hpp"

// Each verb first moves its state into `s`: the caller's object is wiped at once, `s` when the verb
// returns.
namespace assay::ladder {

template <class R>
std::expected<typename ResponderAwaitsMsg1<R>::Read, Reject> ResponderAwaitsMsg1<R>::read(
    Bytes msg1) && {
  once_.must_be_live("ResponderAwaitsMsg1");
  auto s = std::move(*this);
  const auto said = R::read_msg1(msg1);
  if (!said) return std::unexpected(said.error());
  auto Z = agree(s.side_.y, share_in(*said));
  if (!Z) return std::unexpected(Z.error());
  auto agreed = exchange(*said, s.side_.B.name(), s.side_.y.share(), std::move(*Z));
  Framed msg2 = R::msg2(agreed, s.side_.B);
  return Read{std::move(msg2),
              {std::move(agreed), std::move(s.side_.B), std::move(s.side_.directory)}};
}

template <class R>
std::expected<ResponderAwaitsDecision<R>, Reject> ResponderAwaitsMsg3<R>::read(Bytes msg3) && {
  once_.must_be_live("ResponderAwaitsMsg3");
  auto s = std::move(*this);
  const auto A = R::verify_msg3(s.exchange_, msg3, s.directory_);
  if (!A) return std::unexpected(A.error());
  return ResponderAwaitsDecision<R>{std::move(s.exchange_), std::move(s.B_), *A};
}

template <class R>
    std::expected<Outcome<Initiator>, Reject> ResponderAwaitsDecision<R>::authorize(
        bool admitted) &&
    requires(R::form == Form::responder_first) {
      once_.must_be_live("ResponderAwaitsDecision");
      const auto s = std::move(*this);
      if (!admitted) return std::unexpected(Reject::not_authorized);
      return Outcome<Initiator>{session_keys(R::proto, s.exchange_.Z), s.A_};
    }

    template <class R>
    std::expected<typename ResponderAwaitsDecision<R>::Accepted,
                  Reject> ResponderAwaitsDecision<R>::authorize(bool admitted) &&
    requires(R::form != Form::responder_first) {
      once_.must_be_live("ResponderAwaitsDecision");
      const auto s = std::move(*this);
      if (!admitted) return std::unexpected(Reject::not_authorized);
      return Accepted{s.msg4(), {session_keys(R::proto, s.exchange_.Z), s.A_}};
    }

    template <class R>
    Framed ResponderAwaitsDecision<R>::msg4() const {
  if constexpr (R::form == Form::acknowledged) {
    return R::msg4(exchange_, B_.name(), A_.name());
  } else {
    return R::msg4(exchange_, B_);
  }
}

}  // namespace assay::ladder

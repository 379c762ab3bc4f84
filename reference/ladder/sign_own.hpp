// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/initiator.hpp"
#include "reference/ladder/responder.hpp"

// SIGN-OWN: each signs its own share and nothing else (spec/ladder.md §6.2).
namespace assay::ladder {

struct SignOwn {
  static constexpr Proto proto = Proto::sign_own;
  using Msg1 = std::tuple<InitiatorName, InitiatorShare, SignatureBy<Initiator>>;
  using Msg2 = std::tuple<ResponderName, ResponderShare, SignatureBy<Responder>>;

  // Reject, of what verifies: unknown_name, bad_signature.
  static Framed msg1(const Identity<Initiator>& A, const InitiatorShare& X);
  static std::expected<Msg1, Reject> read_msg1(Bytes msg1);
  static std::expected<Proven<Initiator>, Reject> verify_msg1(const Msg1& msg1,
                                                              const Directory& directory);

  static Framed msg2(const Identity<Responder>& B, const ResponderShare& Y);
  static std::expected<Msg2, Reject> read_msg2(Bytes msg2);
  static std::expected<Proven<Responder>, Reject> verify_msg2(const Msg2& msg2,
                                                              const Directory& directory);
};

class SignOwnInitiatorAwaitsMsg2 {
 public:
  // B has signed Y once: not for this run. Reject: bad_frame, low_order_point, unknown_name,
  // bad_signature, wrong_peer.
  [[nodiscard]] std::expected<Outcome<Responder>, Reject> read(Bytes msg2) && {
    once_.must_be_live("SignOwnInitiatorAwaitsMsg2");
    const auto s = std::move(*this);
    const auto fields = SignOwn::read_msg2(msg2);
    if (!fields) return std::unexpected(fields.error());
    const auto Z = agree(s.side_.x, std::get<ResponderShare>(*fields));
    if (!Z) return std::unexpected(Z.error());
    const auto B = SignOwn::verify_msg2(*fields, s.side_.directory);
    if (!B) return std::unexpected(B.error());
    const auto pinned = verify_pinned(*B, s.side_.B);
    if (!pinned) return std::unexpected(pinned.error());
    return Outcome<Responder>{session_keys(SignOwn::proto, *Z), *B};
  }

 private:
  friend class SignOwnInitiatorStart;
  explicit SignOwnInitiatorAwaitsMsg2(InitiatorSide side) : side_(std::move(side)) {}

  reference::Consumable once_;
  InitiatorSide side_;
};

class SignOwnInitiatorStart {
 public:
  struct Begun {
    Framed msg1;
    SignOwnInitiatorAwaitsMsg2 next;
  };

  // Aborts when A does not suit the directory.
  explicit SignOwnInitiatorStart(InitiatorSide side) : side_(std::move(side)) {
    side_.directory.must_suit(side_.A);
  }

  [[nodiscard]] Begun begin() && {
    once_.must_be_live("SignOwnInitiatorStart");
    auto s = std::move(*this);
    Framed msg1 = SignOwn::msg1(s.side_.A, s.side_.x.share());
    return {std::move(msg1), SignOwnInitiatorAwaitsMsg2(std::move(s.side_))};
  }

 private:
  reference::Consumable once_;
  InitiatorSide side_;
};

class SignOwnResponderAwaitsDecision {
 public:
  struct Accepted {
    Framed msg2;
    Outcome<Initiator> outcome;
  };

  // The name whose key signed X once.
  const InitiatorName& peer() const {
    once_.must_be_live("SignOwnResponderAwaitsDecision");
    return A_.name();
  }

  // The application's word on peer(). Reject: not_authorized, exactly when `admitted` is false.
  [[nodiscard]] std::expected<Accepted, Reject> authorize(bool admitted) && {
    once_.must_be_live("SignOwnResponderAwaitsDecision");
    const auto s = std::move(*this);
    if (!admitted) return std::unexpected(Reject::not_authorized);
    return Accepted{SignOwn::msg2(s.side_.B, s.side_.y.share()),
                    {session_keys(SignOwn::proto, s.Z_), s.A_}};
  }

 private:
  friend class SignOwnResponderAwaitsMsg1;
  SignOwnResponderAwaitsDecision(ResponderSide side, SharedSecret Z, const Proven<Initiator>& A)
      : side_(std::move(side)), Z_(std::move(Z)), A_(A) {}

  reference::Consumable once_;
  ResponderSide side_;
  SharedSecret Z_;
  Proven<Initiator> A_;
};

class SignOwnResponderAwaitsMsg1 {
 public:
  // Aborts when B does not suit the directory.
  explicit SignOwnResponderAwaitsMsg1(ResponderSide side) : side_(std::move(side)) {
    side_.directory.must_suit(side_.B);
  }

  // Reject: bad_frame, low_order_point, unknown_name, bad_signature.
  [[nodiscard]] std::expected<SignOwnResponderAwaitsDecision, Reject> read(Bytes msg1) && {
    once_.must_be_live("SignOwnResponderAwaitsMsg1");
    auto s = std::move(*this);
    const auto fields = SignOwn::read_msg1(msg1);
    if (!fields) return std::unexpected(fields.error());
    auto Z = agree(s.side_.y, std::get<InitiatorShare>(*fields));
    if (!Z) return std::unexpected(Z.error());
    const auto A = SignOwn::verify_msg1(*fields, s.side_.directory);
    if (!A) return std::unexpected(A.error());
    return SignOwnResponderAwaitsDecision(std::move(s.side_), std::move(*Z), *A);
  }

 private:
  reference::Consumable once_;
  ResponderSide side_;
};

}  // namespace assay::ladder

// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/consumable.hpp"
#include "reference/ladder/frame.hpp"
#include "reference/ladder/keys.hpp"

// DH: nobody proves anything, and no end knows whom it talks to (spec/ladder.md §6.1).
namespace assay::ladder {

struct Dh {
  static constexpr Proto proto = Proto::dh;

  static Framed msg1(const InitiatorShare& X);
  static std::expected<InitiatorShare, Reject> read_msg1(Bytes msg1);

  static Framed msg2(const ResponderShare& Y);
  static std::expected<ResponderShare, Reject> read_msg2(Bytes msg2);
};

class DhInitiatorAwaitsMsg2 {
 public:
  // Reject: bad_frame, low_order_point.
  [[nodiscard]] std::expected<SessionKeys, Reject> read(Bytes msg2) && {
    once_.must_be_live("DhInitiatorAwaitsMsg2");
    const auto s = std::move(*this);
    const auto Y = Dh::read_msg2(msg2);
    if (!Y) return std::unexpected(Y.error());
    const auto Z = agree(s.x_, *Y);
    if (!Z) return std::unexpected(Z.error());
    return session_keys(Dh::proto, *Z);
  }

 private:
  friend class DhInitiatorStart;
  explicit DhInitiatorAwaitsMsg2(EphemeralSecret<Initiator> x) : x_(std::move(x)) {}

  reference::Consumable once_;
  EphemeralSecret<Initiator> x_;
};

class DhInitiatorStart {
 public:
  struct Begun {
    Framed msg1;
    DhInitiatorAwaitsMsg2 next;
  };

  // x never used before.
  explicit DhInitiatorStart(EphemeralSecret<Initiator> x) : x_(std::move(x)) {}

  [[nodiscard]] Begun begin() && {
    once_.must_be_live("DhInitiatorStart");
    auto s = std::move(*this);
    Framed msg1 = Dh::msg1(s.x_.share());
    return {std::move(msg1), DhInitiatorAwaitsMsg2(std::move(s.x_))};
  }

 private:
  reference::Consumable once_;
  EphemeralSecret<Initiator> x_;
};

class DhResponderAwaitsMsg1 {
 public:
  struct Finished {
    Framed msg2;
    SessionKeys keys;
  };

  // y never used before.
  explicit DhResponderAwaitsMsg1(EphemeralSecret<Responder> y) : y_(std::move(y)) {}

  // Reject: bad_frame, low_order_point.
  [[nodiscard]] std::expected<Finished, Reject> read(Bytes msg1) && {
    once_.must_be_live("DhResponderAwaitsMsg1");
    const auto s = std::move(*this);
    const auto X = Dh::read_msg1(msg1);
    if (!X) return std::unexpected(X.error());
    const auto Z = agree(s.y_, *X);
    if (!Z) return std::unexpected(Z.error());
    return Finished{Dh::msg2(s.y_.share()), session_keys(Dh::proto, *Z)};
  }

 private:
  reference::Consumable once_;
  EphemeralSecret<Responder> y_;
};

}  // namespace assay::ladder

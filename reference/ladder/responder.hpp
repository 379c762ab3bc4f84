// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/consumable.hpp"
#include "reference/ladder/rung.hpp"

// The responder of a rung R with three or four messages, one type a state. Every verb consumes its
// state, wiping what it held; using a state again aborts. Order of the checks: spec/ladder.md §5.
namespace assay::ladder {

// What a responder is given.
struct ResponderSide {
  Identity<Responder> B;
  Directory directory;
  EphemeralSecret<Responder> y;  // never used before
};

template <class R>
class ResponderAwaitsMsg3;
template <class R>
class ResponderAwaitsDecision;

template <class R>
class ResponderAwaitsMsg1 {
 public:
  struct Read;

  // Aborts when B does not suit the directory.
  explicit ResponderAwaitsMsg1(ResponderSide side) : side_(std::move(side)) {
    side_.directory.must_suit(side_.B);
  }

  // Reject: bad_frame, low_order_point.
  [[nodiscard]] std::expected<Read, Reject> read(Bytes msg1) &&;

 private:
  reference::Consumable once_;
  ResponderSide side_;
};

template <class R>
class ResponderAwaitsMsg3 {
 public:
  // Reject: what R rejects.
  [[nodiscard]] std::expected<ResponderAwaitsDecision<R>, Reject> read(Bytes msg3) &&;

 private:
  friend class ResponderAwaitsMsg1<R>;
  ResponderAwaitsMsg3(typename R::Exchange exchange, Identity<Responder> B, Directory directory)
      : exchange_(std::move(exchange)), B_(std::move(B)), directory_(std::move(directory)) {}

  reference::Consumable once_;
  typename R::Exchange exchange_;
  Identity<Responder> B_;
  Directory directory_;
};

template <class R>
class ResponderAwaitsDecision {
 public:
  struct Accepted {
    Framed msg4;
    Outcome<Initiator> outcome;
  };

  // The name that the initiator has proved to hold.
  const InitiatorName& peer() const {
    once_.must_be_live("ResponderAwaitsDecision");
    return A_.name();
  }

  // The application's word on peer(). Reject: not_authorized, exactly when `admitted` is false.
  [[nodiscard]] std::expected<Outcome<Initiator>, Reject> authorize(bool admitted) &&
      requires(R::form == Form::responder_first);
  [[nodiscard]] std::expected<Accepted, Reject> authorize(bool admitted) &&
      requires(R::form != Form::responder_first);

 private:
  friend class ResponderAwaitsMsg3<R>;
  ResponderAwaitsDecision(typename R::Exchange exchange, Identity<Responder> B,
                          const Proven<Initiator>& A)
      : exchange_(std::move(exchange)), B_(std::move(B)), A_(A) {}

  Framed msg4() const;

  reference::Consumable once_;
  typename R::Exchange exchange_;
  Identity<Responder> B_;
  Proven<Initiator> A_;
};

template <class R>
struct ResponderAwaitsMsg1<R>::Read {
  Framed msg2;
  ResponderAwaitsMsg3<R> next;
};

}  // namespace assay::ladder

#include "reference/ladder/responder_verbs.hpp"

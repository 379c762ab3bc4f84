// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/consumable.hpp"
#include "reference/ladder/rung.hpp"

// The initiator of a rung R with three or four messages, one type a state. Every verb consumes its
// state, wiping what it held; using a state again aborts. Order of the checks: spec/ladder.md §5.
namespace assay::ladder {

// What an initiator is given.
struct InitiatorSide {
  Identity<Initiator> A;
  ResponderName B;  // whom it calls
  Directory directory;
  EphemeralSecret<Initiator> x;  // never used before
};

template <class R>
class InitiatorAwaitsMsg2;

template <class R>
class InitiatorStart {
 public:
  struct Begun;

  // Aborts when A does not suit the directory.
  explicit InitiatorStart(InitiatorSide side) : side_(std::move(side)) {
    side_.directory.must_suit(side_.A);
  }

  [[nodiscard]] Begun begin() &&;

 private:
  reference::Consumable once_;
  InitiatorSide side_;
};

template <class R>
class InitiatorAwaitsMsg2 {
 public:
  struct Finished;
  struct Verified;
  struct Proving;

  // The responder has proved to be B; nothing will tell whether it accepts msg3. Reject:
  // low_order_point, wrong_peer, and what R rejects.
  [[nodiscard]] std::expected<Finished, Reject> read(Bytes msg2) &&
      requires(R::form == Form::responder_first);

  // The responder has proved to be B. Reject: low_order_point, wrong_peer, and what R rejects.
  [[nodiscard]] std::expected<Verified, Reject> read(Bytes msg2) &&
      requires(R::form == Form::acknowledged);

  // Whoever sent msg2 may learn A from msg3. Reject: bad_frame, low_order_point.
  [[nodiscard]] std::expected<Proving, Reject> read(Bytes msg2) &&
      requires(R::form == Form::initiator_first);

 private:
  friend class InitiatorStart<R>;
  InitiatorAwaitsMsg2(InitiatorSide side, const InitiatorShare& X)
      : side_(std::move(side)), X_(X) {}

  struct Agreed {
    typename R::Msg2 msg2;
    typename R::Exchange exchange;
  };
  std::expected<Agreed, Reject> agree_over(Bytes msg2) const;
  std::expected<Proven<Responder>, Reject> verify(const Agreed& agreed) const;

  reference::Consumable once_;
  InitiatorSide side_;
  InitiatorShare X_;
};

// Reads the responder's proof.
template <class R>
class InitiatorAwaitsMsg4 {
 public:
  // The responder has proved to be B, after it verified A. Reject: wrong_peer, and what R rejects.
  [[nodiscard]] std::expected<Outcome<Responder>, Reject> read(Bytes msg4) &&;

 private:
  friend class InitiatorAwaitsMsg2<R>;
  InitiatorAwaitsMsg4(Exchange exchange, const ResponderName& B, Directory directory)
      : exchange_(std::move(exchange)), B_(B), directory_(std::move(directory)) {}

  reference::Consumable once_;
  Exchange exchange_;
  ResponderName B_;
  Directory directory_;
};

// Reads the responder's word that it has verified this end.
template <class R>
class InitiatorAwaitsAck {
 public:
  // B has verified A. Reject: bad_frame, bad_mac.
  [[nodiscard]] std::expected<Outcome<Responder>, Reject> read(Bytes msg4) &&;

 private:
  friend class InitiatorAwaitsMsg2<R>;
  InitiatorAwaitsAck(Exchange exchange, const InitiatorName& A, const Proven<Responder>& B)
      : exchange_(std::move(exchange)), A_(A), B_(B) {}

  reference::Consumable once_;
  Exchange exchange_;
  InitiatorName A_;
  Proven<Responder> B_;
};

template <class R>
struct InitiatorStart<R>::Begun {
  Framed msg1;
  InitiatorAwaitsMsg2<R> next;
};

template <class R>
struct InitiatorAwaitsMsg2<R>::Finished {
  Framed msg3;
  Outcome<Responder> outcome;
};

template <class R>
struct InitiatorAwaitsMsg2<R>::Verified {
  Framed msg3;
  InitiatorAwaitsAck<R> next;
};

template <class R>
struct InitiatorAwaitsMsg2<R>::Proving {
  Framed msg3;
  InitiatorAwaitsMsg4<R> next;
};

}  // namespace assay::ladder

#include "reference/ladder/initiator_verbs.hpp"

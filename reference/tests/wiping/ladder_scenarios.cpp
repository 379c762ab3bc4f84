// SPDX-License-Identifier: MIT
#include "reference/ladder/badh.hpp"
#include "reference/ladder/dh.hpp"
#include "reference/ladder/initiator.hpp"
#include "reference/ladder/iso.hpp"
#include "reference/ladder/record.hpp"
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
#include "reference/tests/wiping/ladder.hpp"
#include "reference/tests/wiping/scenarios.hpp"

namespace assay::reference::tests {
namespace {

using namespace ladder;
using LadderSeed = Secret<struct LadderSeedTag, 32>;
using Message = std::vector<std::uint8_t>;

// Makes each end's values from the material, anew for each use.
struct Ends {
  const Material& m;

  LadderSeed seed(const char* name) const { return unmasked<LadderSeed>(m, name); }
  const Message& message(Proto P, std::size_t n) const { return m.open.at(message_of_rung(P, n)); }
  // The same with its last byte changed: of a share, a signature, a mac or a box.
  Message spoiled(Proto P, std::size_t n) const {
    Message changed = message(P, n);
    changed.back() ^= 1;
    return changed;
  }

  EphemeralSecret<Initiator> x() const {
    return EphemeralSecret<Initiator>::from(seed("ladder x").view());
  }
  EphemeralSecret<Responder> y() const {
    return EphemeralSecret<Responder>::from(seed("ladder y").view());
  }
  InitiatorSide initiator_side() const {
    return {Identity<Initiator>::of_seed(seed("ladder A").view()),
            open_value<ResponderName>(m, "ladder B's name"), Directory::id_is_key(), x()};
  }
  ResponderSide responder_side() const {
    return {Identity<Responder>::of_seed(seed("ladder B").view()), Directory::id_is_key(), y()};
  }
};

// A state that is never destroyed: what it held must be gone as soon as it is consumed.
template <class State>
State&& undestroyed(State state) {
  return std::move(*new State(std::move(state)));
}

// `all` gains what a rung's end does with a message, and how it ends: true when it accepts it.
void add_ladder(std::vector<Scenario>& all, Proto P, const std::string& what, bool accepts,
                bool (*run)(const Ends&, const Message&), std::size_t n) {
  const std::string rung = "rung " + std::to_string(static_cast<int>(P)) + ": ";
  if (accepts)
    all.push_back({rung + what, [=](const Material& m, Form) {
                     const Ends ends{m};
                     return run(ends, n == 0 ? Message() : ends.message(P, n));
                   }});
  else
    all.push_back({rung + what + " refused", [=](const Material& m, Form) {
                     const Ends ends{m};
                     return !run(ends, ends.spoiled(P, n));
                   }});
}

// Of what has two ends: good and spoiled.
void add_both(std::vector<Scenario>& all, Proto P, const std::string& what,
              bool (*run)(const Ends&, const Message&), std::size_t n) {
  add_ladder(all, P, what, true, run, n);
  add_ladder(all, P, what, false, run, n);
}

template <class R>
auto awaits_msg2(const Ends& e) {
  return std::move(InitiatorStart<R>(e.initiator_side()).begin().next);
}
template <class R>
auto awaits_msg4(const Ends& e) {
  return std::move(awaits_msg2<R>(e).read(e.message(R::proto, 2))->next);
}
template <class R>
auto awaits_msg3(const Ends& e) {
  return std::move(ResponderAwaitsMsg1<R>(e.responder_side()).read(e.message(R::proto, 1))->next);
}
template <class R>
auto awaits_decision(const Ends& e) {
  return *awaits_msg3<R>(e).read(e.message(R::proto, 3));
}

template <class R>
void add_initiator(std::vector<Scenario>& all) {
  constexpr Proto P = R::proto;
  add_ladder(
      all, P, "msg1 made", true,
      [](const Ends& e, const Message&) {
        return undestroyed(InitiatorStart<R>(e.initiator_side())).begin().msg1 ==
               e.message(R::proto, 1);
      },
      0);
  const auto reads_msg2 = [](const Ends& e, const Message& msg2) {
    return undestroyed(awaits_msg2<R>(e)).read(msg2).has_value();
  };
  add_ladder(all, P, "msg2", true, reads_msg2, 2);
  add_ladder(
      all, P, "msg2 of no length", true,
      [](const Ends& e, const Message&) { return !undestroyed(awaits_msg2<R>(e)).read(Message()); },
      0);
  if constexpr (R::form != ladder::Form::initiator_first)
    add_ladder(all, P, "msg2", false, reads_msg2, 2);
  if constexpr (R::form != ladder::Form::responder_first)
    add_both(
        all, P, "msg4",
        [](const Ends& e, const Message& msg4) {
          return undestroyed(awaits_msg4<R>(e)).read(msg4).has_value();
        },
        4);
}

template <class R>
void add_responder(std::vector<Scenario>& all) {
  constexpr Proto P = R::proto;
  add_ladder(
      all, P, "msg1", true,
      [](const Ends& e, const Message& msg1) {
        return undestroyed(ResponderAwaitsMsg1<R>(e.responder_side())).read(msg1).has_value();
      },
      1);
  add_ladder(
      all, P, "msg1 of no length", true,
      [](const Ends& e, const Message&) {
        return !undestroyed(ResponderAwaitsMsg1<R>(e.responder_side())).read(Message());
      },
      0);
  add_both(
      all, P, "msg3",
      [](const Ends& e, const Message& msg3) {
        return undestroyed(awaits_msg3<R>(e)).read(msg3).has_value();
      },
      3);
  add_ladder(
      all, P, "admitted", true,
      [](const Ends& e, const Message&) {
        return undestroyed(awaits_decision<R>(e)).authorize(true).has_value();
      },
      0);
  add_ladder(
      all, P, "not admitted", true,
      [](const Ends& e, const Message&) {
        return !undestroyed(awaits_decision<R>(e)).authorize(false);
      },
      0);
}

template <class... Rungs>
void add_rungs(std::vector<Scenario>& all) {
  (add_initiator<Rungs>(all), ...);
  (add_responder<Rungs>(all), ...);
}

void add_dh(std::vector<Scenario>& all) {
  add_ladder(
      all, Proto::dh, "msg1 made", true,
      [](const Ends& e, const Message&) {
        return undestroyed(DhInitiatorStart(e.x())).begin().msg1 == e.message(Proto::dh, 1);
      },
      0);
  add_ladder(
      all, Proto::dh, "msg2", true,
      [](const Ends& e, const Message& msg2) {
        return undestroyed(std::move(DhInitiatorStart(e.x()).begin().next)).read(msg2).has_value();
      },
      2);
  add_ladder(
      all, Proto::dh, "msg1", true,
      [](const Ends& e, const Message& msg1) {
        return undestroyed(DhResponderAwaitsMsg1(e.y())).read(msg1).has_value();
      },
      1);
}

void add_sign_own(std::vector<Scenario>& all) {
  constexpr Proto P = Proto::sign_own;
  add_ladder(
      all, P, "msg1 made", true,
      [](const Ends& e, const Message&) {
        return undestroyed(SignOwnInitiatorStart(e.initiator_side())).begin().msg1 ==
               e.message(P, 1);
      },
      0);
  add_both(
      all, P, "msg2",
      [](const Ends& e, const Message& msg2) {
        return undestroyed(std::move(SignOwnInitiatorStart(e.initiator_side()).begin().next))
            .read(msg2)
            .has_value();
      },
      2);
  add_both(
      all, P, "msg1",
      [](const Ends& e, const Message& msg1) {
        return undestroyed(SignOwnResponderAwaitsMsg1(e.responder_side())).read(msg1).has_value();
      },
      1);
  add_ladder(
      all, P, "admitted", true,
      [](const Ends& e, const Message& msg1) {
        auto asks = *SignOwnResponderAwaitsMsg1(e.responder_side()).read(msg1);
        return undestroyed(std::move(asks)).authorize(true).has_value();
      },
      1);
}

// What follows a handshake.
void add_records(std::vector<Scenario>& all) {
  all.push_back({"ladder: records", [](const Material& m, Form) {
                   RecordWriter<AppI> writer(unmasked<Key<AppI>>(m, "app-i of rung 9"));
                   RecordReader<AppI> reader(unmasked<Key<AppI>>(m, "app-i of rung 9"));
                   return reader.read(writer.write(Message(5, 'x'))) == Message(5, 'x') &&
                          !reader.read(Message(20));
                 }});
}

}  // namespace

std::vector<Scenario> ladder_scenarios() {
  std::vector<Scenario> all;
  add_dh(all);
  add_sign_own(all);
  add_rungs<Badh, SigmaR, SigmaIAck, Iso, StsEnc, StsMac, StsEncId, SignKey, Sigma0, SigmaI,
            SigmaIke>(all);
  add_records(all);
  return all;
}

}  // namespace assay::reference::tests

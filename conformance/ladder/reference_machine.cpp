// SPDX-License-Identifier: MIT
#include <functional>
#include <variant>

#include "conformance/ladder/framed_machine.hpp"
#include "conformance/ladder/machine.hpp"
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

namespace assay::rungs {
namespace {

using peers::Host;

std::span<const std::uint8_t, 32> fixed(const Bytes& value) { return View(value).first<32>(); }

template <class Side>
ladder::Identity<Side> identity_of(const RungSettings& s) {
  return ladder::Identity<Side>::named(ladder::Name<Side>::from(fixed(s.own_name)), fixed(s.seed));
}

template <class Side>
ladder::EphemeralSecret<Side> scalar_of(const RungSettings& s) {
  return ladder::EphemeralSecret<Side>::from(fixed(s.ephemeral));
}

// The registrar has had its say when the settings were made (settings_of).
ladder::Directory directory_of(const RungSettings& s) {
  if (s.mode == id_is_key) return ladder::Directory::id_is_key();
  std::vector<ladder::Entry> plain;
  std::vector<ladder::ProvenEntry> proven;
  for (const RungEntry& e : s.entries) {
    const auto name = ladder::RegisteredName::from(fixed(e.name));
    const auto key = reference::VerifyKey::from(fixed(e.key));
    plain.push_back({name, key});
    if (s.mode != named_pop) continue;
    const auto pop = ladder::PossessionProof::from(View(*e.pop).first<64>());
    proven.push_back(*ladder::register_proven(name, key, pop));
  }
  return s.mode == named_pop ? ladder::Directory::named_pop(proven)
                             : ladder::Directory::named(std::move(plain));
}

ladder::InitiatorSide initiator_side(const RungSettings& s) {
  return {identity_of<ladder::Initiator>(s), ladder::ResponderName::from(fixed(s.called)),
          directory_of(s), scalar_of<ladder::Initiator>(s)};
}

ladder::ResponderSide responder_side(const RungSettings& s) {
  return {identity_of<ladder::Responder>(s), directory_of(s), scalar_of<ladder::Responder>(s)};
}

// States is what the end passes through.
template <class... States>
class ReferenceEnd : public FramedMachine {
 protected:
  explicit ReferenceEnd(std::variant<States...> start) : state_(std::move(start)) {}

  template <class State>
  State* in() {
    return std::get_if<State>(&state_);
  }
  // A reference is not assigned, only made.
  template <class State>
  void enter(State next) {
    state_.template emplace<State>(std::move(next));
  }
  void refuse_for(Host& host, ladder::Reject reason) { refuse(host, ladder::name(reason)); }
  void end_with(Host& host, const ladder::SessionKeys& keys, View peer = {}) {
    succeed(host, peer, keys.app_i.view(), keys.app_r.view());
  }
  template <class Peer>
  void end_with(Host& host, const ladder::Outcome<Peer>& outcome) {
    end_with(host, outcome.keys, outcome.peer.name().view());
  }
  // The initiator is asked nothing: that its peer is verified shows when it is done.
  void initiator_done(Host& host, const ladder::Outcome<ladder::Responder>& outcome) {
    host.verified(outcome.peer.name().view());
    end_with(host, outcome);
  }

  std::variant<States...> state_;
};

class DhInitiator final
    : public ReferenceEnd<ladder::DhInitiatorStart, ladder::DhInitiatorAwaitsMsg2> {
 public:
  explicit DhInitiator(const RungSettings& s)
      : ReferenceEnd(ladder::DhInitiatorStart(scalar_of<ladder::Initiator>(s))) {}
  void start(Host& host) override {
    auto begun = std::move(*in<ladder::DhInitiatorStart>()).begin();
    host.send(begun.msg1);
    enter(std::move(begun.next));
  }

 private:
  void take_in(Host& host, View framed) override {
    const auto keys = std::move(*in<ladder::DhInitiatorAwaitsMsg2>()).read(framed);
    if (!keys) return refuse_for(host, keys.error());
    end_with(host, *keys);
  }
};

class DhResponder final : public ReferenceEnd<ladder::DhResponderAwaitsMsg1> {
 public:
  explicit DhResponder(const RungSettings& s)
      : ReferenceEnd(ladder::DhResponderAwaitsMsg1(scalar_of<ladder::Responder>(s))) {}

 private:
  void take_in(Host& host, View framed) override {
    const auto finished = std::move(*in<ladder::DhResponderAwaitsMsg1>()).read(framed);
    if (!finished) return refuse_for(host, finished.error());
    host.send(finished->msg2);
    end_with(host, finished->keys);
  }
};

class SignOwnInitiator final
    : public ReferenceEnd<ladder::SignOwnInitiatorStart, ladder::SignOwnInitiatorAwaitsMsg2> {
 public:
  explicit SignOwnInitiator(const RungSettings& s)
      : ReferenceEnd(ladder::SignOwnInitiatorStart(initiator_side(s))) {}
  void start(Host& host) override {
    auto begun = std::move(*in<ladder::SignOwnInitiatorStart>()).begin();
    host.send(begun.msg1);
    enter(std::move(begun.next));
  }

 private:
  void take_in(Host& host, View framed) override {
    const auto outcome = std::move(*in<ladder::SignOwnInitiatorAwaitsMsg2>()).read(framed);
    if (!outcome) return refuse_for(host, outcome.error());
    initiator_done(host, *outcome);
  }
};

class SignOwnResponder final : public ReferenceEnd<ladder::SignOwnResponderAwaitsMsg1,
                                                   ladder::SignOwnResponderAwaitsDecision> {
 public:
  explicit SignOwnResponder(const RungSettings& s)
      : ReferenceEnd(ladder::SignOwnResponderAwaitsMsg1(responder_side(s))) {}

  void decided(Host& host, peers::Decision decision) override {
    auto* asks = in<ladder::SignOwnResponderAwaitsDecision>();
    if (asks == nullptr) return;
    const auto accepted = std::move(*asks).authorize(decision == peers::Decision::admit);
    if (!accepted) return refuse_for(host, accepted.error());
    host.send(accepted->msg2);
    end_with(host, accepted->outcome);
  }

 private:
  void take_in(Host& host, View framed) override {
    auto* awaits = in<ladder::SignOwnResponderAwaitsMsg1>();
    if (awaits == nullptr) return;
    auto asks = std::move(*awaits).read(framed);
    if (!asks) return refuse_for(host, asks.error());
    const auto A = asks->peer();
    enter(std::move(*asks));
    host.verified(A.view());
    host.ask(A.view());
  }
};

// Where a rung has no fourth message, its initiator never waits for one.
struct NoMsg4 {};
template <class R>
using AwaitsMsg4 = std::conditional_t<
    R::form == ladder::Form::responder_first, NoMsg4,
    std::conditional_t<R::form == ladder::Form::acknowledged, ladder::InitiatorAwaitsAck<R>,
                       ladder::InitiatorAwaitsMsg4<R>>>;

template <class R>
class RungInitiator final : public ReferenceEnd<ladder::InitiatorStart<R>,
                                                ladder::InitiatorAwaitsMsg2<R>, AwaitsMsg4<R>> {
 public:
  explicit RungInitiator(const RungSettings& s)
      : RungInitiator::ReferenceEnd(ladder::InitiatorStart<R>(initiator_side(s))) {}

  void start(Host& host) override {
    auto begun = std::move(std::get<ladder::InitiatorStart<R>>(this->state_)).begin();
    host.send(begun.msg1);
    this->enter(std::move(begun.next));
  }

 private:
  void take_in(Host& host, View framed) override {
    if (auto* awaits = std::get_if<ladder::InitiatorAwaitsMsg2<R>>(&this->state_))
      return read_msg2(host, std::move(*awaits).read(framed));
    if constexpr (R::form != ladder::Form::responder_first) {
      const auto outcome = std::move(std::get<AwaitsMsg4<R>>(this->state_)).read(framed);
      if (!outcome) return this->refuse_for(host, outcome.error());
      this->initiator_done(host, *outcome);
    }
  }

  void read_msg2(Host& host, auto answer) {
    if (!answer) return this->refuse_for(host, answer.error());
    host.send(answer->msg3);
    if constexpr (R::form == ladder::Form::responder_first) {
      this->initiator_done(host, answer->outcome);
    } else {
      this->enter(std::move(answer->next));
    }
  }
};

template <class R>
class RungResponder final
    : public ReferenceEnd<ladder::ResponderAwaitsMsg1<R>, ladder::ResponderAwaitsMsg3<R>,
                          ladder::ResponderAwaitsDecision<R>> {
 public:
  explicit RungResponder(const RungSettings& s)
      : RungResponder::ReferenceEnd(ladder::ResponderAwaitsMsg1<R>(responder_side(s))) {}

  void decided(Host& host, peers::Decision decision) override {
    auto* asks = std::get_if<ladder::ResponderAwaitsDecision<R>>(&this->state_);
    if (asks == nullptr) return;
    const auto accepted = std::move(*asks).authorize(decision == peers::Decision::admit);
    if (!accepted) return this->refuse_for(host, accepted.error());
    if constexpr (R::form == ladder::Form::responder_first) {
      this->end_with(host, *accepted);
    } else {
      host.send(accepted->msg4);
      this->end_with(host, accepted->outcome);
    }
  }

 private:
  void take_in(Host& host, View framed) override {
    if (auto* awaits = std::get_if<ladder::ResponderAwaitsMsg1<R>>(&this->state_)) {
      auto read = std::move(*awaits).read(framed);
      if (!read) return this->refuse_for(host, read.error());
      host.send(read->msg2);
      return this->enter(std::move(read->next));
    }
    auto* awaits = std::get_if<ladder::ResponderAwaitsMsg3<R>>(&this->state_);
    if (awaits == nullptr) return;
    auto asks = std::move(*awaits).read(framed);
    if (!asks) return this->refuse_for(host, asks.error());
    const auto A = asks->peer();
    this->enter(std::move(*asks));
    host.verified(A.view());
    host.ask(A.view());
  }
};

using MakeEnd = std::unique_ptr<peers::Machine> (*)(const RungSettings&);

template <class Initiator, class Responder>
std::unique_ptr<peers::Machine> either(const RungSettings& s) {
  if (s.role == Role::client) return std::make_unique<Initiator>(s);
  return std::make_unique<Responder>(s);
}

template <class R>
constexpr MakeEnd longer = either<RungInitiator<R>, RungResponder<R>>;

// By P.
constexpr MakeEnd references[] = {
    either<DhInitiator, DhResponder>,
    either<SignOwnInitiator, SignOwnResponder>,
    longer<ladder::Badh>,
    longer<ladder::Iso>,
    longer<ladder::StsEnc>,
    longer<ladder::StsMac>,
    longer<ladder::StsEncId>,
    longer<ladder::SignKey>,
    longer<ladder::Sigma0>,
    longer<ladder::SigmaI>,
    longer<ladder::SigmaR>,
    longer<ladder::SigmaIke>,
    longer<ladder::SigmaIAck>,
};

static_assert(std::size(references) == number_of_rungs);

}  // namespace

std::unique_ptr<peers::Machine> reference_machine(const Rung& rung, const RungSettings& settings) {
  return references[rung.P](settings);
}

}  // namespace assay::rungs

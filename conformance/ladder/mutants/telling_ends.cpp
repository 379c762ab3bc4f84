// SPDX-License-Identifier: MIT
#include <sodium.h>

#include <algorithm>
#include <array>

#include "conformance/ladder/mutants/around_sound.hpp"
#include "conformance/ladder/mutants/mutants.hpp"

// Ends whose refusals tell something, and sessions that know of each other.
namespace assay::rungs {
namespace {

// What is known when a run is refused.
struct Refused {
  const RungSettings& settings;
  const std::string& why;
  const Bytes& asked;  // whom the application was asked about; empty: nobody
};
using Says = Bytes (*)(const Refused&);
using Closes = Close (*)(const Refused&);

Bytes nothing(const Refused&) { return {}; }
Close abruptly(const Refused&) { return Close::fin; }

// Refuses in its own way.
class Telling final : public AroundSound {
 public:
  Telling(const Rung& rung, const RungSettings& s, Says says, Closes closes)
      : AroundSound(rung, s), settings_(s), says_(says), closes_(closes) {}

  void read(peers::Host& host, Bytes& input) override {
    peers::Host inner;
    AroundSound::read(inner, input);
    pass_on(inner, host);
  }
  void decided(peers::Host& host, peers::Decision decision) override {
    peers::Host inner;
    AroundSound::decided(inner, decision);
    pass_on(inner, host);
  }
  void ended(peers::Host& host, Eof how, std::size_t rest) override {
    peers::Host inner;
    AroundSound::ended(inner, how, rest);
    pass_on(inner, host);
  }

 private:
  void pass_on(peers::Host& inner, peers::Host& host) {
    const Answer answer = inner.take();
    host.send(answer.out);
    for (const Event& event : answer.events) pass_on(event, host);
    if (answer.state != State::rejected) return;
    const Refused refused{settings_, answer.why, asked_};
    host.send(says_(refused));
    host.reject(answer.why, closes_(refused));
  }
  void pass_on(const Event& event, peers::Host& host) {
    const Bytes peer = event.peer.value_or(Bytes());
    if (event.kind == Event::Kind::verified) host.verified(peer);
    if (event.kind == Event::Kind::done) host.done(peer);
    if (event.kind == Event::Kind::authorize) host.ask(asked_ = peer);
  }

  RungSettings settings_;
  Says says_;
  Closes closes_;
  Bytes asked_;
};

MakeMachine telling(Says says, Closes closes = abruptly) {
  return [says, closes](const Rung& rung, const RungSettings& s) {
    return std::make_unique<Telling>(rung, s, says, closes);
  };
}

bool is_one_of(const std::string& why, const auto& reasons) {
  return std::ranges::find(reasons, why) != std::end(reasons);
}

constexpr std::array about_proofs = {"bad_box", "unknown_name", "bad_signature", "bad_mac"};
constexpr std::array about_names = {"unknown_name", "wrong_peer", "not_authorized"};

Bytes own_name_for_bad_proof(const Refused& r) {
  return is_one_of(r.why, about_proofs) ? r.settings.own_name : Bytes();
}

Bytes own_name_for_bad_frame(const Refused& r) {
  return r.why == "bad_frame" ? r.settings.own_name : Bytes();
}

Bytes hash_of_own_name(const Refused& r) {
  Bytes digest(crypto_hash_sha256_BYTES);
  crypto_hash_sha256(digest.data(), r.settings.own_name.data(), r.settings.own_name.size());
  return digest;
}

Bytes whom_else(const Refused& r) {
  if (!is_one_of(r.why, about_names)) return {};
  return r.settings.role == Role::client ? r.settings.called : r.asked;
}

Close gently_for_names(const Refused& r) {
  return is_one_of(r.why, about_names) ? Close::half : Close::fin;
}

// Whoever was opened last is who reads, for every session. A process of a mutant is one thread's.
class Latest final : public AroundSound {
 public:
  Latest(const Rung& rung, const RungSettings& s) : AroundSound(rung, s) {
    latest = reference_machine(rung, s);
    mine_ = latest;
  }
  void start(peers::Host& host) override { mine_->start(host); }
  void read(peers::Host& host, Bytes& input) override { latest->read(host, input); }
  void decided(peers::Host& host, peers::Decision decision) override {
    latest->decided(host, decision);
  }
  void ended(peers::Host& host, Eof how, std::size_t rest) override {
    latest->ended(host, how, rest);
  }
  std::map<std::string, Bytes> outcome() const override { return latest->outcome(); }

 private:
  static thread_local std::shared_ptr<peers::Machine> latest;
  std::shared_ptr<peers::Machine> mine_;
};
thread_local std::shared_ptr<peers::Machine> Latest::latest;

// Names, when it is done, whom the process called last.
class Confused final : public AroundSound {
 public:
  Confused(const Rung& rung, const RungSettings& s) : AroundSound(rung, s) {
    if (s.role == Role::client) called_last = s.called;
    is_client_ = s.role == Role::client;
  }
  void read(peers::Host& host, Bytes& input) override {
    peers::Host inner;
    AroundSound::read(inner, input);
    const Answer answer = inner.take();
    host.send(answer.out);
    for (const Event& event : answer.events) {
      if (event.kind == Event::Kind::authorize) host.ask(*event.peer);
      if (event.kind == Event::Kind::done) host.done(is_client_ ? called_last : *event.peer);
    }
    if (answer.state == State::rejected) host.reject(answer.why, answer.close);
  }

 private:
  static thread_local Bytes called_last;
  bool is_client_ = false;
};
thread_local Bytes Confused::called_last;

template <class End>
std::unique_ptr<peers::Machine> each_end(const Rung& rung, const RungSettings& s) {
  return std::make_unique<End>(rung, s);
}

}  // namespace

std::vector<LadderMutant> mutants_that_tell() {
  const std::string by_key(id_is_key);
  return {
      {"M47",
       "an end writes its own name when a proof is bad",
       &rung_named("sigma-r"),
       by_key,
       telling(own_name_for_bad_proof),
       {"client.C", "client.P09", "client.P11", "client.R", "server.C", "server.P10", "server.P12",
        "server.P14", "server.P15", "server.P16", "server.R"},
       {"client.L47", "client.L48", "client.L50", "server.A11", "server.L47", "server.L49",
        "server.L51"},
       "whoever calls with a wrong proof, or listens, reads who answers; nobody is let in"},
      {"M48",
       "an end writes its own name when a frame is wrong",
       &rung_named("sigma-i"),
       by_key,
       telling(own_name_for_bad_frame),
       {"client.C", "client.P09", "client.P11", "client.P16", "client.R", "server.C", "server.P10",
        "server.P12", "server.R"},
       {"client.L47", "client.L48", "client.L50", "server.L47", "server.L49", "server.L51"},
       "four wrong bytes are enough to learn whom one talks to"},
      {"M49",
       "an end writes a hash of its own name when it refuses",
       &rung_named("sigma-ike"),
       by_key,
       telling(hash_of_own_name),
       {"client.C", "client.P11", "client.R", "server.C", "server.P12", "server.P15", "server.P16",
        "server.R"},
       {"client.L47", "client.L50", "server.L47", "server.L51"},
       "nobody reads a name, but whoever guesses it has something to compare"},
      {"M50",
       "an end that does not want its peer writes whom it asked about, or called",
       &rung_named("sigma-i"),
       by_key,
       telling(whom_else),
       {"client.C", "client.P10", "client.P12", "client.P16", "client.R", "server.C", "server.P09",
        "server.P11", "server.R"},
       {"client.L49", "client.L51", "server.L48", "server.L50"},
       "what was hidden in a box stands in the error"},
      {"M51",
       "an end only ends its writing where a name is not known, or not wanted",
       &rung_named("sigma-0"),
       std::string(named),
       telling(nothing, gently_for_names),
       {"client.C", "server.C"},
       {"client.L53", "server.L53"},
       "whoever has a list of names tries which are registered; no byte is needed for it"},
      {"M52",
       "all sessions of a process share the state of the last one opened",
       &rung_named("sigma-0"),
       by_key,
       each_end<Latest>,
       {"client.R", "server.R"},
       {"client.L52", "server.L52"},
       "alone each is sound; who comes second disturbs the first"},
      {"M53",
       "the initiator is done with whomever its process called last",
       &rung_named("sigma-0"),
       by_key,
       each_end<Confused>,
       {"client.P03", "client.P07"},
       {"client.L31"},
       "what was proved in one session is reported of another"},
  };
}

}  // namespace assay::rungs

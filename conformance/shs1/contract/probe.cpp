// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/probe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/shs1/contract/probe_run.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay::contract {
namespace {

using mallory::HonestEnd;

constexpr std::size_t most_bytes = 4096;  // on stdout in one run; more is a flood
constexpr int delay_ms = 300, limit_ms = 400, limit_margin_ms = 800;

class Probe {
 public:
  Probe(const std::vector<std::string>& argv, Role role, double scale)
      : argv_(argv), role_(role), scale_(scale) {}

  Support run() {
    honest();
    if (!s_.completes) return s_;
    if (role_ == Role::client) client_key();
    ephemerals();
    if (role_ == Role::server) allow_list(), authorize_delay();
    events();
    fragments();
    timeout();
    echo();
    return s_;
  }

 private:
  Seen once(const Ask& ask, HonestEnd& peer) { return probe_run(argv_, role_, peer, ask, scale_); }
  Seen once(const Ask& ask) {
    HonestEnd peer = HonestEnd::fresh(role_);
    return once(ask, peer);
  }
  int scaled(int ms) const { return static_cast<int>(ms * scale_); }
  bool found(std::string_view what, bool yes, std::string_view detail = "") {
    s_.findings.push_back(
        fmt::format("{}: {}{}{}", what, yes ? "yes" : "no", detail.empty() ? "" : ", ", detail));
    return yes;
  }

  void honest();
  Defective defective(std::string_view what) const;
  void must_be_an_executable_of_the_contract(const Seen& seen);
  void client_key();
  void ephemerals();
  void allow_list();
  void authorize_delay();
  void events();
  bool rejects_by_event();
  void fragments();
  void timeout();
  void echo();

  const std::vector<std::string>& argv_;
  Role role_;
  double scale_;
  Support s_;
  Millis plain_to_second_{0};
};

void Probe::honest() {
  const Seen seen = once({});
  if (seen.bytes > most_bytes) throw defective("floods its stdout");
  s_.completes = seen.done;
  plain_to_second_ = seen.to_second;
  if (seen.done) {
    found("honest handshake", true, seen.agreed ? "the outcomes agree" : "the outcomes differ");
    return;
  }
  found("honest handshake", false, seen.end + "; nothing else was tried");
  must_be_an_executable_of_the_contract(seen);
}

Defective Probe::defective(std::string_view what) const {
  return Defective(fmt::format(
      "\"{}\" as a {} {}; it should be an executable that takes {} in hex and speaks SHS1 on stdin "
      "and stdout",
      printable(fmt::format("{}", fmt::join(argv_, " ")), 200), name(role_), what,
      role_ == Role::server ? "K sk pk" : "K B_p"));
}

// A refusal, a crash or a message that does not verify is a broken implementation, which is for the
// attacks to say. The rest is no implementation.
void Probe::must_be_an_executable_of_the_contract(const Seen& seen) {
  if (seen.crashed || seen.malformed) return;
  if (!seen.refused()) throw defective("does not end an honest handshake: " + seen.end);
  if (seen.bytes > 0) return;
  if (role_ == Role::client) throw defective("sends no msg1: " + seen.end);
  const Seen alone = once({.fault = Ask::Fault::silent, .patience = Millis(1000)});
  if (alone.exited) throw defective("ends before it is sent anything: " + alone.end);
}

void Probe::client_key() {
  HonestEnd peer = HonestEnd::fresh(role_);
  const Seen seen =
      once({.env = {{"SHS1_CLIENT_SECRET_KEY", hex(secret_key(peer.target_seed()))}}}, peer);
  s_.client_key = found("long-term key of a client (SHS1_CLIENT_SECRET_KEY)",
                        seen.done && peer.terms().A_p == peer.target_pk());
}

void Probe::ephemerals() {
  HonestEnd a = HonestEnd::fresh(role_), b = HonestEnd::fresh(role_);
  const Bytes secret = random_seed();  // 32 random bytes
  const bool as_secret = once({.env = {{"SHS1_EPHEMERAL_SECRET", hex(secret)}}}, a).done;
  const bool as_seed = once({.env = {{"SHS1_EPHEMERAL_SEED", hex(secret)}}}, b).done;
  s_.ephemeral_secret = found("ephemeral as X25519 scalar (SHS1_EPHEMERAL_SECRET)",
                              as_secret && a.target_ephemeral() == mallory::base(secret));
  s_.ephemeral_seed =
      found("ephemeral as Ed25519 seed (SHS1_EPHEMERAL_SEED)",
            as_seed && b.target_ephemeral() == mallory::to_curve(mallory::public_key(secret)));
}

void Probe::allow_list() {
  HonestEnd listed = HonestEnd::fresh(role_), unlisted = HonestEnd::fresh(role_);
  const bool admits = once({.allow = {{listed.own_pk()}}}, listed).done;
  const Seen other = once({.allow = {{listed.own_pk()}}}, unlisted);
  s_.allow_list = admits && !other.done && other.exited;
  const bool silent = other.bytes <= messages(role_).write_first;
  found("allow list (SHS1_ALLOW_FILE)", s_.allow_list,
        other.done                 ? "the unlisted are admitted"
        : s_.allow_list && !silent ? "yet the unlisted see bytes where msg4 belongs"
                                   : "");
}

void Probe::authorize_delay() {
  const int delay = scaled(delay_ms);
  const Seen seen = once({.env = {{"SHS1_AUTHORIZE_DELAY_MS", std::to_string(delay)}}});
  s_.authorize_delay =
      found("delay of the decision (SHS1_AUTHORIZE_DELAY_MS)",
            seen.done && seen.to_second.count() >= delay && plain_to_second_.count() < delay / 2);
}

void Probe::events() {
  const auto has = [](const Seen& seen, Event::Kind kind) {
    return std::ranges::any_of(seen.events, [kind](const Event& e) { return e.kind == kind; });
  };
  try {
    const Seen seen = once({.events = true});
    s_.events = seen.done && has(seen, Event::Kind::done);
    s_.verified_event = s_.events && has(seen, Event::Kind::verified);
    s_.rejected_event = s_.events && rejects_by_event();
    found("events (SHS1_EVENTS_FD)", s_.events);
  } catch (const Defective& e) {
    s_.events = s_.verified_event = s_.rejected_event = false;
    found("events (SHS1_EVENTS_FD)", false, e.what());
  }
  found("refusals told from crashes by a `rejected` event", s_.rejected_event);
}

// Known to write them: no exit of these without one.
bool Probe::rejects_by_event() {
  int with = 0, without = 0;
  for (const auto fault : {Ask::Fault::bad_first, Ask::Fault::bad_second}) {
    const Seen seen = once({.events = true, .fault = fault});
    if (seen.refused()) ++(seen.rejected_event ? with : without);
  }
  return with > 0 && without == 0;
}

void Probe::fragments() { s_.fragments = found("messages in pieces", once({.slowly = true}).done); }

// The limit must be what ends it: without one it lives longer.
void Probe::timeout() {
  const int limit = scaled(limit_ms);
  const Ask limited = {.env = {{"SHS1_TIMEOUT_MS", std::to_string(limit)}},
                       .fault = Ask::Fault::silent,
                       .patience = Millis(limit_ms + limit_margin_ms)};
  const Seen with = once(limited);
  if (with.exited && with.lived.count() >= limit) {
    Ask unlimited = limited;
    unlimited.env = {};
    s_.timeout = !once(unlimited).exited;
  }
  found("handshake limit (SHS1_TIMEOUT_MS)", s_.timeout);
}

void Probe::echo() {
  s_.echo = found("box-stream echo (SHS1_BOX_STREAM)",
                  once({.env = {{"SHS1_BOX_STREAM", "echo"}}, .echo = true}).echoed);
}

}  // namespace

Support probe(const std::vector<std::string>& argv, Role role, double timeout_scale) {
  return Probe(argv, role, timeout_scale).run();
}

}  // namespace assay::contract

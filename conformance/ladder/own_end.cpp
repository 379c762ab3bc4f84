// SPDX-License-Identifier: MIT
#include "conformance/ladder/own_end.hpp"

#include <algorithm>

#include "conformance/ladder/form.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/machine.hpp"
#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/expression.hpp"

namespace assay::rungs {
namespace {

Role other_than(Role role) { return role == Role::server ? Role::client : Role::server; }

OpenRequest request_of(const Rung& rung, const Stage& stage, const Cast& cast, const Setup& setup) {
  OpenRequest request = request_for(rung, stage.role, cast);
  request.endpoint = setup.endpoint;
  if (setup.target) {
    request.bytes["own_name"] = setup.target->name;
    request.bytes["static_seed"] = setup.target->seed;
  }
  if (setup.called && stage.role == Role::client) request.bytes["called_name"] = *setup.called;
  if (setup.admitted && stage.role == Role::server) {
    if (!decides_before(stage.caps)) throw Unsupported("authorize");
    request.authorize = Authorize{.keys = setup.admitted};
  }
  return request;
}

Cast with_registered(Cast cast, const Setup& setup) {
  cast.entries.insert(cast.entries.begin(), setup.registered.begin(), setup.registered.end());
  return cast;
}

// The wrong_peer check of an initiator that calls nobody in particular.
void skip_called(const terms::Book& book, terms::Twist& twist) {
  const auto& steps = book.steps.at(Role::client);
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i].reason == "wrong_peer") twist.skipped.push_back(i);
}

terms::Interpreter interpreter_of(const Rung& rung, Role role, const Cast& cast, Rng& rng,
                                  const Setup& setup) {
  const Person& own = setup.own ? *setup.own : role == Role::client ? cast.A : cast.B;
  const RungSettings settings{.role = role,
                              .mode = cast.mode,
                              .own_name = own.name,
                              .seed = own.seed,
                              .called = setup.calls_anyone ? Bytes(32) : cast.B.name,
                              .entries = cast.directory(),
                              .ephemeral = setup.ephemeral ? *setup.ephemeral : rng.bytes(32)};
  terms::Values given = given_values(rung, settings);
  // Letters that changes may name.
  given["E"] = cast.E.name, given["seedE"] = cast.E.seed, given["M"] = cast.M, given["N"] = cast.N;
  terms::Twist twist = setup.twist;
  const terms::Book& book = rungs::rung_book(rung, cast.mode);
  if (setup.calls_anyone && role == Role::client) skip_called(book, twist);
  return {book, role, std::move(given), std::move(twist)};
}

std::size_t offset_of(const Rung& rung, int n, std::string_view letter) {
  std::size_t at = 6;  // the length and the header
  for (const std::string_view field : rung.message(n).clear) {
    if (field == letter) return at;
    at += bytes_of(field);
  }
  throw std::logic_error("that message has no such clear field");
}

}  // namespace

OwnEnd::OwnEnd(Stage& stage, const Rung& own, const Setup& setup)
    : rung_(rung_on(stage, own)),
      cast_(setup.cast ? *setup.cast : with_registered(cast_on(stage, rung_), setup)),
      role_(other_than(stage.role)),
      outcome_(stage.caps.has("outcome")),
      end_(interpreter_of(rung_, role_, cast_, stage.rng, setup)),
      line_(stage, request_of(rung_, stage, cast_, setup)) {
  const bool tests_initiator = role_ == Role::server;
  const Bytes& called = tests_initiator && setup.called ? *setup.called : cast_.B.name;
  if (setup.calls_anyone)
    line_.note("other", "calls anybody");
  else if (rung_.has_names())
    line_.note("other", "calls " + hex(called));
}

const terms::Book& OwnEnd::rung_book() const { return rungs::rung_book(rung_, cast_.mode); }

void OwnEnd::fail(const std::string& what) const {
  throw ControlFailed(what + ": " + line_.summary());
}

void OwnEnd::tell() {
  const auto name = end_.values().find(role_ == Role::client ? "B" : "A");
  const std::string whom =
      name == end_.values().end() || !rung_.has_names() ? "" : " " + hex(name->second);
  std::string now;
  if (end_.state() == terms::Interpreter::State::asks) now = "verified" + whom;
  if (done()) now = "done" + whom;
  if (refused())
    now =
        "refuses: " + std::string(end_.state() == terms::Interpreter::State::refused ? end_.reason()
                                                                                     : "bad_frame");
  if (now.empty() || now == told_) return;
  told_ = now;
  line_.note("other", now);
}

Bytes OwnEnd::take_own() {
  if (end_.state() == terms::Interpreter::State::asks) end_.decide(true);
  tell();
  return end_.take_sent();
}

std::optional<Bytes> OwnEnd::receive() {
  const std::optional<Bytes> length = line_.receive(2);
  if (!length) return std::nullopt;
  heard_ = cat(heard_, *length);
  const auto body = line_.receive(static_cast<std::size_t>((*length)[0] << 8 | (*length)[1]));
  if (!body) return std::nullopt;
  heard_ = cat(heard_, *body);
  return cat(*length, *body);
}

bool OwnEnd::read(View message) {
  if (end_.state() != terms::Interpreter::State::reads || message.size() != end_.wanted()) {
    refused_ = true;
  } else {
    end_.read(message);
  }
  tell();
  return !refused();
}

Bytes OwnEnd::up_to(int n) {
  for (int own = role_ == Role::client ? 1 : 2;; own += 2) {
    if (role_ == Role::server || own > 1) {
      const std::optional<Bytes> heard = receive();
      if (!heard) fail("no msg" + std::to_string(own - 1));
      if (!read(*heard)) fail("its msg" + std::to_string(own - 1) + " is wrong");
    }
    const Bytes message = take_own();
    if (own == n) return message;
    line_.send(message);
  }
}

Bytes OwnEnd::forged(int n, const std::vector<terms::Delta>& deltas) const {
  const terms::Book& formulas = rung_book();
  const terms::Values honest = terms::evaluate(formulas, end_.values(), role_, {}, {});
  std::vector<terms::Delta> literals;
  for (const terms::Delta& d : deltas) literals.push_back(terms::literal(formulas, d, honest));
  return terms::evaluate(formulas, end_.values(), role_, literals, honest)
      .at(std::string(numbered("msg", n)));
}

void OwnEnd::exchange(int n) {
  if ((n % 2 == 1) == (role_ == Role::client)) return line_.send(take_own());
  const std::optional<Bytes> heard = receive();
  if (!heard) fail("no msg" + std::to_string(n));
  if (!read(*heard)) fail("its msg" + std::to_string(n) + " is wrong");
}

void OwnEnd::complete() {
  for (int n = 1; n <= rung_.last(); ++n) exchange(n);
  take_own();
}

void OwnEnd::must_have_succeeded() {
  if (!line_.wait([](const Conversation& c) { return c.succeeded(); })) fail("no success");
  if (!done()) fail("the runner's own end did not succeed");
  if (!line_.unread().empty()) fail("bytes beyond the handshake");
  if (!outcome_) return;
  const auto got = line_.outcome();
  for (const auto& [key, value] : end_.outcome())
    if (!got.contains(key) || got.at(key) != value) fail("its " + key + " differs");
}

void honest_run(Stage& stage, const Rung& own) {
  OwnEnd end(stage, own);
  end.complete();
  end.must_have_succeeded();
}

bool goes_on(const OwnEnd& end, View written) {
  const std::vector<Message> messages = ladder_form(end.rung()).messages;
  for (int n = end.target() == Role::client ? 1 : 2; n <= end.rung().last(); n += 2) {
    const std::size_t bytes = 2 + messages.at(static_cast<std::size_t>(n - 1)).bytes;
    const Bytes header = {'L', '1', end.rung().P, static_cast<std::uint8_t>(n)};
    const Bytes begins = cat(Bytes{0, static_cast<std::uint8_t>(bytes - 2)}, header);
    const auto at = std::ranges::search(written, begins);
    if (!at.empty() && static_cast<std::size_t>(written.end() - at.begin()) >= bytes) return true;
  }
  return false;
}

Result refused(OwnEnd& end, Demand demand) {
  demand.goes_on = [&end](View written) { return goes_on(end, written); };
  return assay::refused(end.line(), std::move(demand));
}

Bytes with_share(const Rung& rung, int n, Bytes message, std::string_view letter, View value) {
  const auto at = static_cast<std::ptrdiff_t>(offset_of(rung, n, letter));
  std::ranges::copy(value, message.begin() + at);
  return message;
}

Bytes share_in(const Rung& rung, int n, View message, std::string_view letter) {
  return copy_of(message.subspan(offset_of(rung, n, letter), 32));
}

Bytes framed(const Bytes& body) {
  return cat(
      Bytes{static_cast<std::uint8_t>(body.size() >> 8), static_cast<std::uint8_t>(body.size())},
      body);
}

}  // namespace assay::rungs

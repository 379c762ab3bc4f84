// SPDX-License-Identifier: MIT
#include "conformance/toy/own_end.hpp"

#include <chrono>

#include "conformance/terms/evaluate.hpp"
#include "conformance/toy/attacks.hpp"
#include "conformance/toy/form.hpp"
#include "conformance/toy/formulas.hpp"

namespace assay {
namespace {

constexpr int silence_ms = 500;  // of a live peer, taken for its refusal

Nanos now() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<Nanos>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(since_1970).count());
}

Bytes toy_framed(Carrier carrier, int nth, const Bytes& body) {
  const auto byte = [](auto value) { return static_cast<std::uint8_t>(value); };
  return carrier == Carrier::stream ? cat(Bytes{0, byte(body.size())}, body)
                                    : cat(Bytes{byte(nth)}, body);
}

}  // namespace

void ToyEnd::say(const Bytes& body, const std::string& from) {
  const Bytes framed = toy_framed(carrier, ++said, body);
  if (carrier == Carrier::stream) return line.send(framed);
  line.send_from(from, framed);
}

Bytes ToyEnd::receive(const char* what) {
  Bytes framed;
  if (carrier == Carrier::stream) {
    framed = line.receive(34).value_or(Bytes());
  } else if (const auto datagram = line.receive_datagram()) {
    framed = datagram->data;
  }
  const std::size_t head = carrier == Carrier::stream ? 2 : 1;
  const View rest = View(framed).subspan(std::min(head, framed.size()));
  const Bytes body(rest.begin(), rest.end());
  demand(body.size() == 32 && framed == toy_framed(carrier, ++heard, body), what);
  return body;
}

void ToyEnd::hear_hello() {
  if (given.contains("N")) return;
  const Bytes H = receive("hello");
  given["N"] = Bytes(H.begin(), H.begin() + 16);
  given["T"] = Bytes(H.begin() + 16, H.end());
}

terms::Values ToyEnd::values() const {
  return terms::evaluate(toy_book(carrier), given, Role::peer, std::nullopt);
}

Demand ToyEnd::demand() const {
  if (!live || carrier == Carrier::stream) return {};
  return {.within_ms = silence_ms, .silence_refuses = true};
}

void ToyEnd::demand(bool as_it_should, const char* what) const {
  if (!as_it_should)
    throw ControlFailed(std::string(what) + " is missing or wrong: " + line.summary());
}

ToyEnd toy_session(Stage& stage, Carrier carrier) {
  OpenRequest request = toy_request(carrier, stage.keys.rng);
  const auto told = stage.keys.fixed.find("shared_key");
  const bool live = told != stage.keys.fixed.end();
  if (live) request.bytes["shared_key"] = told->second;
  const Nanos t = stage.caps.has("clock") ? *request.clock : now();
  if (!stage.caps.has("clock")) request.clock.reset();
  ToyEnd end{carrier, live, Conversation(stage, request)};
  end.given = {
      {"K", request.bytes.at("shared_key")}, {"n", stage.rng.bytes(16)}, {"t", clock_bytes(t)}};
  if (carrier == Carrier::stream || !live) end.hear_hello();
  return end;
}

OpenRequest toy_request(Carrier carrier, Rng rng) {
  OpenRequest request{.protocol = toy_name(carrier), .role = Role::peer};
  request.bytes["shared_key"] = rng.bytes(32);
  request.clock = Nanos{1'800'000'000'000'000'000} + rng.below(1'000'000'000);
  return request;
}

}  // namespace assay

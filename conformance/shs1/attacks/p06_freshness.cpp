// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/freshness.hpp"
#include "conformance/shs1/attacks/low_order.hpp"

// P06: replay, where it rests on fresh ephemeral keys and on proofs that hold once (spec/shs1.md
// §2, §5).
namespace assay::mallory {
namespace {

// F03: many connections, half of them to one server object where a target has such.
Result ephemerals_of_server(Stage& stage) {
  require_own_ephemerals(stage);
  const Keys keys = Keys::draw(stage.keys);
  const std::string one = stage.caps.has("endpoint") ? endpoint_of(keys) : "";
  const auto connection = [&](std::size_t i) {
    return ephemeral_of(stage, keys, i % 2 == 0 ? one : "");
  };
  return all_distinct(gather(stage, connection), "b_p");
}

constexpr std::size_t instances = 16;

// F09: one session each, in instances that are started as nearly at once as the target allows.
std::vector<Bytes> ephemerals_at_once(Stage& stage, const Keys& keys) {
  std::vector<std::unique_ptr<Target>> beside;
  for (std::size_t i = 0; i < instances; ++i) {
    if (auto instance = stage.target.another()) beside.push_back(std::move(instance));
  }
  std::vector<Bytes> all;
  for (const std::unique_ptr<Target>& instance : beside) {
    Stage own{*instance,           stage.caps, stage.role, stage.effort,
              stage.timeout_scale, stage.keys, stage.rng,  stage.transcript};
    all.push_back(ephemeral_of(own, keys));
  }
  return all;
}

std::vector<Bytes> ephemerals_of_restarts(Stage& stage, const Keys& keys) {
  std::vector<Bytes> all;
  for (std::size_t i = 0; i < instances; ++i) {
    stage.target.restart();
    all.push_back(ephemeral_of(stage, keys));
  }
  return all;
}

Result ephemerals_of_instances(Stage& stage) {
  require_own_ephemerals(stage);
  require_restart(stage);
  const Keys keys = Keys::draw(stage.keys);
  std::vector<Bytes> all = ephemerals_at_once(stage, keys);
  const bool at_once = all.size() == instances;
  if (!at_once) all = ephemerals_of_restarts(stage, keys);
  Result r = all_distinct(all, "b_p");
  r.observed += at_once ? "; all instances ran at once"
                        : "; the instances ran one after the other, for this target is driven so";
  return r;
}

// C20: the same signature in its other form.
Result signature_plus_order(Stage& stage) {
  return forged_msg3(stage, [](Stage&, AsClient& s) {
    const Bytes L = unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
      carry += s.t.sigA[32 + i] + L[i];
      s.t.sigA[32 + i] = static_cast<std::uint8_t>(carry);
      carry >>= 8;
    }
    return s.t.msg3();
  });
}

// E07: A signed K|B_p|h(0) once. Whoever kept those bytes has neither A nor B.
Result frozen_proof(Stage& stage, const Bytes& u) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes kept = sign(keys.A, text_over_zero(keys));
  Conversation line(stage, open_server(stage, keys));
  send_over_low_order(line, keys, u, msg3_over_zero(keys.K, kept, keys.A_p));
  Result r = refused(line);
  if (const Event* done = line.find(Event::Kind::done); done != nullptr && done->peer == keys.A_p) {
    r.observed += "; it reported A";
  }
  return r;
}

std::vector<Case> frozen_proofs(Stage& stage) {
  std::vector<Case> cases;
  for (const NamedPoint& u : sampled(stage, small_order_u())) {
    cases.push_back(
        {.slug = std::string(u.slug),
         .change = fmt::format("a_p = {}, sigA as A once signed over ab = 0", hex(u.bytes)),
         .run = [u](Stage& st) { return frozen_proof(st, u.bytes); }});
  }
  return cases;
}

// B08: the client meets itself. What it answers to its own hello is a matter of taste, success is
// not.
struct Reflected {
  AsServer s;
  std::optional<Bytes> msg3;
};

Reflected reflect_hello(Stage& stage) {
  AsServer s = read_msg1(stage, Keys::draw(stage.keys));
  s.line.send(s.t.msg1());
  std::optional<Bytes> msg3 = s.line.receive(112);
  return {std::move(s), std::move(msg3)};
}

Result reflected_then(Stage& stage, bool noise) {
  Reflected r = reflect_hello(stage);
  if (r.msg3) {
    const Bytes random = stage.rng.bytes(80);
    r.s.line.send(noise ? View(random) : View(*r.msg3).first(80));
  }
  return refused(r.s.line);
}

Result msg3_to_itself(Stage& stage) {
  const Reflected r = reflect_hello(stage);
  if (r.msg3) return {Verdict::succeeded, "it answered its own hello with msg3"};
  return {Verdict::withstood, "it refused its own hello"};
}

std::vector<Case> reflections(Stage&) {
  return {{.slug = "then-reflect",
           .change = "msg2 = the client's msg1, msg4 = the first 80 bytes of its msg3",
           .run = [](Stage& s) { return reflected_then(s, false); }},
          {.slug = "then-noise",
           .change = "msg2 = the client's msg1, msg4 = 80 random bytes",
           .run = [](Stage& s) { return reflected_then(s, true); }},
          {.slug = "msg3-sent",
           .change = "msg2 = the client's msg1",
           .run = msg3_to_itself,
           .policy = true}};
}

}  // namespace

std::vector<Attack> p06_freshness_attacks() {
  return {
      {.id = "C20",
       .slug = "signature-plus-order",
       .role = Role::server,
       .meaning = "The server takes a second form of a signature, so a proof is not one string.",
       .expected = "refused at msg3; lax libraries accept",
       .spec = "spec/shs1.md#5",
       .likely = "the Ed25519 library does not require S < L",
       .control = honest_run,
       .cases =
           [](Stage&) {
             return std::vector<Case>{{.slug = "",
                                       .change = "sigA.S += L",
                                       .run = signature_plus_order,
                                       .policy = true}};
           }},
      {.id = "E07",
       .slug = "frozen-proof",
       .role = Role::server,
       .meaning = "One proof that A once made admits whoever kept it, again and again.",
       .expected = "refused at msg1 or msg3, nothing sent after msg2",
       .spec = "spec/shs1.md#5",
       .likely = "the result of X25519 is not checked, or checked only at the third one",
       .control = honest_run,
       .cases = frozen_proofs},
      {.id = "F03",
       .slug = "ephemeral-repeats",
       .role = Role::server,
       .meaning = "The server used an ephemeral key twice, so a recorded session can be replayed.",
       .expected = "a fresh b_p in every session",
       .spec = "spec/shs1.md#2",
       .likely = "the ephemeral key belongs to the server object, or its random source is small",
       .control = honest_run,
       .cases = single("many connections, and three restarts where the runner can make them",
                       ephemerals_of_server)},
      {.id = "F09",
       .slug = "ephemeral-of-instances",
       .role = Role::server,
       .meaning = "Two instances of the server use the same ephemeral key.",
       .expected = "a fresh b_p in every instance",
       .spec = "spec/shs1.md#2",
       .likely = "the random source is seeded by the clock, or copied by fork",
       .control = honest_run,
       .cases = single("16 instances, one session each", ephemerals_of_instances)},
      {.id = "B08",
       .slug = "reflected-hello",
       .role = Role::client,
       .meaning = "The client took its own words for the server's.",
       .expected = "refused at msg2 or msg4, no success reported",
       .spec = "spec/shs1.md#3.4",
       .likely = "neither the box nor the signature of msg4 is checked",
       .control = honest_run,
       .cases = reflections},
  };
}

}  // namespace assay::mallory

// SPDX-License-Identifier: MIT
#include "vectors/shs1/cases/cases.hpp"
#include "vectors/shs1/vector_set.hpp"

namespace assay::vectors {
namespace {

const std::vector<std::string> either_form = {"inject.ephemeral_sk", "inject.ephemeral_seed"};

enum class Form { x25519_secret, ed25519_seed };

struct Session {
  std::string slug, flag, comment;
  Bytes K, A, B, a, b;
  Form a_form = Form::ed25519_seed, b_form = Form::ed25519_seed;
};

Bytes filled(std::uint8_t value) { return Bytes(32, value); }

Test test_of(const Session& s) {
  Test t;
  t.id = "shs1/ok/" + s.slug;
  t.comment = s.comment;
  t.flags = {s.flag};
  t.shared = {{"K", s.K}};
  t.parties["client"] = {{"A", s.A}, {s.a_form == Form::ed25519_seed ? "a_seed" : "a", s.a}};
  t.parties["server"] = {{"B", s.B}, {s.b_form == Form::ed25519_seed ? "b_seed" : "b", s.b}};
  // An end whose ephemeral has no seed cannot be injected one.
  t.requires_ = s.a_form == Form::ed25519_seed && s.b_form == Form::ed25519_seed
                    ? either_form
                    : std::vector<std::string>{"inject.ephemeral_sk"};
  return honest(shs1_vector_set(), std::move(t));
}

Bytes counting() {
  Bytes K(32);
  for (std::size_t i = 0; i < K.size(); ++i) K[i] = static_cast<std::uint8_t>(i);
  return K;
}

std::vector<Session> by_hand() {
  const Bytes main_net = unhex("d4a1cb88a66f02f8db635ce26441cc5dac1b08420ceaac230839b755845a9ffb");
  const Form scalar = Form::x25519_secret, seed = Form::ed25519_seed;
  return {
      {"x25519-ephemerals", "Honest", "ephemerals made as X25519 scalars", counting(), filled(0x11),
       filled(0x22), filled(0x33), filled(0x44), scalar, scalar},
      {"client-scalar-server-seed", "Honest", "the two forms of an ephemeral meet", filled(7),
       filled(1), filled(2), filled(8), filled(4), scalar, seed},
      {"client-seed-server-scalar", "Honest", "the two forms of an ephemeral meet", filled(7),
       filled(1), filled(2), filled(3), filled(9), seed, scalar},
      {"scalars-of-ones", "UnclampedScalar", "high scalars, which X25519 clamps", filled(7),
       filled(1), filled(2), filled(0xff), filled(0xfb), scalar, scalar},
      {"scalars-of-zeros", "UnclampedScalar",
       "scalars 00..00 and 0f 00..00, which X25519 clamps to 2^254 and 2^254 + 8", filled(7),
       filled(1), filled(2), filled(0), cat(Bytes{0x0f}, Bytes(31)), scalar, scalar},
      {"main-network", "Honest", "the network key of the Scuttlebutt main network", main_net,
       filled(0x21), filled(0x22), filled(0x23), filled(0x24), seed, seed},
      {"zero-network-key", "Honest", "a network key of zeros is a key like any other", filled(0),
       filled(1), filled(2), filled(3), filled(4), seed, seed},
  };
}

Session drawn(int i) {
  Rng rng = generator_rng().fork("accept/" + std::to_string(i));
  Session s{"random-" + std::to_string(i),
            "Honest",
            "keys drawn from the generator's seed",
            rng.bytes(32),
            rng.bytes(32),
            rng.bytes(32),
            rng.bytes(32),
            rng.bytes(32)};
  s.a_form = i % 2 == 0 ? Form::x25519_secret : Form::ed25519_seed;
  s.b_form = i % 4 < 2 ? Form::x25519_secret : Form::ed25519_seed;
  return s;
}

}  // namespace

const Test& known_answer() {
  static const Test test = test_of({"known-answer", "Honest",
                                    "the known answer of spec/shs1.md §10, and the control of "
                                    "every rejection",
                                    filled(7), filled(1), filled(2), filled(3), filled(4)});
  return test;
}

std::vector<Test> accept_tests() {
  std::vector<Test> tests = {known_answer()};
  for (const Session& session : by_hand()) tests.push_back(test_of(session));
  for (int i = 1; i <= 8; ++i) tests.push_back(test_of(drawn(i)));
  return tests;
}

}  // namespace assay::vectors

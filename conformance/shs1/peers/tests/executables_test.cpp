// SPDX-License-Identifier: MIT
// Slow: it starts some thirty processes, and one of them is let run into its time limit.
#include <catch2/catch.hpp>
#include <thread>

#include "conformance/shs1/contract/contract_target.hpp"
#include "conformance/shs1/form.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/peers/tests/wire.hpp"
#include "conformance/targets/child.hpp"
#include "conformance/targets/hsp_target.hpp"

using namespace assay;
using namespace assay::peers;

namespace {

const Protocol form = shs1_form();

// Both ends are polled, for a process answers when it can.
bool complete(Target& c, Target& s) {
  End client(c.open(client_request())), server(s.open(server_request()));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (client.last.state != State::done || server.last.state != State::done) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    join(client, server);
    client.take(client.session->poll());
    server.take(server.session->poll());
    std::this_thread::sleep_for(Millis(1));
  }
  return client.session->outcome().at("enc_key") == server.session->outcome().at("dec_key") &&
         client.session->outcome().at("dec_nonce") == server.session->outcome().at("enc_nonce");
}

// Probed once: that takes seconds.
Target& executables() {
  static const auto target =
      contract_target({.server = {SHS1_CONTRACT}, .client = {SHS1_CONTRACT}}, 1);
  return *target;
}

struct Ended {
  std::string out, err, how;
  std::optional<int> code;
};

// Runs the executable of the contract to its end, with `in` and then the end of input on stdin.
Ended run(const std::vector<std::string>& args, const Bytes& in = {},
          const std::map<std::string, std::string>& env = {}) {
  std::vector<std::string> argv = {SHS1_CONTRACT};
  argv.insert(argv.end(), args.begin(), args.end());
  Child child({.argv = argv, .env = env});
  child.write(std::string(in.begin(), in.end()));
  child.close_input();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (child.pump(deadline) == Child::Progress::output) {
  }
  child.wait_exit(deadline);
  return {child.output(), child.stderr_tail(), child.how_it_ended(), child.exit_code()};
}

const std::string sk = hex(cat(seed_of_B, B_p));

}  // namespace

TEST_CASE("a probe finds every extension of the contract in the reference's executable") {
  const Capabilities caps = executables().capabilities("shs1");
  CHECK(caps.server);
  CHECK(caps.client);
  CHECK(caps.authorize == "before-msg4");
  CHECK(caps.client_key);
  CHECK(caps.events);
  for (const char* cap : {"inject.ephemeral_sk", "inject.ephemeral_seed", "authorize.delay_ms",
                          "timeout_ms", "outcome", "events.verified"}) {
    INFO(cap);
    CHECK(caps.has(cap));
  }
}

TEST_CASE("the executable talks to itself and to the reference, each as client and as server") {
  const auto reference = reference_target();
  CHECK(complete(executables(), executables()));
  CHECK(complete(executables(), *reference));
  CHECK(complete(*reference, executables()));
}

TEST_CASE("the HSP/1 process declares and does what the reference does") {
  const auto process = hsp_target(form, {SHS1_HSP}, 1), reference = reference_target();
  const Capabilities a = process->capabilities("shs1"), b = reference->capabilities("shs1");
  CHECK(a.caps == b.caps);
  CHECK(a.authorize == b.authorize);
  CHECK(a.timeout_kind == b.timeout_kind);
  CHECK(process->identity().name == reference->identity().name);
  CHECK(complete(*process, *reference));
  CHECK(complete(*reference, *process));
}

TEST_CASE("wrong arguments are refused with a sentence and exit code 64") {
  using Args = std::vector<std::string>;
  const std::string k = hex(K), pk = hex(B_p);
  const auto check = [](const Args& args, const std::string& sentence) {
    const Ended e = run(args);
    CHECK(e.code == 64);
    CHECK(e.out.empty());
    CHECK_THAT(e.err, Catch::Contains(sentence));
  };
  check({}, "usage: K sk pk");
  check({k}, "usage: K sk pk");
  check({k, sk, pk, pk}, "usage: K sk pk");
  check({k.substr(2), pk}, "K: 31 bytes, not 32");
  check({k, "xyz"}, "B_p: ");
  check({k, sk, k}, "pk: not the public key in sk");
  check({k, hex(Bytes(64, 1)), pk}, "sk: its second half");
}

TEST_CASE("a variable with a wrong value is refused by name, with exit code 64") {
  const auto check = [](const std::string& name, const std::string& value) {
    const Ended e = run({hex(K), sk, hex(B_p)}, {}, {{name, value}});
    INFO(name);
    CHECK(e.code == 64);
    CHECK_THAT(e.err, Catch::StartsWith(name));
  };
  check("SHS1_ALLOW_FILE", "/nowhere/list");
  check("SHS1_AUTHORIZE_DELAY_MS", "-1");
  check("SHS1_BOX_STREAM", "loud");
  check("SHS1_EPHEMERAL_SECRET", "00");
  check("SHS1_EPHEMERAL_SEED", "zz");
  check("SHS1_EVENTS_FD", "77");
  check("SHS1_TIMEOUT_MS", "0");
}

TEST_CASE("a failed handshake writes nothing and exits with 1") {
  const Ended noise = run({hex(K), sk, hex(B_p)}, Bytes(64, 1));
  CHECK(noise.code == 1);
  CHECK(noise.out.empty());
  CHECK(run({hex(K), sk, hex(B_p)}).code == 1);
  const Ended client = run({hex(K), hex(B_p)}, Bytes(64, 1));
  CHECK(client.code == 1);
  CHECK(client.out.size() == 64);
}

TEST_CASE("after success the outcome is written, and the end of input is the end") {
  const auto reference = reference_target();
  OpenRequest request = client_request();
  request.bytes["inject.ephemeral_seed"] = seed_of_a;
  OpenRequest server = server_request();
  server.bytes["inject.ephemeral_seed"] = seed_of_b;
  End client(reference->open(request)), peer(reference->open(server));
  join(client, peer);
  const Ended e =
      run({hex(K), sk, hex(B_p)}, client.said, {{"SHS1_EPHEMERAL_SEED", hex(seed_of_b)}});
  CHECK(e.code == 0);
  const auto o = peer.session->outcome();
  const Bytes outcome = cat(o.at("enc_key"), o.at("enc_nonce"), o.at("dec_key"), o.at("dec_nonce"));
  CHECK(hex(Bytes(e.out.begin(), e.out.end())) == hex(cat(peer.said, outcome)));
}

TEST_CASE("with box-stream every body is echoed and goodbye is answered") {
  const auto reference = reference_target();
  OpenRequest request = client_request(), server = server_request();
  request.bytes["inject.ephemeral_seed"] = seed_of_a;
  server.bytes["inject.ephemeral_seed"] = seed_of_b;
  End client(reference->open(request)), peer(reference->open(server));
  join(client, peer);
  const Bytes data(5000, 7);
  client.take(client.session->send(data));
  const bool goodbye = GENERATE(true, false);
  if (goodbye) client.take(client.session->finish());
  const Ended e = run({hex(K), sk, hex(B_p)}, client.said,
                      {{"SHS1_EPHEMERAL_SEED", hex(seed_of_b)}, {"SHS1_BOX_STREAM", "echo"}});
  CHECK(e.code == (goodbye ? 0 : 1));
  client.step(Bytes(e.out.begin() + 144, e.out.end()));
  CHECK(client.delivered() == data);
  CHECK((client.find(Event::Kind::end) != nullptr) == goodbye);
}

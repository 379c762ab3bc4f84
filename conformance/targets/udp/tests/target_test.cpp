// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/targets/udp/udp_target.hpp"

using namespace assay;
using Catch::Contains;

namespace {

Protocol made_protocol() {
  Protocol p{.name = "toy", .carrier = Carrier::datagrams};
  p.roles = {{Role::server, "server"}, {Role::client, "client"}};
  p.messages = {{.name = "m1", .from = Role::client, .length = Message::Length::datagram},
                {.name = "m2", .from = Role::server, .length = Message::Length::datagram}};
  p.parameters = {{.name = "psk", .key = "psk"}};
  return p;
}

const Protocol toy = made_protocol();

// A port that was free a moment ago.
int free_port() { return tcp::listen_on({"127.0.0.1", 0}).port; }

// A server in python3 that answers each datagram by what `answer` makes of (data, sender).
LiveServer served(const std::string& answer, int port = free_port()) {
  const std::string program =
      "import os, socket, sys\n"
      "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
      "s.bind(('127.0.0.1', int(sys.argv[1])))\n"
      "while True:\n"
      "    data, sender = s.recvfrom(65536)\n"
      "    " +
      answer + "\n";
  return {.address = {"127.0.0.1", port},
          .keys = {{"psk", Bytes(32, 1)}},
          .serve = {"python3", "-c", program, std::to_string(port)}};
}

OpenRequest request() {
  return {.protocol = "toy", .role = Role::server, .bytes = {{"psk", Bytes(32, 1)}}};
}

// What comes before the deadline.
Answer answer_of(Session& session, const Datagram& sent) {
  Answer last = session.take(sent);
  for (int i = 0; i < 2000 && last.datagrams.empty(); ++i) last = session.poll();
  return last;
}

}  // namespace

TEST_CASE("a live peer's datagrams come back to the address that they answer") {
  const auto target = live_datagram_target(toy, served("s.sendto(data, sender)"), 1);
  const auto session = target->open(request());
  for (const std::string from : {"a", "b", "a"}) {
    const Answer answer = answer_of(*session, {from, Bytes{1, 2}});
    REQUIRE(answer.datagrams.size() == 1);
    CHECK(answer.datagrams[0].address == from);
    CHECK(answer.datagrams[0].data == Bytes{1, 2});
    CHECK(answer.state == State::done);
  }
  CHECK_THROWS_AS(session->outcome(), Unsupported);
}

TEST_CASE("silence is no end, and an empty datagram is one") {
  const auto target = live_datagram_target(toy, served("data == b'' and s.sendto(b'', sender)"), 1);
  const auto session = target->open(request());
  CHECK(session->take({"a", Bytes{1}}).state == State::read);
  CHECK(session->poll().datagrams.empty());
  const Answer answer = answer_of(*session, {"a", {}});
  REQUIRE(answer.datagrams.size() == 1);
  CHECK(answer.datagrams[0].data.empty());
}

TEST_CASE("a served peer that dies has crashed, and the next session starts it again") {
  const auto target =
      live_datagram_target(toy, served("data == b'x' and os.abort(); s.sendto(data, sender)"), 1);
  CHECK_THROWS_WITH(answer_of(*target->open(request()), {"a", Bytes{'x'}}), Contains("SIGABRT"));
  CHECK(answer_of(*target->open(request()), {"a", Bytes{'y'}}).datagrams.size() == 1);
}

TEST_CASE("a peer that is not there is named, with what to do") {
  LiveServer nobody = served("");
  nobody.serve.clear();
  const auto target = live_datagram_target(toy, nobody, 1);
  CHECK_THROWS_WITH(answer_of(*target->open(request()), {"a", Bytes{1}}),
                    Contains("nobody takes datagrams") && Contains("--serve CMD"));
  LiveServer fails = served("");
  fails.serve = {"sh", "-c", "echo no such config >&2; exit 7"};
  CHECK_THROWS_WITH(live_datagram_target(toy, fails, 1)->open(request()),
                    Contains("exit code 7") && Contains("no such config"));
}

TEST_CASE("what a live peer cannot be asked is unsupported, by name") {
  const auto target = live_datagram_target(toy, served("pass"), 1);
  OpenRequest other = request(), clock = request();
  other.bytes["psk"] = Bytes(32, 2);
  clock.clock = 5;
  CHECK_THROWS_WITH(target->open(other), Contains("another psk"));
  CHECK_THROWS_WITH(target->open(clock), Contains("clock"));
  CHECK_THROWS_AS(target->open(request())->eof(Eof::fin), Unsupported);
}

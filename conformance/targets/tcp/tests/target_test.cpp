// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <optional>

#include "conformance/targets/tcp/tcp_target.hpp"
#include "conformance/targets/tcp/tests/peer.hpp"

using namespace assay;
using Catch::Contains;

namespace {

int free_port() { return tcp::listen_on({"127.0.0.1", 0}).port; }

LiveServer at_port(int port) {
  return {.address = {"127.0.0.1", port},
          .network_key = Bytes(32, 1),
          .server_key = Bytes(32, 2),
          .client_seed = Bytes(32, 3)};
}

OpenRequest server_request() {
  return {.protocol = "shs1", .role = Role::server, .bytes = {{"network_key", Bytes(32, 1)}}};
}

OpenRequest client_request() {
  return {.protocol = "shs1",
          .role = Role::client,
          .bytes = {{"network_key", Bytes(32, 1)}, {"peer_pk", Bytes(32, 2)}}};
}

// A client that says one octet and waits; python3 stands in for any program.
std::vector<std::string> dialling(const std::string& then) {
  return {"python3",
          "-c",
          "import os, socket, sys\n"
          "assert len(sys.argv[2]) == len(sys.argv[3]) == 64\n"
          "s = socket.create_connection(('127.0.0.1', int(sys.argv[1])))\n" +
              then,
          "{port}",
          "{server_key}",
          "{network_key}"};
}

Answer until(Session& session, const std::function<bool(const Answer&)>& enough) {
  Answer last = session.opened();
  for (int i = 0; i < 2000 && !enough(last); ++i) last = session.poll();
  return last;
}

}  // namespace

TEST_CASE("a server that cannot be reached is named, with what to do") {
  const auto target = live_server_target(at_port(free_port()), 1);
  CHECK_THROWS_WITH(target->capabilities("shs1"),
                    Contains("Connection refused") && Contains("--serve CMD"));
  CHECK_FALSE(target->gone());
}

TEST_CASE("a server that --serve cannot start is named, with its last words") {
  LiveServer server = at_port(free_port());
  server.serve = {"sh", "-c", "echo no such config >&2; exit 7"};
  CHECK_THROWS_WITH(live_server_target(server, 1)->capabilities("shs1"),
                    Contains("exit code 7") && Contains("no such config"));
}

TEST_CASE("a port that another program has is not taken for the served one's") {
  const tcp::Listening other = tcp::listen_on({"127.0.0.1", 0});
  LiveServer server = at_port(other.port);
  server.serve = {"sleep", "5"};
  CHECK_THROWS_WITH(live_server_target(server, 1)->capabilities("shs1"), Contains("already"));
}

TEST_CASE("a server that refuses connections after it took one is gone") {
  std::optional<tcp::Listening> listening = tcp::listen_on({"127.0.0.1", 0});
  const auto target = live_server_target(at_port(listening->port), 1);
  CHECK(target->open(server_request()) != nullptr);
  listening.reset();
  CHECK_THROWS_AS(target->open(server_request()), Crashed);
  CHECK(target->gone());
}

TEST_CASE("what a live server cannot be asked is unsupported, by name") {
  const tcp::Listening listening = tcp::listen_on({"127.0.0.1", 0});
  const auto target = live_server_target(at_port(listening.port), 1);
  OpenRequest other_key = server_request(), limit = server_request(), list = server_request();
  other_key.bytes["static_seed"] = Bytes(32, 9);
  limit.timeout = Millis(10);
  list.authorize = Authorize{};
  CHECK_THROWS_WITH(target->open(other_key), Contains("static_seed"));
  CHECK_THROWS_WITH(target->open(limit), Contains("timeout_ms"));
  CHECK_THROWS_WITH(target->open(list), Contains("authorize"));
  const auto session = target->open(server_request());
  CHECK_THROWS_AS(session->eof(Eof::rst), Unsupported);
  CHECK_THROWS_AS(session->outcome(), Unsupported);
  CHECK_THROWS_AS(session->send(Bytes(1)), Unsupported);
}

TEST_CASE("a live client's octets and its end are seen") {
  LiveClient client{.listen = {"127.0.0.1", 0}, .trigger = dialling("s.send(b'x'); s.close()")};
  const auto target = live_client_target(client, 1);
  const auto session = target->open(client_request());
  Bytes out;
  const Answer end = until(*session, [&](const Answer& a) {
    out.insert(out.end(), a.out.begin(), a.out.end());
    return a.state == State::rejected;
  });
  CHECK(out == Bytes{'x'});
  CHECK(end.close == Close::fin);
}

TEST_CASE("a live client that a signal kills has crashed") {
  LiveClient client{.listen = {"127.0.0.1", 0}, .trigger = dialling("os.abort()")};
  const auto target = live_client_target(client, 1);
  CHECK_THROWS_WITH(until(*target->open(client_request()), [](const Answer&) { return false; }),
                    Contains("SIGABRT"));
}

TEST_CASE("a trigger that does not make a client dial is named, with its last words") {
  LiveClient client{.listen = {"127.0.0.1", 0},
                    .trigger = {"sh", "-c", "echo wrong port >&2; exit 3"}};
  CHECK_THROWS_WITH(live_client_target(client, 1)->capabilities("shs1"),
                    Contains("did not dial") && Contains("exit code 3") && Contains("wrong port"));
  client.trigger = {"true"};
  CHECK_THROWS_WITH(live_client_target(client, 0.05)->capabilities("shs1"),
                    Contains("did not dial"));
}

// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <optional>

#include "conformance/targets/tcp/tcp_target.hpp"
#include "conformance/targets/tcp/tests/peer.hpp"

using namespace assay;
using Catch::Contains;

namespace {

// Two messages, then a server that is done and a client that shows it by two bytes more.
Protocol made_protocol() {
  Protocol p{.name = "toy"};
  p.roles = {{Role::server, "server"}, {Role::client, "client"}};
  p.messages = {{.name = "m1", .from = Role::client, .length = Message::Length::prefix, .bytes = 9},
                {.name = "m2", .from = Role::server, .bytes = 3}};
  p.messages[0].prefix_bytes = 1;
  p.parameters = {
      {.name = "room", .key = "room"},
      {.name = "seed", .roles = {Role::server}},
      {.name = "host", .roles = {Role::client}, .key = "host", .holder = Parameter::Holder::other}};
  p.decision = "m2";
  p.bytes_after = 2;
  p.request = [](Role role, const std::string&, const Rng&) {
    OpenRequest r{.protocol = "toy", .role = role, .bytes = {{"room", Bytes(32, 1)}}};
    r.bytes[role == Role::client ? "host" : "seed"] = Bytes(32, 2);
    return r;
  };
  return p;
}

const Protocol toy = made_protocol();

int free_port() { return tcp::listen_on({"127.0.0.1", 0}).port; }

LiveServer at_port(int port) {
  return {.address = {"127.0.0.1", port}, .keys = {{"room", Bytes(32, 1)}, {"host", Bytes(32, 2)}}};
}

OpenRequest server_request() {
  return {.protocol = "toy", .role = Role::server, .bytes = {{"room", Bytes(32, 1)}}};
}

OpenRequest client_request() {
  return {.protocol = "toy",
          .role = Role::client,
          .bytes = {{"room", Bytes(32, 1)}, {"host", Bytes(32, 2)}}};
}

// A client that says one byte and waits; python3 stands in for any program.
std::vector<std::string> dialling(const std::string& then) {
  return {"python3",
          "-c",
          "import os, socket, sys\n"
          "assert len(sys.argv[2]) == len(sys.argv[3]) == 64\n"
          "s = socket.create_connection(('127.0.0.1', int(sys.argv[1])))\n" +
              then,
          "{port}",
          "{host}",
          "{room}"};
}

Answer until(Session& session, const std::function<bool(const Answer&)>& enough) {
  Answer last = session.opened();
  for (int i = 0; i < 2000 && !enough(last); ++i) last = session.poll();
  return last;
}

}  // namespace

TEST_CASE("a server that cannot be reached is named, with what to do") {
  const auto target = live_server_target(toy, at_port(free_port()), 1);
  CHECK_THROWS_WITH(target->capabilities("toy"),
                    Contains("Connection refused") && Contains("--serve CMD"));
  CHECK_FALSE(target->gone());
}

TEST_CASE("a server that --serve cannot start is named, with its last words") {
  LiveServer server = at_port(free_port());
  server.serve = {"sh", "-c", "echo no such config >&2; exit 7"};
  CHECK_THROWS_WITH(live_server_target(toy, server, 1)->capabilities("toy"),
                    Contains("exit code 7") && Contains("no such config"));
}

TEST_CASE("a port that another program has is not taken for the served one's") {
  const tcp::Listening other = tcp::listen_on({"127.0.0.1", 0});
  LiveServer server = at_port(other.port);
  server.serve = {"sleep", "5"};
  CHECK_THROWS_WITH(live_server_target(toy, server, 1)->capabilities("toy"), Contains("already"));
}

TEST_CASE("a server that refuses connections after it took one is gone") {
  std::optional<tcp::Listening> listening = tcp::listen_on({"127.0.0.1", 0});
  const auto target = live_server_target(toy, at_port(listening->port), 1);
  CHECK(target->open(server_request()) != nullptr);
  listening.reset();
  CHECK_THROWS_AS(target->open(server_request()), Crashed);
  CHECK(target->gone());
}

TEST_CASE("what a live server cannot be asked is unsupported, by name") {
  const tcp::Listening listening = tcp::listen_on({"127.0.0.1", 0});
  const auto target = live_server_target(toy, at_port(listening.port), 1);
  OpenRequest other_key = server_request(), limit = server_request(), list = server_request();
  other_key.bytes["seed"] = Bytes(32, 9);
  limit.timeout = Millis(10);
  list.authorize = Authorize{};
  CHECK_THROWS_WITH(target->open(other_key), Contains("seed: a live server has its own"));
  OpenRequest other_room = server_request();
  other_room.bytes["room"] = Bytes(32, 9);
  CHECK_THROWS_WITH(target->open(other_room), Contains("another room"));
  CHECK_THROWS_WITH(target->open(limit), Contains("timeout_ms"));
  CHECK_THROWS_WITH(target->open(list), Contains("authorize"));
  const auto session = target->open(server_request());
  CHECK_THROWS_AS(session->eof(Eof::rst), Unsupported);
  CHECK_THROWS_AS(session->outcome(), Unsupported);
  CHECK_THROWS_AS(session->send(Bytes(1)), Unsupported);
}

TEST_CASE("a live client's bytes and its end are seen") {
  LiveClient client{.listen = {"127.0.0.1", 0}, .trigger = dialling("s.send(b'x'); s.close()")};
  const auto target = live_client_target(toy, client, 1);
  const auto session = target->open(client_request());
  Bytes out;
  const Answer end = until(*session, [&](const Answer& a) {
    out.insert(out.end(), a.out.begin(), a.out.end());
    return a.state == State::rejected;
  });
  CHECK(out == Bytes{'x'});
  CHECK(end.close == Close::fin);
}

TEST_CASE("messages end where their lengths say, and a client shows success by what follows") {
  LiveClient client{.listen = {"127.0.0.1", 0},
                    .trigger = dialling("s.send(b'\\2hi'); s.recv(3); s.send(b'x'); s.recv(1); "
                                        "s.send(b'y'); s.recv(1)")};
  const auto target = live_client_target(toy, client, 1);
  const auto session = target->open(client_request());
  Bytes out;
  const auto all = [&](const Answer& a) {
    out.insert(out.end(), a.out.begin(), a.out.end());
    return out.size() == 3;
  };
  CHECK(until(*session, all).state == State::read);
  CHECK(out == Bytes{2, 'h', 'i'});
  CHECK(session->step(Bytes(3)).state == State::read);
  session->step(Bytes(1));
  CHECK(until(*session, [](const Answer& a) { return a.state == State::done; }).state ==
        State::done);
}

TEST_CASE("a live client that a signal kills has crashed") {
  LiveClient client{.listen = {"127.0.0.1", 0}, .trigger = dialling("os.abort()")};
  const auto target = live_client_target(toy, client, 1);
  CHECK_THROWS_WITH(until(*target->open(client_request()), [](const Answer&) { return false; }),
                    Contains("SIGABRT"));
}

TEST_CASE("a trigger that does not make a client dial is named, with its last words") {
  LiveClient client{.listen = {"127.0.0.1", 0},
                    .trigger = {"sh", "-c", "echo wrong port >&2; exit 3"}};
  CHECK_THROWS_WITH(live_client_target(toy, client, 1)->capabilities("toy"),
                    Contains("did not dial") && Contains("exit code 3") && Contains("wrong port"));
  client.trigger = {"true"};
  CHECK_THROWS_WITH(live_client_target(toy, client, 0.05)->capabilities("toy"),
                    Contains("did not dial"));
}

// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_server.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "conformance/targets/child.hpp"
#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/strict_json.hpp"
#include "conformance/targets/tests/toy_target.hpp"

using namespace assay;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace {

const std::string seed(64, '0');

Deadline soon() { return Clock::now() + Millis(20'000); }

// All that the shim writes for this input, as lines; its exit code in `code`.
std::vector<std::string> lines_for(const std::string& input, std::optional<int>& code) {
  Child child({.argv = {TOY_SHIM}});
  child.write(input);
  child.close_input();
  while (child.pump(soon()) == Child::Progress::output) continue;
  REQUIRE(child.wait_exit(soon()));
  code = child.exit_code();
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < child.output().size();) {
    const auto end = child.output().find('\n', at);
    lines.push_back(child.output().substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// The last answer to the requests, which get ids in order.
json last_answer(std::vector<json> requests) {
  std::string input;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    requests[i]["id"] = i;
    input += requests[i].dump() + "\n";
  }
  std::optional<int> code;
  const auto lines = lines_for(input, code);
  CHECK(code == 0);
  REQUIRE(lines.size() == requests.size());
  return parse_strict(lines.back());
}

json open(json params = {{"static_seed", seed}}) {
  return {{"op", "open"}, {"s", 5}, {"protocol", "toy"}, {"role", "server"}, {"params", params}};
}

json with(json object, const char* key, const json& value) {
  object[key] = value;
  return object;
}

void check_refused(const std::string& how, const std::vector<json>& requests) {
  CAPTURE(json(requests).dump().substr(0, 400));
  const json answer = last_answer(requests);
  CHECK(answer["ok"] == false);
  CHECK(answer.contains(how));
  CHECK_FALSE(answer.contains(how == "error" ? "unsupported" : "error"));
}

}  // namespace

TEST_CASE("a malformed line ends the server with exit code 64") {
  const std::string deep =
      R"({"id":1,"op":"hello","hsp":[1],"x":)" + std::string(16, '[') + std::string(16, ']') + "}";
  const std::string bad[] = {"",
                             "x",
                             "[]",
                             "{}",
                             R"({"id":1})",
                             R"({"op":"hello"})",
                             R"({"id":"1","op":"hello"})",
                             R"({"id":1.0,"op":"hello"})",
                             R"({"id":-1,"op":"hello"})",
                             R"({"id":9007199254740992,"op":"hello"})",
                             R"({"id":1,"op":7})",
                             R"({"id":1,"id":1,"op":"hello"})",
                             "{\"id\":1,\"op\":\"\xff\"}",
                             deep,
                             std::string(1 << 20, ' ') + "{}"};
  for (const auto& line : bad) {
    CAPTURE(printable(line, 60));
    std::optional<int> code;
    CHECK(lines_for(line + "\n", code).empty());
    CHECK(code == 64);
  }
  std::optional<int> code;
  CHECK(lines_for(R"({"id":1,"op":"poll")", code).empty());
  CHECK(code == 64);
}

TEST_CASE("the end of input ends the server with exit code 0, and so does bye") {
  std::optional<int> code;
  CHECK(lines_for("", code).empty());
  CHECK(code == 0);
  CHECK(lines_for("{\"id\":1,\"op\":\"bye\"}\n{\"id\":2,\"op\":\"bye\"}\n", code).size() == 1);
  CHECK(code == 0);
}

TEST_CASE("every key in params is critical") {
  const json ok = {{"static_seed", seed}};
  CHECK(last_answer({open(ok)})["ok"] == true);
  const json unknown[] = {with(ok, "zq", "00"),
                          with(ok, "zq", 5),
                          with(ok, "peer_pk", seed),
                          with(ok, "authorize", {{"zq", 1}}),
                          with(ok, "inject", {{"zq", seed}}),
                          with(ok, "inject", {{"ephemeral_seed", seed}})};
  for (const auto& params : unknown) check_refused("unsupported", {open(params)});
  const json wrong[] = {json::array(),
                        json::object(),
                        with(ok, "static_seed", 5),
                        with(ok, "static_seed", "00"),
                        with(ok, "static_seed", std::string(64, 'A')),
                        with(ok, "authorize", 5),
                        with(ok, "inject", "x"),
                        with(ok, "timeout_ms", "5"),
                        with(ok, "timeout_ms", 5.0),
                        with(ok, "timeout_ms", 0),
                        with(ok, "timeout_ms", -1),
                        with(ok, "authorize", {{"keys", "x"}}),
                        with(ok, "authorize", {{"keys", {5}}}),
                        with(ok, "authorize", {{"keys", {"00"}}}),
                        with(ok, "authorize", {{"then", "zq"}}),
                        with(ok, "authorize", {{"delay_ms", "1"}})};
  for (const auto& params : wrong) check_refused("error", {open(params)});
}

TEST_CASE("unknown keys elsewhere are ignored") {
  CHECK(last_answer({with(open(), "zq", {{"a", 1}})})["ok"] == true);
  CHECK(last_answer({{{"op", "hello"}, {"hsp", {1, 2}}, {"zq", nullptr}}})["hsp"] == 1);
}

TEST_CASE("what does not exist is unsupported, and what is wrong is an error") {
  check_refused("unsupported", {{{"op", "zq"}}});
  check_refused("unsupported", {{{"op", "hello"}, {"hsp", {2}}}});
  check_refused("unsupported", {with(open(), "protocol", "zq")});
  check_refused("unsupported", {with(open(), "role", "zq")});
  check_refused("unsupported", {with(open(), "mode", "zq")});
  check_refused("error", {with(open(), "role", 5)});
  check_refused("error", {with(open(), "mode", 5)});
  check_refused("error", {with(open(), "s", -1)});
  check_refused("error", {with(open(), "endpoint", 5)});
  check_refused("error", {open(), open()});
  check_refused("error",
                {open(), with(open(), "s", 1), with(open(), "s", 2), with(open(), "s", 3)});
  for (const char* op : {"step", "eof", "poll", "outcome", "observe", "send", "finish", "close"})
    check_refused("error", {{{"op", op}, {"s", 5}}});
  check_refused("error", {open(), {{"op", "eof"}, {"s", 5}, {"how", "zq"}}});
  check_refused("error", {open(), {{"op", "step"}, {"s", 5}}});
  check_refused("error", {open(), {{"op", "step"}, {"s", 5}, {"in", "0"}}});
  check_refused("error", {open(), {{"op", "observe"}, {"s", 5}, {"names", {1}}}});
}

TEST_CASE(
    "once the peer's stream has ended it brings nothing, and ends once more by a reset alone") {
  const json fin = {{"op", "eof"}, {"s", 5}};
  check_refused("error", {open(), fin, {{"op", "step"}, {"s", 5}, {"in", "01"}}});
  check_refused("error", {open(), fin, fin});
}

TEST_CASE("send, finish and outcome before done are errors") {
  check_refused("error", {open(), {{"op", "outcome"}, {"s", 5}}});
  check_refused("error", {open(), {{"op", "finish"}, {"s", 5}}});
  check_refused("error", {open(), {{"op", "send"}, {"s", 5}, {"data", "00"}}});
  const json done = {{"op", "step"}, {"s", 5}, {"in", "01"}};
  CHECK(last_answer({open(), done, {{"op", "send"}, {"s", 5}, {"data", "00"}}})["out"] == "00");
}

TEST_CASE("a slice of 65,536 bytes is taken, and a longer one is an error") {
  const auto step = [](std::size_t bytes) -> json {
    return {{"op", "step"}, {"s", 5}, {"in", std::string(2 * bytes, '0')}};
  };
  CHECK(last_answer({open(), step(65'536)})["ok"] == true);
  check_refused("error", {open(), step(65'537)});
}

TEST_CASE("a number is free again after close") {
  CHECK(last_answer({open(), {{"op", "close"}, {"s", 5}}, open()})["ok"] == true);
  check_refused("error", {open(), {{"op", "close"}, {"s", 5}}, {{"op", "poll"}, {"s", 5}}});
}

TEST_CASE("server and client side agree on everything a session can say") {
  const auto target = hsp_target(toy_protocol(), {TOY_SHIM}, 1);
  CHECK(target->identity().version == "2");
  const Capabilities caps = target->capabilities("toy");
  CHECK((caps.server && caps.client && !caps.caller_ephemeral));
  CHECK(caps.sessions == 3);
  CHECK(caps.observe == std::vector<std::string>{"ab", "K2"});
  CHECK((caps.timeout_kind == "total" && caps.layer == "toy" && caps.authorize == "before-m2"));

  const Bytes key(32, 1);
  const auto session = target->open(
      {.protocol = "toy",
       .role = Role::server,
       .bytes = {{"static_seed", key}, {"inject.ephemeral_sk", key}},
       .authorize = Authorize{.keys = {{key}}, .delay = Millis(5), .then = Authorize::Then::never},
       .timeout = Millis(50),
       .endpoint = "e"});
  CHECK(session->opened().out.empty());
  CHECK(session->step(Bytes{3}).state == State::wait);
  const Answer done = session->step(Bytes{1, 200});
  CHECK(done.state == State::done);
  CHECK(done.out == Bytes{1, 200});
  REQUIRE(done.events.size() == 4);
  CHECK(done.events[0].kind == Event::Kind::authorize);
  CHECK_FALSE(done.events[0].peer);
  CHECK(done.events[1].kind == Event::Kind::verified);
  CHECK(done.events[2].peer == Bytes(32, 5));
  CHECK(done.events[3].data == Bytes{6});
  CHECK(session->outcome().at("dec_nonce") == Bytes(24, 4));
  CHECK_FALSE(session->outcome().contains("peer_pk"));
  CHECK(session->observe({"K2"}).at("K2") == Bytes{7});
  CHECK(session->send(Bytes{8}).out == Bytes{8});
  CHECK(session->finish().close == Close::half);
  CHECK(session->poll().state == State::done);
  const Answer ended = session->eof(Eof::rst);
  CHECK(ended.close == Close::rst);
  CHECK(ended.events.at(0).clean);

  const auto client =
      target->open({.protocol = "toy", .role = Role::client, .bytes = {{"static_seed", key}}});
  CHECK(client->opened().out == Bytes{42});
  CHECK(client->step(Bytes{2}).why == "two");
  CHECK(client->step(Bytes{5}).state == State::rejected);
}

TEST_CASE("what the implementation throws kills the server") {
  const auto target = hsp_target(toy_protocol(), {TOY_SHIM}, 1);
  const auto session = target->open(
      {.protocol = "toy", .role = Role::server, .bytes = {{"static_seed", Bytes(32)}}});
  CHECK_THROWS_WITH(session->step(Bytes{9}), Contains("SIGABRT") && Contains("a flaw"));
}

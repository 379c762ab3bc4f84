// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/library/library_target.hpp"
#include "conformance/targets/tests/processes.hpp"
#include "conformance/targets/tests/toy_target.hpp"

using namespace assay;
using Catch::Matchers::Contains;

namespace {

constexpr double scale = 0.25;  // step 0.5 s, hello 2.5 s

std::unique_ptr<Target> hosted(const std::string& file) {
  return hsp_target(toy_protocol(), {TOY_HOST, file}, scale);
}

OpenRequest toy(const std::string& fault) {
  return {.protocol = "toy",
          .role = Role::server,
          .bytes = {{"static_seed", Bytes(32, 1)}},
          .endpoint = fault};
}

struct Seen {
  std::string kind, text;
};

// What two steps of one session come to: what shows only at the next request is seen, too.
Seen use(Target& target, const std::string& fault) {
  try {
    const auto session = target.open(toy(fault));
    session->step(Bytes{1});
    session->step(Bytes{2});
    return {"nothing", ""};
  } catch (const Crashed& e) {
    return {"Crashed", e.what()};
  } catch (const Hung& e) {
    return {"Hung", e.what()};
  } catch (const Defective& e) {
    return {"Defective", e.what()};
  }
}

// A variable of the environment, for as long as this lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    setenv(name, value.c_str(), 1);
  }
  ~Variable() { unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

struct Expected {
  std::string fault, kind, text;
};

// The library's fault costs its own session: one before and one after it are as always.
void check_contained(const Expected& expected) {
  CAPTURE(expected.fault);
  // Where the host is built with AddressSanitizer, deaths look as they do without it.
  const Variable plain("ASAN_OPTIONS", "abort_on_error=1:handle_segv=0:detect_leaks=0");
  {
    const auto target = hosted(FAULTY);
    CHECK(target->open(toy("honest"))->step(Bytes{9}).out == Bytes{1});
    const Seen seen = use(*target, expected.fault);
    CHECK(seen.kind == expected.kind);
    CHECK_THAT(seen.text, Contains(expected.text));
    CHECK(target->open(toy("honest"))->step(Bytes{9}).out == Bytes{1});
  }
  CHECK(own_children().empty());
}

std::string refusal(const std::string& file) {
  try {
    hosted(file)->identity();
    return "taken";
  } catch (const Defective& why) {
    return why.what();
  }
}

std::string description(const std::string& caps, const std::string& sessions) {
  return R"({"name":"n","version":"1","protocols":{"toy":{"roles":["server"],"caps":[)" + caps +
         R"(],"observe":[],"ephemeral":"own","sessions":)" + sessions +
         R"(,"layer":"l","authorize":"none"}}})";
}

}  // namespace

TEST_CASE("what kills a library's process costs the session, says how, and no process survives") {
  const Expected deaths[] = {
      {"segfault", "Crashed", "(signal 11 (SIGSEGV)) during step"},
      {"abort", "Crashed", "signal 6 (SIGABRT)"},
      {"stack", "Crashed", "signal 11 (SIGSEGV)"},
      {"exit", "Crashed", "ended (exit code 0) during step"},
      {"exit-at-once", "Crashed", "ended (exit code 7) during step"},
      {"free-twice", "Crashed", "signal 6 (SIGABRT)"},
      {"write-beyond", "Crashed", "signal "},
      {"bad-thread", "Crashed", "signal 11 (SIGSEGV)"},
      {"close-descriptors", "Crashed", "ended (exit code 0) during step"},
  };
  for (const auto& death : deaths) check_contained(death);
}

TEST_CASE("a library that hangs costs the session and a deadline, and no process survives") {
  for (const std::string fault : {"hang", "spin", "ignore-term"})
    check_contained({fault, "Hung", "no answer to step within 500 ms"});
  check_contained({"hang-in-open", "Hung", "no answer to open"});
}

TEST_CASE("threads, children and prints of a library do no harm, and no process survives") {
  for (const std::string fault :
       {"print", "read-stdin", "threads", "child", "daemon", "hang-at-exit"})
    check_contained({fault, "nothing", ""});
}

TEST_CASE("what a library prints to stdout goes to stderr") {
  const auto target = hosted(FAULTY);
  CHECK(target->open(toy("print"))->step(Bytes{9}).out == Bytes{1});
  CHECK(target->open(toy("honest"))->step(Bytes{9}).out == Bytes{1});
  const std::string line = "{\"id\":5,\"ok\":true,\"out\":\"forged\"}\n";
  CHECK_THAT(target->stderr_tail(), Contains(line + line));
}

TEST_CASE("a breach of the C ABI is defective and named") {
  const Expected breaches[] = {
      {"bad-state", "Defective", "hsp_step returns 4, which is no state"},
      {"bad-number", "Defective", "hsp_step returns -4, which is no state"},
      {"bad-close", "Defective", "says close 3"},
      {"no-zero", "Defective", "without its zero byte"},
      {"long", "Defective", "says 131073 bytes in a buffer of 131072"},
      {"error", "Defective", "hsp_step: boom"},
      {"unsupported", "Defective", "calls unsupported: slices"},
      {"short-for-nothing", "Defective", "says HSP_SHORT, yet asks for 131072 bytes of 131072"},
      {"short-for-all", "Defective", "asks for 18446744073709551615 bytes"},
      {"endless-events", "Defective", "hsp_next_event never ends"},
      {"bad-event", "Defective", "says type 7, which is no event"},
      {"long-event", "Defective", "says 131073 bytes in a buffer of 131072"},
      {"bad-events", "Defective", "hsp_next_event returns 2"},
      {"no-session", "Defective", "hsp_open returns 0 and no session"},
      {"session-beside-error", "Defective", "hsp_open returns -2 and a session"},
  };
  for (const auto& breach : breaches) check_contained(breach);
}

TEST_CASE("the host asks again with a larger buffer, and the library consumes once") {
  const auto target = hosted(FAULTY);
  const auto session = target->open(toy("large"));
  const Bytes out = session->step(Bytes{9}).out;
  REQUIRE(out.size() == 200'000);
  CHECK(out[0] == 1);
  CHECK(target->open(toy("large-event"))->step(Bytes{9}).events.at(0).data == Bytes(200'000, 'y'));
  CHECK(session->observe({"ab"}).at("ab") == Bytes(200'000, 1));
}

TEST_CASE("outcome and observe come by name, and an empty peer is none") {
  const auto target = hosted(FAULTY);
  const auto session = target->open(toy("done"));
  CHECK(session->step(Bytes{9}).state == State::done);
  const auto outcome = session->outcome();
  CHECK(outcome.at("enc_key") == Bytes(32, 1));
  CHECK(outcome.at("dec_nonce") == Bytes(24, 1));
  CHECK_FALSE(outcome.contains("peer_pk"));
  CHECK_THROWS_WITH(session->observe({"K2"}), Contains("declares what it then calls unsupported"));
}

TEST_CASE("a file that is no such library is defective, in a sentence that helps") {
  CHECK_THROWS_WITH(library_target(toy_protocol(), "/no/such/file.so", scale),
                    Contains("there is no file /no/such/file.so"));
  CHECK_THAT(refusal(SOURCE), Contains("cannot load the library: invalid ELF header"));
  CHECK_THAT(refusal(WITHOUT_FINISH), Contains("the library has no hsp_finish"));
  const Variable abi("FAULTY_ABI", "2");
  CHECK_THAT(refusal(FAULTY), Contains("the library has ABI 2, and assay-host 1"));
}

TEST_CASE("what a library says of itself is read strictly") {
  const auto describe = [](const std::string& text) {
    const Variable said("FAULTY_DESCRIBE", text);
    return refusal(FAULTY);
  };
  CHECK(describe(description("", "1")) == "taken");
  const std::string toy = R"("toy":)" + description("", "1").substr(44);
  CHECK_THAT(describe("NULL"), Contains("hsp_describe returns NULL"));
  CHECK_THAT(describe(""), Contains("hsp_describe: not JSON"));
  CHECK_THAT(describe("[]"), Contains("not a JSON object"));
  CHECK_THAT(describe("{}"), Contains("\"protocols\" is missing"));
  CHECK_THAT(describe(R"({"protocols":{"toy":{}}})"), Contains("\"name\" is missing"));
  CHECK_THAT(describe(R"({"protocols":{"zq":{}}})"), Contains("speaks \"zq\""));
  CHECK_THAT(describe("{\n}"), Contains("control character (0x0a)"));
  CHECK_THAT(describe(R"({"name":"a","name":"b"})"), Contains("stands twice"));
  CHECK_THAT(describe("{\"name\":\"\xff\"}"), Contains("hsp_describe: not JSON"));
  CHECK_THAT(describe(std::string(17, '[')), Contains("nested deeper than 16"));
  CHECK_THAT(describe(description("", "1.0")), Contains("\"sessions\" is not an integer"));
  CHECK_THAT(describe(description("", "0")), Contains("\"sessions\" is 0"));
  CHECK_THAT(describe(description(R"("telepathy")", "1")), Contains("which is none of"));
  CHECK_THAT(describe(R"({"name":"n","version":"1","protocols":{}})"), Contains("0 protocols"));
}

// SPDX-License-Identifier: MIT
#include <dlfcn.h>
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <functional>

#include "conformance/engine/attack.hpp"
#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/tests/processes.hpp"
#include "conformance/targets/tests/toy_target.hpp"

using namespace assay;
using Catch::Matchers::Contains;

namespace {

// Where an answer comes, however late on a busy machine, and where a deadline must pass.
constexpr double patient = 5, short_of_time = 0.5;

OpenRequest toy() { return {.protocol = "toy", .role = Role::server}; }

std::unique_ptr<Target> faulty(const std::string& fault, double scale = patient) {
  return hsp_target(toy_protocol(), {"python3", HOSTILE "/shim.py", fault}, scale);
}

struct Seen {
  std::string kind, text;
};

Seen outcome_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Unsupported& e) {
    return {"Unsupported", e.what()};
  } catch (const Crashed& e) {
    return {"Crashed", e.what()};
  } catch (const Hung& e) {
    return {"Hung", e.what()};
  } catch (const Defective& e) {
    return {"Defective", e.what()};
  }
  return {"nothing", ""};
}

struct Expected {
  std::string fault, kind, text;
};

// Two steps on one session: what shows only at the next request is seen, too.
void use(Target& target) {
  const auto session = target.open(toy());
  session->step(Bytes{1});
  session->step(Bytes{2});
}

// What its shim would be does `then` from the next start on.
std::unique_ptr<Target> started_at_most(int starts, const std::string& then, double scale) {
  const auto count = std::filesystem::temp_directory_path() / "assay-hostile-test-starts";
  std::filesystem::remove(count);
  const std::string script = "echo >> $0; [ $(wc -l < $0) -le $1 ] && exec python3 $2; " + then;
  return hsp_target(
      toy_protocol(),
      {"sh", "-c", script, count.string(), std::to_string(starts), HOSTILE "/shim.py"}, scale);
}

void check_gone(Target& target) {
  target.restart();
  CHECK(target.gone());
  CHECK_THROWS_AS(target.open(toy()), NotThere);
  CHECK_THROWS_WITH(target.open(toy()), Contains("does not start again"));
}

void check_contained(const Expected& expected, Target& target,
                     const std::function<void()>& action) {
  CAPTURE(expected.fault);
  const Seen seen = outcome_of(action);
  CHECK(seen.kind == expected.kind);
  CHECK_THAT(seen.text, Contains(expected.text));
  for (const char c : seen.text) CHECK((c >= 0x20 && c < 0x7f));
  CHECK(seen.text.size() < 800);
  CHECK(target.stderr_tail().size() <= 65536);
}

}  // namespace

TEST_CASE("a polite target answers") {
  const auto target = faulty("");
  CHECK(target->identity().name == "hostile");
  const auto session = target->open(toy());
  CHECK(session->opened().state == State::read);
  CHECK(session->step(Bytes{1, 2}).out == Bytes{1, 2});
}

TEST_CASE("programs that never speak HSP/1 are defective, with a sentence that helps") {
  const std::vector<std::pair<std::vector<std::string>, std::string>> programs = {
      {{"/bin/true"}, "ended (exit code 0) before it answered hello; a target must speak HSP/1"},
      {{"/bin/cat"}, "it repeats what it reads"},
      {{"yes"}, "not JSON at byte 1. The line: \"y\""},
      {{"yes", "{"}, "not JSON"},
      {{"sleep", "inf"}, "no answer to hello within 5000 ms"},
      {{"/no/such/file"}, "cannot start \"/no/such/file\": No such file or directory"},
      {{"cat", "/dev/zero"}, "longer than 1 MiB"},
      {{"sh", "-c", "exec <&-; sleep 60"}, "no answer to hello"},
      {{"sh", "-c", "echo 'cannot load libfoo' >&2; exit 127"},
       "on stderr: \"cannot load libfoo\""},
      {{"sh", "-c", "kill -SEGV $$"}, "signal 11 (SIGSEGV)"},
  };
  for (const auto& [argv, text] : programs) {
    const auto target = hsp_target(toy_protocol(), argv, short_of_time);
    check_contained({argv[0], "Defective", text}, *target, [&] { use(*target); });
  }
  CHECK(own_children().empty());
}

TEST_CASE("a breach of HSP/1 is defective, and the line is shown escaped") {
  const Expected breaches[] = {
      {"garbage", "Defective", "DEBUG \\x1b[2J\\x1b]0;owned\\x07 starting"},
      {"two-answers", "Defective", "that no request waits for"},
      {"wrong-id", "Defective", "its id is 12, and 5's is due"},
      {"text-id", "Defective", "\"id\" is not an integer"},
      {"huge-id", "Defective", "\"id\" is not an integer"},
      {"float-id", "Defective", "\"id\" is not an integer"},
      {"long-line", "Defective", "longer than 1 MiB"},
      {"endless-line", "Defective", "longer than 1 MiB"},
      {"nul", "Defective", "control character (0x00)"},
      {"brackets", "Defective", "nested deeper than 16"},
      {"duplicate", "Defective", "\"state\" stands twice"},
      {"bad-utf8", "Defective", "not JSON"},
      {"many-objects", "Defective", "not a JSON object"},
      {"array", "Defective", "not a JSON object"},
      {"empty-line", "Defective", "not JSON"},
      {"no-state", "Defective", "\"state\" is missing"},
      {"odd-state", "Defective", "\"happy\", which is no word of HSP/1"},
      {"no-events", "Defective", "\"events\" is missing"},
      {"upper-hex", "Defective", "\"out\" is not lower-case hex"},
      {"odd-hex", "Defective", "\"out\" is not lower-case hex"},
      {"short-peer", "Defective", "\"peer\" has 1 bytes, not 32"},
      {"undeclared-event", "Defective", "undeclared \"events.verified\""},
      {"error", "Defective", "TypeError: \\x1b[31m"},
      {"mixed", "Defective", "beside \"error\""},
      {"refuses-declared", "Defective", "declares what it then calls unsupported"},
      {"unreject", "Defective", "changed after it was final"},
      {"write-after-fin", "Defective", "after \"close\":\"fin\""},
      {"close-once-only", "Defective", "took back"},
      {"answers-early", "Defective", "that no request waits for"},
      {"yes-man", "Defective", "it takes what does not exist"},
      {"unknown-capability", "Defective", "\"telepathy\", which is none of"},
      {"no-roles", "Defective", "\"roles\" is missing"},
  };
  for (const auto& breach : breaches) {
    const auto target = faulty(breach.fault);
    check_contained(breach, *target, [&] { use(*target); });
  }
  CHECK(own_children().empty());
}

TEST_CASE("a death costs its request, says how, and the next open starts afresh") {
  const Expected deaths[] = {
      {"exit-0", "Crashed", "ended (exit code 0) during step"},
      {"exit-1", "Crashed", "on stderr: \"TypeError: \\x1b[31mboom\""},
      {"abort", "Crashed", "signal 6 (SIGABRT)"},
      {"segfault", "Crashed", "signal 11 (SIGSEGV)"},
      {"memory", "Crashed", "MemoryError"},
      {"die-leaving-child", "Crashed", "signal 9 (SIGKILL)"},
      {"die-leaving-daemon", "Crashed", "exit code 3"},
      {"close-stdout", "Crashed", "closed its stdout and runs on"},
  };
  for (const auto& death : deaths) {
    const auto target = faulty(death.fault);
    for (int round = 0; round < 2; ++round) check_contained(death, *target, [&] { use(*target); });
    CHECK(target->open(toy())->opened().state == State::read);
  }
  CHECK(own_children().empty());
}

TEST_CASE("silence costs its request and a deadline") {
  const Expected silences[] = {
      {"hang", "Hung", "no answer to step within 1000 ms"},
      {"half-line", "Hung", "half an answer to step"},
      {"drip", "Hung", "half an answer to step"},
      {"stop-itself", "Hung", "no answer"},
      {"close-stdin", "Hung", "no answer"},
      {"flood-stderr", "Hung", "no answer"},
      {"ignores-term", "Hung", "no answer"},
  };
  for (const auto& silence : silences) {
    const auto target = faulty(silence.fault, short_of_time);
    check_contained(silence, *target, [&] { use(*target); });
    CHECK(target->open(toy())->opened().state == State::read);
  }
  CHECK(own_children().empty());
}

TEST_CASE("what is odd but allowed does no harm") {
  for (const std::string fault : {"reports-and-floods", "daemon-first", "no-bye"}) {
    auto target = faulty(fault, fault == "no-bye" ? short_of_time : patient);
    check_contained({fault, "nothing", ""}, *target, [&] { use(*target); });
  }
  CHECK(own_children().empty());
  const auto target = faulty("why");
  CHECK(target->open(toy())->step({}).why == "bad \\x1b[2J key");
}

TEST_CASE("a death while no request is open shows at the next one") {
  const auto target = faulty("die-on-close");
  target->open(toy());
  check_contained({"die-on-close", "Crashed", "exit code 9) during close"}, *target,
                  [&] { target->open(toy()); });
  CHECK(target->open(toy())->opened().state == State::read);
}

TEST_CASE("a target honest for nine steps crashes in the tenth and only there") {
  const auto target = faulty("nine-honest");
  for (int i = 0; i < 9; ++i) target->open(toy())->step({});
  const auto session = target->open(toy());
  CHECK_THROWS_AS(session->step({}), Crashed);
  CHECK_THROWS_WITH(session->poll(), Contains("is gone"));
}

TEST_CASE("what is not declared is unsupported without being asked for") {
  const auto target = faulty("");
  CHECK_THROWS_AS(target->capabilities("other"), Unsupported);
  const auto refused = [&](const OpenRequest& request, const std::string& what) {
    check_contained({what, "Unsupported", what}, *target, [&] { target->open(request); });
  };
  refused({.protocol = "other", .role = Role::server}, "protocol other");
  refused({.protocol = "toy", .role = Role::client}, "role client");
  refused({.protocol = "toy", .role = Role::server, .timeout = Millis(5)}, "timeout_ms");
  refused({.protocol = "toy", .role = Role::server, .endpoint = "e"}, "endpoint");
  refused({.protocol = "toy", .role = Role::server, .authorize = Authorize{}}, "authorize");
  refused({.protocol = "toy", .role = Role::server, .bytes = {{"inject.ephemeral_sk", Bytes(32)}}},
          "inject.ephemeral_sk");
  const auto session = target->open(toy());
  CHECK_THROWS_AS(session->eof(Eof::rst), Unsupported);
  CHECK_THROWS_AS(session->observe({"zq"}), Unsupported);
  std::vector<std::unique_ptr<Session>> more;
  for (int i = 0; i < 7; ++i) more.push_back(target->open(toy()));
  CHECK_THROWS_WITH(target->open(toy()), Contains("more than 8 sessions"));
  more.pop_back();
  CHECK_NOTHROW(target->open(toy()));
  CHECK_THROWS_WITH(session->outcome(), Contains("\"enc_key\" has 1 bytes, not 32"));
}

TEST_CASE("a capability declared and then refused is defective") {
  const auto target = faulty("every-capability");
  check_contained(
      {"every-capability", "Defective", "declares what it then calls unsupported"}, *target,
      [&] { target->open({.protocol = "toy", .role = Role::server, .endpoint = "e"}); });
}

TEST_CASE("a target that starts so many times and no more is gone then, and was there before") {
  for (const int starts : {1, 2, 5}) {
    CAPTURE(starts);
    const auto target = started_at_most(starts, "exit 3", patient);
    use(*target);
    for (int started = 1; started < starts; ++started) {
      CHECK_FALSE(target->gone());
      target->restart();
      use(*target);
    }
    CHECK(target->another() == nullptr);
    check_gone(*target);
  }
}

TEST_CASE("a target that falls silent when it is started again is gone, too") {
  const auto target = started_at_most(1, "exec sleep 600", short_of_time);
  use(*target);
  check_gone(*target);
}

TEST_CASE("a target that describes itself differently after a restart is defective") {
  const auto target = faulty("fickle");
  CHECK(target->open(toy())->opened().state == State::read);
  target->restart();
  CHECK(target->gone());
  CHECK_THROWS_WITH(target->open(toy()), Contains("differs"));
}

TEST_CASE("a session may outlive its target") {
  auto target = faulty("");
  const auto session = target->open(toy());
  target.reset();
  CHECK_THROWS_AS(session->step({}), Crashed);
  CHECK(own_children().empty());
}

TEST_CASE("the runner's memory stays bounded") {
  // The cases above ran before in this process, floods of every kind among them.
  // AddressSanitizer keeps freed memory in quarantine, and has shadows.
  const bool sanitized = dlsym(RTLD_DEFAULT, "__asan_init") != nullptr;
  CHECK(peak_memory_kib() < (sanitized ? 256 : 64) * 1024);
}

// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <map>

#include "conformance/engine/run.hpp"
#include "conformance/engine/tests/scripted_target.hpp"

// Whole runs against targets that are flawed now and then.
namespace assay {
namespace {

const std::atomic<bool> never = false;

constexpr const char* claims = R"({"-": {"-": {
  "C": {"server": {"-": {"claim": "holds", "why": "x", "required": ["A01"], "supplementary": []}}},
  "P02": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T01", "T02"], "supplementary": []}}},
  "R": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T02"], "supplementary": []}}}}}})";

// What a session does with an honest message, 1, and with a forged one, 2.
enum class Deed { as_it_should, accepts, dies, hangs, fails };

// A process of the target, and what it does in its n-th session of those in all its processes.
struct Moment {
  int process = 0, session = 0, of_all = 0;
};
using Flaw = std::function<Deed(const Moment&, bool forged)>;

class FlawedSession : public Session {
 public:
  FlawedSession(const Flaw& flaw, Moment moment) : flaw_(flaw), moment_(moment) {}
  Answer opened() override { return {}; }
  Answer step(View in) override {
    const bool forged = in[0] == 2;
    const Deed deed = flaw_(moment_, forged);
    if (deed == Deed::dies) throw Crashed("signal 11");
    if (deed == Deed::hangs) return {};
    const bool takes = forged ? deed == Deed::accepts : deed != Deed::fails;
    return {.state = takes ? State::done : State::rejected};
  }
  Answer eof(Eof) override { return {}; }
  Answer poll() override { return {}; }
  std::map<std::string, Bytes> outcome() override { return {}; }
  std::map<std::string, Bytes> observe(const std::vector<std::string>&) override { return {}; }
  Answer send(View) override { return {}; }
  Answer finish() override { return {}; }

 private:
  const Flaw& flaw_;
  Moment moment_;
};

class FlawedTarget : public Target {
 public:
  explicit FlawedTarget(Flaw flaw) : flaw_(std::move(flaw)) {}
  Identity identity() override { return {"flawed", "1"}; }
  Capabilities capabilities(const std::string&) override { return {.server = true}; }
  std::unique_ptr<Session> open(const OpenRequest&) override {
    ++at_.session, ++at_.of_all;
    return std::make_unique<FlawedSession>(flaw_, at_);
  }
  void restart() override { ++at_.process, at_.session = 0; }

 private:
  Flaw flaw_;
  Moment at_;
};

void honest_end(Stage& stage) {
  Conversation line(stage, {.protocol = "toy", .role = Role::server});
  line.send(Bytes{1});
  const bool done = line.wait([](const Conversation& c) { return c.succeeded(); });
  if (!done) throw ControlFailed(line.summary());
}

Result forgery(Stage& stage) {
  Conversation line(stage, {.protocol = "toy", .role = Role::server});
  line.send(Bytes{2});
  line.wait([](const Conversation& c) { return c.ended() || c.succeeded(); });
  if (line.succeeded()) return {Verdict::succeeded, "it let a forgery in"};
  return {line.ended() ? Verdict::withstood : Verdict::hung, line.summary()};
}

Result honest_case(Stage& stage) {
  try {
    honest_end(stage);
    return {Verdict::withstood, "completed"};
  } catch (const ControlFailed& e) {
    return {Verdict::succeeded, e.what()};
  }
}

Attack toy_attack(std::string id, int cases, std::function<Result(Stage&)> play, bool controlled) {
  return {.id = std::move(id),
          .slug = "t",
          .role = Role::server,
          .meaning = "",
          .expected = "",
          .spec = "",
          .control = controlled ? std::function<void(Stage&)>(honest_end) : nullptr,
          .cases =
              [=](Stage&) {
                std::vector<Case> all;
                for (int i = 0; i < cases; ++i)
                  all.push_back({.slug = std::to_string(i), .change = "", .run = play});
                return all;
              },
          .forgery = controlled};
}

Report judged(Flaw flaw, Effort effort = Effort::normal) {
  const Protocol toy{.name = "toy",
                     .roles = {{Role::server, "server"}},
                     .claims = claims,
                     .attacks =
                         [](const std::string&) {
                           return std::vector{toy_attack("A01", 1, honest_case, false),
                                              toy_attack("T01", 40, forgery, true),
                                              toy_attack("T02", 3, forgery, true)};
                         },
                     .honest = honest_end};
  FlawedTarget target(std::move(flaw));
  RunOptions options{.effort = effort, .timeout_scale = 0.005, .seed = Bytes(32)};
  return run(toy, target, options, [](auto&&...) {}, never);
}

RowVerdict row(const Report& report, const std::string& name) {
  const auto at = std::ranges::find_if(report.results,
                                       [&](const CellResult& r) { return r.cell->row == name; });
  return at->verdict;
}

const CaseResult* finding(const Report& report) {
  for (const AttackResult& a : report.attacks)
    for (const CaseResult& c : a.cases)
      if (is_finding(c.verdict)) return &c;
  return nullptr;
}

}  // namespace

TEST_CASE("A target without a flaw holds every row") {
  const Report r = judged([](const Moment&, bool) { return Deed::as_it_should; });
  CHECK(exit_code(r) == 0);
  CHECK(finding(r) == nullptr);
}

TEST_CASE("One forgery that only the first process takes, after forty sessions, breaks its row") {
  bool taken = false;
  const Report r = judged([&](const Moment& m, bool forged) {
    if (!forged || m.process > 0 || m.session <= 40 || std::exchange(taken, true))
      return Deed::as_it_should;
    return Deed::accepts;
  });
  CHECK(row(r, "P02") == RowVerdict::broken);
  CHECK(row(r, "C") == RowVerdict::held);
  REQUIRE(finding(r) != nullptr);
  CHECK(finding(r)->seen() == 1);
  CHECK(finding(r)->of() == 6);
}

TEST_CASE("Forgeries that any process takes after forty sessions repeat in that history alone") {
  const Report r = judged([](const Moment& m, bool forged) {
    return forged && m.session > 40 ? Deed::accepts : Deed::as_it_should;
  });
  CHECK(row(r, "P02") == RowVerdict::broken);
  REQUIRE(finding(r) != nullptr);
  REQUIRE(finding(r)->trials.size() == 3);
  CHECK(finding(r)->trials[1].seen == 0);
  CHECK(finding(r)->trials[2].seen == finding(r)->trials[2].of);
}

TEST_CASE("A target that dies once, or hangs once, has no row held where it did, nor R") {
  for (const Deed deed : {Deed::dies, Deed::hangs}) {
    bool done = false;
    const Report r = judged([&](const Moment& m, bool forged) {
      if (!forged || m.of_all < 88 || std::exchange(done, true)) return Deed::as_it_should;
      return deed;
    });
    CHECK(row(r, "P02") == RowVerdict::inconclusive);
    CHECK(row(r, "R") == RowVerdict::inconclusive);
    CHECK(row(r, "C") == RowVerdict::held);
    REQUIRE(finding(r) != nullptr);
    CHECK(finding(r)->once());
    CHECK(exit_code(r) == 6);
  }
}

TEST_CASE("A target that takes one forgery in a hundred is seen to at full effort") {
  for (std::uint8_t seed = 0; seed < 20; ++seed) {
    Rng chance(Bytes(32, seed));
    const Report r = judged(
        [&](const Moment&, bool forged) {
          return forged && chance.below(100) == 0 ? Deed::accepts : Deed::as_it_should;
        },
        Effort::full);
    CHECK(row(r, "P02") == RowVerdict::broken);
  }
}

TEST_CASE(
    "A target that fails one honest run in twenty is broken on C, with how many of how many") {
  Rng chance(Bytes(32, 3));
  int failed = 0, honest = 0;
  const Report r = judged([&](const Moment&, bool forged) {
    if (forged) return Deed::as_it_should;
    ++honest;
    if (chance.below(20) != 0) return Deed::as_it_should;
    ++failed;
    return Deed::fails;
  });
  CHECK(row(r, "C") == RowVerdict::broken);
  CHECK(row(r, "P02") == RowVerdict::held);
  REQUIRE(finding(r) != nullptr);
  CHECK(finding(r)->slug.starts_with("beside-T0"));
  CHECK(finding(r)->seen() == failed);
  CHECK(finding(r)->of() == honest - 1);  // A01's own run is a case, and no run beside one
}

TEST_CASE("A target whose honest runs never complete is broken on C, and little is tried on it") {
  int sessions = 0;
  const Report r = judged([&](const Moment&, bool) {
    ++sessions;
    return Deed::fails;
  });
  CHECK(row(r, "C") == RowVerdict::broken);
  CHECK(row(r, "P02") == RowVerdict::inconclusive);
  CHECK(sessions == 4);
}

}  // namespace assay

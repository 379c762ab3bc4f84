// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "conformance/bench/bench.hpp"
#include "conformance/bench/measure.hpp"

// assay-bench [PROTOCOL...]: what a protocol costs, each figure beside its budget. It decides
// nothing: times depend on the machine. The runner is the `assay` beside this program.
//
// assay-bench count PROTOCOL prepare|handshake|primitives N: what callgrind counts, N times.
namespace assay::bench {
namespace {

const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe");

void line(const std::string& what, const std::string& figure, const std::string& budget) {
  fmt::print("  {:<34} {:<46} {}\n", what, figure, budget);
  std::fflush(stdout);
}

void count(const Benchmark& benchmark, const std::string& what, int times) {
  for (int i = 0; i < times; ++i) {
    if (what == "prepare") benchmark.prepare();
    if (what == "handshake") benchmark.handshake();
    if (what != "primitives") continue;
    for (const Primitive& primitive : benchmark.primitives)
      for (int call = 0; call < primitive.count; ++call) primitive.once();
  }
}

void show_instructions(const Benchmark& benchmark) {
  std::string why;
  const auto of = [&](const char* what) {
    return instructions({self, "count", benchmark.protocol, what}, why);
  };
  const auto prepare = of("prepare"), whole = of("handshake"), primitives = of("primitives");
  const std::string what = "instructions of a handshake";
  if (!prepare || !whole || !primitives) return line(what, why, "");
  const double handshake = *whole - *prepare;
  line(what,
       fmt::format("{:.3f} x its primitives ({:.2f} M of {:.2f} M)", handshake / *primitives,
                   handshake / 1e6, *primitives / 1e6),
       "at most 1.05 x");
}

Finished check(const std::string& protocol, const std::vector<std::string>& more) {
  std::vector<std::string> argv = {self.parent_path() / "assay", "check", "--reference",
                                   "--protocol", protocol};
  argv.insert(argv.end(), more.begin(), more.end());
  Finished finished = run(argv);
  if (finished.exit_code == 127) throw std::runtime_error(argv.front() + " is missing: build it");
  return finished;
}

// The whole run of the first case that the runner lists: the start to its result, and a little
// more.
void show_start(const std::string& protocol) {
  const std::string what = "start to the first result";
  const std::string listed =
      run({self.parent_path() / "assay", "list", "--protocol", protocol, "cases"}).output;
  const std::size_t from = listed.find_first_not_of(' ', listed.find("\n ") + 1);
  if (from == std::string::npos) return line(what, "assay lists no case", "");
  const std::string first = listed.substr(from, listed.find_first_of(" \n", from) - from);
  line(what, fmt::format("{:.0f} ms", 1000 * check(protocol, {"-k", first}).seconds),
       "under 100 ms");
}

void show_run(const std::string& protocol) {
  const Finished whole = check(protocol, {});
  const std::size_t end = whole.output.find(" cases ran");
  if (end == std::string::npos)
    return line("a whole run", fmt::format("exit code {}, no cases ran", whole.exit_code), "");
  const int cases = std::stoi(whole.output.substr(whole.output.find_last_of(' ', end - 1)));
  line("a whole run",
       fmt::format("{:.2f} s, {:.2f} s of the processor", whole.seconds, whole.cpu_seconds),
       "under 1 s on 2 cores");
  line("cases per second", fmt::format("{:.0f} ({} cases)", cases / whole.seconds, cases), "");
  line("memory of the runner", fmt::format("{:.1f} MiB", whole.mib), "under 64 MiB");
}

void show(const Benchmark& benchmark) {
  fmt::print("{}\n", benchmark.protocol);
  show_instructions(benchmark);
  show_start(benchmark.protocol);
  show_run(benchmark.protocol);
}

Benchmark named(const std::string& name) {
  std::string known;
  for (Benchmark& benchmark : all_benchmarks()) {
    if (benchmark.protocol == name) return benchmark;
    known += " " + benchmark.protocol;
  }
  throw std::runtime_error("there is no protocol " + name + "; there are:" + known);
}

void act(const std::vector<std::string>& words) {
  if (words.size() == 4 && words[0] == "count")
    return count(named(words[1]), words[2], std::stoi(words[3]));
  for (const std::string& name : words) show(named(name));
  if (!words.empty()) return;
  for (const Benchmark& benchmark : all_benchmarks()) show(benchmark);
}

}  // namespace
}  // namespace assay::bench

int main(int argc, char** argv) {
  try {
    assay::bench::act({argv + 1, argv + argc});
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "assay-bench: %s\n", e.what());
    return 2;
  }
}

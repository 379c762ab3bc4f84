// SPDX-License-Identifier: MIT
#include <sodium.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <bitset>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "reference/tests/wiping/scenarios.hpp"

// Runs each scenario in a process of its own, on a painted stack, and then looks through all the
// writable memory of that process for any eight consecutive bytes of any secret. Prints what it
// finds.
namespace assay::reference::tests {
namespace {

constexpr std::size_t stack_size = 256 * 1024;
constexpr std::size_t window = 8;
constexpr std::uint64_t window_mask = std::uint64_t{0x0101010101010101} * mask;

struct Window {
  std::uint64_t masked;
  const std::string* name;
  std::size_t offset;
  bool operator<(const Window& other) const { return masked < other.masked; }
};

std::vector<Window> windows_of(const Material& material) {
  std::vector<Window> all;
  for (const auto& [name, bytes] : material.secrets)
    for (std::size_t i = 0; i + window <= bytes.size(); ++i) {
      Window w{0, &name, i};
      std::memcpy(&w.masked, &bytes[i], window);
      all.push_back(w);
    }
  std::ranges::sort(all, {}, &Window::masked);
  return all;
}

struct Region {
  const unsigned char *begin, *end;
  char name[64];
};

// Read with the C library's own buffer, so that no allocation reuses, and so hides, freed memory.
std::size_t writable_regions(std::array<Region, 64>& regions) {
  std::size_t count = 0;
  std::FILE* maps = std::fopen("/proc/self/maps", "r");
  char line[512];
  while (maps && std::fgets(line, sizeof line, maps) && count < regions.size()) {
    unsigned long begin = 0, end = 0;
    char access[8] = "", name[64] = "";
    std::sscanf(line, "%lx-%lx %7s %*s %*s %*s %63s", &begin, &end, access, name);
    if (access[0] != 'r' || access[1] != 'w') continue;
    Region& region = regions.at(count++);
    region.begin = reinterpret_cast<const unsigned char*>(begin);
    region.end = reinterpret_cast<const unsigned char*>(end);
    std::snprintf(region.name, sizeof region.name, "%s", name[0] ? name : "anonymous");
  }
  if (maps) std::fclose(maps);
  return count;
}

// By its first two bytes: whether a window begins so. Most of memory is passed over by it.
std::bitset<65536> beginnings_of(const std::vector<Window>& windows) {
  std::bitset<65536> beginnings;
  for (const Window& w : windows) beginnings.set(w.masked & 0xffff);
  return beginnings;
}

std::size_t search(const std::vector<Window>& windows, const unsigned char* painted,
                   const std::string& scenario) {
  static std::array<Region, 64> regions;
  const auto beginnings = beginnings_of(windows);
  const std::size_t count = writable_regions(regions);
  std::size_t found = 0;
  for (std::size_t r = 0; r < count; ++r) {
    const Region& region = regions.at(r);
    for (const unsigned char* at = region.begin; at + window <= region.end; ++at) {
      Window here{};
      std::memcpy(&here.masked, at, window);
      here.masked ^= window_mask;
      if (!beginnings.test(here.masked & 0xffff)) continue;
      const auto hit = std::lower_bound(windows.begin(), windows.end(), here);
      if (hit == windows.end() || hit->masked != here.masked) continue;
      const bool on_stack = at >= painted && at < painted + stack_size;
      std::printf("LEFT BEHIND by \"%s\": %s[%zu..%zu) in %s, %td below the top\n",
                  scenario.c_str(), hit->name->c_str(), hit->offset, hit->offset + window,
                  on_stack ? "the stack" : region.name,
                  on_stack ? painted + stack_size - at : region.end - at);
      ++found;
    }
  }
  return found;
}

struct Job {
  const Scenario* scenario;
  const Material* material;
  Form form;
  bool as_named = false;
};
Job job;
ucontext_t main_context, scenario_context;

void run_job() { job.as_named = job.scenario->run(*job.material, job.form); }

// How many windows the scenario left behind, or -1 when it did not end as its name says.
int leaves(const Scenario& scenario, const Material& material, Form form) {
  void* const memory =
      mmap(nullptr, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  auto* const stack = static_cast<unsigned char*>(memory);
  std::memset(stack, 0xee, stack_size);
  const std::vector<Window> windows = windows_of(material);
  job = {&scenario, &material, form};
  getcontext(&scenario_context);
  scenario_context.uc_stack = {.ss_sp = stack, .ss_flags = 0, .ss_size = stack_size};
  scenario_context.uc_link = &main_context;
  makecontext(&scenario_context, run_job, 0);
  swapcontext(&main_context, &scenario_context);
  const std::size_t found = search(windows, stack, scenario.name);
  return job.as_named ? static_cast<int>(std::min<std::size_t>(found, 100)) : -1;
}

// 0 when the scenario is clean. A process of its own: no scenario hides or inherits another's
// traces.
int in_child(const Scenario& scenario, const Material& material, Form form) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const int found = leaves(scenario, material, form);
    if (found < 0) std::printf("\"%s\" did not end as its name says\n", scenario.name.c_str());
    std::fflush(stdout);
    _exit(found == 0 ? 0 : 1);
  }
  int status = 1;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status)) std::printf("\"%s\" crashed\n", scenario.name.c_str());
  return status;
}

// The control: a scenario that leaves a secret on its stack must be noticed.
bool careless(const Material& material, Form) {
  volatile std::uint8_t left[32];
  for (std::size_t i = 0; i < sizeof left; ++i) left[i] = material.secrets.at("K3").at(i) ^ mask;
  return left[0] != 0 || left[1] != 0;
}

std::vector<Scenario> scenarios_of(Form form) {
  std::vector<Scenario> all = scenarios();
  if (form == Form::x25519_secret)
    for (Scenario& one : ladder_scenarios()) all.push_back(std::move(one));
  return all;
}

int run_all(bool only_first) {
  const Scenario control{"control", careless};
  int unclean = 0, ran = 0;
  for (const Form form : {Form::x25519_secret, Form::ed25519_seed}) {
    const Material material = make_material(form);
    std::printf("the control, which leaves K3 behind on purpose:\n");
    if (in_child(control, material, form) == 0) {
      std::printf("the control was not noticed\n");
      return 2;
    }
    for (const Scenario& scenario : scenarios_of(form)) {
      if (only_first && unclean > 0) return 1;
      ++ran;
      unclean += in_child(scenario, material, form) != 0;
    }
  }
  std::printf("%d scenarios, %d unclean\n", ran, unclean);
  return unclean == 0 && ran > 0 ? 0 : 1;
}

}  // namespace
}  // namespace assay::reference::tests

// --first: stops at the first scenario that leaves something behind.
int main(int argc, char** argv) {
  if (sodium_init() < 0) return 2;
  return assay::reference::tests::run_all(argc > 1 && std::strcmp(argv[1], "--first") == 0);
}

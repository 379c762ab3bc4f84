// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <optional>

#include "conformance/targets/hsp_server.hpp"
#include "conformance/targets/library/abi_target.hpp"

// assay-host FILE.so: HSP/1 on stdin and stdout for a library that follows the C ABI, in a process
// that it may take down. Exit codes: 0, 64 (spec/shim.md 2), 2 usage, 3 the library cannot be used.
namespace assay {
namespace {

constexpr int usage = 2, defective = 3, no_descriptor = 1;
constexpr int out_of_reach = 100;  // above what a library that closes 0 to 2 gets next

struct Protocol {
  int in, out;
};

// Keeps the runner's ends to itself: the library finds an empty stdin, and its prints go to stderr.
std::optional<Protocol> keep_descriptors() {
  const Protocol kept{fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, out_of_reach),
                      fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, out_of_reach)};
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (kept.in < 0 || kept.out < 0 || nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
      dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
    return std::nullopt;
  return kept;
}

struct Loaded {
  std::unique_ptr<Target> target;
  std::string protocol;
};

std::optional<Loaded> load(const std::string& file) {
  try {
    const Library library = load_library(file);
    Description description = describe(library);
    std::string protocol = description.protocol;
    return Loaded{abi_target(library, std::move(description)), std::move(protocol)};
  } catch (const Defective& wrong) {
    fmt::print(stderr, "assay-host: {}\n", wrong.what());
    return std::nullopt;
  }
}

int host(const std::string& file) {
  const auto protocol = keep_descriptors();
  if (!protocol) {
    std::perror("assay-host: its own descriptors");
    return no_descriptor;
  }
  const auto loaded = load(file);
  if (!loaded) return defective;
  return serve_hsp(*loaded->target, loaded->protocol, protocol->in, protocol->out);
}

}  // namespace
}  // namespace assay

int main(int argc, char** argv) {
  if (argc == 2) return assay::host(argv[1]);
  fmt::print(stderr, "usage: assay-host FILE.so (`assay check --lib FILE.so` starts it)\n");
  return assay::usage;
}

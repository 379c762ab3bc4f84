// SPDX-License-Identifier: MIT
#include "conformance/targets/library/host.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "conformance/targets/hsp_server.hpp"
#include "conformance/targets/library/abi_target.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

constexpr int usage = 2, defective = 3, no_descriptor = 1;
constexpr int out_of_reach = 100;  // above what a library that closes 0 to 2 gets next

struct Descriptors {
  int in, out;
};

// Keeps the runner's ends to itself: the library finds an empty stdin, and its prints go to stderr.
std::optional<Descriptors> keep_descriptors() {
  const Descriptors kept{fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, out_of_reach),
                         fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, out_of_reach)};
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (kept.in < 0 || kept.out < 0 || nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
      dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
    return std::nullopt;
  return kept;
}

const Protocol& known(const std::vector<Protocol>& protocols, const std::string& name) {
  const auto found = std::ranges::find(protocols, name, &Protocol::name);
  if (found == protocols.end())
    throw Defective(fmt::format("the library speaks \"{}\", which is no protocol of this program",
                                printable(name, 40)));
  return *found;
}

int host(const std::vector<Protocol>& protocols, const std::string& file) {
  const auto kept = keep_descriptors();
  if (!kept) {
    std::perror("assay-host: its own descriptors");
    return no_descriptor;
  }
  const Protocol* protocol = nullptr;
  std::unique_ptr<Target> target;
  try {
    const Library library = load_library(file);
    protocol = &known(protocols, protocol_of(library));
    target = abi_target(*protocol, library, describe(*protocol, library));
  } catch (const Defective& wrong) {
    fmt::print(stderr, "assay-host: {}\n", wrong.what());
    return defective;
  }
  return serve_hsp({{*protocol, *target}}, kept->in, kept->out);
}

}  // namespace

int host_library(const std::vector<Protocol>& protocols, int argc, char** argv) {
  if (argc == 2) return host(protocols, argv[1]);
  fmt::print(stderr, "usage: assay-host FILE.so (`assay check --lib FILE.so` starts it)\n");
  return usage;
}

}  // namespace assay

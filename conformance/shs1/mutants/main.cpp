// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <stdexcept>

#include "conformance/options/command_line.hpp"
#include "conformance/shs1/form.hpp"
#include "conformance/shs1/mutants/mutants.hpp"
#include "conformance/shs1/peers/contract.hpp"
#include "conformance/shs1/peers/tcp.hpp"
#include "conformance/targets/hsp_server.hpp"

using namespace assay;

namespace {

constexpr int usage_error = 64;

// One mutant a line, tabs between the columns.
void list() {
  fmt::print("id\troles\tbreaks\tflaw\n");
  for (const mutants::Mutant& m : mutants::all()) {
    std::vector<std::string_view> roles;
    for (const Role role : m.roles) roles.push_back(name(role));
    fmt::print("{}\t{}\t{}\t{}\n", m.id, fmt::join(roles, ","), fmt::join(m.breaks, ","), m.flaw);
  }
}

int serve(const mutants::Mutant& mutant, const std::string& as,
          const std::vector<std::string>& args) {
  const auto target = mutants::mutant_target(mutant);
  if (as == "tcp-server") return peers::run_tcp_server(*target, args);
  if (as == "tcp-client") return peers::run_tcp_client(*target, args);
  if (as == "hsp") return serve_hsp({{shs1_form(), *target}}, STDIN_FILENO, STDOUT_FILENO);
  const int code = peers::run_contract(*target, args);
  return code == 1 && mutant.flaws.contains(mutants::Flaw::exit_0_after_failure) ? 0 : code;
}

}  // namespace

int main(int argc, char** argv) {
  CommandLine line("Implementations of SHS1 with one flaw each", "assay-mutant");
  std::string id, as = "hsp";
  std::vector<std::string> args;
  bool listing = false;
  line.flag("--list", listing, "print every mutant and the rows that it breaks");
  line.optional("--id", id, "which one: M11; M00 has no flaw");
  line.one_of("--as", as, {"hsp", "executable", "tcp-server", "tcp-client"},
              "hsp: speak HSP/1; executable: the executable contract; tcp-server, tcp-client: "
              "as shs1-tcp-server and shs1-tcp-client");
  line.words("args", args,
             "with --as executable: K sk pk, or K B_p, in hex; with --as tcp-server or "
             "tcp-client, after --: their arguments");
  if (const auto code = line.read({argv + 1, argv + argc}, usage_error)) return *code;
  try {
    if (listing == !id.empty()) throw std::invalid_argument("give either --id or --list");
    if (listing) list();
    return listing ? 0 : serve(mutants::find(id), as, args);
  } catch (const std::invalid_argument& e) {
    fmt::print(stderr, "assay-mutant: {}\n", e.what());
    return usage_error;
  }
}

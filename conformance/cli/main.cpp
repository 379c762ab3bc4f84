// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/output.hpp"
#include "conformance/engine/version.hpp"
#include "conformance/options/json_file.hpp"
#include "conformance/options/shown.hpp"
#include "conformance/targets/interrupt.hpp"

namespace assay::cli {
namespace {

// Everything after the first `--` is the target's command, whatever it looks like.
std::vector<std::string> take_command(int& argc, char** argv) {
  char** const end = argv + argc;
  char** const dashes =
      std::find_if(argv, end, [](char* word) { return std::string_view(word) == "--"; });
  std::vector<std::string> command;
  if (dashes != end) command.assign(dashes + 1, end);
  argc = static_cast<int>(dashes - argv);
  return command;
}

struct Options {
  TargetSpec target;
  CheckOptions check;
  std::string what, file, language, folder, suite;
  std::vector<std::string> words;
  bool json = false, unneeded = false;
  CheckOptions matrix;
  bool against_claims = false, ascii = false;
};

void add_target(CLI::App& app, TargetSpec& t) {
  app.add_flag("--reference", t.reference, "the built-in reference, in process");
  app.add_option("--lib", t.lib, "a shared library that exports the C ABI of spec/shim.md");
  for (const Protocol& protocol : known_protocols()) {
    for (const OwnTarget& own : protocol.own_targets) {
      for (const auto& [name, help] : own.options) app.add_option("--" + name, t.own[name], help);
    }
  }
  app.add_option("--tcp", t.tcp, "HOST:PORT of a live server, with its keys");
  app.add_option("--udp", t.udp, "HOST:PORT of a live peer that takes datagrams, with its keys");
  app.add_option(
         "--key", t.keys,
         "of --tcp, --udp and --listen, once for each: NAME=HEX, a key that the peer knows; the "
         "names are in the protocol's document")
      ->allow_extra_args(false);
  app.add_option("--serve", t.serve,
                 "of --tcp and --udp: starts the server, and again after it died");
  app.add_flag("--allow-list", t.allow_list,
               "of --tcp and --udp: the server is meant to admit no other client");
  app.add_option("--listen", t.listen, "PORT (0: any) or HOST:PORT for a live client");
  app.add_option("--trigger", t.trigger,
                 "of --listen: makes it dial {port}; {NAME} of each key is replaced as well");
  app.add_flag("--isolate", t.isolate,
               "starts the target's commands in bubblewrap, from where they reach no process of "
               "yours");
  app.footer(
      "TARGET is one of these, or `-- CMD ARGS...`, a process that speaks HSP/1; it comes last.");
}

void add_protocol(CLI::App& app, Options& o) {
  app.add_option("--protocol", o.check.protocol,
                 "family or family/variant; unless said, " + known_protocols().front().name);
  app.add_option("--mode", o.check.mode, "of the protocol, where it has several");
}

void add_check(CLI::App& app, Options& o) {
  add_target(app, o.target);
  add_protocol(app, o);
  app.add_option("--role", o.check.role)
      ->check(CLI::IsMember({"server", "client", "peer", "both"}));
  app.add_option("-p", o.check.rows, "only these rows: P03,C,R");
  app.add_option("-k", o.check.cases, "only the cases whose name matches this glob");
  app.add_option("--effort", o.check.effort)->check(CLI::IsMember({"quick", "normal", "full"}));
  app.add_option("--seed", o.check.seed,
                 "64 hex digits; a run with the same seed makes the same attacks");
  app.add_option("-j,--jobs", o.check.jobs)->check(CLI::Range(1U, 64U));
  app.add_option("--timeout-scale", o.check.timeout_scale)->check(CLI::Range(0.1, 1000.0));
  app.add_option("--deadlines", o.check.deadlines,
                 "also measure how long the target waits for its peer: seconds to watch")
      ->check(CLI::Range(0.1, 3600.0));
  app.add_option("--report", o.check.reports, "json=FILE, or json=- for stdout");
  app.add_flag("-v", o.check.verbose, "list every attack");
}

void add_mutants(CLI::App& app, Options& o) {
  app.add_option("--protocol", o.check.protocol,
                 "family/variant, or a glob; unless said, " + known_protocols().front().name);
  app.add_option("-k", o.check.cases,
                 "only the mutants whose id matches one of these globs: M11,*-takes-sig*");
  app.add_option("-j,--jobs", o.check.jobs)->check(CLI::Range(1U, 64U));
  app.add_option("--seed", o.check.seed, "64 hex digits");
  app.add_option("--effort", o.check.effort)->check(CLI::IsMember({"quick", "normal", "full"}));
  CLI::Option* suite = app.add_option(
      "--suite", o.suite,
      "another suite's command, with {role} and {executable}: its failure is its notice");
  app.add_option("--report", o.check.reports,
                 "patterns=FILE: which attacks succeed on each, for the diagnosis of `check`; "
                 "judges none")
      ->excludes(suite);
}

void add_matrix(CLI::App& app, Options& o) {
  o.matrix.effort = "quick";
  app.add_option("--protocol", o.matrix.protocol, "family/variant, or a glob; unless said, all");
  app.add_option("--mode", o.matrix.mode, "only this one, of the protocols that have it");
  app.add_flag("--check", o.against_claims, "exit 1 where a cell is not as the claims say");
  app.add_option("--effort", o.matrix.effort, "quick unless said")
      ->check(CLI::IsMember({"quick", "normal", "full"}));
  app.add_option("--seed", o.matrix.seed, "64 hex digits");
  app.add_option("-j,--jobs", o.matrix.jobs)->check(CLI::Range(1U, 64U));
  app.add_option("--report", o.matrix.reports,
                 "html=FILE, json=FILE or markdown=FILE; - is stdout");
  app.add_flag("--ascii", o.ascii, "no symbol beyond ASCII");
}

void add_explain(CLI::App& app, Options& o) {
  CLI::App* explain = app.add_subcommand(
      "explain",
      "a row (P08), an attack (C24, or a case's name), a protocol's row (NAME P08), or a family");
  explain->add_option("what", o.words, "P08 | C24 | NAME P08 | NAME")->required()->expected(1, 2);
  add_protocol(*explain, o);
}

int dispatch(CLI::App& app, const Options& o) {
  if (app.got_subcommand("check")) return check(o.target, o.check);
  if (app.got_subcommand("list")) return list(o.what, o.check, o.json, o.unneeded);
  if (app.got_subcommand("explain")) return explain(o.words, o.check);
  if (app.got_subcommand("matrix")) return matrix_command(o.matrix, o.against_claims, o.ascii);
  if (app.got_subcommand("interop")) return interop(o.file, o.check);
  if (app.got_subcommand("mutants")) return mutants(o.check, o.suite);
  if (app.got_subcommand("replay")) return replay(o.file, o.target);
  CLI::App* shim = app.get_subcommand("shim");
  if (shim->got_subcommand("check")) return shim_check(o.target, o.check.protocol);
  return shim_init(o.language, o.folder, o.check.protocol);
}

void describe(CLI::App& app, Options& o) {
  app.set_version_flag("--version", std::string(version));
  app.require_subcommand(1);
  add_check(*app.add_subcommand("check", "attack a target and say which properties it keeps"), o);
  CLI::App* list =
      app.add_subcommand("list", "what there is: rows, cases, claims, mutants or protocols");
  list->add_option("what", o.what)
      ->check(CLI::IsMember({"rows", "cases", "claims", "mutants", "protocols"}))
      ->required();
  add_protocol(*list, o);
  list->add_flag("--json", o.json);
  list->add_flag("--unneeded", o.unneeded,
                 "of the cases, those of attacks that no mutant is killed by");
  add_explain(app, o);
  add_matrix(*app.add_subcommand("matrix", "which protocol keeps what: every reference, attacked"),
             o);
  add_mutants(*app.add_subcommand("mutants",
                                  "flaws made on purpose: which row and which case notices each"),
              o);
  CLI::App* replay =
      app.add_subcommand("replay", "repeat the findings of a JSON report against a target");
  replay->add_option("file", o.file)->required()->check(CLI::ExistingFile);
  add_target(*replay, o.target);
  CLI::App* interop = app.add_subcommand(
      "interop", "every client against every server, and target by row, as Markdown");
  interop->add_option("file", o.file, "{\"targets\": [{\"name\": …, \"command\": […]}, …]}")
      ->required()
      ->check(CLI::ExistingFile);
  add_protocol(*interop, o);
  interop->add_option("--seed", o.check.seed, "64 hex digits");
  interop->add_option("--effort", o.check.effort)
      ->check(CLI::IsMember({"quick", "normal", "full"}));
  CLI::App* shim = app.add_subcommand("shim", "write a shim, or check one against spec/shim.md");
  shim->require_subcommand(1);
  CLI::App* tried = shim->add_subcommand("check", "try every rule of spec/shim.md on a shim");
  tried->add_option("--protocol", o.check.protocol)->capture_default_str();
  add_target(*tried, o.target);
  CLI::App* init = shim->add_subcommand("init", "write a shim to start from");
  init->add_option("language", o.language)->required()->check(CLI::IsMember({"python", "node"}));
  init->add_option("folder", o.folder, "where to (a new folder)")->required();
  init->add_option("--protocol", o.check.protocol);
}

// Help is output; what is wrong with the words may quote them.
int parsed_no_further(CLI::App& app, const CLI::ParseError& e) {
  std::ostringstream help, wrong;
  const int code = app.exit(e, help, wrong);
  say(help.str());
  say_aside(wrong.str());
  return code == 0 ? 0 : exit_usage;
}

// Of an interrupted run, what went wrong is that it was interrupted.
int failed(int code, const std::string& why) {
  if (interrupted() && code != exit_unwritable) {
    say_aside("assay: interrupted before anything was tested\n");
    return exit_inconclusive;
  }
  say_aside(fmt::format("assay: {}\n", shown(why)));
  return code;
}

int parse_and_run(int argc, char** argv) {
  Options o;
  o.target.command = take_command(argc, argv);
  CLI::App app("Assay: attacks secure-channel handshakes and says which properties they keep",
               "assay");
  describe(app, o);
  try {
    app.parse(argc, argv);
    return dispatch(app, o);
  } catch (const CLI::ParseError& e) {
    return parsed_no_further(app, e);
  }
}

}  // namespace

int run_main(int argc, char** argv) {
  try {
    prepare_output();
    let_signals_interrupt();
    return parse_and_run(argc, argv);
  } catch (const OutputError& e) {
    return failed(exit_unwritable, e.what());
  } catch (const Defective& e) {
    return failed(exit_defective, std::string("the target cannot be tested: ") + e.what());
  } catch (const TargetError& e) {
    return failed(exit_defective,
                  std::string("the target failed before it could be tested: ") + e.what());
  } catch (const ControlFailed& e) {
    return failed(exit_inconclusive, std::string("nothing can be said: ") + e.what());
  } catch (const FileError& e) {
    return failed(exit_usage, e.what());
  } catch (const UsageError& e) {
    return failed(exit_usage, e.what());
  } catch (const std::invalid_argument& e) {
    return failed(exit_usage, e.what());
  }
}

}  // namespace assay::cli

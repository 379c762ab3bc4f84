// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <filesystem>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/tests/command.hpp"
#include "conformance/shs1/algebra.hpp"
#include "conformance/targets/child.hpp"
#include "conformance/targets/tcp/address.hpp"

// Starts servers and clients as processes and attacks them over 127.0.0.1: a second or two each.
using namespace assay;
using namespace assay::cli;
using Catch::Contains;

namespace {

const std::string K(64, '7'), server_seed(64, '2'), client_seed(64, '1');

std::string pk(const std::string& seed) { return hex(mallory::public_key(unhex(seed))); }

struct Server {
  int port = tcp::listen_on({"127.0.0.1", 0}).port;

  std::string command(const std::string& program) const {
    return program + " --port " + std::to_string(port) + " --network-key " + K + " --seed " +
           server_seed;
  }
  std::string mutant(const std::string& id) const {
    return command(MUTANT " --id " + id + " --as tcp-server --");
  }
  std::vector<std::string> check(const std::vector<std::string>& more) const {
    std::vector<std::string> all = {"check",
                                    "--tcp",
                                    "127.0.0.1:" + std::to_string(port),
                                    "--key",
                                    "network_key=" + K,
                                    "--key",
                                    "server_key=" + pk(server_seed),
                                    "--key",
                                    "client_seed=" + client_seed,
                                    "--effort",
                                    "quick"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
};

std::string client(const std::string& program) {
  return program +
         " 127.0.0.1:{port} --network-key {network_key} --server-key {server_key} --seed "
         "{client_seed}";
}

}  // namespace

TEST_CASE("the reference as a server on a socket holds all that a wire shows") {
  const Server server;
  const Ran ran = run_assay(server.check({"--serve", server.command(TCP_SERVER)}));
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 4);  // what a wire does not show is missing, and named
  CHECK_THAT(ran.out, !Contains("BROKEN") && !Contains("INCONCLUSIVE") && Contains("8 HELD"));
  CHECK_THAT(ran.out, Contains("needs capability stream") && Contains("a report of success"));
}

TEST_CASE("the reference as a client on a socket holds all that a wire shows") {
  const Ran ran =
      run_assay({"check", "--listen", "0", "--trigger", client(TCP_CLIENT), "--effort", "quick"});
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 4);
  CHECK_THAT(ran.out, !Contains("BROKEN") && !Contains("INCONCLUSIVE") && Contains("15 HELD"));
}

TEST_CASE(
    "a server that serves one session at a time and admits everyone breaks no property of keys") {
  const Server server;
  const Ran ran = run_assay(server.check(
      {"--serve", server.command(TCP_SERVER) + " --at-once 1", "-p", "P06,P13,P15,C"}));
  INFO(ran.out << ran.err);
  CHECK_THAT(ran.out, !Contains("BROKEN") && Contains("has been served"));
}

TEST_CASE("an allow list is found by trying, and a stranger refused by it counts") {
  const Server server;
  const std::string serve = server.command(TCP_SERVER) + " --allow " + pk(client_seed);
  const Ran ran = run_assay(server.check({"--serve", serve, "-k", "*C24*", "-v"}));
  INFO(ran.out << ran.err);
  CHECK_THAT(ran.out, Contains("server/C24-not-admitted") && Contains("WITHSTOOD"));
}

TEST_CASE("a server that should have a list and admits everyone is broken on P15") {
  const Server server;
  const std::vector<std::string> only = {"--serve", server.command(TCP_SERVER), "-p", "P15"};
  const Ran open_to_all = run_assay(server.check(only));
  CHECK(open_to_all.exit_code == 4);
  std::vector<std::string> meant = only;
  meant.emplace_back("--allow-list");
  const Ran broken = run_assay(server.check(meant));
  CHECK(broken.exit_code == 1);
  CHECK_THAT(broken.out, Contains("server/C24-not-admitted") && Contains("--allow-list"));
}

TEST_CASE("a server's and a client's handshake limits are measured, and decide nothing") {
  const Server server;
  const std::vector<std::string> asked = {"-k", "*/A01-*", "--deadlines", "5"};
  std::vector<std::string> of_server = {"--serve",
                                        server.command(TCP_SERVER) + " --handshake-limit 600"};
  std::vector<std::string> of_client = {"check", "--listen", "0", "--trigger",
                                        client(TCP_CLIENT) + " --handshake-limit 600"};
  of_server.insert(of_server.end(), asked.begin(), asked.end());
  of_client.insert(of_client.end(), asked.begin(), asked.end());
  const Ran as_server = run_assay(server.check(of_server)), as_client = run_assay(of_client);
  INFO(as_server.out << as_server.err << as_client.out << as_client.err);
  CHECK_THAT(as_server.out, Contains("handshake limit of the server: 0.6 s in total"));
  CHECK_THAT(as_client.out, Contains("handshake limit of the client: 0.6 s in total"));
  of_server[1] = server.command(TCP_SERVER);  // 10 s
  of_server.back() = "0.3";
  const Ran none_seen = run_assay(server.check(of_server));
  CHECK_THAT(none_seen.out, Contains("handshake limit of the server: none seen"));
  CHECK(none_seen.exit_code == as_server.exit_code);
}

TEST_CASE("flawed servers are broken on their rows over a socket, too") {
  const Server server;
  const auto rows = [&](const std::string& id, const std::string& row) {
    const Ran ran = run_assay(server.check({"--serve", server.mutant(id), "-p", row}));
    INFO(id << "\n" << ran.out << ran.err);
    CHECK(ran.exit_code == 1);
    CHECK_THAT(ran.out, Contains("BROKEN"));
  };
  rows("M04", "P02");
  rows("M01", "C");
}

TEST_CASE("a flawed client is broken over a socket, too") {
  const Ran ran =
      run_assay({"check", "--listen", "0", "--trigger",
                 client(MUTANT " --id M11 --as tcp-client --"), "--effort", "quick", "-p", "P03"});
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 1);
}

TEST_CASE("a server that dies is started again, and the death is charged to its case") {
  const Server server;
  const Ran ran = run_assay(server.check({"--serve", server.mutant("M29"), "-p", "R"}));
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.out, Contains("CRASHED") && Contains("SIGABRT") && Contains("8/8"));
}

TEST_CASE("a server that dies and cannot be started again ends the run") {
  const Server server;
  Child child({.argv = {MUTANT, "--id", "M29", "--as", "tcp-server", "--", "--port",
                        std::to_string(server.port), "--network-key", K, "--seed", server_seed}});
  child.pump(Clock::now() + std::chrono::seconds(5));
  REQUIRE_THAT(child.output(), Contains("listening on"));
  const Ran ran = run_assay(server.check({"-p", "R"}));
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 6);  // seen once, and nothing can show whether it repeats
  CHECK_THAT(ran.out, Contains("CRASHED") && Contains("takes no connections any more"));
  CHECK_THAT(ran.out, Contains("not run"));
}

TEST_CASE("wrong keys are a question, not a finding") {
  const Server server;
  std::vector<std::string> arguments = server.check({"--serve", server.command(TCP_SERVER)});
  arguments[6] = "server_key=" + pk(client_seed);
  arguments.insert(arguments.end(), {"-p", "C"});
  const Ran ran = run_assay(arguments);
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 6);
  CHECK_THAT(ran.out, Contains("INCONCLUSIVE") && Contains("admit the key of client_seed?"));
}

TEST_CASE("the message that never came says what to ask") {
  const Server server;
  const auto asked = [&](std::size_t which, const std::string& key, const std::string& question) {
    std::vector<std::string> arguments = server.check(
        {"--serve", server.command(TCP_SERVER) + " --allow " + pk(client_seed), "-p", "C"});
    arguments[which] = key;
    const Ran ran = run_assay(arguments);
    INFO(key << "\n" << ran.out << ran.err);
    CHECK(ran.exit_code == 6);
    CHECK_THAT(ran.out, Contains(question));
  };
  asked(4, "network_key=" + std::string(64, '8'), "It never wrote msg2: is the network key right?");
  asked(6, "server_key=" + pk(client_seed), "It never wrote msg4: is the server's public key");
  asked(8, "client_seed=" + std::string(64, '3'), "is the client's key admitted?");
}

TEST_CASE("a server that dies and whose restart fails says nothing of the protocol") {
  for (const std::string second : {"exit 1", "kill -9 $$", "exec false"}) {
    const Server server;
    const std::string once = std::filesystem::temp_directory_path() / "assay-started-once";
    std::filesystem::remove(once);
    const std::string serve = "sh -c 'test -e " + once + " && " + second + "; touch " + once +
                              "; exec " + server.mutant("M29") + "'";
    const Ran ran = run_assay(server.check({"--serve", serve}));
    INFO(ran.out << ran.err);
    CHECK(ran.exit_code == 6);
    CHECK_THAT(ran.out, !Contains("BROKEN") && Contains("INCONCLUSIVE"));
    std::filesystem::remove(once);
  }
}

TEST_CASE("a server that cannot be reached ends the run with exit 3") {
  const Ran ran = run_assay(Server().check({}));
  CHECK(ran.exit_code == 3);
  CHECK_THAT(ran.err, Contains("Connection refused") && Contains("--serve"));
}

TEST_CASE("a TCP target's words are those that it was given by") {
  CHECK(TargetSpec{.tcp = "h:1", .keys = {"network_key=07"}, .serve = "a b", .allow_list = true}
            .words() == "--tcp h:1 --key network_key=07 --serve 'a b' --allow-list");
  CHECK(TargetSpec{.listen = "0", .trigger = "c {port}"}.words() ==
        "--listen 0 --trigger 'c {port}'");
  CHECK(TargetSpec{.command = {"c", "\xff"}, .isolate = true}.words() == "--isolate -- c $'\\377'");
}

TEST_CASE("options that are missing, wrong or stray are named") {
  const auto says = [](const std::vector<std::string>& arguments, const std::string& text) {
    const Ran ran = run_assay(arguments);
    CHECK(ran.exit_code == 2);
    CHECK_THAT(ran.err, Contains(text));
  };
  says({"check", "--tcp", "h:1"}, "needs --key network_key=HEX");
  says({"check", "--tcp", "h"}, "HOST:PORT");
  says({"check", "--tcp", "h:1", "--key", "network_key=07"}, "64 lower-case hex digits");
  says({"check", "--tcp", "h:1", "--key", "07"},
       "NAME one of network_key, client_seed, server_key");
  says({"check", "--tcp", "h:1", "--key", "password=07"}, "not password=07");
  says({"check", "--reference", "--key", "network_key=07"}, "does not belong");
  says({"check", "--listen", "0"}, "--trigger");
  says({"check", "--listen", "0", "--trigger", "c {port}"}, "{server_key}");
  says({"check", "--listen", "0", "--trigger", "c {port} {server_key}"}, "{network_key}");
  says({"check", "--listen", "0", "--trigger", "c {server_key} {network_key}"}, "{port}");
  says({"check", "--reference", "--serve", "x"}, "does not belong");
}

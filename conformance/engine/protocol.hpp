// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"
#include "conformance/engine/deadlines.hpp"

// A protocol as the engine, the targets and the command line see it: one record each, all data and
// a few functions, in conformance/PROTOCOL/protocol.cpp. They know nothing else of it
// (spec/adding-a-protocol.md).
namespace assay {

enum class Carrier { stream, datagrams };

struct Message {
  enum class Length { fixed, prefix, datagram };
  std::string name;  // hello
  Role from;
  Length length = Length::fixed;
  std::size_t bytes = 0;  // its length; with a prefix, or as a datagram, the most that it may be
  std::string spec = {};  // spec/PROTOCOL.md#3.1
  bool at_once = false;   // sent without waiting for anything; always so of the first
  std::size_t prefix_bytes = 0;  // of the length that stands before it, big-endian
  std::string absent = {};  // what to ask where a peer that someone else set up never writes it
};

// One key of `params` in HSP/1's `open`, nested names joined by a dot: inject.ephemeral_sk. One
// that two roles use differently stands twice.
struct Parameter {
  enum class Kind { bytes, number, text, records };
  std::string name;
  Kind kind = Kind::bytes;
  std::size_t least = 32, most = 32;  // bytes, characters, or of a number its bounds
  std::vector<Role> roles = {Role::server, Role::client};
  bool optional = false;  // then `name` is a capability
  std::string key =
      {};  // its name in --key NAME=HEX and in {NAME} of --trigger; empty: not for live peers
  std::vector<Parameter> fields = {};  // of each record
  std::string group = {};              // at most one of a group is given; empty: it is in none
  // Whose the key is that stands under `key`: of both ends; of the end that is opened with it,
  // which may have one of its own; the public name of the other end.
  enum class Holder { both, own, other };
  Holder holder = Holder::both;
};

// What `outcome` gives.
struct OutcomeValue {
  std::string name;
  std::size_t bytes = 32;
  bool may_be_null = false;  // where an API does not tell
  std::string fits = {};     // the value of the other end that it equals: enc_key, dec_key
};

struct Protocol;

struct MutantInfo {
  std::string id, flaw;
  std::vector<std::string> breaks, kills;  // "server.P02", "server.C03"
  std::string because = {};
  std::string mode = {};  // that it is judged in; empty: the default
  // In this process. Absent: it runs as `command`, a program beside this one and its arguments.
  std::function<std::unique_ptr<Target>()> target = {};
  std::vector<std::string> command = {};
  // The same as an executable of the protocol's own contract, where it has one; and the options of
  // an own target that it is driven by, where nothing else shows its flaw.
  std::vector<std::string> executable = {}, own = {};
  // Globs of the cases that show it. Empty: every attack is played, and breaks no other row.
  std::vector<std::string> cases = {};
  // Of one that is wrong at both ends alike: gives the record an end that is wrong like it, and it
  // breaks what it breaks when played by that. Played by the right one it breaks C.
  std::function<void(Protocol&)> alike = {};
  std::string equivalent = {};  // why no attack can see it; it breaks nothing
  // Of one that follows from formulas and steps: the message that it is about, or `outcome`.
  std::string message = {};
};

// A way of driving a target that only this protocol has (an executable contract): its options
// of the command line, and what is made of their values.
struct OwnTarget {
  struct Option {
    std::string name, help;  // "exec-server"
  };
  std::vector<Option> options;
  std::function<std::unique_ptr<Target>(const std::map<std::string, std::string>& values,
                                        double timeout_scale)>
      make;
};

// A file that `assay shim init` writes.
struct TemplateFile {
  std::string_view name, text;
};

// An honest run as luck would hardly ever bring it about: its keys are constants that were looked
// for.
struct RareRun {
  std::string slug;         // ab-ends-in-zero
  std::string what;         // "ab ends in a zero byte"
  std::vector<Role> roles;  // of the target
  std::function<void(Stage&)> run =
      {};  // throws ControlFailed, and Unsupported naming what is missing
};

struct Protocol {
  std::string name;       // family or family/variant
  std::string spec = {};  // spec/PROTOCOL.md
  // The whole text of it, for `assay explain` to quote; empty: it is not quoted. A variant is
  // explained in the section whose title ends in its name.
  std::string_view document = {};
  Carrier carrier = Carrier::stream;
  // What each role is called where it is shown; one, `peer`, where both ends are alike.
  std::map<Role, std::string> roles = {};
  std::vector<std::string> modes = {};  // closed; the first is the default; empty: there are none
  std::vector<Message> messages = {};   // in order
  std::vector<Parameter> parameters = {};
  std::vector<OutcomeValue> outcome = {};
  std::size_t peer_bytes = 32;  // of a peer's name; 0: there are none, only a shared secret
  std::string decision =
      {};  // the message that waits for the application's decision, or success_waits; empty: none
  std::string_view claims = {};  // spec/claims/FAMILY.json, the whole text
  std::function<std::vector<Attack>(const std::string& mode)> attacks = {};
  std::function<void(Stage&)> honest = {};  // the runner's own honest end; throws ControlFailed
  std::vector<RareRun> rare_runs = {};
  // All that is mandatory in that mode, nothing optional.
  std::function<OpenRequest(Role, const std::string& mode, Rng)> request = {};
  // How one of two targets that are to meet is opened, with the stage's keys, when the other can
  // so much; absent: as `request` says.
  std::function<OpenRequest(const Stage&, const Capabilities& other)> open_to_meet = {};
  // The public name that `role` has in what `request` makes from the same randomness; empty where
  // it has none.
  std::function<Bytes(Role, Rng)> peer_name = {};
  std::function<std::unique_ptr<Target>(const std::string& mode)> reference = {};
  std::function<Deadlines(Stage&, double patience)> deadlines = {};
  std::function<std::vector<MutantInfo>()> mutants = {};
  // Those that follow from its formulas and steps.
  std::function<std::vector<MutantInfo>()> systematic = {};
  // By which attacks they show, for a target that fails much as one of them does: the whole text of
  // the family's file (conformance/engine/patterns.hpp); empty: there is none.
  std::string_view patterns = {};
  std::vector<OwnTarget> own_targets = {};
  std::map<std::string, std::size_t> peer_bytes_of_mode = {};  // where a mode's differ
  // By language (python, node): a shim to start from, and its table of parameters. The helper that
  // they use is not among them.
  std::map<std::string, std::vector<TemplateFile>> templates = {};
  // The least that an end that succeeded ever writes after the handshake (a header): what shows on
  // a wire that it did, where it does not write the last message.
  std::size_t bytes_after = 1;
  // The variant that this one changes, by its name in full; empty: none. It stands before it.
  std::string changes = {};
  // The names of who takes part, in that mode with keys from that randomness, and which of A, B
  // (the client, the server) and E (the attacker) has each. Absent: A and B by peer_name.
  std::function<std::map<Bytes, std::string>(const std::string& mode, Rng)> cast = {};

  std::string called(Role role) const {
    const auto it = roles.find(role);
    return it == roles.end() ? std::string(assay::name(role)) : it->second;
  }
  std::string default_mode() const { return modes.empty() ? "" : modes.front(); }
  std::string family() const { return name.substr(0, name.find('/')); }
  std::string variant() const {
    return name.find('/') == std::string::npos ? "-" : name.substr(name.find('/') + 1);
  }
};

// Throws std::invalid_argument naming the part that every command reads and that is not there.
void must_be_complete(const Protocol& protocol);

// The decision of a protocol in which no message waits for it: whoever reads the last one decides.
inline constexpr std::string_view success_waits = "done";

// Every protocol that the program was built with, as CMake lists them (ASSAY_PROTOCOLS): generated,
// once for a program.
std::vector<Protocol> all_protocols();

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/ladder/mutants/mutants.hpp"

#include <algorithm>

#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/machine.hpp"
#include "conformance/ladder/mutants/lines.hpp"

namespace assay::rungs {
namespace {

using Names = std::vector<std::string>;

const std::string by_key(id_is_key), by_name(named);

// The ends of that role go without the checks that refuse for one of these reasons; the others are
// the reference.
MakeMachine without_checks(Role role, const Names& reasons) {
  return [role, reasons](const Rung& rung, const RungSettings& s) {
    if (s.role != role) return reference_machine(rung, s);
    terms::Twist twist;
    const auto& steps = rung_book(rung, s.mode).steps.at(role);
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (std::ranges::find(reasons, steps[i].reason) != reasons.end()) twist.skipped.push_back(i);
    return twisted_machine(rung, s, twist);
  };
}

// Both ends play that line.
MakeMachine playing(const Rung& line) {
  return [&line](const Rung&, const RungSettings& s) { return twisted_machine(line, s, {}); };
}

// Only the ends of that role do.
MakeMachine playing_as(Role role, const Rung& line) {
  return [role, &line](const Rung& rung, const RungSettings& s) {
    return s.role == role ? twisted_machine(line, s, {}) : reference_machine(rung, s);
  };
}

std::vector<LadderMutant> without_a_check() {
  const auto server = Role::server, client = Role::client;
  return {
      {"M01",
       "the responder does not refuse a shared secret of zeros",
       &rung_named("sigma-0"),
       by_key,
       without_checks(server, {"low_order_point"}),
       {"server.P01", "server.R"},
       {"server.L06"},
       "keys that anyone knows are no secret; every other check still looks at what it did"},
      {"M02",
       "the initiator does not verify sigB",
       &rung_named("sigma-i"),
       by_key,
       without_checks(client, {"bad_signature"}),
       {"client.P03", "client.P04", "client.P16"},
       {"client.L10", "client.L11", "client.L12"},
       "box and mac come from Z, which whoever answers knows; so it sends its name to anyone"},
      {"M03",
       "the responder does not compare macA",
       &rung_named("sigma-0"),
       by_key,
       without_checks(server, {"bad_mac"}),
       {"server.P02", "server.P07"},
       {"server.A05", "server.L13", "server.L14"},
       "what is left is badh"},
      {"M08",
       "the initiator sends msg3 whatever msg2 says",
       &rung_named("sigma-i"),
       by_key,
       without_checks(client, {"bad_box", "bad_signature", "bad_mac", "wrong_peer"}),
       {"client.P03", "client.P04", "client.P06", "client.P07", "client.P16"},
       {"client.A12"},
       "it proves itself to whoever answered, and takes old and misbound answers"},
      {"M09",
       "the responder sends msg4 whatever msg3 says",
       &rung_named("sigma-r"),
       by_key,
       without_checks(server, {"bad_box", "bad_signature", "bad_mac", "not_authorized"}),
       {"server.C", "server.P02", "server.P05", "server.P06", "server.P07", "server.P14",
        "server.P15", "server.P16"},
       {"server.A11"},
       "it proves itself to whoever asked, takes any proof, and heeds no application"},
      {"M10",
       "the initiator does not compare the proved name with the one that it called",
       &rung_named("sigma-0"),
       by_key,
       without_checks(client, {"wrong_peer"}),
       {"client.P03", "client.P04"},
       {"client.L18"},
       "E answers, as E, and is taken for B"},
  };
}

std::vector<LadderMutant> with_another_line() {
  const auto server = Role::server, client = Role::client;
  return {
      {"M04",
       "the macs are over the signatures, not over the names",
       &mac_over_signature(),
       by_name,
       playing(mac_over_signature()),
       {"client.P03", "client.P07", "server.P02", "server.P07"},
       {"client.A07", "server.A07"},
       "what is left is sts-mac with its shares in another order"},
      {"M05",
       "sigA is over X alone",
       &signature_without_Y(),
       by_key,
       playing(signature_without_Y()),
       {"server.P02", "server.P06", "server.P07", "server.P13"},
       {"server.A03"},
       "an old proof is as good as a new one, and who is admitted shows by it"},
      {"M06",
       "the keys of the macs come from P",
       &mac_key_is_public(),
       by_key,
       playing(mac_key_is_public()),
       {"client.P03", "client.P07", "server.P02", "server.P07"},
       {"client.A06", "server.A05"},
       "E macs its own name, so what is left is badh"},
      {"M07",
       "one key serves both directions",
       &one_key_both_ways(),
       by_key,
       playing(one_key_both_ways()),
       {"client.P03", "client.P07"},
       {"client.A37"},
       "its own proof, reflected, is a good answer; the mac of the other direction is, too"},
      {"M11",
       "the initiator is done when it has sent msg3",
       &rung_named("sigma-i-ack"),
       by_key,
       playing_as(client, done_before_ack()),
       {"client.C", "client.P05", "client.R"},
       {"client.A13", "client.L19"},
       "nobody looks at msg4, header and all"},
      {"M12",
       "the responder asks its application before it has seen the signature",
       &rung_named("iso"),
       by_key,
       playing_as(server, asks_before_signature()),
       {"server.P13"},
       {"server.A16"},
       "who is admitted shows before anything was proved"},
      {"M31",
       "no signature covers a share",
       &signatures_without_shares(),
       by_key,
       playing(signatures_without_shares()),
       {"client.P03", "client.P06", "client.P07", "server.P02", "server.P06", "server.P07",
        "server.P13"},
       {"client.A01", "client.A03", "client.A39", "server.A01", "server.A03", "server.A16",
        "server.A39"},
       "a proof is for every run and for every share, and who is admitted shows by an old one"},
      {"M32",
       "the responder is done when it has sent msg2",
       &rung_named("iso"),
       by_key,
       playing_as(server, done_at_msg2()),
       {"server.C", "server.P02", "server.P04", "server.P06", "server.P07", "server.R"},
       {"server.A04", "server.A14", "server.L03", "server.L24"},
       "it takes the name in msg1 for proved, asks nobody about it and looks at no msg3"},
      {"M33",
       "msg4 says A in the clear",
       &msg4_names_A(),
       by_key,
       playing(msg4_names_A()),
       {"server.P09", "server.P11"},
       {"server.A15a", "server.A15c"},
       "whoever listens reads there whom the responder answers"},
      {"M34",
       "msg3 says B in the clear",
       &msg3_names_B(),
       by_key,
       playing(msg3_names_B()),
       {"client.P10", "client.P12"},
       {"client.A15b", "client.A15d"},
       "whoever listens reads there whom the initiator called"},
      {"M30",
       "the keys of the boxes come from X",
       &box_key_is_public(),
       by_key,
       playing(box_key_is_public()),
       {"client.P09", "client.P11", "server.P10", "server.P12"},
       {"client.L26", "server.L26"},
       "whoever listens has the keys"},
  };
}

}  // namespace

const std::vector<LadderMutant>& ladder_mutants() {
  static const std::vector<LadderMutant> all = [] {
    std::vector<LadderMutant> joined = without_a_check();
    for (const auto& more : {with_another_line(), mutants_with_another_end(), mutants_of_names(),
                             mutants_that_tell(), mutants_that_are_lax()})
      joined.insert(joined.end(), more.begin(), more.end());
    std::ranges::sort(joined, {}, &LadderMutant::id);
    return joined;
  }();
  return all;
}

std::vector<MutantInfo> ladder_mutants_of(const Rung& rung) {
  std::vector<MutantInfo> infos;
  for (const LadderMutant& m : ladder_mutants()) {
    if (m.rung->name != rung.name) continue;
    const Rung& sound = rung_named(rung.name);
    MutantInfo info{m.id, m.flaw, m.breaks, m.kills, m.because, m.mode};
    info.target = [&m, &sound] { return rung_target(sound, m.make); };
    if (m.rung != &sound) info.alike = [&m](Protocol& p) { speak_as(p, *m.rung); };
    infos.push_back(std::move(info));
  }
  return infos;
}

void speak_as(Protocol& protocol, const Rung& line) {
  protocol.attacks = [&line](const std::string& mode) { return ladder_attacks(line, mode); };
  protocol.honest = [&line](Stage& stage) { honest_run(stage, line); };
}

}  // namespace assay::rungs

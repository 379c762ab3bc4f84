// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/mutants/lines.hpp"
#include "conformance/ladder/mutants/mutants.hpp"

// Ends that take what they should refuse, or make a scalar of what comes again: in no formula and
// no step.
namespace assay::rungs {
namespace {

// Takes messages as that line has them, beside those of its own rung.
MakeMachine taking_also(const Rung& other) {
  return [&other](const Rung& rung, const RungSettings& s) {
    return machine_of_two_lengths(rung, other, s);
  };
}

MakeMachine playing_lax(const Rung& line) {
  return [&line](const Rung&, const RungSettings& s) { return twisted_machine(line, s, {}); };
}

// Registers some of the entries whose proof is not good.
using Believes = bool (*)(const RungSettings&, const RungEntry&);
MakeMachine believing(Believes believes) {
  return [believes](const Rung& rung, RungSettings s) {
    for (const RungEntry& e : s.turned_away)
      if (believes(s, e)) s.entries.push_back(e);
    return twisted_machine(rung, s, {});
  };
}

bool has_no_proof(const RungSettings&, const RungEntry& e) { return !e.pop; }

bool has_proof_for_another(const RungSettings& s, const RungEntry& e) {
  return e.pop && std::ranges::any_of(s.entries, [&](const RungEntry& known) {
           return verify(e.key, *e.pop, cat(std::string_view("ladder/1 pop "), known.name));
         });
}

// A copy counts anew: another process.
MakeMachine counting_scalars() {
  return [count = std::uint8_t{0}](const Rung& rung, RungSettings s) mutable {
    s.ephemeral = mac(Bytes(32), Bytes{++count, s.role == Role::client});
    return reference_machine(rung, s);
  };
}

// Only the responder goes by the line.
MakeMachine responding(const Rung& line) {
  return [&line](const Rung& rung, const RungSettings& s) {
    return s.role == Role::server ? twisted_machine(line, s, {}) : reference_machine(rung, s);
  };
}

std::vector<LadderMutant> of_lengths() {
  const std::string mode(id_is_key);
  return {
      {"M62",
       "a mac of no bytes is not compared",
       &rung_named("sigma-0"),
       mode,
       taking_also(empty_macs()),
       {"client.P03", "client.P07", "server.P02", "server.P07"},
       {"client.L13", "client.L42", "server.L13", "server.L42"},
       "badh's proof passes, with one length less: nothing shows that its sender knows Z"},
      {"M63",
       "an ack of no bytes is not compared",
       &rung_named("sigma-i-ack"),
       mode,
       taking_also(empty_ack()),
       {"client.P05", "client.R"},
       {"client.L05", "client.L19"},
       "whoever sends four bytes of header tells the initiator that it was verified"},
      {"M64",
       "a box may be a byte longer, and what is more is not looked at",
       &rung_named("sigma-r"),
       mode,
       taking_also(longer_boxes()),
       {"client.R", "server.R"},
       {"client.L35", "server.L35"},
       "spec/ladder.md §3.2 refuses every length but one"},
      {"M54",
       "the message with a proof may be a byte longer",
       &rung_named("badh"),
       mode,
       taking_also(longer_messages()),
       {"client.R", "server.R"},
       {"client.L05", "server.L05"},
       "spec/ladder.md §3.2 refuses every length but one"},
  };
}

std::vector<LadderMutant> of_names() {
  const std::string by_key(id_is_key), proved(named_pop);
  return {
      {"M55",
       "the registrar takes an entry that has no proof",
       &rung_named("sts-enc"),
       proved,
       believing(has_no_proof),
       {"client.C", "client.P03", "client.P07", "server.C", "server.P02", "server.P04",
        "server.P07"},
       {"client.L36", "client.L37", "server.L36", "server.L37"},
       "what is left is the mode named"},
      {"M56",
       "the registrar takes a proof by the right key for any name that it knows",
       &rung_named("sigma-0"),
       proved,
       believing(has_proof_for_another),
       {"client.C", "server.C"},
       {"client.L36", "server.L36"},
       "names are not proved, and the mac binds them all the same"},
      {"M60",
       "signatures verify under the neutral point",
       &rung_named("sigma-0"),
       by_key,
       playing_lax(signatures_of_the_neutral()),
       {"server.P02"},
       {"server.L39"},
       "anybody proves that name"},
  };
}

std::vector<LadderMutant> of_keys() {
  return {
      {"M57",
       "y is made of X",
       &rung_named("dh"),
       "",
       responding(y_of_X()),
       {"server.P01"},
       {"server.L21"},
       "who sends X again gets the same keys again"},
      {"M58",
       "scalars are counted, from one in each process",
       &rung_named("dh"),
       "",
       counting_scalars(),
       {"client.P01", "server.P01"},
       {"client.L21", "server.L21"},
       "after each start the scalars of the last one come again"},
      {"M59",
       "a share is compared with a list of points, and p + 1 is not in it",
       &rung_named("dh"),
       "",
       playing_lax(points_in_a_list()),
       {"client.P01", "client.R", "server.P01", "server.R"},
       {"client.L06", "server.L06"},
       "u is taken modulo p, so there are more encodings than points"},
      {"M61",
       "the keys of records come from X",
       &record_keys_of_X(),
       "",
       playing_lax(record_keys_of_X()),
       {"client.P01", "server.P01"},
       {"client.A17", "server.A17", "server.L38"},
       "X is on the wire"},
  };
}

}  // namespace

std::vector<LadderMutant> mutants_that_are_lax() {
  std::vector<LadderMutant> all = of_lengths();
  for (const auto& more : {of_names(), of_keys()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace assay::rungs

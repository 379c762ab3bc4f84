// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/mutants.hpp"

// Ephemeral keys that are not fresh (spec/shs1.md §2).
namespace assay::mutants {

std::vector<Mutant> freshness_mutants() {
  return {
      {.id = "M20",
       .flaw = "the server keeps one ephemeral key per process",
       .flaws = {Flaw::one_server_ephemeral},
       .roles = on_server,
       .breaks = {"server.P01", "server.P06", "server.P13"},
       .because = "b_p repeats (F03: P01, P06), so msg1 and msg3 of an admitted session are good "
                  "again, and "
                  "what the server does with them tells that A is admitted (F01: P06, P13).",
       .kills = {"server.F01", "server.F02", "server.F03", "server.F07", "server.H06"}},
      {.id = "M21",
       .flaw = "a client object dials again with the same ephemeral key",
       .flaws = {Flaw::client_redials_with_ephemeral},
       .roles = on_client,
       .breaks = {"client.P01", "client.P06", "client.P11"},
       .because =
           "a_p repeats and links the dials (F04: P01, P11), and an old msg2 then leads to the old "
           "ab, for "
           "which the old msg4 is right (F06: P06). It shows where dials share a client object.",
       .kills = {"client.F04", "client.F06", "client.H06"}},
      {.id = "M74",
       .flaw = "ephemeral keys come from 16 bits of randomness",
       .flaws = {Flaw::ephemeral_of_16_bits},
       .roles = on_both,
       .breaks = {"server.P01", "server.P06", "client.P01", "client.P11"},
       .because = "Among 1,024 of 65,536 values two are equal, with probability 0.9997: F03 and "
                  "F04 see the same "
                  "key twice. A replay still needs one value in 65,536.",
       .kills = {"server.F03", "client.F04"}},
      {.id = "M22",
       .flaw = "the ephemeral key is the hash of the long-term key and of how many there were",
       .flaws = {Flaw::ephemeral_is_hashed_count},
       .roles = on_both,
       .breaks = {"server.P01", "server.P06", "client.P01", "client.P11"},
       .because =
           "spec/shs1.md §2: it comes from a random source. Whoever steals B or A later "
           "computes it (F08: P01), and the count begins anew in every process, so keys repeat "
           "(F03, F09: P01, P06; F04: P01, P11). An old session is good again only where as "
           "many came before it.",
       .kills = {"server.F03", "server.F08", "server.F09", "client.F04", "client.F08"}},
      {.id = "M63",
       .flaw = "the ephemeral key is still in memory when its session is over",
       .flaws = {Flaw::ephemeral_is_kept},
       .roles = on_both,
       .breaks = {},
       .because =
           "No attack reads a target's memory, and what is kept there changes no byte and no "
           "event. The scenarios of reference/tests/wiping read the reference's, with each "
           "wipe removed in turn.",
       .kills = {}},
      {.id = "M76",
       .flaw = "the ephemeral key is the hash of the long-term key",
       .flaws = {Flaw::ephemeral_is_hashed_key},
       .roles = on_both,
       .breaks = {"server.P01", "server.P06", "server.P11", "server.P13", "client.P01",
                  "client.P06", "client.P09", "client.P11"},
       .because = "spec/shs1.md §2: it comes from a random source. Whoever steals B or A later "
                  "computes ab with "
                  "it (H01, F08: P01); it repeats in every process, so old messages are good again "
                  "(P06, P13); and a_p or b_p tells whose it is (P09, P11).",
       .kills = {"client.F04", "client.F06", "client.F08", "client.G06", "client.H01", "client.H06",
                 "server.F01", "server.F02", "server.F03", "server.F07", "server.F08", "server.F09",
                 "server.H01", "server.H06"}},
  };
}

}  // namespace assay::mutants

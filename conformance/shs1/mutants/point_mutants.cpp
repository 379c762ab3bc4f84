// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/mutants.hpp"

// Points and keys of low order (spec/shs1.md §5).
namespace assay::mutants {

std::vector<Mutant> point_mutants() {
  return {
      {.id = "M23",
       .flaw = "the server does not check ab and aB for zero",
       .flaws = {Flaw::server_dh_unchecked},
       .roles = on_server,
       .breaks = {"server.P01", "server.P02", "server.P06"},
       .because = "With a_p of small order K2 and what A signs are the same in every session, so a "
                  "proof that A "
                  "once made admits whoever kept it (P02, P06), to a session without ab (P01). "
                  "libsodium's check "
                  "of A_p still stops a client that has no proof at all (P08, P15 hold).",
       .kills = {"server.E01b", "server.E05", "server.E07", "server.E13"}},
      {.id = "M23b",
       .flaw = "the server checks no product for zero, and accepts an A_p of small order",
       .flaws = {Flaw::server_dh_unchecked, Flaw::lax_signature_check},
       .roles = on_server,
       .breaks = {"server.P01", "server.P02", "server.P06", "server.P08", "server.P15", "server.R"},
       .because =
           "As M23; and now K alone, without B_p and without any proof, leads to msg4 "
           "(spec/shs1.md §5: "
           "P02, P08, P15). "
           "E04's degenerate identities count in R; what C22 finds is an alias, which is policy.",
       .kills = {"server.E01b", "server.E02", "server.E03", "server.E04", "server.E05",
                 "server.E07", "server.E13"}},
      {.id = "M24",
       .flaw = "the server's list of low-order points is compared with bit 255 of a_p",
       .flaws = {Flaw::bit_255_evades_blacklist},
       .roles = on_server,
       .breaks = {"server.P01", "server.P02", "server.P06"},
       .because = "The seven encodings with bit 255 set pass and ab = aB = 0 (spec/shs1.md §5), as "
                  "in M23: E05 "
                  "(P02, P06), and "
                  "E13, which tries them as well (P01).",
       .kills = {"server.E05", "server.E13"}},
      {.id = "M25",
       .flaw = "the server checks no product for zero, and refuses an R of small order but not "
               "such an A_p",
       .flaws = {Flaw::server_dh_unchecked, Flaw::lax_signature_check, Flaw::small_R_refused},
       .roles = on_server,
       .breaks = {"server.P01", "server.P02", "server.P06", "server.P08", "server.P15", "server.R"},
       .because = "As M23b: R = [s]B, S = s verifies for the identity as well as R = identity, S = "
                  "0 does.",
       .kills = {"server.E01b", "server.E03", "server.E04", "server.E05", "server.E07",
                 "server.E13"}},
      {.id = "M26",
       .flaw = "the server checks only the third product, Ab, for zero",
       .flaws = {Flaw::server_dh_unchecked, Flaw::lax_signature_check, Flaw::third_dh_checked},
       .roles = on_server,
       .breaks = {"server.P01", "server.P02", "server.P06"},
       .because = "An identity of small order is refused at Ab, so cold calls fail. A proper A_p "
                  "over ab = aB = 0 "
                  "is not, as in M23.",
       .kills = {"server.E01b", "server.E05", "server.E07", "server.E13"}},
      {.id = "M27",
       .flaw = "the client does not check its products for zero",
       .flaws = {Flaw::client_dh_unchecked},
       .roles = on_client,
       .breaks = {"client.P01", "client.P09", "client.R"},
       .because =
           "It sends a msg3 that depends on nothing of its own secret (spec/shs1.md §3.2, §5); E06 "
           "counts in all three.",
       .kills = {"client.E06"}},
      {.id = "M28",
       .flaw = "a client whose msg3 could not be made sends the buffer it was to be made in",
       .flaws = {Flaw::failed_msg3_is_sent},
       .roles = on_client,
       .breaks = {"client.P01", "client.P09", "client.R"},
       .because = "112 bytes of memory go to one who sent a low-order b_p (spec/shs1.md §5); E06 "
                  "counts in all three.",
       .kills = {"client.E06"}},
      {.id = "M29",
       .flaw = "a hello of low order kills the process",
       .flaws = {Flaw::low_order_kills},
       .roles = on_both,
       .breaks = {"server.R", "client.R"},
       .because = "spec/shs1.md §8: no input from a peer crashes an implementation. On every other "
                  "row a crash is "
                  "INCONCLUSIVE.",
       .kills = {"server.E01a", "server.E04", "client.E06"}},
      {.id = "M30",
       .flaw = "a client key that does not convert kills the server",
       .flaws = {Flaw::bad_A_p_kills},
       .roles = on_server,
       .breaks = {"server.R"},
       .because = "spec/shs1.md §5: such an A_p is refused at msg3: no point (C21), of mixed order "
                  "(C22) or of small order (E04).",
       .kills = {"server.C21", "server.C22", "server.E04"}},
      {.id = "M64",
       .flaw = "the server takes S modulo L in the signature of msg3",
       .flaws = {Flaw::server_wraps_S},
       .roles = on_server,
       .breaks = {},
       .because = "A signature and the same with S + L are by the same key over the same text, and "
                  "sound libraries differ on it: C20 is POLICY (spec/claims/shs1.json).",
       .kills = {}},
  };
}

}  // namespace assay::mutants

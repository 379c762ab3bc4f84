// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/mutants.hpp"

// Authorization, and what a refusal looks like (spec/shs1.md §6, §8).
namespace assay::mutants {

std::vector<Mutant> authorization_mutants() {
  return {
      {.id = "M31",
       .flaw = "authorize is asked before the signature is verified",
       .flaws = {Flaw::asks_before_signature},
       .roles = on_server,
       .breaks = {"server.P13"},
       .because = "The application is asked about a peer that proved nothing (spec/shs1.md §6), "
                  "and its answer "
                  "can be told. "
                  "The signature is verified before anything is sent.",
       .kills = {"server.C25"}},
      {.id = "M32",
       .flaw = "a client that is not admitted gets an error text, every other failure nothing",
       .flaws = {Flaw::error_text_to_unauthorized},
       .roles = on_server,
       .breaks = {"server.P14", "server.P15"},
       .because = "spec/shs1.md §8: a refusal writes no byte (P14), and the text tells a right "
                  "guess of B_p "
                  "from a wrong one "
                  "(P15).",
       .kills = {"server.C24", "server.C29", "server.G01", "server.G14"}},
      {.id = "M33",
       .flaw = "a client that is not admitted gets a reset, every other failure a FIN",
       .flaws = {Flaw::reset_for_unauthorized},
       .roles = on_server,
       .breaks = {"server.P15"},
       .because = "spec/shs1.md §8: every refusal ends the stream in the same way.",
       .kills = {"server.G01"}},
      {.id = "M34",
       .flaw = "the connection of a client that is not admitted stays open until the time limit",
       .flaws = {Flaw::unauthorized_lingers},
       .roles = on_server,
       .breaks = {"server.P15"},
       .because =
           "spec/shs1.md §8: a wrong number and a client that is not admitted must look alike.",
       .kills = {"server.G01"}},
      {.id = "M37",
       .flaw = "a client that is not admitted is refused 50 ms later than any other",
       .flaws = {Flaw::unauthorized_waits},
       .roles = on_server,
       .breaks = {},
       .because = "Bytes, events and the way the stream ends are those of every other refusal, and "
                  "time decides no verdict (spec/properties.md): it is an ADVISORY line of "
                  "--timing.",
       .kills = {}},
      {.id = "M69",
       .flaw = "why msg3 was refused is logged to the peer",
       .flaws = {Flaw::failures_are_told},
       .roles = on_server,
       .breaks = {"server.P01", "server.P02", "server.P05", "server.P06", "server.P07",
                  "server.P08", "server.P13", "server.P14", "server.P15", "server.C", "server.R"},
       .because = "spec/shs1.md §8: a refusal writes no byte (G14: P14). A refusal of each wrong "
                  "msg3 counts where its attack does: another box (P01, P06, P08, C), an old one "
                  "(P13), another signature (P02, P05, P07), a client that is not admitted (P15), "
                  "and what fails twice (R).",
       .kills = {"server.B11", "server.C01", "server.C02", "server.C03", "server.C04", "server.C05",
                 "server.C06", "server.C07", "server.C08", "server.C09", "server.C10", "server.C11",
                 "server.C12", "server.C13", "server.C14", "server.C15", "server.C16", "server.C17",
                 "server.C18", "server.C19", "server.C21", "server.C24", "server.C25", "server.C26",
                 "server.C28", "server.C29", "server.E04", "server.F01", "server.F02", "server.F07",
                 "server.F10", "server.G14", "server.H05", "server.X05"}},
      {.id = "M35",
       .flaw = "msg4 is sent before authorize is asked; who is not admitted is then cut off",
       .flaws = {Flaw::msg4_before_authorize},
       .roles = on_server,
       .breaks = {"server.P13", "server.P15"},
       .because = "spec/shs1.md §6: msg4 only after the application said yes. It confirms B_p to "
                  "whoever is not "
                  "admitted (P15), "
                  "and comes when the application fails or does not answer (C26: P13).",
       .kills = {"server.C24", "server.C26", "server.C29", "server.G01"}},
      {.id = "M36",
       .flaw = "there is no authorize: every client that proves a key is admitted",
       .flaws = {Flaw::never_asks},
       .roles = on_server,
       .breaks = {"server.P15"},
       .because = "spec/shs1.md §6: it tells every client that knows B_p that it holds B. Proofs "
                  "are verified as ever.",
       .kills = {"server.C24", "server.C29", "server.G01"}},
      {.id = "M91",
       .flaw = "whoever reports its peer names itself",
       .flaws = {Flaw::names_itself},
       .roles = on_both,
       .breaks = {"server.P02", "server.P07", "client.P03", "client.P07"},
       .because = "spec/shs1.md §6: whoever proved a key is named by that key.",
       .kills = {"server.C27", "server.X06", "client.X06"}},
      {.id = "M92",
       .flaw = "authorize is asked about the A_p that the first connection to the server claimed",
       .flaws = {Flaw::asks_about_previous_peer},
       .roles = on_server,
       .breaks = {"server.P02", "server.P07", "server.P15"},
       .because = "spec/shs1.md §6: the application decides about the key that was proved (X06: "
                  "P02, P07; X07: P15). It shows where connections share a server object.",
       .kills = {"server.X06", "server.X07"}},
      {.id = "M68",
       .flaw = "data that comes with msg3 is delivered before the application has decided",
       .flaws = {Flaw::early_data_delivered},
       .roles = on_server,
       .breaks = {"server.P02", "server.P15"},
       .because =
           "What a client that is not admitted sent reaches the application (A05 counts in both).",
       .kills = {"server.A05"}},
      {.id = "M71",
       .flaw = "entries of the allow list are compared on their first 8 bytes",
       .flaws = {Flaw::list_compares_8_bytes},
       .roles = on_server,
       .breaks = {"server.P15"},
       .because = "A key that is not on the list is admitted and gets msg4 (spec/shs1.md §6).",
       .kills = {"server.C29"}},
      {.id = "M72",
       .flaw = "the allow list holds keys converted to Curve25519",
       .flaws = {Flaw::list_of_curve_keys},
       .roles = on_server,
       .breaks = {"server.P15"},
       .because = "Conversion loses a sign bit (spec/shs1.md §1), so a key that is not on the list "
                  "is admitted.",
       .kills = {"server.C29"}},
  };
}

}  // namespace assay::mutants

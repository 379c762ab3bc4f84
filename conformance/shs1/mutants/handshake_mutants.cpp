// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/mutants.hpp"

// What msg1 to msg4 prove (spec/shs1.md §3).
namespace assay::mutants {
namespace {

std::vector<Mutant> hello_mutants() {
  return {
      {.id = "M01",
       .flaw = "the server does not check the mac of msg1",
       .flaws = {Flaw::server_skips_mac},
       .roles = on_server,
       .breaks = {"server.C", "server.P08"},
       .because = "It answers a msg1 made without K (spec/shs1.md §3.1), noise included, so "
                  "whoever does not "
                  "even know K is "
                  "answered.",
       .kills = {"server.B01", "server.B02", "server.B03", "server.B04", "server.B05",
                 "server.X05"}},
      {.id = "M02",
       .flaw = "macs of hellos are compared on their first 16 bytes",
       .flaws = {Flaw::mac_compared_on_16_bytes},
       .roles = on_both,
       .breaks = {"server.C", "client.C"},
       .because = "spec/shs1.md §3.1 and §3.2 ask for all 32 bytes. The first 16 still need K, so "
                  "nothing else falls.",
       .kills = {"server.B03", "client.B06"}},
      {.id = "M03",
       .flaw = "the client does not check the mac of msg2",
       .flaws = {Flaw::client_skips_mac},
       .roles = on_client,
       .breaks = {"client.C", "client.R"},
       .because = "It sends msg3 to one who does not know K (spec/shs1.md §3.2), and answers noise "
                  "(C18 on "
                  "msg2: R). All that msg3 and msg4 prove still holds.",
       .kills = {"client.B06", "client.B07", "client.C18", "client.X05"}},
      {.id = "M39",
       .flaw = "the macs of hellos are keyed by h(K | B_p)",
       .flaws = {Flaw::hello_mac_keyed_by_server},
       .roles = on_both,
       .breaks = {"server.C", "client.C", "server.P12", "client.P12"},
       .because = "Nobody else takes its hello for one (spec/shs1.md §3.1), so no honest run "
                  "completes; and "
                  "whoever guesses B_p finds it confirmed by any hello (P12).",
       .kills = {"client.A01", "client.A02", "client.A03", "client.A04", "client.G15", "server.A01",
                 "server.A02", "server.A04", "server.G15"},
       .interoperable = false},
  };
}

std::vector<Mutant> msg3_mutants() {
  return {
      {.id = "M04",
       .flaw = "the server never verifies the signature of msg3",
       .flaws = {Flaw::server_skips_signature},
       .roles = on_server,
       .breaks = {"server.P02", "server.P05", "server.P06", "server.P07", "server.P13", "server.C",
                  "server.R"},
       .because = "Whoever knows B_p and a listed A_p is admitted as A (P02, and P05, whose "
                  "attacks are forged "
                  "proofs), with a proof for another server (P07) or session (P06), or over "
                  "another text (C); "
                  "authorize is asked about a peer that proved nothing (P13); and as a wrong "
                  "signature is no "
                  "failure, C28's connection does not stay dead (R).",
       .kills = {"server.C03", "server.C04", "server.C05", "server.C06", "server.C07", "server.C08",
                 "server.C09", "server.C10", "server.C15", "server.C19", "server.C25", "server.C28",
                 "server.H05", "server.X05"}},
      {.id = "M05",
       .flaw = "the server reports the A_p that the first connection to it claimed",
       .flaws = {Flaw::reports_previous_peer},
       .roles = on_server,
       .breaks = {"server.P02", "server.P07"},
       .because = "The peer reported is not the one that proved itself (spec/shs1.md §3.3). It "
                  "shows where connections share a server object.",
       .kills = {"server.C27", "server.X06"}},
      {.id = "M06",
       .flaw = "the server also accepts a sigA that leaves out B_p",
       .flaws = {Flaw::sigA_may_omit_B_p},
       .roles = on_server,
       .breaks = {"server.P07"},
       .because = "A proof that names no server can be passed on by one (spec/shs1.md §3.3).",
       .kills = {"server.C06"}},
      {.id = "M07",
       .flaw = "the server also accepts a sigA that leaves out hab",
       .flaws = {Flaw::sigA_may_omit_hab},
       .roles = on_server,
       .breaks = {"server.P06"},
       .because = "Such a proof is good for every session (spec/shs1.md §3.3).",
       .kills = {"server.C07"}},
      {.id = "M08",
       .flaw = "the server also accepts a sigA that leaves out K",
       .flaws = {Flaw::sigA_may_omit_K},
       .roles = on_server,
       .breaks = {"server.P02"},
       .because = "A may have made it for another network or protocol (spec/shs1.md §3.3).",
       .kills = {"server.C05"}},
      {.id = "M16",
       .flaw = "the server also opens msg3 under h(K | ab)",
       .flaws = {Flaw::K2_may_omit_aB},
       .roles = on_server,
       .breaks = {"server.P08"},
       .because = "Without aB the box needs no knowledge of B_p (spec/shs1.md §3.3).",
       .kills = {"server.C13"}},
      {.id = "M17",
       .flaw = "K2 leaves out aB",
       .flaws = {Flaw::K2_omits_aB},
       .roles = on_both,
       .breaks = {"server.C", "client.C", "client.P09", "client.P16"},
       .because = "Nobody else opens its msg3 (spec/shs1.md §3.3), so no honest run completes; and "
                  "a fake server knows "
                  "ab, which is all that the client's msg3 needs to be opened (G08: P09, P16).",
       .kills = {"client.A01", "client.A02", "client.A03", "client.A04", "client.G08", "server.A01",
                 "server.A02", "server.A04"},
       .interoperable = false},
      {.id = "M18",
       .flaw = "the server also opens msg3 under h(K | aB)",
       .flaws = {Flaw::K2_may_omit_ab},
       .roles = on_server,
       .breaks = {"server.P01"},
       .because = "Such a box opens with B alone, for ever (spec/shs1.md §3.3).",
       .kills = {"server.C12"}},
      {.id = "M70",
       .flaw = "the server tries a second msg3 after one that failed",
       .flaws = {Flaw::second_msg3_is_tried},
       .roles = on_server,
       .breaks = {"server.P02", "server.R"},
       .because = "spec/shs1.md §6: a failed handshake stays failed. C28 counts in P02 and R.",
       .kills = {"server.C28"}},
      {.id = "M77",
       .flaw = "the server also opens msg3 under h(ab | aB)",
       .flaws = {Flaw::K2_may_omit_K},
       .roles = on_server,
       .breaks = {"server.C"},
       .because = "spec/shs1.md §3.3: K2 begins with K. Only a key without K is tried, so a K of "
                  "zeros is still "
                  "refused.",
       .kills = {"server.C11"}},
      {.id = "M78",
       .flaw = "the server also opens msg3 under h(K | aB | ab)",
       .flaws = {Flaw::K2_may_be_reordered},
       .roles = on_server,
       .breaks = {"server.C"},
       .because = "spec/shs1.md §3.3: ab comes before aB. It takes the same secrets, so nothing "
                  "else falls.",
       .kills = {"server.C14"}},
      {.id = "M79",
       .flaw = "the server decrypts msg3 without checking its tag",
       .flaws = {Flaw::msg3_tag_ignored},
       .roles = on_server,
       .breaks = {"server.P02"},
       .because = "spec/shs1.md §3.3 asks for the box to open. The signature inside is still "
                  "checked, so only a "
                  "tampered tag goes unnoticed.",
       .kills = {"server.C16"}},
      {.id = "M80",
       .flaw = "a msg3 that does not open gets an error text",
       .flaws = {Flaw::error_text_for_bad_box},
       .roles = on_server,
       .breaks = {"server.P01", "server.P02", "server.P06", "server.P08", "server.P13",
                  "server.P14", "server.P15", "server.C", "server.R"},
       .because = "spec/shs1.md §8: a refusal writes no byte. Whatever does not open tells a wrong "
                  "number from "
                  "a right one (P08, P14, P15), old messages included (P01, P06, P13), and counts "
                  "where its attack does (P02, C, R).",
       .kills = {"server.B11", "server.C01", "server.C02", "server.C11", "server.C12", "server.C13",
                 "server.C14", "server.C16", "server.C17", "server.C18", "server.C28", "server.F01",
                 "server.F02", "server.F07", "server.F10", "server.G01", "server.G14",
                 "server.X05"}},
      {.id = "M81",
       .flaw = "a msg3 whose proof once held is admitted again, at any server of the process",
       .flaws = {Flaw::msg3_remembered},
       .roles = on_server,
       .breaks = {"server.P06", "server.P13"},
       .because = "spec/shs1.md §3.3: sigA covers hab and names B_p, so that it holds in one "
                  "session with one server "
                  "only. Old messages are good again (P06), even at another server (F10: P13).",
       .kills = {"server.C17", "server.F01", "server.F02", "server.F07", "server.F10"}},
  };
}

std::vector<Mutant> msg4_mutants() {
  return {
      {.id = "M09",
       .flaw = "sigB leaves out K",
       .flaws = {Flaw::sigB_omits_K},
       .roles = on_both,
       .breaks = {"server.C", "client.C"},
       .because = "Nobody else verifies its sigB, nor it theirs (spec/shs1.md §3.4), so no honest "
                  "run completes.",
       .kills = {"server.A01", "server.A02", "server.A04", "client.A01", "client.A02", "client.A03",
                 "client.A04"},
       .interoperable = false},
      {.id = "M10",
       .flaw = "the client also accepts a sigB that leaves out H",
       .flaws = {Flaw::sigB_may_omit_H},
       .roles = on_client,
       .breaks = {"client.P03"},
       .because = "sigB then does not speak of the proof that was sent (spec/shs1.md §3.4). A sigB "
                  "over another "
                  "H is still "
                  "refused, so of the claims only D03's fall.",
       .kills = {"client.D03"}},
      {.id = "M11",
       .flaw = "the client opens msg4 but never verifies the signature in it",
       .flaws = {Flaw::client_skips_signature},
       .roles = on_client,
       .breaks = {"client.C", "client.P03", "client.P05", "client.P07"},
       .because = "Whoever can make K3 is taken for B (spec/shs1.md §3.4): signed by a stranger "
                  "(P03, P07; on C "
                  "as one of X05's failures), over another text (P03) or another proof (P05). "
                  "Without K3 the box still refuses, old messages included.",
       .kills = {"client.D02", "client.D03", "client.D04", "client.D05", "client.D08", "client.D15",
                 "client.X05"}},
      {.id = "M12",
       .flaw = "the client takes a sigB by any server that its process ever dialled",
       .flaws = {Flaw::sigB_by_any_server},
       .roles = on_client,
       .breaks = {"client.P03"},
       .because =
           "sigB is to verify under the B_p that was dialled (spec/shs1.md §3.4). The signer "
           "is no stranger, so of the claims only D15's fall.",
       .kills = {"client.D15"}},
      {.id = "M13",
       .flaw = "the client decrypts msg4 without checking its tag",
       .flaws = {Flaw::client_ignores_tag},
       .roles = on_client,
       .breaks = {"client.P03"},
       .because = "spec/shs1.md §3.4 asks for the box to open. The signature inside is still "
                  "checked, so only a "
                  "tampered tag "
                  "goes unnoticed.",
       .kills = {"client.D08"}},
      {.id = "M14",
       .flaw = "the client reports success once it has sent msg3",
       .flaws = {Flaw::success_before_msg4},
       .roles = on_client,
       .breaks = {"client.P03", "client.P04", "client.P05", "client.P06", "client.P07",
                  "client.P09", "client.R", "client.C"},
       .because = "spec/shs1.md §3.4: before sigB has verified the client reports nothing. "
                  "Whatever comes as "
                  "msg4, wrong, old, cut or nothing at all, success was reported; so too when two "
                  "clients are wired to each other (B12, P09), when msg4 is cut short or noise "
                  "(B10, C18: R), and at each of X05's failures (C).",
       .kills = {"client.B08", "client.B10", "client.B12", "client.C18", "client.D01", "client.D02",
                 "client.D03", "client.D04", "client.D05", "client.D06", "client.D07", "client.D08",
                 "client.D09", "client.D10", "client.D11", "client.D12", "client.D13", "client.D14",
                 "client.D15", "client.F06", "client.F11", "client.H05", "client.X05"}},
      {.id = "M15",
       .flaw = "the client sends a packet when msg4 takes longer than 100 ms",
       .flaws = {Flaw::client_speaks_before_msg4},
       .roles = on_client,
       .breaks = {"client.P03", "client.P04", "client.P05"},
       .because = "spec/shs1.md §3.4: before sigB has verified the client sends nothing on the "
                  "channel. Seen "
                  "where msg4 is "
                  "withheld: D12 (P03, P04), and D10's silence (P05).",
       .kills = {"client.D10", "client.D12"}},
      {.id = "M19",
       .flaw = "the client also opens msg4 under K2",
       .flaws = {Flaw::msg4_may_be_under_K2},
       .roles = on_client,
       .breaks = {"client.P03"},
       .because = "K3 adds Ab, which proves knowledge of b once more (spec/shs1.md §3.4). sigB is "
                  "still checked.",
       .kills = {"client.D06"}},
      {.id = "M67",
       .flaw = "the client takes whatever follows its own hello, reflected, for a good msg4",
       .flaws = {Flaw::client_accepts_reflection},
       .roles = on_client,
       .breaks = {"client.P06"},
       .because = "Its own words are taken for the server's (spec/shs1.md §3.4). With any other "
                  "b_p it is sound.",
       .kills = {"client.B08"}},
      {.id = "M73",
       .flaw = "a client object accepts the msg4 of any session that it ever opened",
       .flaws = {Flaw::client_mixes_sessions},
       .roles = on_client,
       .breaks = {"client.P05", "client.P06"},
       .because = "msg4 then says that some proof of this client was verified, not this one "
                  "(spec/shs1.md §3.4): swapped "
                  "between two sessions (P05, P06), or old (P06). It shows where dials share a "
                  "client object.",
       .kills = {"client.D07", "client.F06", "client.F11"}},
  };
}

}  // namespace

std::vector<Mutant> handshake_mutants() {
  std::vector<Mutant> all = hello_mutants();
  for (auto* part : {msg3_mutants, msg4_mutants}) {
    for (Mutant& m : part()) all.push_back(std::move(m));
  }
  return all;
}

}  // namespace assay::mutants

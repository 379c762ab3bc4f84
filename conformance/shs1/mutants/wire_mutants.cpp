// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/mutants.hpp"

// What is written and read beyond the messages, and the outcome (spec/shs1.md §3, §4).
namespace assay::mutants {
namespace {

// No honest run completes, or none has the reference's outcome.
const std::vector<std::string> every_honest_run = {"server.A01", "server.A02", "server.A04",
                                                   "client.A01", "client.A02", "client.A03",
                                                   "client.A04"};

Mutant other_outcome(std::string id, std::string flaw, Flaw which) {
  return {.id = std::move(id),
          .flaw = std::move(flaw),
          .flaws = {which},
          .roles = on_both,
          .breaks = {"server.C", "client.C"},
          .because =
              "The outcome differs from spec/shs1.md §4, and no stream with another implementation "
              "works.",
          .kills = every_honest_run,
          .interoperable = false};
}

}  // namespace

std::vector<Mutant> wire_mutants() {
  return {
      {.id = "M38",
       .flaw = "the server greets with its public key a client that says nothing for 50 ms",
       .flaws = {Flaw::server_greets},
       .roles = on_server,
       .breaks = {"server.P10", "server.P14"},
       .because = "spec/shs1.md §3.1: it sends nothing before it has read all of msg1; and B_p is "
                  "never sent.",
       .kills = {"server.B09"}},
      {.id = "M40",
       .flaw = "the client appends A_p to msg3, in clear",
       .flaws = {Flaw::client_writes_A_p},
       .roles = on_client,
       .breaks = {"client.C", "client.P09", "client.P11"},
       .because = "msg3 has 112 bytes (spec/shs1.md §3), so no honest run ends without bytes too "
                  "many; and "
                  "A_p can be read by anyone (P09, P11).",
       .kills = {"client.A01", "client.A02", "client.A03", "client.A04", "client.G06"},
       .interoperable = false},
      {.id = "M84",
       .flaw = "the server appends A_p to msg4, in clear",
       .flaws = {Flaw::server_writes_A_p},
       .roles = on_server,
       .breaks = {"server.P09", "server.P16", "server.C"},
       .because = "msg4 has 80 bytes (spec/shs1.md §3), so no honest stream is understood (C); and "
                  "A_p is read "
                  "by anyone (P09), a man in the middle included (P16).",
       .kills = {"server.A01", "server.A02", "server.A04", "server.X02", "server.X04"},
       .interoperable = false},
      {.id = "M85",
       .flaw = "the server appends B_p to msg4, in clear",
       .flaws = {Flaw::server_writes_B_p},
       .roles = on_server,
       .breaks = {"server.P10", "server.P12", "server.P14", "server.P16", "server.C"},
       .because = "msg4 has 80 bytes (spec/shs1.md §3), so no honest stream is understood (C); and "
                  "B_p is read "
                  "by anyone (P10, P12, P14, P16).",
       .kills = {"server.A01", "server.A02", "server.A04", "server.G07", "server.X04"},
       .interoperable = false},
      {.id = "M86",
       .flaw = "the client appends B_p to msg3, in clear",
       .flaws = {Flaw::client_writes_B_p},
       .roles = on_client,
       .breaks = {"client.P10", "client.C"},
       .because = "msg3 has 112 bytes (spec/shs1.md §3), so no honest run ends without bytes too "
                  "many (C); and "
                  "B_p can be read by anyone (P10).",
       .kills = {"client.A01", "client.A02", "client.A03", "client.A04", "client.X03"},
       .interoperable = false},
      {.id = "M87",
       .flaw = "the client pads msg3 by a length that depends on B_p",
       .flaws = {Flaw::client_pads_by_B_p},
       .roles = on_client,
       .breaks = {"client.P16", "client.C"},
       .because = "msg3 has 112 bytes (spec/shs1.md §3), so no honest run ends without bytes too "
                  "many (C); and "
                  "a fake server sees by their number whom the client wanted (P16).",
       .kills = {"client.A01", "client.A02", "client.A03", "client.A04", "client.G09"},
       .interoperable = false},
      other_outcome("M41", "both directions of the stream have the key h(SS)",
                    Flaw::one_key_for_both_directions),
      other_outcome("M42", "the keys of the two directions are swapped", Flaw::keys_swapped),
      other_outcome("M43", "nonces are the last 24 bytes of the macs", Flaw::nonce_from_end_of_mac),
      {.id = "M59",
       .flaw = "the time limit that is offered is never looked at",
       .flaws = {Flaw::no_time_limit},
       .roles = on_both,
       .breaks = {"server.R", "client.R"},
       .because = "A silent peer, or a slow one, is waited for without end.",
       .kills = for_both({"J01", "J02"})},
      {.id = "M60",
       .flaw = "the time limit, said to be total, starts anew with every read",
       .flaws = {Flaw::limit_on_each_read},
       .roles = on_both,
       .breaks = {"server.R", "client.R"},
       .because = "A slow peer is waited for without end.",
       .kills = for_both({"J02"})},
      {.id = "M61",
       .flaw = "a connection to a server object overwrites the handshake state of the one before",
       .flaws = {Flaw::state_shared_by_connections},
       .roles = on_server,
       .breaks = {"server.P06", "server.R"},
       .because = "spec/shs1.md §8: no input disturbs another session. F05 counts in both.",
       .kills = {"server.F05"}},
      {.id = "M62",
       .flaw = "a server object shakes hands with one client at a time",
       .flaws = {Flaw::one_handshake_at_a_time},
       .roles = on_server,
       .breaks = {"server.R"},
       .because = "spec/shs1.md §8: no input hangs an implementation or disturbs another session; "
                  "a client that "
                  "says nothing keeps the others waiting.",
       .kills = {"server.J04"}},
      {.id = "M65",
       .flaw = "a read that returns less than a message is taken for a failure",
       .flaws = {Flaw::short_reads},
       .roles = on_both,
       .breaks = {"server.C", "client.C"},
       .because = "spec/shs1.md §3: the stream may cut messages anywhere.",
       .kills = {"server.A02", "client.A02"}},
      {.id = "M66",
       .flaw = "what comes in one segment with msg4 is lost",
       .flaws = {Flaw::loses_bytes_after_msg4},
       .roles = on_client,
       .breaks = {"client.C"},
       .because = "spec/shs1.md §3: what follows msg4 in the stream belongs to the channel.",
       .kills = {"client.A03"}},
      {.id = "M82",
       .flaw = "what comes in one segment with msg1 is lost",
       .flaws = {Flaw::loses_bytes_after_msg1},
       .roles = on_server,
       .breaks = {"server.R"},
       .because = "spec/shs1.md §8: a byte too many makes msg3 another. Here it is forgotten.",
       .kills = {"server.B11"}},
      {.id = "M83",
       .flaw = "the end of the stream inside the handshake goes unnoticed",
       .flaws = {Flaw::eof_ignored},
       .roles = on_both,
       .breaks = {"server.R", "client.R"},
       .because = "spec/shs1.md §8: it is a failure. Here the connection is waited on without end.",
       .kills = for_both({"B10", "C18"})},
      {.id = "M75",
       .flaw = "the process exits with 0 after a handshake that failed",
       .flaws = {Flaw::exit_0_after_failure},
       .roles = on_both,
       .breaks = {"server.C", "client.C"},
       .because = "spec/shs1.md §11: on failure it exits with another code than 0. It can only be "
                  "seen through the "
                  "executable contract, and is judged on row C alone.",
       .kills = {"client.X05", "server.X05"}},
  };
}

}  // namespace assay::mutants

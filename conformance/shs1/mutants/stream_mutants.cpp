// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/mutants.hpp"

// box-stream (spec/box-stream.md). Both ends have the flaw.
namespace assay::mutants {
namespace {

struct Row {
  std::string id, flaw;
  Flaw which;
  std::vector<std::string> breaks;  // in both roles
  std::string because;
  std::vector<std::string> kills;  // in both roles
  std::vector<std::string> also_kills = {};
  bool interoperable = true;
};

std::vector<Row> writing() {
  const std::vector<std::string> early_packet = {"client.A03"};
  return {
      {"M44",
       "nonces are incremented as little-endian numbers",
       Flaw::little_endian_nonce,
       {"C"},
       "spec/box-stream.md §1: big-endian. The second box of any stream fails at the other end.",
       {"A04"},
       early_packet,
       false},
      {"M45",
       "header and body are sealed under one nonce",
       Flaw::header_and_body_share_nonce,
       {"C", "P01", "S3"},
       "spec/box-stream.md §2: every box has its own nonce. Two boxes share a keystream (I23: S3, "
       "P01), and no other "
       "implementation reads the stream (C).",
       {"A04", "I23"},
       early_packet,
       false},
      {"M46",
       "the body takes the nonce before its header's",
       Flaw::body_nonce_first,
       {"C"},
       "spec/box-stream.md §2: even offsets are headers. No nonce repeats, but no other "
       "implementation reads the "
       "stream.",
       {"A04"},
       early_packet,
       false},
      {"M56",
       "writing goes on after goodbye, under goodbye's nonce",
       Flaw::writes_after_goodbye,
       {"P01", "S3"},
       "spec/box-stream.md §3: nothing may follow goodbye, for its nonce is not advanced (I22 "
       "counts in both).",
       {"I22"}},
      {"M58",
       "the nonce starts again with each write",
       Flaw::nonce_restarts_each_write,
       {"C", "P01", "S3"},
       "spec/box-stream.md §2: the nonce never repeats under a key (I23: S3, P01); and a second "
       "write is not "
       "understood (C).",
       {"A04", "I23"},
       {},
       false},
  };
}

std::vector<Row> ending() {
  return {
      {"M47",
       "the end of the connection between packets is a clean end",
       Flaw::eof_at_boundary_is_clean,
       {"S2"},
       "spec/box-stream.md §4: every end without goodbye is an error.",
       {"I05"}},
      {"M48",
       "the end of the connection after a header is a clean end",
       Flaw::eof_after_header_is_clean,
       {"S2"},
       "spec/box-stream.md §4: every end without goodbye is an error.",
       {"I06"}},
      {"M49",
       "the end of the connection inside a header is a clean end",
       Flaw::eof_in_header_is_clean,
       {"S2"},
       "spec/box-stream.md §4: every end without goodbye is an error.",
       {"I08"}},
      {"M88",
       "the end of the connection inside a body is a clean end",
       Flaw::eof_in_body_is_clean,
       {"S2"},
       "spec/box-stream.md §4: every end without goodbye is an error.",
       {"I07"}},
      {"M53",
       "an empty body is taken for goodbye",
       Flaw::empty_body_is_goodbye,
       {"S2"},
       "spec/box-stream.md §4: all 18 bytes decide whether a header is goodbye. It asks for the "
       "empty body's right "
       "tag, so I13's "
       "wrong ones are refused.",
       {"I12"}},
      {"M54",
       "a length of zero is taken for goodbye, whatever the tag",
       Flaw::zero_length_is_goodbye,
       {"S2"},
       "spec/box-stream.md §4: all 18 bytes decide whether a header is goodbye.",
       {"I12", "I13"}},
      {"M55",
       "reading goes on after goodbye",
       Flaw::reads_after_goodbye,
       {"P07", "S1"},
       "spec/box-stream.md §4: what follows goodbye is never delivered (I10 counts in both).",
       {"I10"}},
  };
}

std::vector<Row> reading() {
  return {
      {"M50",
       "the tag of a body is not checked",
       Flaw::body_tag_ignored,
       {"P07", "S1", "S2"},
       "spec/box-stream.md §4: a body that does not match its tag is an error: I04 (S1, P07), and "
       "I13's header with a "
       "length and no "
       "tag, whose body is delivered (S2).",
       {"I04", "I13"}},
      {"M51",
       "a body is delivered before its tag is checked",
       Flaw::delivers_before_tag,
       {"P07", "S1", "S2"},
       "spec/box-stream.md §4: no byte of a body is delivered before its tag has verified: I04 "
       "(S1, P07) and I13 "
       "(S2).",
       {"I04", "I13"}},
      {"M52",
       "a length above 4096 kills the process",
       Flaw::dies_above_4096,
       {"R"},
       "spec/box-stream.md §4: it is an error. The crash is BROKEN on R, and INCONCLUSIVE on S4.",
       {"I11"}},
      {"M57",
       "after a box that does not open, the next header that does is looked for",
       Flaw::looks_for_next_packet,
       {"P06", "P07", "S1"},
       "spec/box-stream.md §4: a box that does not open ends the stream. Of packets that were "
       "swapped (I01) or came twice (I02) those that fit are delivered, and no error is told.",
       {"I01", "I02"}},
      {"M89",
       "a packet is taken wherever among the first eight it belongs",
       Flaw::packets_in_any_order,
       {"P06", "P07", "S1"},
       "spec/box-stream.md §2: the nonce counts packets, so each has one place. Swapped (I01), "
       "again (I02) and after "
       "a "
       "gap (I03) it is delivered.",
       {"I01", "I02", "I03"}},
      {"M90",
       "what it wrote itself is taken for its peer's",
       Flaw::takes_reflections,
       {"P07", "S1"},
       "spec/box-stream.md §4: the other direction has another key.",
       {"I14"}},
  };
}

}  // namespace

std::vector<Mutant> stream_mutants() {
  std::vector<Mutant> all;
  for (auto* part : {writing, ending, reading}) {
    for (Row& r : part()) {
      std::vector<std::string> kills = for_both(r.kills);
      kills.insert(kills.end(), r.also_kills.begin(), r.also_kills.end());
      all.push_back({.id = r.id,
                     .flaw = r.flaw,
                     .flaws = {r.which},
                     .roles = on_both,
                     .breaks = for_both(r.breaks),
                     .because = r.because,
                     .kills = kills,
                     .interoperable = r.interoperable});
    }
  }
  return all;
}

}  // namespace assay::mutants

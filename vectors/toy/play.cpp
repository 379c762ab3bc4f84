// SPDX-License-Identifier: MIT
#include <algorithm>

#include "reference/toy/peer.hpp"
#include "vectors/toy/vector_set.hpp"

namespace assay::vectors {
namespace {

using namespace assay::toy;

struct Letters {
  const char *n, *t;      // what the party is set up with
  const char *h, *p, *d;  // what it sends
  const char *H, *P, *D;  // what it reads
};

constexpr Letters of_left{"n", "t", "h", "p", "d", "H", "P", "D"},
    of_right{"N", "T", "H", "P", "D", "h", "p", "d"};

template <class To>
To from(const Bytes& bytes) {
  return To::from(View(bytes).first<To::size>());
}

PeerStart toy_start(const Test& test, std::string_view party, const Letters& own) {
  const Values& keys = test.parties.find(party)->second;
  return {PresharedKey::from(View(test.shared.at("K")).first<32>()), from<Nonce>(keys.at(own.n)),
          from<Instant>(keys.at(own.t))};
}

const Bytes* wire_of(const Test& test, std::string_view message) {
  const auto found = std::ranges::find(test.transcript, message, &Wire::message);
  return found == test.transcript.end() || found->wire.size() < 32 ? nullptr : &found->wire;
}

Played ended(Played played, const char* at, std::string_view reason) {
  played.rejected_at = at;
  played.reason = reason;
  return played;
}

}  // namespace

Played play_toy(const Test& test, std::string_view party) {
  const Letters& own = party == "left" ? of_left : of_right;
  Played played;
  auto begun = toy_start(test, party, own).begin();
  played.sent[own.h] = copy_of(begun.h.view());
  const Bytes* H = wire_of(test, own.H);
  if (H == nullptr) return ended(std::move(played), own.H, "end_of_stream");
  auto proved = std::move(begun.next).read(from<PeerHello>(*H));
  if (!proved) return ended(std::move(played), own.H, name(proved.error()));
  played.sent[own.p] = copy_of(proved->p.view());
  const Bytes* P = wire_of(test, own.P);
  if (P == nullptr) return ended(std::move(played), own.P, "end_of_stream");
  auto finished = std::move(proved->next).read(from<PeerProof>(*P));
  if (!finished) return ended(std::move(played), own.P, name(finished.error()));
  played.sent[own.d] = copy_of(finished->d.view());
  const Bytes* D = wire_of(test, own.D);
  if (D == nullptr) return ended(std::move(played), own.D, "end_of_stream");
  const auto outcome = std::move(finished->next).read(from<PeerFinish>(*D));
  if (!outcome) return ended(std::move(played), own.D, name(outcome.error()));
  played.outcome = Values{{"k", copy_of(outcome->k.view())}};
  return played;
}

Values intermediates_of_toy(const Test& test) { return *play_toy(test, "right").outcome; }

}  // namespace assay::vectors

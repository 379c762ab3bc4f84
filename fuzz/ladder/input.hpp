// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/machine.hpp"
#include "conformance/terms/delta.hpp"
#include "conformance/terms/evaluate.hpp"
#include "fuzz/input.hpp"

// What both fuzz targets of the ladder share: the ends of the known answers (spec/ladder.md §8), an
// honest run to lead up to the message, and the formulas as the oracle.
namespace assay::fuzz {

using rungs::Rung;

inline rungs::RungSettings ladder_settings(const Rung& rung, Role role) {
  const bool client = role == Role::client;
  const Bytes A = cat(std::string_view("alice"), Bytes(27)),
              B = cat(std::string_view("bob"), Bytes(29)), seedA(32, 0xa1), seedB(32, 0xb2);
  rungs::RungSettings s{.role = role, .mode = std::string(rungs::named)};
  s.ephemeral = Bytes(32, client ? 0x11 : 0x22);
  if (!rung.has_names()) return s;
  s.own_name = client ? A : B;
  s.seed = client ? seedA : seedB;
  if (client) s.called = B;
  s.entries = {{A, rungs::public_key(seedA)}, {B, rungs::public_key(seedB)}};
  return s;
}

// What each end knows after an honest run, and the messages.
struct HonestRun {
  std::vector<Bytes> messages;
  terms::Values client, server;
};

inline HonestRun run_honestly(const Rung& rung) {
  const terms::Book& book = rungs::rung_book(rung, std::string(rungs::named));
  const auto end = [&](Role role) {
    return terms::Interpreter(book, role, given_values(rung, ladder_settings(rung, role)));
  };
  terms::Interpreter client = end(Role::client), server = end(Role::server);
  HonestRun run;
  for (int n = 1; n <= rung.last(); ++n) {
    terms::Interpreter &from = n % 2 == 1 ? client : server, &to = n % 2 == 1 ? server : client;
    run.messages.push_back(from.take_sent());
    to.read(run.messages.back());
    if (to.state() == terms::Interpreter::State::asks) to.decide(true);
  }
  run.client = client.values(), run.server = server.values();
  return run;
}

inline const HonestRun& honest_run_of(const Rung& rung) {
  static const std::vector<HonestRun> runs = [] {
    std::vector<HonestRun> all;
    for (const Rung& one : rungs::all_rungs()) all.push_back(run_honestly(one));
    return all;
  }();
  return runs.at(rung.P);
}

// The honest message with up to three bits of what it is made from flipped, in the box and under
// the signature too, and all that follows made anew.
inline Bytes forged_message(FuzzedDataProvider& in, const Rung& rung, int n) {
  const Role from = n % 2 == 1 ? Role::client : Role::server;
  const HonestRun& run = honest_run_of(rung);
  const terms::Values& known = from == Role::client ? run.client : run.server;
  std::vector<std::string> letters = {std::string(rungs::numbered("msg", n)),
                                      n % 2 == 1 ? "X" : "Y"};
  for (const std::string_view letter : rung.message(n).hidden()) letters.emplace_back(letter);
  if (!rung.message(n).hidden().empty()) {
    letters.emplace_back(rungs::numbered("content", n));
    letters.emplace_back(rungs::numbered("box", n));
  }
  std::erase_if(letters, [](const std::string& l) { return l == "A" || l == "B"; });  // no formulas
  std::vector<terms::Delta> deltas;
  for (int i = in.ConsumeIntegralInRange(0, 3); i > 0; --i) {
    const std::string& letter =
        letters.at(in.ConsumeIntegralInRange<std::size_t>(0, letters.size() - 1));
    const int bits = static_cast<int>(8 * known.find(letter)->second.size());
    deltas.push_back(terms::flip_bit(letter, in.ConsumeIntegralInRange(0, bits - 1)));
  }
  const terms::Book& book = rungs::rung_book(rung, std::string(rungs::named));
  return terms::evaluate(book, known, from, deltas, known).at(letters.front());
}

struct LadderEnd {
  std::unique_ptr<peers::Machine> machine;
  peers::Host host = {};

  void hear(Bytes bytes) { machine->read(host, bytes); }
  void decide(bool admitted) {
    host.answered();
    machine->decided(host, admitted ? peers::Decision::admit : peers::Decision::refuse);
  }
};

// An end of the reference and one of the formulas, which must say the same.
class BothEnds {
 public:
  BothEnds(const Rung& rung, Role role, bool admits)
      : admits_(admits),
        reference_{reference_machine(rung, ladder_settings(rung, role))},
        formulas_{twisted_machine(rung, ladder_settings(rung, role), {})} {
    if (role == Role::server) return;
    reference_.machine->start(reference_.host);
    formulas_.machine->start(formulas_.host);
    compare();
  }

  // False where they end.
  bool hear(const Bytes& message) {
    reference_.hear(message);
    formulas_.hear(message);
    agree(reference_.host.asked() == formulas_.host.asked(), "whether to ask");
    if (reference_.host.asked()) {
      agree(reference_.host.peer_asked() == formulas_.host.peer_asked(), "whom to ask about");
      reference_.decide(admits_);
      formulas_.decide(admits_);
    }
    return compare();
  }

 private:
  bool compare() {
    const Answer one = reference_.host.take(), other = formulas_.host.take();
    agree(one.why == other.why, "why it is refused");
    agree(one.state == other.state, "how it goes on");
    agree(one.out == other.out, "what is sent");
    if (one.state == State::done)
      agree(reference_.machine->outcome() == formulas_.machine->outcome(), "the outcome");
    return one.state == State::read;
  }

  bool admits_;
  LadderEnd reference_, formulas_;
};

// The first byte is the rung; of the second bit 0 says which of the end's two messages comes from
// the fuzzer (where there is but one, that), bit 1 that it is forged and not what follows as it
// stands, bit 2 that the application refuses.
inline void read_one(Role role, View data) {
  if (data.size() < 2) return;
  const Rung& rung = rungs::all_rungs().at(data[0] % rungs::all_rungs().size());
  int n = (role == Role::server ? 1 : 2) + 2 * (data[1] & 1);
  if (n > rung.last()) n -= 2;
  const View rest = data.subspan(2);
  FuzzedDataProvider in(rest.data(), rest.size());
  const Bytes message = (data[1] & 2) != 0 ? forged_message(in, rung, n) : copy_of(rest);
  BothEnds both(rung, role, (data[1] & 4) == 0);
  const std::vector<Bytes>& honest = honest_run_of(rung).messages;
  for (int i = role == Role::server ? 1 : 2; i <= rung.last(); i += 2)
    if (!both.hear(i == n ? message : honest.at(static_cast<std::size_t>(i - 1)))) return;
}

}  // namespace assay::fuzz

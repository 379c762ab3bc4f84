// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/games/knowledge.hpp"
#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/attacks/attacks.hpp"

namespace assay::rungs {
namespace {

// One honest run, and what the target wrote in it.
struct Overheard {
  Cast cast;
  terms::Values values;
  Bytes written;
};

Overheard overhear(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung);
  end.complete();
  end.must_have_succeeded();
  Overheard heard{end.cast(), end.end().values(), {}};
  for (int n = end.role() == Role::client ? 2 : 1; n <= rung.last(); n += 2)
    heard.written = cat(heard.written, heard.values.at("msg" + std::to_string(n)));
  return heard;
}

Result learns(Stage& stage, const Rung& rung, bool initiator) {
  const Overheard heard = overhear(stage, rung);
  const Person& who = initiator ? heard.cast.A : heard.cast.B;
  return leak_game({{initiator ? "A's name" : "B's name", who.name}, {"its key", who.key}},
                   heard.written);
}

bool in_clear(const Rung& rung, std::string_view letter) {
  return std::ranges::any_of(rung.messages, [&](const Said& m) {
    return std::ranges::find(m.clear, letter) != m.clear.end();
  });
}

// The text that a signature is over, with guessed names; none where it covers a secret.
std::optional<Bytes> guessed_text(const Rung& rung, const Letters& covered,
                                  const terms::Values& values, const Bytes& A, const Bytes& B) {
  Bytes text = cat(std::string_view("ladder/1 sig "), Bytes{rung.P});
  for (const std::string_view letter : covered) {
    const bool is_name = letter == "A" || letter == "B";
    if (!is_name && letter != "X" && letter != "Y" && !in_clear(rung, letter)) return std::nullopt;
    text = cat(text, letter == "A" ? A : letter == "B" ? B : values.find(letter)->second);
  }
  return text;
}

// Whether the target's clear signature tells the right guess from a wrong one.
bool signature_confirms(const Rung& rung, Role role, const Overheard& heard, bool initiator) {
  const bool by_A = role == Role::client;
  const std::string_view sig = by_A ? "sigA" : "sigB";
  if (!in_clear(rung, sig)) return false;
  const auto holds = [&](const Person& A, const Person& B) {
    const auto text =
        guessed_text(rung, by_A ? rung.sigA : rung.sigB, heard.values, A.name, B.name);
    return text && verify(by_A ? A.key : B.key, heard.values.find(sig)->second, *text);
  };
  const auto& [A, B, E] = std::tie(heard.cast.A, heard.cast.B, heard.cast.E);
  return holds(A, B) && !(initiator ? holds(E, B) : holds(A, E));
}

Result confirms(Stage& stage, const Rung& rung, bool initiator) {
  const Overheard heard = overhear(stage, rung);
  const Person& who = initiator ? heard.cast.A : heard.cast.B;
  if (signature_confirms(rung, stage.role, heard, initiator))
    return {Verdict::succeeded, "its signature holds for the right guess, and not for a wrong one"};
  return leak_game({{initiator ? "A's name" : "B's name", who.name}, {"its key", who.key}},
                   heard.written);
}

// What stands in the target's box, opened with a key made of what everyone sees.
Result opens_box(Stage& stage, const Rung& rung) {
  const Overheard heard = overhear(stage, rung);
  const bool by_A = stage.role == Role::client;
  const int n = proof_of(rung, stage.role);
  const Bytes box = heard.values.at("box" + std::to_string(n));
  const Bytes& name = by_A ? heard.cast.A.name : heard.cast.B.name;
  const Bytes P{rung.P}, header = heard.values.at("h" + std::to_string(n));
  const std::string_view label = by_A ? "enc-i" : "enc-r";
  const Bytes guesses[] = {Bytes(32), heard.values.at("X"), heard.values.at("Y"), P};
  for (const Bytes& guess : guesses) {
    const Bytes key = mac(guess, cat(std::string_view("ladder/1 key "), P, label));
    const Bytes text =
        rung.message(n).boxed.empty() ? mask(key, box) : unseal(key, header, box).value_or(Bytes());
    if (!std::ranges::search(text, name).empty())
      return {Verdict::succeeded, "its box opens with a key made of " + hex(guess)};
  }
  return {Verdict::withstood, "its box opens with no key that is made of what everyone sees"};
}

Result learns_A(Stage& stage, const Rung& rung) { return learns(stage, rung, true); }
Result learns_B(Stage& stage, const Rung& rung) { return learns(stage, rung, false); }
Result confirms_A(Stage& stage, const Rung& rung) { return confirms(stage, rung, true); }
Result confirms_B(Stage& stage, const Rung& rung) { return confirms(stage, rung, false); }

}  // namespace

bool is_shown(const Rung& rung, Role role, std::string_view name, bool confirmed) {
  for (int n = role == Role::client ? 1 : 2; n <= rung.last(); n += 2) {
    const Letters& clear = rung.message(n).clear;
    if (std::ranges::find(clear, name) != clear.end()) return true;
  }
  const Letters& covered = role == Role::client ? rung.sigA : rung.sigB;
  return confirmed && in_clear(rung, role == Role::client ? "sigA" : "sigB") &&
         std::ranges::find(covered, name) != covered.end();
}

std::vector<Attack> eavesdropping_attacks(const Rung& rung) {
  struct Question {
    const char *id, *slug, *meaning;
    Result (*run)(Stage&, const Rung&);
    std::string_view name;
    bool confirmed;
  };
  const Question questions[] = {
      {"A15a", "listener-learns-A", "Whoever listens learns who calls.", learns_A, "A", false},
      {"A15b", "listener-learns-B", "Whoever listens learns who answers.", learns_B, "B", false},
      {"A15c", "listener-confirms-A", "Whoever listens confirms a guess of who calls.", confirms_A,
       "A", true},
      {"A15d", "listener-confirms-B", "Whoever listens confirms a guess of who answers.",
       confirms_B, "B", true}};
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    for (const Question& q : questions)
      all.push_back(
          single(rung, {.id = q.id,
                        .slug = q.slug,
                        .role = role,
                        .meaning = q.meaning,
                        .expected = "nothing that it writes tells",
                        .spec = "spec/ladder.md#6.10",
                        .likely = "a name, or a signature over it, is sent in the clear",
                        .change = "none: one honest run, and all that it writes",
                        .run = q.run,
                        .twin = is_shown(rung, role, q.name, q.confirmed) ? "sigma-i" : "",
                        .attacker = Attacker::listening}));
    if (rung.message(proof_of(rung, role)).hidden().empty()) continue;
    all.push_back(single(rung, {.id = "L26",
                                .slug = "listener-opens-the-box",
                                .role = role,
                                .meaning = "Whoever listens reads what is encrypted.",
                                .expected = "no public value gives the key",
                                .spec = "spec/ladder.md#3.3",
                                .likely = "the key does not come from the shared secret",
                                .change = "none: one honest run, and all that it writes",
                                .run = opens_box,
                                .attacker = Attacker::listening}));
  }
  return all;
}

}  // namespace assay::rungs

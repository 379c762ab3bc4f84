// SPDX-License-Identifier: MIT
#include "vectors/toy/vector_set.hpp"

#include "conformance/toy/formulas.hpp"

namespace assay::vectors {
namespace {

Field given_to_toy(std::string name, std::size_t bytes) {
  return {.name = std::move(name), .bytes = bytes, .given = true};
}

std::map<std::string, Note> toy_notes() {
  return {{"Honest", {"An honest session.", {"C"}, "basic", "None.", "spec/toy.md §3"}},
          {"Stale",
           {"A hello of another time.",
            {"P06"},
            "missing-step",
            "A recorded hello is answered.",
            "spec/toy.md §3.1"}},
          {"Reflected",
           {"What right said itself.",
            {"P07"},
            "missing-step",
            "It takes itself for its peer.",
            "spec/toy.md §3.1"}},
          {"SessionKey",
           {"Whether the transcript tells the session's key.",
            {"P01", "P07"},
            "basic",
            "Whoever listens reads what is said.",
            "spec/toy.md §2"}},
          {"WrongKey",
           {"A message that shows no knowledge of K.",
            {"P07"},
            "auth-bypass",
            "Anyone passes for the peer.",
            "spec/toy.md §3.2"}}};
}

// What one end calls by a small letter the other calls by the capital one.
std::string_view others_letter(std::string_view letter) {
  static constexpr std::string_view own = "nthpdNTHPD", others = "NTHPDnthpd";
  const auto at = own.find(letter);
  return letter.size() == 1 && at != own.npos ? others.substr(at, 1) : letter;
}

// The book takes the steps of an end that has the small letters, which is left; right has a role of
// its own here, with the capital ones.
const terms::Book& book_of_both_ends() {
  static const terms::Book both = [] {
    terms::Book book = toy_book(Carrier::stream);
    std::vector<terms::Step> steps = book.steps.at(Role::peer);
    for (terms::Step& step : steps) {
      step.letter = others_letter(step.letter);
      for (terms::Field& field : step.fields) field.letter = others_letter(field.letter);
    }
    book.steps[Role::server] = steps;
    book.outcome[Role::server] = book.outcome.at(Role::peer);
    return book;
  }();
  return both;
}

std::vector<VectorFile> toy_files() {
  using Kind = VectorFile::Kind;
  return {{"accept.json", "Honest sessions with every value; both ends accept.", Kind::accept, "",
           toy_accept_tests},
          {"reject.json", "Sessions that every sound end refuses.", Kind::reject, "right",
           toy_reject_tests}};
}

}  // namespace

const VectorSet& toy_vector_set() {
  static const VectorSet set{
      .protocol = "toy",
      .spec = "spec/toy.md",
      .suite = "1.0.0",
      .seed = std::string(64, '0'),
      .sources = {{"Assay: Toy, the smallest tenant", "1", "spec/toy.md", "MIT"}},
      .notes = toy_notes(),
      .shared = {given_to_toy("K", 32)},
      .parties = {{"left", Role::peer, {given_to_toy("n", 16), given_to_toy("t", 16)}},
                  {"right", Role::server, {given_to_toy("N", 16), given_to_toy("T", 16)}},
                  {std::string(mallory_name), std::nullopt, {}}},
      .messages = {{"H", "right"},
                   {"h", "left"},
                   {"P", "right"},
                   {"p", "left"},
                   {"D", "right"},
                   {"d", "left"}},
      .intermediates = {{"k", 32, "d"}},
      .outcome = {{"k", 32}},
      .capabilities = {},
      .reasons = {"reflected", "stale", "bad_proof", "bad_finish"},
      .attacker = {},
      .book = &book_of_both_ends(),
      .set_up = [](Test&) {},
      .play = play_toy,
      .intermediates_of = intermediates_of_toy,
      .files = toy_files(),
      .questions = toy_questions,
  };
  return set;
}

std::vector<VectorSet> toy_vector_sets() { return {toy_vector_set()}; }

}  // namespace assay::vectors

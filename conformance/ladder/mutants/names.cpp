// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/machine.hpp"
#include "conformance/ladder/mutants/mutants.hpp"
#include "conformance/terms/delta.hpp"

// Flaws in what an end does with names: whom it compares, looks up and reports.
namespace assay::rungs {
namespace {

using terms::Book, terms::Formula, terms::Parts, terms::Primitive, terms::Step;

// The initiator takes other operands than the received name, and compares no name.
MakeMachine calling(const std::vector<terms::Delta>& deltas) {
  return [deltas](const Rung& rung, const RungSettings& s) {
    if (s.role != Role::client) return reference_machine(rung, s);
    terms::Twist twist{.deltas = deltas};
    const auto& steps = rung_book(rung, s.mode).steps.at(Role::client);
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (steps[i].reason == "wrong_peer") twist.skipped.push_back(i);
    return twisted_machine(rung, s, twist);
  };
}

// Both ends go by the rung's book as amended; others than they are sound.
MakeMachine amended(std::string_view rung, void (*amend)(Book&)) {
  auto line = std::make_shared<Rung>(rung_named(rung));
  line->amend = amend;
  return [line](const Rung&, const RungSettings& s) { return twisted_machine(*line, s, {}); };
}

Formula& formula_in(Book& book, std::string_view letter) {
  return *std::ranges::find(book.formulas, letter, &Formula::letter);
}

// spec/ladder.md §4, as a library does that knows texts.
Bytes text_up_to_zero(const Bytes& name) { return {name.begin(), std::ranges::find(name, 0)}; }
constexpr Primitive difference_of_texts{[](const Parts& p) {
  const bool same =
      text_up_to_zero(p.operands.at(0).bytes) == text_up_to_zero(p.operands.at(1).bytes);
  return Bytes(32, static_cast<std::uint8_t>(!same));
}};
void compares_texts(Book& book) { formula_in(book, "B-called").primitive = &difference_of_texts; }

bool begins_with_zeros(View difference) {
  return std::ranges::all_of(difference.first(8), [](std::uint8_t byte) { return byte == 0; });
}
void compares_beginnings(Book& book) {
  auto& steps = book.steps.at(Role::client);
  std::ranges::find(steps, "wrong_peer", &Step::reason)->holds = begins_with_zeros;
}

constexpr Primitive lookup_by_beginning{[](const Parts& p) {
  const View entries = p.operands.at(0).bytes, name = p.operands.at(1).bytes;
  for (std::size_t at = 0; at + 64 <= entries.size(); at += 64)
    if (std::ranges::equal(entries.subspan(at, 8), name.first(8)))
      return copy_of(entries.subspan(at + 32, 32));
  return Bytes();
}};
void looks_up_beginnings(Book& book) {
  formula_in(book, "keyA").primitive = &lookup_by_beginning;
  formula_in(book, "keyB").primitive = &lookup_by_beginning;
}

void names_itself(Book& book) {
  book.steps.at(Role::client).back().letter = "A";
  book.steps.at(Role::server).back().letter = "B";
}

constexpr Primitive first_name{
    [](const Parts& p) { return copy_of(View(p.operands.at(0).bytes).first(32)); }};
void names_the_first_entry(Book& book) {
  book.formulas.push_back({"first", &first_name, "", {"directory"}});
  for (auto& [role, steps] : book.steps) {
    steps.back().letter = "first";
    steps.insert(steps.end() - 1, Step{.kind = Step::Kind::compute, .letter = "first"});
  }
}

std::vector<LadderMutant> comparing_wrongly() {
  const std::string where_name_is_key(id_is_key), where_registered(named);
  const std::vector<std::string> whom_it_called = {"client.P03", "client.P04"};
  return {
      {"M70",
       "the initiator macs the name that it called and compares it with no other",
       &rung_named("sigma-0"),
       where_name_is_key,
       calling({terms::replace("macB.B", "called")}),
       whom_it_called,
       {"client.L25"},
       "the mac says B and the signature E, who both knows Z and signs: nothing ties the two"},
      {"M71",
       "the initiator looks for the name that it called in what is signed, and compares no other",
       &rung_named("sigma-ike"),
       where_name_is_key,
       calling({terms::replace("macB.B", "called")}),
       whom_it_called,
       {"client.L25"},
       "E signs a mac over B, which it can make, for it knows Z"},
      {"M72",
       "the initiator verifies under the key of the name that it called and compares no name",
       &rung_named("sigma-0"),
       where_registered,
       calling({terms::replace("keyB.B", "called")}),
       {"client.P03", "client.P07"},
       {"client.L27"},
       "where E's entry has B's key, what B says of itself is good for E: misbinding, and the mac "
       "over B's name does not help, for nobody looks whether it is E's"},
      {"M73",
       "the initiator compares names as texts, which end at a zero byte",
       &rung_named("sigma-0"),
       where_registered,
       amended("sigma-0", compares_texts),
       whom_it_called,
       {"client.L28"},
       "E takes a name that goes on otherwise after the zero byte"},
      {"M74",
       "the initiator compares the first eight bytes of names",
       &rung_named("sigma-r"),
       where_registered,
       amended("sigma-r", compares_beginnings),
       whom_it_called,
       {"client.L28"},
       "E takes a name that begins like B's"},
      {"M75",
       "names are looked up by their first eight bytes",
       &rung_named("sigma-i"),
       where_registered,
       amended("sigma-i", looks_up_beginnings),
       {"client.P03", "client.P04", "server.P02"},
       {"client.L28", "server.L28"},
       "E's entry stands before the other's, so E's signature is looked for under both names"},
  };
}

std::vector<LadderMutant> reporting_wrongly() {
  const std::string where_name_is_key(id_is_key), where_registered(named);
  const std::vector<std::string> name_halves = {"client.P03", "client.P07", "server.P02",
                                                "server.P07"};
  return {
      {"M76",
       "an end that is done names itself",
       &rung_named("sigma-0"),
       where_name_is_key,
       amended("sigma-0", names_itself),
       name_halves,
       {"client.L31", "server.L31"},
       "the application takes what it is told for the peer's name"},
      {"M77",
       "an end that is done names the first entry of its directory",
       &rung_named("sigma-0"),
       where_registered,
       amended("sigma-0", names_the_first_entry),
       name_halves,
       {"client.L31", "server.L31"},
       "whoever calls is taken for the same one"},
  };
}

}  // namespace

std::vector<LadderMutant> mutants_of_names() {
  std::vector<LadderMutant> all = comparing_wrongly();
  for (LadderMutant& m : reporting_wrongly()) all.push_back(std::move(m));
  return all;
}

}  // namespace assay::rungs

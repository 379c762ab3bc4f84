// SPDX-License-Identifier: MIT
#include "vectors/ladder/book.hpp"

#include <algorithm>

#include "conformance/ladder/formulas.hpp"

namespace assay::vectors {
namespace {

using rungs::Rung, rungs::RungEntry, terms::Formula, terms::Parts, terms::Primitive;

// spec/ladder.md §4: whom the registrar lets in.
constexpr Primitive registrar{[](const Parts& p) {
  const Bytes &entries = p.operands.at(0).bytes, &proofs = p.operands.at(1).bytes;
  const std::string_view mode = proofs.empty() ? rungs::named : rungs::named_pop;
  return rungs::directory_bytes(rungs::registered(std::string(mode), entries_in(entries, proofs)));
}};

const Formula& formula_in(const terms::Book& book, std::string_view letter) {
  return *std::ranges::find(book.formulas, letter, &Formula::letter);
}

const std::string in_named(rungs::named);

// spec/ladder.md §4: the key of a name. Over entries, directory and name.
constexpr Primitive key_of_name{[](const Parts& p) {
  if (p.operands.at(0).bytes.empty()) return p.operands.at(2).bytes;
  static const Primitive& lookup =
      *formula_in(rungs::rung_book(rungs::rung_named("badh"), in_named), "keyA").primitive;
  return lookup.compute({{}, {}, {p.operands.at(1), p.operands.at(2)}});
}};

void add_names_to_book(terms::Book& book) {
  std::ranges::replace_if(
      book.formulas, [](const Formula& f) { return f.letter == "keyA"; },
      Formula{"keyA", &key_of_name, "", {"entries", "directory", "A"}});
  std::ranges::replace_if(
      book.formulas, [](const Formula& f) { return f.letter == "keyB"; },
      Formula{"keyB", &key_of_name, "", {"entries", "directory", "B"}});
  book.formulas.insert(book.formulas.begin(),
                       Formula{"directory", &registrar, "", {"entries", "proofs"}});
  book.settings = {{"client.called", "called"}, {"server.admits", ""}};
  for (auto& [role, steps] : book.steps)
    steps.insert(steps.begin(), {.kind = terms::Step::Kind::compute, .letter = "directory"});
  book.outcome[Role::client].push_back({"peer", "B"});
  book.outcome[Role::server].push_back({"peer", "A"});
}

terms::Book book_of_all_modes(const Rung& rung) {
  terms::Book book = rungs::rung_book(rung, in_named);
  // A test gives both scalars, whoever looks.
  for (Formula& f : book.formulas)
    if (f.letter == "X" || f.letter == "Y") f.by.reset();
  if (rung.has_names()) add_names_to_book(book);
  return book;
}

}  // namespace

std::vector<RungEntry> entries_in(View entries, View proofs) {
  std::vector<RungEntry> all;
  for (std::size_t at = 0; at < entries.size(); at += 64) {
    const View entry = entries.subspan(at, 64);
    all.push_back({copy_of(entry.first(32)), copy_of(entry.last(32))});
    if (!proofs.empty()) all.back().pop = copy_of(proofs.subspan(at, 64));
  }
  return all;
}

bool has_letter(const Rung& rung, std::string_view letter) {
  return std::ranges::find(ladder_book(rung).formulas, letter, &Formula::letter) !=
         ladder_book(rung).formulas.end();
}

const terms::Book& ladder_book(const Rung& rung) {
  static const std::map<std::string_view, terms::Book> books = [] {
    std::map<std::string_view, terms::Book> all;
    for (const Rung& one : rungs::all_rungs()) all.emplace(one.name, book_of_all_modes(one));
    return all;
  }();
  return books.at(rung.name);
}

}  // namespace assay::vectors

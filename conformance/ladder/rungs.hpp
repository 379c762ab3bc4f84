// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// The rungs of spec/ladder.md §2 as data: what each sends, signs and macs, in the document's
// letters. Formulas, steps, attacks and mutants are made from these lines.
namespace assay::terms {
struct Book;
}

namespace assay::rungs {

using Letters = std::vector<std::string_view>;

// What a message says after its header: what is clear, then one box at most.
struct Said {
  Letters clear = {};
  Letters boxed = {};   // with a tag
  Letters masked = {};  // without one
  // By either way, or in the clear.
  bool has(std::string_view letter) const;
  const Letters& hidden() const { return boxed.empty() ? masked : boxed; }
};

struct Rung {
  std::string_view name;
  std::uint8_t P;
  std::string_view changes;  // the rung that it takes, and changes in one thing; empty: none
  std::vector<Said> messages;
  Letters sigA = {}, sigB = {}, macA = {}, macB = {};  // what each is over; empty: there is none
  // Of mutants whose ends are wrong alike: what both do otherwise.
  std::function<void(terms::Book& book)> amend = {};

  bool has_names() const { return !sigA.empty(); }
  bool hides() const;  // something in some message
  bool is_acknowledged() const { return messages.back().has("ack"); }
  // The message, from 1, that holds the letter; 0: none does.
  int message_with(std::string_view letter) const;
  int last() const { return static_cast<int>(messages.size()); }
  const Said& message(int n) const { return messages.at(static_cast<std::size_t>(n - 1)); }
};

// What has a place for each rung is checked against it where it is compiled.
inline constexpr std::size_t number_of_rungs = 13;
const std::vector<Rung>& all_rungs();           // by P
const Rung& rung_named(std::string_view name);  // throws std::out_of_range
// Of "ladder/iso".
const Rung& rung_of_protocol(std::string_view protocol);

// Bytes of a field that is sent.
std::size_t bytes_of(std::string_view letter);

// The modes of spec/ladder.md §4; the first is the default. A rung without names has none.
inline constexpr std::string_view id_is_key = "id-is-key", named = "named", named_pop = "named-pop";
std::vector<std::string> modes_of(const Rung& rung);
std::string protocol_name(const Rung& rung);

}  // namespace assay::rungs

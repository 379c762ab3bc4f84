// SPDX-License-Identifier: MIT
#include "vectors/maker/vector_set.hpp"

#include <algorithm>
#include <stdexcept>

#include "conformance/terms/evaluate.hpp"

namespace assay::vectors {
namespace {

void take_given(const std::vector<Field>& fields, const Values& from, Values& given) {
  for (const Field& field : fields) {
    const auto found = from.find(field.name);
    if (field.given && found != from.end()) given[field.value_of()] = found->second;
  }
}

Values given_in(const VectorSet& set, const Test& test) {
  Values given;
  take_given(set.shared, test.shared, given);
  for (const auto& [name, values] : test.parties) {
    take_given(party_of(set, name).fields, values, given);
  }
  return given;
}

}  // namespace

const Party& party_of(const VectorSet& set, std::string_view name) {
  const auto found = std::ranges::find(set.parties, name, &Party::name);
  if (found == set.parties.end()) {
    throw std::invalid_argument("\"" + std::string(name) + "\" is no party of " + set.protocol);
  }
  return *found;
}

std::vector<std::string> playing_parties(const VectorSet& set) {
  std::vector<std::string> names;
  for (const Party& party : set.parties) {
    if (party.role) names.push_back(party.name);
  }
  return names;
}

std::vector<std::string> observed_parties(const VectorSet& set, const Test& test) {
  if (test.focus) return {test.focus->party};
  return playing_parties(set);
}

std::size_t stage_of(const VectorSet& set, std::string_view stage) {
  if (stage == "open") return 0;
  const auto found = std::ranges::find(set.messages, stage, &Message::name);
  return 1 + static_cast<std::size_t>(found - set.messages.begin());
}

bool is_setting(const VectorSet& set, std::string_view party, std::string_view field) {
  const std::string name = std::string(party) + "." + std::string(field);
  return std::ranges::find(set.book->settings, name, &terms::Setting::name) !=
         set.book->settings.end();
}

Values evaluate(const VectorSet& set, const Test& test, std::string_view party,
                const std::optional<Delta>& delta) {
  const std::optional<Role> role = party_of(set, party).role;
  if (!role) throw std::invalid_argument(std::string(party) + " has no part in a session");
  return terms::evaluate(*set.book, given_in(set, test), *role, delta);
}

std::vector<std::string> intermediates_through(const VectorSet& set, std::string_view message) {
  std::vector<std::string> letters;
  for (const Intermediate& value : set.intermediates) {
    if (stage_of(set, value.message) <= stage_of(set, message)) letters.push_back(value.letter);
  }
  return letters;
}

Values outcome_of(const VectorSet& set, const Values& values, std::string_view party) {
  Values outcome;
  for (const terms::Taken& taken : set.book->outcome.at(party_of(set, party).role.value())) {
    outcome[std::string(taken.name)] = values.find(taken.letter)->second;
  }
  return outcome;
}

std::vector<std::string> silent_after(const VectorSet& set, std::string_view party,
                                      std::string_view latest) {
  std::vector<std::string> silent;
  for (std::size_t i = stage_of(set, latest); i < set.messages.size(); ++i) {
    if (set.messages[i].from == party) silent.push_back(set.messages[i].name);
  }
  silent.push_back("stream");
  return silent;
}

}  // namespace assay::vectors

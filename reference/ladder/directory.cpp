// SPDX-License-Identifier: MIT
#include "reference/ladder/directory.hpp"

#include "reference/common/concat.hpp"
#include "reference/common/consumable.hpp"
#include "reference/ladder/text.hpp"

namespace assay::ladder {

// spec/ladder.md §4: pop = sign[S]("ladder/1 pop " | name)
PossessionProof prove_possession(const RegisteredName& name, const reference::SigningKey& key) {
  const auto text = reference::concat(ascii("ladder/1 pop "), name);
  return PossessionProof::from(reference::sign(key, text.view()).view());
}

std::expected<ProvenEntry, Reject> register_proven(const RegisteredName& name,
                                                   const reference::VerifyKey& key,
                                                   const PossessionProof& pop) {
  const auto text = reference::concat(ascii("ladder/1 pop "), name);
  const bool possessed =
      reference::verify(reference::Signature::from(pop.view()), key, text.view());
  if (!possessed) return std::unexpected(Reject::not_possessed);
  return ProvenEntry({name, key});
}

Directory Directory::named(std::vector<Entry> entries) {
  for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
    const auto same = [&](const Entry& other) { return other.name == entry->name; };
    if (std::any_of(entries.begin(), entry, same))
      reference::abort_misuse("a name stands twice in the directory");
  }
  return Directory(std::move(entries));
}

Directory Directory::named_pop(const std::vector<ProvenEntry>& entries) {
  std::vector<Entry> proven;
  proven.reserve(entries.size());
  for (const ProvenEntry& one : entries) proven.push_back(one.entry());
  return named(std::move(proven));
}

std::optional<reference::VerifyKey> Directory::find(const RegisteredName& name) const {
  if (!entries_) return reference::VerifyKey::from(name.view());
  const auto entry = std::ranges::find(*entries_, name, &Entry::name);
  if (entry == entries_->end()) return std::nullopt;
  return entry->key;
}

void Directory::abort_other_name() {
  reference::abort_misuse("this end's name is not its key, and the directory says that names are");
}

}  // namespace assay::ladder

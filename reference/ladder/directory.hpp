// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "reference/ladder/types.hpp"

// Whose key is whose (spec/ladder.md §4).
namespace assay::ladder {

using RegisteredName = reference::Public<struct RegisteredNameTag, 32>;
using PossessionProof = reference::Public<struct PossessionProofTag, 64>;

// The word of a registrar that asked for nothing.
struct Entry {
  RegisteredName name;
  reference::VerifyKey key;
};

// The word of a registrar that was shown a proof; only register_proven makes it.
class ProvenEntry {
 public:
  const Entry& entry() const { return entry_; }

 private:
  friend std::expected<ProvenEntry, Reject> register_proven(const RegisteredName& name,
                                                            const reference::VerifyKey& key,
                                                            const PossessionProof& pop);
  explicit ProvenEntry(const Entry& entry) : entry_(entry) {}

  Entry entry_;
};

// By who asks for the entry.
PossessionProof prove_possession(const RegisteredName& name, const reference::SigningKey& key);

// By the registrar. Reject: not_possessed.
std::expected<ProvenEntry, Reject> register_proven(const RegisteredName& name,
                                                   const reference::VerifyKey& key,
                                                   const PossessionProof& pop);

// What one end looks names up in. A name that stands twice is misuse: aborts.
class Directory {
 public:
  static Directory id_is_key() { return Directory(std::nullopt); }
  static Directory named(std::vector<Entry> entries);
  static Directory named_pop(const std::vector<ProvenEntry>& entries);

  template <class Role>
  std::optional<reference::VerifyKey> key_of(const Name<Role>& name) const {
    return find(RegisteredName::from(name.view()));
  }

  // Aborts when names are keys and this end's own name is none of its.
  template <class Role>
  void must_suit(const Identity<Role>& own) const {
    if (!entries_ && !std::ranges::equal(own.name().view(), verify_key(own.key()).view()))
      abort_other_name();
  }

 private:
  explicit Directory(std::optional<std::vector<Entry>> entries) : entries_(std::move(entries)) {}

  std::optional<reference::VerifyKey> find(const RegisteredName& name) const;
  [[noreturn]] static void abort_other_name();

  std::optional<std::vector<Entry>> entries_;  // none: the name is the key
};

}  // namespace assay::ladder

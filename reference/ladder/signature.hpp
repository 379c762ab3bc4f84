// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/concat.hpp"
#include "reference/ladder/directory.hpp"
#include "reference/ladder/text.hpp"

namespace assay::ladder {

// A name whose key signed what the rung asks for: only verify_signature makes it.
template <class Role>
class Proven {
 public:
  const Name<Role>& name() const { return name_; }

 private:
  template <class Signer, class... Parts>
  friend std::expected<Proven<Signer>, Reject> verify_signature(Proto P, const Directory& directory,
                                                                const Name<Signer>& name,
                                                                const SignatureBy<Signer>& sig,
                                                                const Parts&... parts);
  explicit Proven(const Name<Role>& name) : name_(name) {}

  Name<Role> name_;
};

// spec/ladder.md §3.5: sig[P, S](m) = sign[S]("ladder/1 sig " | P | m)
template <class Signer, class... Parts>
SignatureBy<Signer> sign(Proto P, const Identity<Signer>& S, const Parts&... parts) {
  const auto text = reference::concat(ascii("ladder/1 sig "), byte_of(P), parts...);
  return SignatureBy<Signer>::from(reference::sign(S.key(), text.view()).view());
}

// By the key that the directory has for `name`. Reject: unknown_name, bad_signature.
template <class Signer, class... Parts>
std::expected<Proven<Signer>, Reject> verify_signature(Proto P, const Directory& directory,
                                                       const Name<Signer>& name,
                                                       const SignatureBy<Signer>& sig,
                                                       const Parts&... parts) {
  const auto key = directory.key_of(name);
  if (!key) return std::unexpected(Reject::unknown_name);
  const auto text = reference::concat(ascii("ladder/1 sig "), byte_of(P), parts...);
  const bool signed_by_name =
      reference::verify(reference::Signature::from(sig.view()), *key, text.view());
  if (!signed_by_name) return std::unexpected(Reject::bad_signature);
  return Proven<Signer>(name);
}

}  // namespace assay::ladder

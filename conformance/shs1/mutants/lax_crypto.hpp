// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/bytes.hpp"

namespace assay::mutants {

// Ed25519 verification without the cofactor, as RFC 8032 §5.1.7 allows, that does not refuse a key
// of small order; nor an R of small order unless asked to.
bool verify_laxly(View A_p, View signature, View message, bool small_R_refused);

// XSalsa20's plaintext of what crypto_secretbox sealed, without a look at the tag.
Bytes decrypt_unchecked(View key, View nonce, View cipher_without_tag);

}  // namespace assay::mutants

// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "conformance/engine/bytes.hpp"

// Encodings of curve points that a careless implementation takes for a peer's key (spec/shs1.md
// §5). All 32 bytes, little-endian.
namespace assay::mallory {

struct NamedPoint {
  std::string_view slug;  // fits a case's name
  Bytes bytes;
};

// X25519. The seven encodings of small order with bit 255 clear: whatever the scalar, DH gives
// zero.
const std::vector<NamedPoint>& small_order_u();
// The same seven with bit 255 set: equal to the others under RFC 7748 §5, which masks the bit.
const std::vector<NamedPoint>& small_order_u_bit_255();
// Five that have small order only for a library that does not mask; elsewhere ordinary points.
const std::vector<NamedPoint>& small_order_u_unmasked();

// Ed25519. The fourteen encodings of small order, the canonical eight first.
const std::vector<NamedPoint>& small_order_ed25519();
// Encodings of no point: y^2 - 1 over d y^2 + 1 is no square.
const std::vector<NamedPoint>& undecodable_ed25519();

// An Ed25519 point T of exactly that order: 2, 4 or 8. Throws std::invalid_argument for any other.
const Bytes& torsion_point(int order);

}  // namespace assay::mallory

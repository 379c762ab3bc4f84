// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "reference/shs1/types.hpp"

// The inputs of every scenario and all that is derived from them. They are computed in a process of
// their own and kept masked, so that a secret found in a scenario's memory was left there by the
// scenario.
namespace assay::reference::tests {

inline constexpr std::uint8_t mask = 0xa5;

enum class Form { x25519_secret, ed25519_seed };

struct Material {
  std::map<std::string, std::vector<std::uint8_t>> secrets;  // masked
  std::map<std::string, std::vector<std::uint8_t>> open;     // messages, public keys: not masked
};

// Computed in a child process.
Material make_material(Form form);

// More of a secret under a name that has some already is kept behind it.
void keep_secret(Material& material, const std::string& name, std::span<const std::uint8_t> bytes);
void keep_open(Material& material, const std::string& name, std::span<const std::uint8_t> bytes);
// The scalar, and what X25519 makes of it first.
void keep_scalar(Material& material, const std::string& name,
                 std::span<const std::uint8_t, 32> scalar);

// Bytes without repetition, so that no eight of them occur by chance.
std::array<std::uint8_t, 32> seed_of(const std::string& name);

// What the ladder's scenarios start from, beside what is there.
void add_ladder_material(Material& material);

// A secret of the material as the type that a function takes. Nothing of it is kept elsewhere.
template <class T>
T unmasked(const Material& material, const std::string& name) {
  const std::vector<std::uint8_t>& bytes = material.secrets.at(name);
  return T::written_by([&](std::span<std::uint8_t, T::size> secret) {
    for (std::size_t i = 0; i < T::size; ++i) secret[i] = bytes.at(i) ^ mask;
  });
}

template <class T>
T open_value(const Material& material, const std::string& name) {
  return T::from(std::span<const std::uint8_t>(material.open.at(name)).template first<T::size>());
}

}  // namespace assay::reference::tests

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "reference/shs1/types.hpp"

// The inputs of every scenario and all that is derived from them. They are computed in a process of
// their own and kept masked, so that a secret found in a scenario's memory was left there by the
// scenario.
namespace assay::reference::tests {

inline constexpr std::uint8_t mask = 0xa5;

enum class Form { x25519_secret, ed25519_seed };

struct Masked {
  std::string name;
  std::vector<std::uint8_t> bytes;
};

struct Material {
  std::map<std::string, std::vector<std::uint8_t>> secrets;  // masked
  std::map<std::string, std::vector<std::uint8_t>> open;     // messages, public keys: not masked
};

// Computed in a child process.
Material make_material(Form form);

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

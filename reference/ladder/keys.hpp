// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/concat.hpp"
#include "reference/common/hmac.hpp"
#include "reference/ladder/text.hpp"

// K[P](label): every label is a type, so that the key of one direction or use is not another's.
namespace assay::ladder {

// `By`: who macs, boxes or sends under the key.
struct MacI {
  using By = Initiator;
  static auto label() { return ascii("mac-i"); }
};
struct MacR {
  using By = Responder;
  static auto label() { return ascii("mac-r"); }
};
struct EncI {
  using By = Initiator;
  static auto label() { return ascii("enc-i"); }
};
struct EncR {
  using By = Responder;
  static auto label() { return ascii("enc-r"); }
};
struct AppI {
  using By = Initiator;
  static auto label() { return ascii("app-i"); }
};
struct AppR {
  using By = Responder;
  static auto label() { return ascii("app-r"); }
};
struct AckR {
  using By = Responder;
  static auto label() { return ascii("ack-r"); }
};

template <class Label>
using Key = reference::Secret<Label, 32>;

// HMAC-SHA-512 under Z, its first 32 bytes, never outside of `key`.
void derive_into(std::span<std::uint8_t, 32> key, const SharedSecret& Z,
                 std::span<const std::uint8_t> text);

// spec/ladder.md §3.3: K[P](label) = mac[Z]("ladder/1 key " | P | label)
template <class Label>
Key<Label> K(Proto P, const SharedSecret& Z) {
  const auto text = reference::concat(ascii("ladder/1 key "), byte_of(P), Label::label());
  return Key<Label>::written_by(
      [&](std::span<std::uint8_t, 32> key) { derive_into(key, Z, text.view()); });
}

// What the application gets: nothing else in the run depends on them.
struct SessionKeys {
  Key<AppI> app_i;  // of what the initiator sends
  Key<AppR> app_r;
};

inline SessionKeys session_keys(Proto P, const SharedSecret& Z) {
  return {K<AppI>(P, Z), K<AppR>(P, Z)};
}

// spec/ladder.md §3.3: mac[P, label](m) = mac[K[P](label)](m)
template <class Label, class... Parts>
MacBy<typename Label::By> mac(const Key<Label>& key, const Parts&... parts) {
  return MacBy<typename Label::By>::from(
      reference::hmac(reference::MacKey::from(key.view()), reference::concat(parts...).view())
          .view());
}

// In constant time.
template <class Label, class... Parts>
[[nodiscard]] bool mac_matches(const MacBy<typename Label::By>& mac, const Key<Label>& key,
                               const Parts&... parts) {
  return reference::hmac_matches(reference::Mac::from(mac.view()),
                                 reference::MacKey::from(key.view()),
                                 reference::concat(parts...).view());
}

}  // namespace assay::ladder

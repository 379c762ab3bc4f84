// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "reference/ladder/directory.hpp"
#include "reference/ladder/frame.hpp"

// What the tests of the ladder share: two parties and a third one with a key of its own, and a run
// of any rung between the two, each message passed through a hand in the middle.
namespace assay::ladder::tests {

using Bytes32 = std::array<std::uint8_t, 32>;

Bytes32 filled(std::uint8_t value);
Bytes32 padded(std::string_view text);  // ASCII, then zeros
Bytes32 flip(Bytes32 bytes, std::size_t bit);
std::string hex(Bytes bytes);
Bytes32 public_key(const Bytes32& seed);

enum class Mode { id_is_key, named, named_pop };
inline constexpr std::array modes = {Mode::id_is_key, Mode::named, Mode::named_pop};

inline constexpr std::array all_rungs = {
    Proto::dh,      Proto::sign_own,   Proto::badh,       Proto::iso,     Proto::sts_enc,
    Proto::sts_mac, Proto::sts_enc_id, Proto::sign_key,   Proto::sigma_0, Proto::sigma_i,
    Proto::sigma_r, Proto::sigma_ike,  Proto::sigma_i_ack};

// A party as bytes, so that a test can make an end of it as often as it likes.
struct Party {
  Bytes32 name;  // in the modes with names
  Bytes32 seed;
};

struct Setup {
  Mode mode = Mode::named;
  Party A = {padded("alice"), filled(0xa1)};
  Party B = {padded("bob"), filled(0xb2)};
  Party E = {padded("eve"), filled(0xe5)};
  Bytes32 x = filled(0x11), y = filled(0x22);
  std::optional<Bytes32> called = {};                  // whom A calls; B
  std::optional<Bytes32> key_of_E = {};                // what E registers; its own
  std::vector<std::pair<Bytes32, Bytes32>> also = {};  // other names, and keys; never with a proof
  bool admitted = true;
  std::optional<Directory> made = {};  // directory(), where many runs share it

  Bytes32 name_of(const Party& party) const;
  Identity<Initiator> initiator(const Party& party) const;
  Identity<Responder> responder(const Party& party) const;
  // A, B and E, and `also`; in named-pop only those who can prove their key.
  Directory directory() const;
};

// What is seen of one end.
struct End {
  std::optional<Reject> rejected;
  bool done = false;
  std::optional<Bytes32> peer;  // none in DH
  Bytes32 app_i{}, app_r{};
  std::vector<Bytes32> asked;  // the names that the application was asked about
};

struct Run {
  End initiator, responder;
  std::vector<Framed> sent;  // as the ends wrote them

  bool both_done() const { return initiator.done && responder.done; }
  bool same_keys() const {
    return initiator.app_i == responder.app_i && initiator.app_r == responder.app_r;
  }
  bool refused() const { return initiator.rejected || responder.rejected; }
};

// What arrives in the place of message `number`.
using Middle = std::function<Framed(std::size_t number, const Framed& message)>;

Run run(Proto P, const Setup& setup = {}, const Middle& middle = {});

// A middle that puts `bytes` in place of message `number`.
Middle replacing(std::size_t number, const Framed& bytes);

// `message` with 32 of its bytes replaced, counted from the end of its header.
Framed with_field(Framed message, std::size_t at, const Bytes32& field);
Framed flip_bit(Framed message, std::size_t bit);

// The bytes of a field, from `at` on, after the length and the header.
Bytes32 field32(const Framed& message, std::size_t at);

}  // namespace assay::ladder::tests

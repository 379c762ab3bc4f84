// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/terms.hpp"

// The runner's honest end without a carrier: whole messages in and out. honest.hpp plays it over a
// Conversation, the probes of the executable contract over a process.
namespace assay::mallory {

// x_p of msg1 or msg2 (64 bytes), if its mac is right.
std::optional<Bytes> point_of(View K, View hello);

// What is wrong with the message, in words; empty: nothing, and the terms hold what it carries.
std::string_view flaw_of_msg3(Terms& t, const Keys& keys, View msg3);  // 112 bytes
std::string_view flaw_of_msg4(Terms& t, View msg4);                    // 80 bytes

// What a target of that role is to report of a session with these terms: `enc` is for what it
// sends (spec/shs1.md §4).
struct Reported {
  Bytes enc_key, enc_nonce, dec_key, dec_nonce, peer;
};
Reported reported_by(Role target, const Terms& t);

// An honest client for a server target, an honest server for a client target.
class HonestEnd {
 public:
  // scalar: its ephemeral key, 32 bytes.
  HonestEnd(Role target, Keys keys, Bytes scalar)
      : target_(target), keys_(std::move(keys)), scalar_(std::move(scalar)) {}
  static HonestEnd fresh(Role target);  // random keys

  const Keys& keys() const { return keys_; }
  const Terms& terms() const { return t_; }
  const Bytes& own_pk() const { return serves() ? keys_.A_p : keys_.B_p; }
  const Bytes& target_seed() const { return serves() ? keys_.B : keys_.A; }
  const Bytes& target_pk() const { return serves() ? keys_.B_p : keys_.A_p; }
  const Bytes& target_ephemeral() const { return serves() ? t_.b_p : t_.a_p; }

  // msg1 to a server; nothing to a client, which begins.
  Bytes opening() const;
  // The answer to the target's first message: msg3 to a server, msg2 to a client. None when the
  // message is not as it should be.
  std::optional<Bytes> answer_first(View message);
  // The same for its second: msg4 to a client, and nothing more to a server.
  std::optional<Bytes> answer_second(View message);

 private:
  bool serves() const { return target_ == Role::server; }

  Role target_;
  Keys keys_;
  Bytes scalar_;
  Terms t_;
};

}  // namespace assay::mallory

// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"
#include "conformance/shs1/algebra.hpp"

namespace assay::mallory {

// The keys of one attack: its control and all its cases share them. Seeds are of Ed25519, 32
// bytes.
struct Keys {
  Bytes K;
  Bytes A, B;  // client's and server's seeds; B is empty where the runner was told B_p alone
  Bytes A_p, B_p;
  Bytes M, M_p;  // a stranger's
  static Keys draw(const KeySource& source);
};

// The letters of spec/shs1.md §1, filled in by whoever knows enough. An attack is one letter
// changed before the message that carries it is made.
struct Terms {
  Bytes K, A_p, B_p;
  Bytes a, b;  // X25519 scalars; the target's own is empty
  Bytes a_p, b_p;
  Bytes ab, aB, Ab, hab;
  Bytes sigA, H, sigB;
  Bytes K2, K3;

  // What the client with seed A knows once it has b_p: everything but sigB.
  static Terms of_client(const Keys& keys, View a, View b_p);
  // What the server with seed B knows once it has a_p; A_p and Ab follow from msg3.
  static Terms of_server(const Keys& keys, View b, View a_p);
  // The server reads msg3: sigA, A_p, H, Ab, K3 and its own sigB. False where the box does not
  // open.
  bool read_msg3(const Keys& keys, View msg3);

  Bytes msg1() const { return hello(K, a_p); }
  Bytes msg2() const { return hello(K, b_p); }
  Bytes msg3() const { return box(K2, cat(sigA, A_p)); }
  Bytes msg4() const { return box(K3, sigB); }

  Bytes text_of_sigA() const { return cat(K, B_p, hab); }  // 96
  Bytes text_of_sigB() const { return cat(K, H, hab); }    // 160
  Bytes key2() const { return h(cat(K, ab, aB)); }
  Bytes key3() const { return h(cat(K, ab, aB, Ab)); }

  // spec/shs1.md §4. C→S is encrypted by the client.
  Bytes key_to_server() const { return h(cat(h(K3), B_p)); }
  Bytes key_to_client() const { return h(cat(h(K3), A_p)); }
  Bytes nonce_to_server() const;  // first 24 of the mac in msg2
  Bytes nonce_to_client() const;  // first 24 of the mac in msg1
};

}  // namespace assay::mallory

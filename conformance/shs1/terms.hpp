// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"
#include "conformance/shs1/algebra.hpp"
#include "conformance/terms/terms.hpp"

namespace assay::mallory {

// While it lives, the runner's ends of this thread make sigA, K2, msg3, sigB, K3 and msg4 with the
// slips of that book: so a target that is wrong alike is attacked by its like.
class SpeakingAs {
 public:
  explicit SpeakingAs(const terms::Book& book);
  ~SpeakingAs();
  SpeakingAs(const SpeakingAs&) = delete;
  SpeakingAs& operator=(const SpeakingAs&) = delete;

 private:
  const terms::Book* before_;
};
// The formulas that this thread goes by.
const terms::Book& spoken_book();

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
  Bytes msg3() const { return box(key_of("msg3"), cat(sigA, A_p)); }
  Bytes msg4() const { return box(key_of("msg4"), sigB); }
  std::optional<Bytes> open_msg3(View msg3) const { return open(key_of("msg3"), msg3); }
  std::optional<Bytes> open_msg4(View msg4) const { return open(key_of("msg4"), msg4); }

  Bytes text_of_sigA() const { return covered_by("sigA"); }  // 96
  Bytes text_of_sigB() const { return covered_by("sigB"); }  // 160
  Bytes key2() const { return h(covered_by("K2")); }
  Bytes key3() const { return h(covered_by("K3")); }

  // spec/shs1.md §4. C→S is encrypted by the client.
  Bytes key_to_server() const { return h(cat(h(K3), B_p)); }
  Bytes key_to_client() const { return h(cat(h(K3), A_p)); }
  Bytes nonce_to_server() const;  // first 24 of the mac in msg2
  Bytes nonce_to_client() const;  // first 24 of the mac in msg1

 private:
  Bytes covered_by(std::string_view letter) const;
  Bytes key_of(std::string_view message) const;
  terms::Parts parts_as_spoken(std::string_view letter) const;
};

}  // namespace assay::mallory

// SPDX-License-Identifier: MIT
#include "reference/shs1/outcome.hpp"

#include "reference/common/sha256.hpp"

namespace assay::shs1 {

namespace {

using SessionSecret = reference::Secret<struct SessionSecretTag, 32>;  // SS

// spec/shs1.md 4: SS = h(K3)
SessionSecret session_secret(const BoxKey& K3) { return reference::sha256<SessionSecret>(K3); }

// spec/shs1.md 4: the key towards X is h(SS | X_p)
BoxKey key_towards(const StaticPublic& X_p, const SessionSecret& SS) {
  return reference::sha256<BoxKey>(SS, X_p);
}

// spec/shs1.md 4: the nonce towards X is the first 24 bytes of the mac, and so of the hello, that
// X sent
template <class Hello>
BoxNonce nonce_towards_sender_of(const Hello& hello) {
  return BoxNonce::from(hello.view().template first<24>());
}

}  // namespace

Outcome client_outcome(const BoxKey& K3, const Msg1& msg1, const Msg2& msg2,
                       const StaticPublic& A_p, const StaticPublic& B_p) {
  const SessionSecret SS = session_secret(K3);
  return {.encrypt_key = key_towards(B_p, SS),
          .encrypt_nonce = nonce_towards_sender_of(msg2),
          .decrypt_key = key_towards(A_p, SS),
          .decrypt_nonce = nonce_towards_sender_of(msg1),
          .peer = B_p};
}

Outcome server_outcome(const BoxKey& K3, const Msg1& msg1, const Msg2& msg2,
                       const StaticPublic& A_p, const StaticPublic& B_p) {
  const SessionSecret SS = session_secret(K3);
  return {.encrypt_key = key_towards(A_p, SS),
          .encrypt_nonce = nonce_towards_sender_of(msg1),
          .decrypt_key = key_towards(B_p, SS),
          .decrypt_nonce = nonce_towards_sender_of(msg2),
          .peer = A_p};
}

}  // namespace assay::shs1

// SPDX-License-Identifier: MIT
#include "reference/shs1/outcome.hpp"

#include "reference/common/sha256.hpp"

namespace assay::shs1 {

namespace {

using SessionSecret = reference::Secret<struct SessionSecretTag, 32>;  // SS

// spec/shs1.md §4: SS = sha256(K3)
SessionSecret session_secret(const Msg4Key& K3) { return reference::sha256<SessionSecret>(K3); }

// spec/shs1.md §4: keyCS = sha256(SS | B_p)
StreamKey key_to_server(const SessionSecret& SS, const ServerPublic& B_p) {
  return reference::sha256<StreamKey>(SS, B_p);
}

// spec/shs1.md §4: keySC = sha256(SS | A_p)
StreamKey key_to_client(const SessionSecret& SS, const ClientPublic& A_p) {
  return reference::sha256<StreamKey>(SS, A_p);
}

// spec/shs1.md §4: nonceCS = hmac[K](b_p)[0..24) = msg2[0..24)
BoxNonce nonce_to_server(const Msg2& msg2) { return BoxNonce::from(msg2.view().first<24>()); }

// spec/shs1.md §4: nonceSC = hmac[K](a_p)[0..24) = msg1[0..24)
BoxNonce nonce_to_client(const Msg1& msg1) { return BoxNonce::from(msg1.view().first<24>()); }

}  // namespace

// spec/shs1.md §6: report success
Outcome client_outcome(const Msg4Key& K3, const Msg1& msg1, const Msg2& msg2,
                       const ClientPublic& A_p, const ServerPublic& B_p) {
  const SessionSecret SS = session_secret(K3);
  return {.encrypt_key = key_to_server(SS, B_p),
          .encrypt_nonce = nonce_to_server(msg2),
          .decrypt_key = key_to_client(SS, A_p),
          .decrypt_nonce = nonce_to_client(msg1),
          .peer = reference::VerifyKey::from(B_p.view())};
}

// spec/shs1.md §6: report success
Outcome server_outcome(const Msg4Key& K3, const Msg1& msg1, const Msg2& msg2,
                       const ClientPublic& A_p, const ServerPublic& B_p) {
  const SessionSecret SS = session_secret(K3);
  return {.encrypt_key = key_to_client(SS, A_p),
          .encrypt_nonce = nonce_to_client(msg1),
          .decrypt_key = key_to_server(SS, B_p),
          .decrypt_nonce = nonce_to_server(msg2),
          .peer = reference::VerifyKey::from(A_p.view())};
}

}  // namespace assay::shs1

// SPDX-License-Identifier: MIT
use crate::shs1::Outcome;
use kuska_handshake::sodiumoxide::crypto::{auth, hash::sha256, secretbox};
use kuska_handshake::{HandshakeComplete, KeyNonce};

/// The keys, and those of both directions as the crate wants them. It keeps keys and nonces to
/// itself, but compares them: these are its own.
pub fn of(complete: HandshakeComplete) -> (Outcome, KeyNonce, KeyNonce) {
    let (own, peer) = (complete.pk.0, complete.peer_pk.0);
    let shared = &complete.shared_secret;
    let parts = [&complete.net_id.0, &shared.ab.0, &shared.aB.0, &shared.Ab.0];
    let secret = sha256::hash(&sha256::hash(&parts.map(|part| &part[..]).concat()).0);
    let key = |receiver: &[u8]| sha256::hash(&[&secret.0[..], receiver].concat()).0;
    let nonce = |ephemeral: &[u8]| {
        let mut nonce = [0; 24];
        nonce.copy_from_slice(&auth::authenticate(ephemeral, &complete.net_id).0[..24]);
        nonce
    };
    let (enc_key, enc_nonce) = (key(&peer), nonce(&complete.peer_ephemeral_pk.0));
    let (dec_key, dec_nonce) = (key(&own), nonce(&complete.ephemeral_pk.0));
    let (send, receive) = KeyNonce::from_handshake(complete);
    let same = |key, nonce| KeyNonce::new(secretbox::Key(key), secretbox::Nonce(nonce));
    assert_eq!(send, same(enc_key, enc_nonce));
    assert_eq!(receive, same(dec_key, dec_nonce));
    (Outcome { enc_key, enc_nonce, dec_key, dec_nonce, peer_pk: Some(peer) }, send, receive)
}

// SPDX-License-Identifier: MIT
//! HSP/1 shim for the crate ssb-handshake, its async API: `client_side` and `server_side`.

#[path = "../../shs1.rs"]
mod shs1;

use hsp::{About, Role, Session};
use shs1::Outcome;
use ssb_crypto::{Keypair, NetworkKey, PublicKey};
use ssb_handshake::{client_side, server_side};

async fn run(session: Session) {
    let p = shs1::params(&session);
    let key = NetworkKey(p.network_key);
    let pair = Keypair::from_seed(&p.static_seed).expect("a seed of 32 bytes gives a key pair");
    let server = PublicKey(p.peer_pk);
    let mut stream = session.transport();
    // Lent, as by a caller who goes on to use it.
    let result = match session.role() {
        Role::Server => server_side(&mut stream, &key, &pair).await,
        Role::Client => client_side(&mut stream, &key, &pair, &server).await,
    };
    match result {
        Err(refusal) => session.reject(refusal),
        Ok(keys) => {
            let peer_pk = Some(keys.peer_key.0);
            let outcome = Outcome {
                enc_key: keys.write_key.0,
                enc_nonce: keys.write_starting_nonce.0,
                dec_key: keys.read_key.0,
                dec_nonce: keys.read_starting_nonce.0,
                peer_pk,
            };
            session.done(peer_pk, Some(outcome.into()));
        }
    }
}

fn main() {
    let about = About {
        table: &shs1::TABLE,
        name: "Rust ssb-handshake",
        version: "0.5.1",
        caps: &["outcome", "endpoint", "eof.rst"],
        ephemeral: "own",
        layer: "client_side, server_side",
        authorize: "none",
    };
    hsp::serve(about, |session| session.spawn(run(session.clone())))
}

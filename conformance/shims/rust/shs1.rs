// SPDX-License-Identifier: MIT
//! What a shim passes to `hsp` to speak SHS1 (spec/shs1.md), with types for its parameters and
//! outcome. A shim takes it in with `#[path = "../../shs1.rs"] mod shs1`.

#![allow(dead_code)] // no shim needs all of it

use hsp::{Param, Role, Session, Table, Values};

pub type Key = [u8; 32];

const REQUIRED: Param = Param { name: "", bytes: 32, role: None, optional: false };

pub const TABLE: Table = Table {
    protocol: "shs1",
    params: &[
        Param { name: "network_key", ..REQUIRED },
        Param { name: "static_seed", ..REQUIRED },
        Param { name: "peer_pk", role: Some(Role::Client), ..REQUIRED },
        Param { name: "inject.ephemeral_sk", optional: true, ..REQUIRED },
        Param { name: "inject.ephemeral_seed", optional: true, ..REQUIRED },
    ],
    exclusive: "inject",
    outcome: &[
        ("enc_key", 32),
        ("enc_nonce", 24),
        ("dec_key", 32),
        ("dec_nonce", 24),
        ("peer_pk", 32),
    ],
    peer: 32,
};

#[derive(Clone, Debug)]
pub struct Params {
    pub network_key: Key,
    pub static_seed: Key,
    /// The server that a client dials; zero for a server.
    pub peer_pk: Key,
    pub ephemeral_sk: Option<Key>,
    pub ephemeral_seed: Option<Key>,
}

pub fn params(session: &Session) -> Params {
    let key = |name| session.params().bytes(name).map(|b| b.try_into().expect("32 bytes"));
    Params {
        network_key: key("network_key").expect("is mandatory"),
        static_seed: key("static_seed").expect("is mandatory"),
        peer_pk: key("peer_pk").unwrap_or_default(),
        ephemeral_sk: key("inject.ephemeral_sk"),
        ephemeral_seed: key("inject.ephemeral_seed"),
    }
}

/// The agreed keys: `enc` is for what the implementation sends.
pub struct Outcome {
    pub enc_key: Key,
    pub enc_nonce: [u8; 24],
    pub dec_key: Key,
    pub dec_nonce: [u8; 24],
    pub peer_pk: Option<Key>,
}

impl From<Outcome> for Values {
    fn from(o: Outcome) -> Values {
        Values::from([
            ("enc_key", Some(o.enc_key.to_vec())),
            ("enc_nonce", Some(o.enc_nonce.to_vec())),
            ("dec_key", Some(o.dec_key.to_vec())),
            ("dec_nonce", Some(o.dec_nonce.to_vec())),
            ("peer_pk", o.peer_pk.map(|key| key.to_vec())),
        ])
    }
}

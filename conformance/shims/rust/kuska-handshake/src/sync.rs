// SPDX-License-Identifier: MIT
//! HSP/1 shim for the crate kuska-handshake, its blocking API: `handshake_client`,
//! `handshake_server` and the halves of `BoxStream`.

mod outcome;
#[path = "../../shs1.rs"]
mod shs1;

use std::io::{Read, Write};

use hsp::{About, Bridge, Command, Role, Session};
use kuska_handshake::sodiumoxide::crypto::{auth, sign::ed25519};
use kuska_handshake::sync::{handshake_client, handshake_server, BoxStream};

const READ_MAX: usize = 8192; // what std's BufReader asks for

async fn run(session: Session) {
    let (role, p) = (session.role(), shs1::params(&session));
    let (mut stream, bridge) = hsp::blocking(session.transport());
    let handshake = move || {
        let (pk, sk) = ed25519::keypair_from_seed(&ed25519::Seed(p.static_seed));
        let key = auth::Key(p.network_key);
        let result = match role {
            Role::Server => handshake_server(&mut stream, key, pk, sk),
            Role::Client => {
                handshake_client(&mut stream, key, pk, sk, ed25519::PublicKey(p.peer_pk))
            }
        };
        (result, stream)
    };
    let (complete, stream) = match bridge.run(handshake).await {
        (Ok(complete), stream) => (complete, stream),
        (Err(refusal), _) => return session.reject(refusal),
    };
    let peer = complete.peer_pk.0;
    let (keys, send, receive) = outcome::of(complete);
    session.done(Some(peer), Some(keys.into()));
    let stream = BoxStream::new(stream, session.transport(), send, receive);
    let (reader, mut writer) = stream.split_read_write();
    session.spawn(read(session.clone(), bridge, reader));
    loop {
        let result = match session.next_command().await {
            Command::Send(data) => writer.write_all(&data).and_then(|()| writer.flush()),
            Command::Finish => writer.goodbye(),
        };
        result.unwrap_or_else(|e| session.note(e));
    }
}

/// Reads to the end, and once more for each input that comes after it.
async fn read<R: Read + Send + 'static>(session: Session, bridge: Bridge, mut reader: R) {
    let (mut data, mut ended) = (vec![0; READ_MAX], false);
    loop {
        let work = move || {
            let result = reader.read(&mut data);
            (result, data, reader)
        };
        let result;
        (result, data, reader) = bridge.run(work).await;
        match result {
            Ok(0) if !ended => session.ended(true),
            Err(e) if !ended => {
                session.note(e);
                session.ended(false)
            }
            Ok(0) | Err(_) => {}
            Ok(size) => {
                session.delivered(&data[..size]);
                continue;
            }
        }
        ended = true;
        session.more_input().await;
    }
}

fn main() {
    kuska_handshake::sodiumoxide::init().expect("libsodium does not start");
    let about = About {
        table: &shs1::TABLE,
        name: "Rust kuska-handshake (sync)",
        version: "0.2.0",
        caps: &["outcome", "stream", "endpoint", "eof.rst"],
        ephemeral: "own",
        layer: "sync::{handshake_client, handshake_server, BoxStream}",
        authorize: "none",
    };
    hsp::serve(about, |session| session.spawn(run(session.clone())))
}

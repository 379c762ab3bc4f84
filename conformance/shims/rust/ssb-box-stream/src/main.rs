// SPDX-License-Identifier: MIT
//! HSP/1 shim for the crate ssb-box-stream: `Client::connect`, `Server::accept`, and the `Encrypt`
//! and `Decrypt` that they return.

mod seed;
#[path = "../../shs1.rs"]
mod shs1;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use futures::io::{ReadHalf, WriteHalf};
use futures::{SinkExt, StreamExt};
use hsp::{About, Command, Role, Session, Transport};
use sodiumoxide::crypto::sign::{keypair_from_seed, PublicKey, Seed};
use ssb_box_stream::{Client, Decrypt, Encrypt, Error, Server};

type Halves = (Encrypt<WriteHalf<Transport>>, Decrypt<ReadHalf<Transport>>);

/// What an application makes once and uses for every connection.
enum End {
    Server(Server),
    Client(Client),
}

thread_local! {
    static ENDPOINTS: RefCell<HashMap<String, Rc<End>>> = RefCell::default();
}

fn fresh_end(session: &Session) -> Rc<End> {
    let p = shs1::params(session);
    let (pk, sk) = keypair_from_seed(&Seed(p.static_seed));
    Rc::new(match session.role() {
        Role::Server => End::Server(Server::new(&p.network_key, &pk, &sk)),
        Role::Client => End::Client(Client::new(&p.network_key, &PublicKey(p.peer_pk), &pk, &sk)),
    })
}

fn end(session: &Session) -> Rc<End> {
    let Some(name) = session.endpoint() else {
        return fresh_end(session);
    };
    let known = |ends: &RefCell<HashMap<_, Rc<End>>>| {
        ends.borrow_mut().entry(name.to_string()).or_insert_with(|| fresh_end(session)).clone()
    };
    ENDPOINTS.with(known)
}

/// The halves of the stream, and the peer where the crate tells it.
async fn handshake(session: &Session) -> Result<(Halves, Option<[u8; 32]>), Error> {
    let (scalar, stream) = (shs1::params(session).ephemeral_sk, session.transport());
    match &*end(session) {
        End::Server(server) => {
            let accepted = seed::drawn(scalar, server.accept(stream)).await?;
            Ok(((accepted.0, accepted.1), Some(accepted.2 .0)))
        }
        End::Client(client) => Ok((seed::drawn(scalar, client.connect(stream)).await?, None)),
    }
}

async fn run(session: Session) {
    match handshake(&session).await {
        Ok(((writer, reader), peer)) => {
            session.done(peer, None);
            session.spawn(read(session.clone(), reader));
            session.spawn(write(session.clone(), writer));
        }
        Err(refusal) => session.reject(refusal),
    }
}

/// Reads to the end, and once more for each input that comes after it.
async fn read(session: Session, mut reader: Decrypt<ReadHalf<Transport>>) {
    let mut ended = false;
    loop {
        match reader.next().await {
            Some(Ok(data)) => {
                session.delivered(&data);
                continue;
            }
            Some(Err(e)) if !ended => {
                session.note(e);
                session.ended(false)
            }
            None if !ended => session.ended(true),
            _ => {}
        }
        ended = true;
        session.more_input().await;
    }
}

async fn write(session: Session, mut writer: Encrypt<WriteHalf<Transport>>) {
    loop {
        let result = match session.next_command().await {
            Command::Send(data) => writer.send(data).await,
            Command::Finish => writer.close().await,
        };
        result.unwrap_or_else(|e| session.note(e));
    }
}

fn main() {
    sodiumoxide::init().expect("libsodium does not start");
    let about = About {
        table: &shs1::TABLE,
        name: "Rust ssb-box-stream",
        version: "0.2.0",
        caps: &["inject.ephemeral_sk", "stream", "endpoint", "eof.rst"],
        ephemeral: "own",
        layer: "Client::connect, Server::accept, Encrypt, Decrypt",
        authorize: "none",
    };
    hsp::serve(about, |session| session.spawn(run(session.clone())))
}

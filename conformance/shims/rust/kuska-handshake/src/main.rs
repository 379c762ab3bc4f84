// SPDX-License-Identifier: MIT
//! HSP/1 shim for the crate kuska-handshake, its async API: `handshake_client`, `handshake_server`
//! and the halves of `BoxStream`.

mod outcome;
#[path = "../../shs1.rs"]
mod shs1;

use std::cell::Cell;
use std::future::{poll_fn, Future};
use std::pin::pin;

use futures::{AsyncReadExt, AsyncWriteExt};
use hsp::{About, Command, Role, Session, Transport};
use kuska_handshake::async_std::{handshake_client, handshake_server, BoxStream};
use kuska_handshake::async_std::{BoxStreamRead, BoxStreamWrite, Error};
use kuska_handshake::sodiumoxide::crypto::{auth, sign::ed25519};
use kuska_handshake::HandshakeComplete;
use libsodium_sys::{
    randombytes_implementation, randombytes_set_implementation,
    randombytes_sysrandom_implementation,
};

const CAPACITY: usize = 0x8000; // as in the crate's README and examples

thread_local!(static SEED: Cell<[u8; 32]> = const { Cell::new([0; 32]) });

unsafe extern "C" fn seed_name() -> *const std::ffi::c_char {
    c"seed".as_ptr()
}

unsafe extern "C" fn seed_random() -> u32 {
    panic!("only the 32 bytes of an ephemeral key are injected")
}

unsafe extern "C" fn seed_buf(data: *mut std::ffi::c_void, size: usize) {
    assert_eq!(size, 32, "only the 32 bytes of an ephemeral key are injected");
    // SAFETY: libsodium passes `size` writable bytes.
    unsafe { data.cast::<u8>().copy_from(SEED.get().as_ptr(), 32) }
}

static mut FROM_SEED: randombytes_implementation = randombytes_implementation {
    implementation_name: Some(seed_name),
    random: Some(seed_random),
    stir: None,
    uniform: None,
    buf: Some(seed_buf),
    close: None,
};

/// Runs `handshake`; during its first poll, in which the crate makes the ephemeral key pair and
/// nothing else that is random, libsodium draws `seed`.
async fn seeded<T>(seed: Option<[u8; 32]>, handshake: impl Future<Output = T>) -> T {
    let mut handshake = pin!(handshake);
    let Some(mut seed) = seed.map(Some) else { return handshake.await };
    poll_fn(|cx| {
        let Some(seed) = seed.take() else { return handshake.as_mut().poll(cx) };
        SEED.set(seed);
        // SAFETY: libsodium keeps the pointers, to statics; there is one thread.
        unsafe { randombytes_set_implementation(&raw mut FROM_SEED) };
        let result = handshake.as_mut().poll(cx);
        unsafe { randombytes_set_implementation(&raw mut randombytes_sysrandom_implementation) };
        result
    })
    .await
}

async fn handshake(session: &Session, stream: &mut Transport) -> Result<HandshakeComplete, Error> {
    let p = shs1::params(session);
    let (pk, sk) = ed25519::keypair_from_seed(&ed25519::Seed(p.static_seed));
    let key = auth::Key(p.network_key);
    let seed = p.ephemeral_seed;
    match session.role() {
        Role::Server => seeded(seed, handshake_server(stream, key, pk, sk)).await,
        Role::Client => {
            let server = ed25519::PublicKey(p.peer_pk);
            seeded(seed, handshake_client(stream, key, pk, sk, server)).await
        }
    }
}

async fn run(session: Session) {
    let mut stream = session.transport();
    let complete = match handshake(&session, &mut stream).await {
        Ok(complete) => complete,
        Err(refusal) => return session.reject(refusal),
    };
    let peer = complete.peer_pk.0;
    let (keys, send, receive) = outcome::of(complete);
    session.done(Some(peer), Some(keys.into()));
    let stream = BoxStream::new(stream.clone(), stream, send, receive, CAPACITY);
    let (reader, writer) = stream.split_read_write();
    session.spawn(read(session.clone(), reader));
    session.spawn(write(session.clone(), writer));
}

/// Reads to the end, and once more for each input that comes after it.
async fn read(session: Session, mut reader: BoxStreamRead<Transport>) {
    let (mut data, mut ended) = (vec![0; CAPACITY], false);
    loop {
        match reader.read(&mut data).await {
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

async fn write(session: Session, mut writer: BoxStreamWrite<Transport>) {
    loop {
        let result = match session.next_command().await {
            Command::Send(data) => match writer.write_all(&data).await {
                Ok(()) => writer.flush().await,
                refused => refused,
            },
            Command::Finish => writer.goodbye().await,
        };
        result.unwrap_or_else(|e| session.note(e));
    }
}

fn main() {
    kuska_handshake::sodiumoxide::init().expect("libsodium does not start");
    let about = About {
        table: &shs1::TABLE,
        name: "Rust kuska-handshake",
        version: "0.2.0",
        caps: &["inject.ephemeral_seed", "outcome", "stream", "endpoint", "eof.rst"],
        ephemeral: "own",
        layer: "async_std::{handshake_client, handshake_server, BoxStream}",
        authorize: "none",
    };
    hsp::serve(about, |session| session.spawn(run(session.clone())))
}

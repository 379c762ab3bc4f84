// SPDX-License-Identifier: MIT
//! HSP/1 shim for the crate secret_handshake: `OwningClientHandshaker` and
//! `OwningServerHandshakerWithFilter`, futures of version 0.2.

#[path = "../../shs1.rs"]
mod shs1;

use std::fmt::Debug;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task;

use futures_core::task::{Context, LocalMap, Wake, Waker};
use futures_core::{Async, Future, Poll};
use futures_io::{AsyncRead, AsyncWrite};
use hsp::{About, Role, Session};
use secret_handshake::{Outcome, OwningClientHandshaker, OwningServerHandshakerWithFilter};
use sodiumoxide::crypto::{box_, hash::sha512, scalarmult, sign};

struct Stream(hsp::Transport);

fn older<T>(result: task::Poll<Result<T, io::Error>>) -> Poll<T, io::Error> {
    match result {
        task::Poll::Pending => Ok(Async::Pending),
        task::Poll::Ready(result) => result.map(Async::Ready),
    }
}

impl AsyncRead for Stream {
    fn poll_read(&mut self, _: &mut Context, data: &mut [u8]) -> Poll<usize, io::Error> {
        older(self.0.read(data))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(&mut self, _: &mut Context, data: &[u8]) -> Poll<usize, io::Error> {
        older(self.0.write(data))
    }

    fn poll_flush(&mut self, _: &mut Context) -> Poll<(), io::Error> {
        Ok(Async::Ready(()))
    }

    fn poll_close(&mut self, _: &mut Context) -> Poll<(), io::Error> {
        self.0.end();
        Ok(Async::Ready(()))
    }
}

/// The application's decision, as the future that the filter returns.
struct Decision(Pin<Box<dyn std::future::Future<Output = Result<bool, &'static str>>>>);

impl Future for Decision {
    type Item = bool;
    type Error = &'static str;

    fn poll(&mut self, _: &mut Context) -> Poll<bool, &'static str> {
        let mut cx = task::Context::from_waker(task::Waker::noop());
        match self.0.as_mut().poll(&mut cx) {
            task::Poll::Pending => Ok(Async::Pending),
            task::Poll::Ready(decision) => decision.map(Async::Ready),
        }
    }
}

struct Idle;

impl Wake for Idle {
    fn wake(_: &Arc<Idle>) {}
}

/// Drives a handshake, which the helper polls again after each request.
async fn run<H, E: Debug>(session: Session, mut handshake: H)
where
    H: Future<Item = (Outcome, Stream), Error = (E, Stream)>,
{
    let (waker, mut locals) = (Waker::from(Arc::new(Idle)), LocalMap::new());
    let result =
        poll_fn(|_| match handshake.poll(&mut Context::without_spawn(&mut locals, &waker)) {
            Ok(Async::Pending) => task::Poll::Pending,
            Ok(Async::Ready((outcome, _))) => task::Poll::Ready(Ok(outcome)),
            Err((refusal, _)) => task::Poll::Ready(Err(refusal)),
        })
        .await;
    match result {
        Err(refusal) => session.reject(format!("{refusal:?}")),
        Ok(outcome) => {
            let peer_pk = Some(outcome.peer_longterm_pk().0);
            let keys = shs1::Outcome {
                enc_key: outcome.encryption_key().0,
                enc_nonce: outcome.encryption_nonce().0,
                dec_key: outcome.decryption_key().0,
                dec_nonce: outcome.decryption_nonce().0,
                peer_pk,
            };
            session.done(peer_pk, Some(keys.into()));
        }
    }
}

/// The crate has its caller make the ephemeral key pair.
fn ephemeral(session: &Session) -> (box_::PublicKey, box_::SecretKey) {
    let p = shs1::params(session);
    let sk = match (p.ephemeral_sk, p.ephemeral_seed) {
        (Some(sk), _) => sk,
        // The conversion of an Ed25519 key; its scalar is clamped where it is used.
        (None, Some(seed)) => {
            let mut sk = [0; 32];
            sk.copy_from_slice(&sha512::hash(&seed).0[..32]);
            sk
        }
        (None, None) => return box_::gen_keypair(),
    };
    let pk = scalarmult::scalarmult_base(&scalarmult::Scalar(sk));
    (box_::PublicKey(pk.0), box_::SecretKey(sk))
}

fn open(session: Session) {
    let p = shs1::params(&session);
    let (pk, sk) = sign::keypair_from_seed(&sign::Seed(p.static_seed));
    let (eph_pk, eph_sk) = ephemeral(&session);
    let stream = Stream(session.transport());
    match session.role() {
        Role::Client => {
            let server = sign::PublicKey(p.peer_pk);
            let client =
                OwningClientHandshaker::new(stream, p.network_key, pk, sk, eph_pk, eph_sk, server);
            session.spawn(run(session.clone(), client));
        }
        Role::Server => {
            let asked = session.clone();
            let filter = move |peer: &sign::PublicKey| Decision(Box::pin(asked.authorize(peer.0)));
            let server = OwningServerHandshakerWithFilter::new(
                stream,
                filter,
                p.network_key,
                pk,
                sk,
                eph_pk,
                eph_sk,
            );
            session.spawn(run(session.clone(), server));
        }
    }
}

fn main() {
    assert!(sodiumoxide::init(), "libsodium does not start");
    let about = About {
        table: &shs1::TABLE,
        name: "Rust secret_handshake",
        version: "5.0.0",
        caps: &[
            "inject.ephemeral_sk",
            "inject.ephemeral_seed",
            "authorize.delay_ms",
            "authorize.then",
            "outcome",
            "endpoint",
            "eof.rst",
        ],
        ephemeral: "caller",
        layer: "OwningClientHandshaker, OwningServerHandshakerWithFilter",
        authorize: "before-msg4",
    };
    hsp::serve(about, open)
}

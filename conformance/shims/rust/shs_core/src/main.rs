// SPDX-License-Identifier: MIT
//! A shim to the crate shs_core (spec/shim.md). The crate has the messages and secrets of SHS1 as
//! functions and leaves the order of the calls to its caller: here it is that of its own
//! tests/example.rs.

#[path = "../../shs1.rs"]
mod shs1;

use std::future::poll_fn;
use std::io::{self, ErrorKind, Write};

use hsp::{About, Role, Session, Transport};
use shs1::{Key, Outcome, Params};
use shs_core::messages::{ClientAuth, ClientHello, ServerAccept, ServerHello};
use shs_core::*;
use sodiumoxide::crypto::sign::{keypair_from_seed, Seed};
use ssb_crypto::handshake::{EphPublicKey, EphSecretKey};
use ssb_crypto::{NetworkKey, NonceGen, PublicKey, SecretKey};

/// What both sides agreed on, and the peer where the crate names it.
type Agreed = (HandshakeOutcome, Option<Key>);

fn main() {
    ssb_crypto::init(); // shs_core leaves it to its caller to initialise libsodium
    let about = About {
        table: &shs1::TABLE,
        name: "crates.io shs_core",
        version: "0.3.0",
        caps: &["inject.ephemeral_sk", "authorize.delay_ms", "authorize.then", "outcome"],
        ephemeral: "own",
        layer: "ClientHello, ServerHello, ClientAuth, ServerAccept, SharedA, SharedB, SharedC",
        authorize: "before-msg4",
    };
    hsp::serve(about, |session| session.spawn(run(session.clone())))
}

async fn run(session: Session) {
    let result = match session.role() {
        Role::Client => client(&session).await,
        Role::Server => server(&session).await,
    };
    match result {
        Ok((agreed, peer)) => session.done(peer, Some(outcome(agreed, peer).into())),
        Err(why) => session.reject(why),
    }
}

async fn client(session: &Session) -> Result<Agreed, HandshakeError> {
    let (mut transport, params) = (session.transport(), &shs1::params(session));
    let net_key = network_key(params);
    let (pk, sk) = long_term_keys(params);
    let (pk, sk) = (ClientPublicKey(pk), ClientSecretKey(sk));
    let server_pk = ServerPublicKey(PublicKey(params.peer_pk));
    let (eph_pk, eph_sk) = client_ephemeral_keys(params);

    transport.write_all(ClientHello::new(&eph_pk, &net_key).as_slice())?;
    let hello = ServerHello::from_slice(&read(&transport, ServerHello::size()).await?)?;
    let server_eph_pk = hello.verify(&net_key)?;

    let a = SharedA::client_side(&eph_sk, &server_eph_pk)?;
    let b = SharedB::client_side(&eph_sk, &server_pk)?;
    let auth = ClientAuth::new(&sk, &pk, &server_pk, &net_key, &a, &b);
    transport.write_all(auth.as_slice())?;

    let c = SharedC::client_side(&sk, &server_eph_pk)?;
    let accept = ServerAccept::from_buffer(read(&transport, ServerAccept::size()).await?)?;
    accept.open_and_verify(&sk, &pk, &server_pk, &net_key, &a, &b, &c)?;

    let agreed = HandshakeOutcome {
        read_key: server_to_client_key(&pk, &net_key, &a, &b, &c),
        read_noncegen: NonceGen::new(&eph_pk.0, &net_key),
        write_key: client_to_server_key(&server_pk, &net_key, &a, &b, &c),
        write_noncegen: NonceGen::new(&server_eph_pk.0, &net_key),
    };
    Ok((agreed, None)) // its success is about the key that it was given: it names none
}

async fn server(session: &Session) -> Result<Agreed, HandshakeError> {
    let (mut transport, params) = (session.transport(), &shs1::params(session));
    let net_key = network_key(params);
    let (pk, sk) = long_term_keys(params);
    let (pk, sk) = (ServerPublicKey(pk), ServerSecretKey(sk));
    let (eph_pk, eph_sk) = server_ephemeral_keys(params);

    let hello = ClientHello::from_slice(&read(&transport, ClientHello::size()).await?)?;
    let client_eph_pk = hello.verify(&net_key)?;
    transport.write_all(ServerHello::new(&eph_pk, &net_key).as_slice())?;

    let a = SharedA::server_side(&eph_sk, &client_eph_pk)?;
    let b = SharedB::server_side(&sk, &client_eph_pk)?;
    let auth = ClientAuth::from_buffer(read(&transport, ClientAuth::size()).await?)?;
    let (client_sig, client_pk) = auth.open_and_verify(&pk, &net_key, &a, &b)?;
    admit(session, client_pk.0 .0).await?;

    let c = SharedC::server_side(&eph_sk, &client_pk)?;
    let accept = ServerAccept::new(&sk, &client_pk, &net_key, &client_sig, &a, &b, &c);
    transport.write_all(accept.as_slice())?;

    let agreed = HandshakeOutcome {
        read_key: client_to_server_key(&pk, &net_key, &a, &b, &c),
        read_noncegen: NonceGen::new(&eph_pk.0, &net_key),
        write_key: server_to_client_key(&client_pk, &net_key, &a, &b, &c),
        write_noncegen: NonceGen::new(&client_eph_pk.0, &net_key),
    };
    Ok((agreed, Some(client_pk.0 .0)))
}

/// The crate names the client before the caller makes msg4. A caller that refuses makes none, which
/// the crate has no error for.
async fn admit(session: &Session, client: Key) -> io::Result<()> {
    match session.authorize(client).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(io::Error::new(ErrorKind::PermissionDenied, "client not admitted")),
        Err(why) => Err(io::Error::new(ErrorKind::PermissionDenied, why)),
    }
}

/// The crate takes whole messages, so that collecting them is its caller's.
async fn read(transport: &Transport, size: usize) -> io::Result<Vec<u8>> {
    let (mut data, mut filled) = (vec![0; size], 0);
    while filled < size {
        match poll_fn(|_| transport.read(&mut data[filled..])).await? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            count => filled += count,
        }
    }
    Ok(data)
}

fn network_key(params: &Params) -> NetworkKey {
    NetworkKey::from_slice(&params.network_key).expect("32 bytes")
}

fn long_term_keys(params: &Params) -> (PublicKey, SecretKey) {
    keypair_from_seed(&Seed(params.static_seed))
}

fn client_ephemeral_keys(params: &Params) -> (ClientEphPublicKey, ClientEphSecretKey) {
    match params.ephemeral_sk {
        None => client::generate_eph_keypair(),
        Some(sk) => {
            let (pk, sk) = key_pair(sk);
            (ClientEphPublicKey(pk), ClientEphSecretKey(sk))
        }
    }
}

fn server_ephemeral_keys(params: &Params) -> (ServerEphPublicKey, ServerEphSecretKey) {
    match params.ephemeral_sk {
        None => server::generate_eph_keypair(),
        Some(sk) => {
            let (pk, sk) = key_pair(sk);
            (ServerEphPublicKey(pk), ServerEphSecretKey(sk))
        }
    }
}

fn key_pair(sk: Key) -> (EphPublicKey, EphSecretKey) {
    let sk = EphSecretKey(sk);
    (sk.public_key(), sk)
}

fn outcome(mut agreed: HandshakeOutcome, peer_pk: Option<Key>) -> Outcome {
    Outcome {
        enc_key: agreed.write_key.0,
        enc_nonce: agreed.write_noncegen.next().0,
        dec_key: agreed.read_key.0,
        dec_nonce: agreed.read_noncegen.next().0,
        peer_pk,
    }
}

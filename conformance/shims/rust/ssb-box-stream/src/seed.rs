// SPDX-License-Identifier: MIT
//! Chooses the ephemeral key, which the crate draws from libsodium.

use std::cell::Cell;
use std::ffi::{c_char, c_void};
use std::future::{poll_fn, Future};
use std::pin::pin;

use libsodium_sys::{
    randombytes_implementation, randombytes_set_implementation,
    randombytes_sysrandom_implementation,
};

thread_local!(static SCALAR: Cell<[u8; 32]> = const { Cell::new([0; 32]) });

unsafe extern "C" fn name() -> *const c_char {
    c"scalar".as_ptr()
}

unsafe extern "C" fn random() -> u32 {
    panic!("only the 32 bytes of an ephemeral key are injected")
}

unsafe extern "C" fn buf(data: *mut c_void, size: usize) {
    assert_eq!(size, 32, "only the 32 bytes of an ephemeral key are injected");
    // SAFETY: libsodium passes `size` writable bytes.
    unsafe { data.cast::<u8>().copy_from(SCALAR.get().as_ptr(), 32) }
}

static mut FIXED: randombytes_implementation = randombytes_implementation {
    implementation_name: Some(name),
    random: Some(random),
    stir: None,
    uniform: None,
    buf: Some(buf),
    close: None,
};

/// Runs `handshake`; during its first poll, in which the crate makes the ephemeral key pair and
/// nothing else that is random, libsodium draws `scalar`.
pub async fn drawn<T>(scalar: Option<[u8; 32]>, handshake: impl Future<Output = T>) -> T {
    let mut handshake = pin!(handshake);
    let Some(mut scalar) = scalar.map(Some) else { return handshake.await };
    poll_fn(|cx| {
        let Some(scalar) = scalar.take() else { return handshake.as_mut().poll(cx) };
        SCALAR.set(scalar);
        // SAFETY: libsodium keeps the pointers, to statics; there is one thread.
        unsafe { randombytes_set_implementation(&raw mut FIXED) };
        let result = handshake.as_mut().poll(cx);
        unsafe { randombytes_set_implementation(&raw mut randombytes_sysrandom_implementation) };
        result
    })
    .await
}

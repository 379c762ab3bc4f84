// SPDX-License-Identifier: MIT
//! Lines of strict JSON on stdin and stdout (spec/shim.md §2, §8).

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, Read, StdinLock, Write};
use std::os::fd::FromRawFd;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

const MAX_LINE: u64 = 1 << 20; // bytes, the newline included
const MAX_DEPTH: u32 = 16;

/// Takes descriptor 1 for the answers and points it at stderr for everybody else.
pub fn claim_stdout() -> File {
    // SAFETY: the descriptor is fresh and owned by the File alone.
    unsafe {
        let own = libc::fcntl(1, libc::F_DUPFD_CLOEXEC, 3);
        if own == -1 || libc::dup2(2, 1) == -1 {
            eprintln!("hsp: stdout cannot be taken: {}", io::Error::last_os_error());
            std::process::exit(1);
        }
        File::from_raw_fd(own)
    }
}

pub fn write(mut output: &File, answer: &Value) {
    if let Err(e) = output.write_all(format!("{answer}\n").as_bytes()) {
        eprintln!("hsp: the runner has gone: {e}");
        std::process::exit(0);
    }
}

fn malformed(why: impl fmt::Display) -> ! {
    eprintln!("hsp: malformed request line: {why}");
    std::process::exit(64)
}

pub struct Input(StdinLock<'static>);

impl Input {
    pub fn new() -> Self {
        Input(io::stdin().lock())
    }

    /// The next request; None at the end of stdin. Exits 64 at a line that is none.
    pub fn next(&mut self) -> Option<Value> {
        let mut line = Vec::new();
        match (&mut self.0).take(MAX_LINE).read_until(b'\n', &mut line) {
            Err(e) => malformed(e),
            Ok(0) => return None,
            Ok(_) if line.last() != Some(&b'\n') => {
                malformed(format!("no end within {MAX_LINE} bytes"))
            }
            Ok(_) => {}
        }
        Some(parse(&line).unwrap_or_else(|why| malformed(why)))
    }
}

fn parse(line: &[u8]) -> Result<Value, String> {
    let mut input = serde_json::Deserializer::from_slice(line);
    let request = Strict(0).deserialize(&mut input).map_err(|e| e.to_string())?;
    input.end().map_err(|e| e.to_string())?;
    if !request.is_object() {
        return Err("not an object".into());
    }
    if crate::count(&request["id"]).is_none() {
        return Err("id is not an integer in 0..2^53-1".into());
    }
    if !request["op"].is_string() {
        return Err("op is not a text".into());
    }
    Ok(request)
}

// serde_json keeps the last of two equal keys and allows a depth of 128. A number with a fraction
// or an exponent is a float to it, and no integer to `crate::count`.
struct Strict(u32);

impl Strict {
    fn inner<E: Error>(&self) -> Result<Strict, E> {
        if self.0 == MAX_DEPTH {
            return Err(E::custom(format_args!("nested deeper than {MAX_DEPTH}")));
        }
        Ok(Strict(self.0 + 1))
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Value, D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.inner()?)? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(self.inner()?)?;
            if map.insert(key, value).is_some() {
                return Err(A::Error::custom("a key twice"));
            }
        }
        Ok(map.into())
    }
}

#[cfg(test)]
#[path = "../tests/line.rs"]
mod tests;

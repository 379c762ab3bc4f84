// SPDX-License-Identifier: MIT
//! The parameters of SHS1 (spec/shim.md 6). Each key, at any depth, is critical.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::{count, error, unsupported, About, Refusal};

pub type Key = [u8; 32];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Client,
    Server,
}

impl Role {
    pub(crate) fn named(name: &str) -> Option<Role> {
        match name {
            "client" => Some(Role::Client),
            "server" => Some(Role::Server),
            _ => None,
        }
    }
}

#[derive(Clone, Default, Debug)]
pub struct Params {
    pub network_key: Key,
    pub static_seed: Key,
    /// The server that a client dials; zero for a server.
    pub peer_pk: Key,
    pub ephemeral_sk: Option<Key>,
    pub ephemeral_seed: Option<Key>,
    pub(crate) authorize: Authorize,
}

#[derive(Clone, Default, Debug)]
pub(crate) struct Authorize {
    pub keys: Option<Vec<Key>>,
    pub delay: Duration,
    pub then: Then,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) enum Then {
    #[default]
    Decide,
    Error,
    Never,
}

/// Lower-case hex of at most `most` octets.
pub(crate) fn octets(value: &Value, name: &str, most: usize) -> Result<Vec<u8>, Refusal> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let pair = |p: &[u8]| Some(digit(p[0])? << 4 | digit(*p.get(1)?)?);
    let text = value.as_str().map(|text| text.as_bytes().chunks(2).map(pair));
    let Some(data) = text.and_then(|pairs| pairs.collect::<Option<Vec<u8>>>()) else {
        return error(format!("{name} is not lower-case hex"));
    };
    if data.len() > most {
        return error(format!("{name} holds {} octets, more than {most}", data.len()));
    }
    Ok(data)
}

fn key(value: &Value, name: &str) -> Result<Key, Refusal> {
    let data = octets(value, name, 32)?;
    let wrong = format!("{name} holds {} octets, not 32", data.len());
    data.try_into().or_else(|_| error(wrong))
}

fn members<'a>(value: &'a Value, name: &str) -> Result<&'a Map<String, Value>, Refusal> {
    value.as_object().map_or_else(|| error(format!("{name} is not an object")), Ok)
}

fn capability(about: &About, cap: &str) -> Result<(), Refusal> {
    if about.caps.contains(&cap) {
        return Ok(());
    }
    unsupported(cap)
}

impl Params {
    pub(crate) fn read(value: &Value, role: Role, about: &About) -> Result<Params, Refusal> {
        let mut params = Params::default();
        let given = members(value, "params")?;
        for (name, value) in given {
            match name.as_str() {
                "network_key" => params.network_key = key(value, name)?,
                "static_seed" => params.static_seed = key(value, name)?,
                "peer_pk" if role == Role::Client => params.peer_pk = key(value, name)?,
                "inject" => params.read_inject(members(value, name)?, about)?,
                "authorize" if role == Role::Server && about.authorize != "none" => {
                    params.authorize = Authorize::read(members(value, name)?, about)?
                }
                _ => return unsupported(format!("params.{name}")),
            }
        }
        let client: &[&str] = if role == Role::Client { &["peer_pk"] } else { &[] };
        for name in ["network_key", "static_seed"].iter().chain(client) {
            if !given.contains_key(*name) {
                return error(format!("params.{name} is missing"));
            }
        }
        Ok(params)
    }

    fn read_inject(&mut self, given: &Map<String, Value>, about: &About) -> Result<(), Refusal> {
        for (name, value) in given {
            let place = match name.as_str() {
                "ephemeral_sk" => &mut self.ephemeral_sk,
                "ephemeral_seed" => &mut self.ephemeral_seed,
                _ => return unsupported(format!("params.inject.{name}")),
            };
            capability(about, &format!("inject.{name}"))?;
            *place = Some(key(value, name)?);
        }
        if given.len() > 1 {
            return error("params.inject holds more than one of its keys");
        }
        Ok(())
    }
}

impl Authorize {
    fn read(given: &Map<String, Value>, about: &About) -> Result<Authorize, Refusal> {
        let mut rule = Authorize::default();
        for (name, value) in given {
            match name.as_str() {
                "keys" => {
                    let Some(list) = value.as_array() else {
                        return error("params.authorize.keys is not a list");
                    };
                    let keys: Result<_, _> = list.iter().map(|item| key(item, "a key")).collect();
                    rule.keys = Some(keys?);
                }
                "delay_ms" => {
                    capability(about, "authorize.delay_ms")?;
                    let Some(ms) = count(value) else {
                        return error("params.authorize.delay_ms is not an integer in 0..2^53-1");
                    };
                    rule.delay = Duration::from_millis(ms);
                }
                "then" => {
                    capability(about, "authorize.then")?;
                    rule.then = Then::named(value)?;
                }
                _ => return unsupported(format!("params.authorize.{name}")),
            }
        }
        Ok(rule)
    }
}

impl Then {
    fn named(value: &Value) -> Result<Then, Refusal> {
        match value.as_str() {
            Some("decide") => Ok(Then::Decide),
            Some("error") => Ok(Then::Error),
            Some("never") => Ok(Then::Never),
            _ => error("params.authorize.then is none of decide, error, never"),
        }
    }
}

#[cfg(test)]
#[path = "../tests/params.rs"]
mod tests;

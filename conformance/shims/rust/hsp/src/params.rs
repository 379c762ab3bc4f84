// SPDX-License-Identifier: MIT
//! The parameters of a session. Each key, at any depth, is critical.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use serde_json::{Map, Value};

use crate::{count, error, unsupported, About, Refusal, MAX_DATA};

/// One key of `params`: its name, with a dot for each level, and its size. `role` is the one that
/// it is for, if not both. One that is `optional` is a capability of its name; the others are
/// mandatory.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    pub name: &'static str,
    pub bytes: usize,
    pub role: Option<Role>,
    pub optional: bool,
}

/// What the helper must know of a protocol.
pub struct Table {
    pub protocol: &'static str,
    pub params: &'static [Param],
    /// Of the names below this one, at most one may be given.
    pub exclusive: &'static str,
    /// The values of an outcome and their bytes.
    pub outcome: &'static [(&'static str, usize)],
    /// Bytes of a peer's name.
    pub peer: usize,
}

/// Values of an outcome by name; None where the API does not tell.
pub type Values = BTreeMap<&'static str, Option<Vec<u8>>>;

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
    values: HashMap<&'static str, Vec<u8>>,
    pub(crate) authorize: Authorize,
}

#[derive(Clone, Default, Debug)]
pub(crate) struct Authorize {
    pub keys: Option<Vec<Vec<u8>>>,
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

/// Lower-case hex of at most `most` bytes.
pub(crate) fn hex_bytes(value: &Value, name: &str, most: usize) -> Result<Vec<u8>, Refusal> {
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
        return error(format!("{name} holds {} bytes, more than {most}", data.len()));
    }
    Ok(data)
}

fn exactly(value: &Value, name: &str, bytes: usize) -> Result<Vec<u8>, Refusal> {
    let data = hex_bytes(value, name, MAX_DATA)?;
    if data.len() != bytes {
        return error(format!("{name} holds {} bytes, not {bytes}", data.len()));
    }
    Ok(data)
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
    /// The parameter of that name, if it was given; those that are mandatory were.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.values.get(name).map(Vec::as_slice)
    }

    pub(crate) fn read(value: &Value, role: Role, about: &About) -> Result<Params, Refusal> {
        let mut params = Params::default();
        params.level(members(value, "params")?, "", role, about)?;
        for param in about.table.params {
            let due = !param.optional && param.is_for(role);
            if due && !params.values.contains_key(param.name) {
                return error(format!("params.{} is missing", param.name));
            }
        }
        Ok(params)
    }

    fn level(
        &mut self,
        given: &Map<String, Value>,
        above: &str,
        role: Role,
        about: &About,
    ) -> Result<(), Refusal> {
        let mine = |p: &&Param| p.is_for(role);
        for (key, value) in given {
            let name = format!("{above}{key}");
            let below = format!("{name}.");
            if name == "authorize" && role == Role::Server && about.authorize != "none" {
                self.authorize = Authorize::read(members(value, &name)?, about)?;
            } else if let Some(p) = about.table.params.iter().filter(mine).find(|p| p.name == name)
            {
                if p.optional {
                    capability(about, p.name)?;
                }
                self.values.insert(p.name, exactly(value, &name, p.bytes)?);
            } else if about.table.params.iter().any(|p| mine(&p) && p.name.starts_with(&below)) {
                let inner = members(value, &name)?;
                self.level(inner, &below, role, about)?;
                if name == about.table.exclusive && inner.len() > 1 {
                    return error(format!("params.{name} holds more than one of its keys"));
                }
            } else {
                return unsupported(format!("params.{name}"));
            }
        }
        Ok(())
    }
}

impl Param {
    fn is_for(&self, role: Role) -> bool {
        self.role.is_none_or(|only| only == role)
    }
}

impl Authorize {
    fn read(given: &Map<String, Value>, about: &About) -> Result<Authorize, Refusal> {
        let mut rule = Authorize::default();
        for (name, value) in given {
            match name.as_str() {
                "keys" if about.table.peer > 0 => {
                    let Some(list) = value.as_array() else {
                        return error("params.authorize.keys is not a list");
                    };
                    let bytes = about.table.peer;
                    let key = |item| exactly(item, "a key", bytes);
                    let keys: Result<_, _> = list.iter().map(key).collect();
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

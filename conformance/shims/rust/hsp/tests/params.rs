// SPDX-License-Identifier: MIT
use serde_json::json;

use super::*;

const TABLE: Table = Table {
    protocol: "p",
    params: &[
        Param { name: "key", bytes: 32, role: None, optional: false },
        Param { name: "seed", bytes: 32, role: None, optional: false },
        Param { name: "dialled", bytes: 32, role: Some(Role::Client), optional: false },
        Param { name: "inject.sk", bytes: 32, role: None, optional: true },
        Param { name: "inject.seed", bytes: 32, role: None, optional: true },
        Param { name: "inject.nonce", bytes: 24, role: None, optional: true },
    ],
    exclusive: "inject",
    outcome: &[],
    peer: 32,
};

const ABOUT: About = About {
    table: &TABLE,
    name: "",
    version: "",
    caps: &["inject.sk", "inject.seed", "authorize.then"],
    ephemeral: "own",
    layer: "",
    authorize: "before-accept",
};

fn word(role: Role, more: Value) -> &'static str {
    let key = "01".repeat(32);
    let mut params = json!({"key": key, "seed": key});
    if role == Role::Client {
        params["dialled"] = key.clone().into();
    }
    for (name, value) in more.as_object().unwrap() {
        params[name] = value.clone();
    }
    match Params::read(&params, role, &ABOUT) {
        Ok(_) => "ok",
        Err(Refusal::Unsupported(_)) => "unsupported",
        Err(Refusal::Error(_)) => "error",
    }
}

#[test]
fn every_key_of_params_is_taken_refused_or_unsupported() {
    let key = "01".repeat(32);
    for (role, more, expected) in [
        (Role::Client, json!({}), "ok"),
        (Role::Server, json!({}), "ok"),
        (Role::Server, json!({"dialled": key}), "unsupported"),
        (Role::Client, json!({"authorize": {}}), "unsupported"),
        (Role::Server, json!({"authorize": {"keys": []}}), "ok"),
        (Role::Server, json!({"authorize": {"keys": [key]}}), "ok"),
        (Role::Server, json!({"authorize": {"keys": ["00"]}}), "error"),
        (Role::Server, json!({"authorize": {"delay_ms": 1}}), "unsupported"),
        (Role::Server, json!({"authorize": {"then": "zq"}}), "error"),
        (Role::Client, json!({"inject": {"sk": key}}), "ok"),
        (Role::Client, json!({"inject": {"sk": key, "seed": key}}), "error"),
        (Role::Client, json!({"inject": {"zq": key}}), "unsupported"),
        (Role::Client, json!({"inject": {"nonce": "01".repeat(24)}}), "unsupported"),
        (Role::Client, json!({"inject": key}), "error"),
        (Role::Client, json!({"timeout_ms": 5}), "unsupported"),
        (Role::Client, json!({"key": "AA"}), "error"),
        (Role::Client, json!({"key": null}), "error"),
        (Role::Client, json!({"key": "010"}), "error"),
    ] {
        assert_eq!(word(role, more.clone()), expected, "{role:?} {more}");
    }
}

#[test]
fn a_mandatory_parameter_that_is_missing_is_an_error() {
    let params = json!({"key": "01".repeat(32)});
    assert!(matches!(Params::read(&params, Role::Server, &ABOUT), Err(Refusal::Error(_))));
}

#[test]
fn what_was_given_is_found_by_its_dotted_name() {
    let params = json!({"key": "01".repeat(32), "seed": "02".repeat(32),
        "inject": {"sk": "03".repeat(32)}});
    let Ok(params) = Params::read(&params, Role::Server, &ABOUT) else { panic!("refused") };
    assert_eq!(params.bytes("seed"), Some(&[2; 32][..]));
    assert_eq!(params.bytes("inject.sk"), Some(&[3; 32][..]));
    assert_eq!(params.bytes("dialled"), None);
}

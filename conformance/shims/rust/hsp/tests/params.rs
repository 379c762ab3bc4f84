// SPDX-License-Identifier: MIT
use serde_json::json;

use super::*;

const ABOUT: About = About {
    name: "",
    version: "",
    caps: &["inject.ephemeral_sk", "inject.ephemeral_seed", "authorize.then"],
    ephemeral: "own",
    layer: "",
    authorize: "before-msg4",
};

fn word(role: Role, more: Value) -> &'static str {
    let key = "01".repeat(32);
    let mut params = json!({"network_key": key, "static_seed": key});
    if role == Role::Client {
        params["peer_pk"] = key.clone().into();
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
        (Role::Server, json!({"peer_pk": key}), "unsupported"),
        (Role::Client, json!({"authorize": {}}), "unsupported"),
        (Role::Server, json!({"authorize": {"keys": []}}), "ok"),
        (Role::Server, json!({"authorize": {"keys": [key]}}), "ok"),
        (Role::Server, json!({"authorize": {"keys": ["00"]}}), "error"),
        (Role::Server, json!({"authorize": {"delay_ms": 1}}), "unsupported"),
        (Role::Server, json!({"authorize": {"then": "zq"}}), "error"),
        (Role::Client, json!({"inject": {"ephemeral_sk": key}}), "ok"),
        (Role::Client, json!({"inject": {"ephemeral_sk": key, "ephemeral_seed": key}}), "error"),
        (Role::Client, json!({"inject": {"zq": key}}), "unsupported"),
        (Role::Client, json!({"timeout_ms": 5}), "unsupported"),
        (Role::Client, json!({"network_key": "AA"}), "error"),
        (Role::Client, json!({"network_key": null}), "error"),
        (Role::Client, json!({"network_key": "010"}), "error"),
    ] {
        assert_eq!(word(role, more.clone()), expected, "{role:?} {more}");
    }
}

#[test]
fn a_mandatory_parameter_that_is_missing_is_an_error() {
    let params = json!({"network_key": "01".repeat(32)});
    assert!(matches!(Params::read(&params, Role::Server, &ABOUT), Err(Refusal::Error(_))));
}

// SPDX-License-Identifier: MIT
use super::parse;

fn with(more: &str) -> String {
    format!(r#"{{"id":1,"op":"poll"{more}}}"#)
}

fn nested(depth: usize) -> String {
    with(&format!(r#","zq":{}{}"#, "[".repeat(depth - 1), "]".repeat(depth - 1)))
}

#[test]
fn a_request_is_an_object_with_id_and_op() {
    assert!(parse(with("").as_bytes()).is_ok());
    for line in ["zq", "[1]", "{}", r#"{"id":1}"#, r#"{"op":"poll"}"#, r#"{"id":1,"op":1}"#, ""] {
        assert!(parse(line.as_bytes()).is_err(), "{line}");
    }
    assert!(parse(with("").repeat(2).as_bytes()).is_err());
}

#[test]
fn an_id_is_an_integer_of_at_most_53_bits() {
    for (id, good) in [
        ("0", true),
        ("9007199254740991", true),
        ("9007199254740992", false),
        ("-1", false),
        ("1.0", false),
        ("1e0", false),
        ("99999999999999999999", false),
        ("\"1\"", false),
    ] {
        assert_eq!(parse(format!(r#"{{"id":{id},"op":"x"}}"#).as_bytes()).is_ok(), good, "{id}");
    }
}

#[test]
fn a_key_that_stands_twice_is_refused_at_each_depth() {
    assert!(parse(with(r#","id":1"#).as_bytes()).is_err());
    assert!(parse(with(r#","p":{"a":1,"\u0061":1}"#).as_bytes()).is_err());
    assert!(parse(with(r#","p":{"a":1},"q":{"a":1}"#).as_bytes()).is_ok());
}

#[test]
fn nesting_ends_at_16() {
    assert!(parse(nested(16).as_bytes()).is_ok());
    assert!(parse(nested(17).as_bytes()).is_err());
    assert!(parse(nested(100_000).as_bytes()).is_err());
}

#[test]
fn invalid_utf_8_is_refused() {
    assert!(parse(b"{\"id\":1,\"op\":\"poll\",\"zq\":\"\xff\"}").is_err());
}

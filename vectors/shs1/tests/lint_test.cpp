// SPDX-License-Identifier: MIT
#include "vectors/maker/lint.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "vectors/maker/test_json.hpp"
#include "vectors/shs1/vector_set.hpp"

namespace assay::vectors {
namespace {

const std::string accept = "accept.json", server = "reject-server.json",
                  client = "reject-client.json", policy = "policy.json";

const Folder& sound() {
  static const Folder folder = read_folder(shs1_vector_set(), ASSAY_VECTORS);
  return folder;
}

Json& test_in(Json& file, const std::string& id) {
  for (Json& test : file["tests"]) {
    if (test["id"] == id) return test;
  }
  FAIL("there is no test " << id);
  throw std::logic_error("unreachable");
}

using Plant = std::function<void(Json& file)>;

// The findings in that file, sound but for what `plant` does to it, beside the file of the
// controls.
std::vector<std::string> findings(const std::string& path, const Plant& plant) {
  Folder folder = sound();
  VectorSet set = shs1_vector_set();
  std::erase_if(set.files,
                [&](const VectorFile& file) { return file.name != path && file.name != accept; });
  Json file = Json::parse(folder.files.at(path));
  plant(file);
  folder.files[path] = file.dump(2) + "\n";
  return lint(set, folder).findings;
}

// As above, the error being in one test.
std::vector<std::string> in_test(const std::string& path, const std::string& id,
                                 const std::function<void(Json& test)>& plant) {
  return findings(path, [&](Json& file) { plant(test_in(file, id)); });
}

bool says(const std::vector<std::string>& findings, const std::string& words) {
  for (const std::string& finding : findings) UNSCOPED_INFO(finding);
  return std::ranges::any_of(
      findings, [&](const std::string& f) { return f.find(words) != std::string::npos; });
}

const std::string ok = "shs1/ok/known-answer", stranger = "shs1/server/msg3/signed-by-stranger",
                  foreign = "shs1/server/msg1/foreign-network",
                  low_order = "shs1/server/msg1/low-order-zero",
                  dials = "shs1/client/msg2/dials-small-order-2",
                  tag = "shs1/client/msg4/tag-first-bit";

std::string other_byte(const Json& text) {
  std::string changed = text;
  changed[1] = changed[1] == '0' ? '1' : '0';
  return changed;
}

TEST_CASE("hex must be lower-case and of the field's exact length") {
  CHECK(says(in_test(accept, ok, [](Json& t) { t["parties"]["client"]["A_p"] = "8A"; }),
             ok + ": parties.client.A_p: "));
  CHECK(says(in_test(accept, ok, [](Json& t) { t["shared"]["K"] = "0707"; }),
             "shared.K: 2 bytes where 32 belong"));
  CHECK(says(in_test(accept, ok, [](Json& t) { t["intermediates"]["H"] = "00"; }),
             "intermediates.H: 1 bytes where 96 belong"));
}

TEST_CASE("a missing field and a field that nobody knows are found") {
  CHECK(
      says(in_test(accept, ok, [](Json& t) { t.erase("comment"); }), ok + ": comment: is missing"));
  CHECK(says(in_test(accept, ok, [](Json& t) { t["surprise"] = 1; }), "generator's form"));
  CHECK(says(in_test(accept, ok, [](Json& t) { t["result"] = "acceptable"; }),
             "\"acceptable\" is no such word"));
}

TEST_CASE("ids are unique, and frozen in ids.txt") {
  CHECK(says(findings(accept, [](Json& f) { f["tests"].push_back(f["tests"][0]); }),
             ok + ": id: is used twice"));
  CHECK(says(in_test(server, stranger, [](Json& t) { t["id"] = "shs1/server/msg3/new"; }),
             "shs1/server/msg3/new: id: is not in ids.txt"));
  CHECK(says(in_test(server, stranger, [](Json& t) { t["id"] = "shs1/server/msg3/new"; }),
             "ids.txt: " + stranger + ": is in no file"));
  Folder doubled = sound();
  doubled.frozen_ids.push_back(ok);
  CHECK(says(lint(shs1_vector_set(), doubled).findings, "a line stands there twice"));
}

TEST_CASE("the envelope is checked") {
  CHECK(says(findings(accept, [](Json& f) { f["numberOfTests"] = 3; }), "numberOfTests: is 3"));
  CHECK(says(findings(accept, [](Json& f) { f["schema"] = "x"; }), "schema: must be"));
  CHECK(says(findings(accept, [](Json& f) { f["protocol"] = "x"; }), "protocol: must be shs1"));
  CHECK(says(findings(policy, [](Json& f) { f["profile"] = "deployed"; }), "profile: must be"));
  Folder broken = sound();
  broken.files[accept] = "{";
  CHECK(says(lint(shs1_vector_set(), broken).findings, accept + ": file: is not JSON"));
}

TEST_CASE("the schema is the generator's") {
  Folder other = sound();
  other.schema += "\n";
  CHECK(says(lint(shs1_vector_set(), other).findings,
             "shs1/handshake-1.schema.json: file: is not the generator's"));
}

TEST_CASE("flags and notes are the same set, and notes name rows that exist") {
  CHECK(says(in_test(server, stranger, [](Json& t) { t["flags"] = {"Nameless"}; }),
             stranger + ": flags: Nameless has no note"));
  CHECK(says(findings(server, [](Json& f) { f["notes"]["Idle"] = f["notes"]["WrongMac"]; }),
             "notes.Idle: no test carries this flag"));
  CHECK(says(findings(server, [](Json& f) { f["notes"]["WrongMac"]["properties"] = {"P17"}; }),
             "P17 is no row"));
  CHECK(says(in_test(server, stranger, [](Json& t) { t["flags"] = Json::array(); }),
             "flags: at least one"));
}

TEST_CASE("a control exists, is honest, and is the same session up to the changed message") {
  const auto with_control = [](const std::string& control) {
    return in_test(server, stranger, [&](Json& t) { t["control"] = control; });
  };
  CHECK(says(with_control("shs1/ok/nobody"), "there is no test shs1/ok/nobody"));
  CHECK(says(with_control(foreign), "control: must be an honest session"));
  CHECK(says(with_control("shs1/ok/random-1"), "the keys are not the control's"));
  CHECK(
      says(with_control("shs1/ok/random-1"), "msg1 differs from the control's before focus.reads"));
}

TEST_CASE("an invalid test has exactly one change, and a change changes something") {
  CHECK(says(in_test(server, stranger, [](Json& t) { t.erase("delta"); }),
             "delta: an invalid test has exactly one"));
  CHECK(says(in_test(server, stranger, [](Json& t) { t["delta"]["op"] = "improve"; }),
             "\"improve\" is not in the list"));
  CHECK(says(in_test(server, stranger, [](Json& t) { t["delta"]["value"] = "A"; }),
             "is not what the formulas and the delta give"));
  CHECK(says(in_test(server, stranger, [](Json& t) { t["delta"]["target"] = "sigZ"; }),
             "no formula takes sign-with on sigZ"));
  CHECK(says(in_test(server, stranger,
                     [](Json& t) {
                       const std::string wire = Json::parse(
                           sound().files.at(accept))["tests"][0]["transcript"][2]["wire"];
                       t["transcript"][2]["wire"] = wire;
                     }),
             "msg3 is the control's: the delta changes nothing"));
}

TEST_CASE("a configuration changed by the delta is the party's, and nothing else is changed") {
  CHECK(
      says(in_test(client, dials,
                   [](Json& t) { t["parties"]["client"]["B_p"] = t["parties"]["server"]["B_p"]; }),
           "parties.client.B_p: is not what the delta makes it"));
  CHECK(says(in_test(accept, ok, [](Json& t) { t["parties"]["server"]["admits"] = Json::array(); }),
             "parties.server.admits: is not what the delta makes it"));
  CHECK(says(in_test(accept, ok,
                     [](Json& t) {
                       Json& key = t["parties"]["client"]["a_p"];
                       key = other_byte(key);
                     }),
             "parties.client.a_p: is not what follows from the secrets"));
}

TEST_CASE("every intermediate value and every wire recomputes") {
  const Json known = Json::parse(sound().files.at(accept))["tests"][0];
  for (const auto& [letter, value] : known["intermediates"].items()) {
    const auto found = in_test(accept, ok, [&, name = letter](Json& t) {
      t["intermediates"][name] = other_byte(t["intermediates"][name]);
    });
    CHECK(says(found, ok + ": intermediates." + letter + ": is not what the formulas give"));
  }
  for (std::size_t i = 0; i < 4; ++i) {
    const auto found = in_test(accept, ok, [&](Json& t) {
      t["transcript"][i]["wire"] = other_byte(t["transcript"][i]["wire"]);
    });
    CHECK(says(found, ok + ": transcript.msg" + std::to_string(i + 1) + ": is not what"));
  }
  CHECK(says(in_test(server, stranger, [](Json& t) { t["intermediates"].erase("K2"); }),
             "intermediates.K2: is missing"));
}

TEST_CASE("the transcript is of the observed party and in order") {
  CHECK(says(in_test(accept, ok, [](Json& t) { t["transcript"][0]["from"] = "mallory"; }),
             "transcript[0]: must be from or to the client"));
  CHECK(says(in_test(accept, ok, [](Json& t) { t["transcript"][1]["message"] = "msg3"; }),
             "transcript[1].message: must be msg1, msg2"));
}

TEST_CASE("the reference must refuse within the window and for the reason that is given") {
  CHECK(says(in_test(server, stranger, [](Json& t) { t["reject"]["reason"] = "bad_box"; }),
             "reject.reason: the reference says bad_signature"));
  CHECK(says(in_test(server, low_order, [](Json& t) { t["reject"]["earliest"] = "msg3"; }),
             "reject: the reference refuses at msg1"));
  CHECK(says(in_test(client, tag, [](Json& t) { t["reject"]["must_not_send"] = {"msg3"}; }),
             "reject.must_not_send: must be all"));
  CHECK(
      says(in_test(client, tag, [](Json& t) { t["reject"]["party"] = "server"; }), "reject.party"));
}

TEST_CASE("a test that the reference accepts is not invalid, and one that it refuses not valid") {
  const Json honest = Json::parse(sound().files.at(accept))["tests"][0];
  CHECK(says(in_test(server, "shs1/server/msg3/not-admitted",
                     [&](Json& t) {
                       t["parties"]["server"]["admits"] =
                           Json::array({t["parties"]["client"]["A_p"]});
                     }),
             "result: the reference accepts this"));
  CHECK(says(in_test(accept, ok,
                     [](Json& t) {
                       t["parties"]["server"]["admits"] =
                           Json::array({t["parties"]["server"]["B_p"]});
                     }),
             "result: the reference refuses as server at msg3: not_authorized"));
}

TEST_CASE("the outcome is the reference's, and there is none of a refused session") {
  CHECK(says(in_test(accept, ok,
                     [](Json& t) {
                       Json& nonce = t["outcome"]["client"]["enc_nonce"];
                       nonce = other_byte(nonce);
                     }),
             "outcome.client: is not the reference's"));
  CHECK(says(in_test(accept, ok, [](Json& t) { t["outcome"].erase("server"); }),
             "outcome.server: is missing"));
  const Json outcome = Json::parse(sound().files.at(accept))["tests"][0]["outcome"]["server"];
  CHECK(says(in_test(server, stranger, [&](Json& t) { t["outcome"]["server"] = outcome; }),
             "there is one exactly when the result is valid"));
}

TEST_CASE("each file holds its own kind of test") {
  CHECK(says(in_test(policy, "shs1/server/msg3/mixed-order-2", [](Json& t) { t.erase("differs"); }),
             "differs: every test of a policy file has it"));
  CHECK(says(in_test(accept, ok, [](Json& t) { t["result"] = "invalid"; }),
             "result: does not belong into this file"));
  CHECK(says(findings(server,
                      [](Json& f) {
                        const Json theirs = Json::parse(sound().files.at(client));
                        f["tests"].push_back(theirs["tests"][0]);
                      }),
             "reject.party: does not belong into this file"));
}

}  // namespace
}  // namespace assay::vectors

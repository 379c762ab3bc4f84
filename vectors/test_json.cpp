// SPDX-License-Identifier: MIT
#include "vectors/test_json.hpp"

#include "vectors/fields.hpp"

namespace assay::vectors {
namespace {

const std::vector<std::string_view> client_letters = {"A", "A_p", "a_seed", "a", "a_p", "B_p"};
const std::vector<std::string_view> server_letters = {"B", "B_p", "b_seed", "b", "b_p"};
const std::vector<std::string_view> mallory_letters = {"M", "M_p"};
const std::vector<std::string_view> intermediate_letters = {
    "mac1", "mac2", "ab", "hab", "aB", "sigA", "H", "K2", "Ab", "sigB", "K3", "SS"};

std::size_t length_of(std::string_view letter) {
  if (letter == "H") return 96;
  return letter.starts_with("sig") ? 64 : 32;
}

Json letters(const Values& values, const std::vector<std::string_view>& order) {
  Json json = Json::object();
  for (const std::string_view letter : order) {
    const auto found = values.find(letter);
    if (found != values.end()) json[std::string(letter)] = hex(found->second);
  }
  return json;
}

// Intermediates may have a changed length, since truncate and append apply to them.
Values letters_of(const Fields& fields, const std::vector<std::string_view>& order, bool exact) {
  Values values;
  for (const std::string_view letter : order) {
    const std::string field(letter);
    if (!fields.has(field)) continue;
    values[field] = exact ? fields.octets(field, length_of(letter)) : fields.octets(field);
  }
  return values;
}

Values keys_of(const Fields& fields, const std::vector<std::string_view>& order) {
  Values values = letters_of(fields, order, true);
  for (const std::string_view letter : order) {
    if (!letter.ends_with("_seed") && !values.contains(letter)) {
      fields.fail(std::string(letter), "is missing");
    }
  }
  return values;
}

Json to_json(const Delta& delta) {
  Json json{{"op", delta.op}, {"target", delta.target}};
  std::visit([&](const auto& value) { json["value"] = value; }, delta.value);
  return json;
}

Delta delta_of(const Fields& fields) {
  Delta delta{fields.text("op"), fields.text("target"), {}};
  const Json& value = fields.any("value");
  if (value.is_string()) {
    delta.value = value.get<std::string>();
  } else if (value.is_number_integer()) {
    delta.value = value.get<std::int64_t>();
  } else {
    delta.value = fields.texts("value");
  }
  return delta;
}

Json to_json(const Reject& reject) {
  return {{"party", name(reject.party)},
          {"earliest", reject.earliest},
          {"latest", reject.latest},
          {"reason", reject.reason},
          {"must_not_send", reject.must_not_send}};
}

Json to_json(const std::optional<Outcome>& outcome) {
  if (!outcome) return nullptr;
  return {{"enc_key", hex(outcome->enc_key)},
          {"enc_nonce", hex(outcome->enc_nonce)},
          {"dec_key", hex(outcome->dec_key)},
          {"dec_nonce", hex(outcome->dec_nonce)},
          {"peer_pk", hex(outcome->peer_pk)}};
}

std::optional<Outcome> outcome_of(const Fields& parent, const std::string& party) {
  if (parent.any(party).is_null()) return std::nullopt;
  const Fields f = parent.object(party);
  return Outcome{f.octets("enc_key", 32), f.octets("enc_nonce", 24), f.octets("dec_key", 32),
                 f.octets("dec_nonce", 24), f.octets("peer_pk", 32)};
}

Json parties(const Test& test) {
  Json json{{"client", letters(test.client, client_letters)},
            {"server", letters(test.server, server_letters)}};
  json["server"]["admits"] = Json::array();
  for (const Bytes& key : test.admits) json["server"]["admits"].push_back(hex(key));
  if (!test.mallory.empty()) json["mallory"] = letters(test.mallory, mallory_letters);
  return json;
}

void read_parties(const Fields& fields, Test& test) {
  test.client = keys_of(fields.object("client"), client_letters);
  test.server = keys_of(fields.object("server"), server_letters);
  if (fields.has("mallory")) test.mallory = keys_of(fields.object("mallory"), mallory_letters);
  for (const std::string& key : fields.object("server").texts("admits")) {
    test.admits.push_back(octets_of(key, fields.path("server.admits"), 32));
  }
}

void read_change(const Fields& f, Test& test) {
  if (f.has("control")) test.control = f.text("control");
  if (f.has("delta")) test.delta = delta_of(f.object("delta"));
  if (f.has("focus")) {
    const Fields focus = f.object("focus");
    test.focus = Focus{focus.party("party"), focus.text("reads")};
  }
  if (f.has("reject")) {
    const Fields r = f.object("reject");
    test.reject = Reject{r.party("party"), r.text("earliest"), r.text("latest"), r.text("reason"),
                         r.texts("must_not_send")};
  }
  if (f.has("differs")) {
    const Fields d = f.object("differs");
    test.differs = Differs{d.text("others"), d.text("why"), d.text("spec")};
  }
}

void read_run(const Fields& f, Test& test) {
  for (const Fields& wire : f.objects("transcript")) {
    test.transcript.push_back(
        {wire.text("message"), wire.text("from"), wire.text("to"), wire.octets("wire")});
  }
  test.intermediates = letters_of(f.object("intermediates"), intermediate_letters, !test.delta);
  const Fields outcome = f.object("outcome");
  for (const Party party : {Party::client, Party::server}) {
    const std::string key(name(party));
    if (outcome.has(key)) test.outcome[party] = outcome_of(outcome, key);
  }
}

void write_change(const Test& test, Json& json) {
  if (test.focus)
    json["focus"] = {{"party", name(test.focus->party)}, {"reads", test.focus->reads}};
  json["requires"] = test.requires_;
  if (!test.control.empty()) json["control"] = test.control;
  if (test.delta) json["delta"] = to_json(*test.delta);
  if (test.reject) json["reject"] = to_json(*test.reject);
  if (test.differs) {
    const Differs& d = *test.differs;
    json["differs"] = {{"others", d.others}, {"why", d.why}, {"spec", d.spec}};
  }
}

}  // namespace

std::string_view name(Party party) { return party == Party::client ? "client" : "server"; }

Json to_json(const Test& test) {
  Json json{{"id", test.id},
            {"comment", test.comment},
            {"result", test.valid ? "valid" : "invalid"},
            {"flags", test.flags}};
  write_change(test, json);
  json["shared"] = {{"K", hex(test.K)}};
  json["parties"] = parties(test);
  json["transcript"] = Json::array();
  for (const Wire& w : test.transcript) {
    json["transcript"].push_back(
        {{"message", w.message}, {"from", w.from}, {"to", w.to}, {"wire", hex(w.wire)}});
  }
  json["intermediates"] = letters(test.intermediates, intermediate_letters);
  json["outcome"] = Json::object();
  for (const auto& [party, outcome] : test.outcome) {
    json["outcome"][std::string(name(party))] = to_json(outcome);
  }
  return json;
}

Test test_from(const Json& json) {
  const Fields f(json, "");
  Test test;
  test.id = f.text("id");
  test.comment = f.text("comment");
  test.valid = f.one_of("result", {"valid", "invalid"}) == "valid";
  test.flags = f.texts("flags");
  test.requires_ = f.texts("requires");
  read_change(f, test);
  test.K = f.object("shared").octets("K", 32);
  read_parties(f.object("parties"), test);
  read_run(f, test);
  return test;
}

}  // namespace assay::vectors

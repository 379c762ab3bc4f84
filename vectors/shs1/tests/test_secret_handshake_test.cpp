// SPDX-License-Identifier: MIT
#include "vectors/maker/test.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/shs1/terms.hpp"
#include "reference/shs1/keys.hpp"
#include "reference/shs1/msg1_client_hello.hpp"
#include "reference/shs1/msg2_server_hello.hpp"
#include "reference/shs1/msg3_client_auth.hpp"
#include "reference/shs1/msg4_server_accept.hpp"
#include "reference/shs1/outcome.hpp"

// npm test-secret-handshake 1.0.2: calls of the JavaScript implementation's crypto module, recorded
// with what they returned. Neither reference/ nor the attacker's algebra had any part in them.
namespace assay::vectors {
namespace {

using namespace assay::shs1;
using Json = nlohmann::json;

Json rows() {
  std::ifstream file(ASSAY_DATA_JSON);
  if (!file) {
    FAIL("cannot read " ASSAY_DATA_JSON "; run ./bootstrap shims, which installs it with npm ci");
  }
  return Json::parse(file);
}

template <std::size_t N = 32>
std::span<const std::uint8_t, N> fixed(const Bytes& bytes) {
  REQUIRE(bytes.size() >= N);
  return std::span(bytes).template first<N>();
}

Bytes bytes(View view) { return Bytes(view.begin(), view.end()); }

// What a recorded state tells of one party's end; what is not there yet is empty.
struct End {
  bool client = false;
  Bytes K, seed, ephemeral_seed;  // of this end
  Bytes peer_ephemeral, peer, H;
};

Bytes field(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || !found->is_string() ? Bytes{} : unhex(found->get<std::string>());
}

End end_of(const Json& state) {
  const Json &local = state.at("local"), &remote = state.at("remote");
  End end;
  end.client = state.contains("seed");  // only a client's state has the key
  end.K = field(state, "app_key");
  end.seed = field(local, "secretKey");
  end.seed.resize(32);
  end.ephemeral_seed = field(state, "random");
  end.peer_ephemeral = field(remote, "kx_pk");
  end.peer = field(remote, "publicKey");
  end.H = field(end.client ? local : remote, "hello");
  return end;
}

// Every letter that `end` can compute, by the reference.
class ByReference {
 public:
  explicit ByReference(const End& end)
      : end_(end),
        K_(NetworkKey::from(fixed(end.K))),
        A_(ClientSecret::from_seed(fixed(end.seed))),
        B_(ServerSecret::from_seed(fixed(end.seed))),
        e_(EphemeralSecret::from_ed25519_seed(fixed(end.ephemeral_seed))) {
    values["pk"] = bytes(A_.public_key().view());
    values["e"] = bytes(e_.scalar().view());
    values["e_p"] = bytes(e_.public_key().view());
    values["hello"] = end.client ? bytes(client_hello(K_, e_.public_key()).view())
                                 : bytes(server_hello(K_, e_.public_key()).view());
    if (!end.peer_ephemeral.empty()) products();
  }

  bool reads_hello(const Bytes& message) const {
    return end_.client ? verify_server_hello(K_, Msg2::from(fixed<64>(message))).has_value()
                       : verify_client_hello(K_, Msg1::from(fixed<64>(message))).has_value();
  }
  bool reads_msg3(const Bytes& message) const {
    return verify_client_auth(K_, B_.public_key(), *hab_, *K2_, Msg3::from(fixed<112>(message)))
        .has_value();
  }
  bool reads_msg4(const Bytes& message) const {
    return verify_server_accept(K_, B_p(), *H_, *hab_, *K3_, Msg4::from(fixed<80>(message)))
        .has_value();
  }

  Values values;

 private:
  ServerPublic B_p() const { return ServerPublic::from(fixed(end_.peer)); }

  void products() {
    const auto p = EphemeralPublic::from(fixed(end_.peer_ephemeral));
    const SharedEphemeral ab = shared_ab(e_, p).value();
    const SharedServer aB = end_.client ? shared_aB(e_, B_p()).value() : shared_aB(B_, p).value();
    hab_ = hash_ab(ab);
    K2_ = key_of_msg3(K_, ab, aB);
    values["ab"] = bytes(ab.view());
    values["hab"] = bytes(hab_->view());
    values["aB"] = bytes(aB.view());
    values["K2"] = bytes(K2_->view());
    if (!end_.client && end_.H.empty()) return;
    H_ = end_.client ? client_auth(K_, A_, B_p(), *hab_) : recorded_H();
    const SharedClient Ab =
        end_.client ? shared_Ab(A_, p).value() : shared_Ab(e_, client_of(*H_)).value();
    K3_ = key_of_msg4(K_, ab, aB, Ab);
    values["Ab"] = bytes(Ab.view());
    authentication();
  }

  ClientAuth recorded_H() const {
    const auto H = ClaimedAuth::from(fixed<96>(end_.H));
    const auto msg3 = reference::box<Msg3>(*K2_, zero_nonce, H);
    return verify_client_auth(K_, B_.public_key(), *hab_, *K2_, msg3).value();
  }

  void authentication() {
    const ClientPublic A_p = client_of(*H_);
    values["H"] = bytes(H_->view());
    values["A_p"] = bytes(A_p.view());
    values["K3"] = bytes(K3_->view());
    if (end_.client) {
      values["msg3"] = bytes(box_client_auth(*K2_, *H_).view());
    } else {
      values["msg4"] = bytes(box_server_accept(*K3_, server_accept(K_, B_, *H_, *hab_)).view());
    }
    const Msg1 msg1 = Msg1::zeros();
    const Msg2 msg2 = Msg2::zeros();
    const shs1::Outcome outcome = end_.client
                                      ? client_outcome(*K3_, msg1, msg2, A_p, B_p())
                                      : server_outcome(*K3_, msg1, msg2, A_p, B_.public_key());
    values["encrypt"] = bytes(outcome.encrypt_key.view());
    values["decrypt"] = bytes(outcome.decrypt_key.view());
  }

  End end_;
  NetworkKey K_;
  ClientSecret A_;  // of the same seed, and only one of them this end's
  ServerSecret B_;
  EphemeralSecret e_;
  std::optional<HashAb> hab_;
  std::optional<Msg3Key> K2_;
  std::optional<ClientAuth> H_;
  std::optional<Msg4Key> K3_;
};

// The same by the attacker's algebra.
Values by_algebra(const End& end) {
  const Bytes e = mallory::secret_to_curve(end.ephemeral_seed), e_p = mallory::base(e);
  const Bytes self = mallory::public_key(end.seed);
  Values v{{"pk", self}, {"e", e}, {"e_p", e_p}, {"hello", cat(mallory::mac(end.K, e_p), e_p)}};
  if (end.peer_ephemeral.empty()) return v;
  mallory::Keys keys;
  keys.K = end.K;
  (end.client ? keys.A : keys.B) = end.seed;
  (end.client ? keys.A_p : keys.B_p) = self;
  (end.client ? keys.B_p : keys.A_p) = end.peer;
  mallory::Terms t = end.client ? mallory::Terms::of_client(keys, e, end.peer_ephemeral)
                                : mallory::Terms::of_server(keys, e, end.peer_ephemeral);
  v.merge(Values{{"ab", t.ab}, {"hab", t.hab}, {"aB", t.aB}, {"K2", t.K2}});
  if (!end.client && end.H.empty()) return v;
  if (!end.client) {
    REQUIRE(t.read_msg3(keys, mallory::box(t.K2, end.H)));
    v["msg4"] = t.msg4();
  } else {
    v["msg3"] = t.msg3();
  }
  const Bytes to_client = t.key_to_client(), to_server = t.key_to_server();
  v.merge(Values{{"H", t.H},
                 {"A_p", t.A_p},
                 {"Ab", t.Ab},
                 {"K3", t.K3},
                 {"encrypt", end.client ? to_server : to_client},
                 {"decrypt", end.client ? to_client : to_server}});
  return v;
}

bool algebra_reads_hello(const End& end, const Bytes& message) {
  return mallory::mac(end.K, View(message).subspan(32)) == bytes(View(message).first(32));
}

struct Recorded {
  Values letters;                // what the row says each letter is
  std::optional<Bytes> message;  // what it was given to read
  bool accepted = true;
};

// A recorded state's fields by letter; those that the row does not have are left out.
Values letters_of(const Json& state) {
  const Json &local = state.at("local"), &remote = state.at("remote");
  Values v{{"pk", field(local, "publicKey")},       {"e", field(local, "kx_sk")},
           {"e_p", field(local, "kx_pk")},          {"ab", field(state, "secret")},
           {"hab", field(state, "shash")},          {"aB", field(state, "a_bob")},
           {"K2", field(state, "secret2")},         {"Ab", field(state, "b_alice")},
           {"K3", field(state, "secret3")},         {"H", field(local, "hello")},
           {"encrypt", field(state, "encryptKey")}, {"decrypt", field(state, "decryptKey")}};
  if (v.at("H").empty()) v["H"] = field(remote, "hello");
  if (!v.at("encrypt").empty()) v.erase("ab");  // clean() keeps SS in the field of ab
  std::erase_if(v, [](const auto& entry) { return entry.second.empty(); });
  return v;
}

// Nothing where the row has nothing to compare.
std::optional<Recorded> recorded(const Json& row) {
  const std::string name = row.at("name");
  const Json& result = row.at("result");
  Recorded r;
  if (row.at("args").size() > 1) r.message = unhex(row.at("args")[1].get<std::string>());
  r.accepted = !result.is_null();
  if (name == "createChallenge") {
    r.letters["hello"] = unhex(result.get<std::string>());
  } else if (name == "clientCreateAuth") {
    r.letters["msg3"] = unhex(result.get<std::string>());
  } else if (name == "serverCreateAccept") {
    r.letters["msg4"] = unhex(result.get<std::string>());
  } else if (name == "initialize" || name == "clean" || name == "verifyChallenge" ||
             name == "clientVerifyChallenge" || name == "serverVerifyAuth" ||
             name == "clientVerifyAccept") {
    if (r.accepted) r.letters = letters_of(result);
  } else {
    return std::nullopt;
  }
  return r;
}

void compare_reading(const std::string& name, const End& end, const ByReference& reference,
                     const Values& algebra, const Recorded& r) {
  const Bytes& message = r.message.value();
  if (name == "serverVerifyAuth") {
    CHECK(reference.reads_msg3(message) == r.accepted);
    CHECK(mallory::open(algebra.at("K2"), message).has_value() == r.accepted);
  } else if (name == "clientVerifyAccept") {
    CHECK(reference.reads_msg4(message) == r.accepted);
    CHECK(mallory::open(algebra.at("K3"), message).has_value() == r.accepted);
  } else {
    CHECK(reference.reads_hello(message) == r.accepted);
    CHECK(algebra_reads_hello(end, message) == r.accepted);
  }
}

// toKeys: an identity from its seed, or from itself.
void compare_keys(const Json& row) {
  const Json& arg = row.at("args")[0];
  Bytes seed = arg.is_string() ? unhex(arg.get<std::string>()) : field(arg, "secretKey");
  seed.resize(32);
  const Bytes pk = field(row.at("result"), "publicKey");
  CHECK(bytes(ClientSecret::from_seed(fixed(seed)).public_key().view()) == pk);
  CHECK(mallory::public_key(seed) == pk);
}

// False where the row has nothing to compare.
bool compare(const Json& row) {
  if (row.at("name") == "toKeys") {
    compare_keys(row);
    return true;
  }
  const std::optional<Recorded> r = recorded(row);
  if (!r) return false;
  const End end = end_of(row.at("args")[0]);
  const ByReference reference(end);
  const Values algebra = by_algebra(end);
  for (const auto& [letter, value] : r->letters) {
    INFO(letter);
    REQUIRE(reference.values.contains(letter));
    REQUIRE(algebra.contains(letter));
    CHECK(hex(reference.values.at(letter)) == hex(value));
    CHECK(hex(algebra.at(letter)) == hex(value));
  }
  if (r->message) compare_reading(row.at("name"), end, reference, algebra, *r);
  return !r->letters.empty() || r->message.has_value();
}

TEST_CASE("reference and algebra agree with every recorded call of npm test-secret-handshake") {
  std::map<std::string, int> compared, left_out;
  const Json all = rows();
  for (std::size_t i = 0; i < all.size(); ++i) {
    INFO("row " << i << ", " << all[i].at("name"));
    const bool could = compare(all[i]);
    ++(could ? compared : left_out)[all[i].at("name")];
  }
  int total = 0;
  for (const auto& [name, count] : compared) total += count;
  std::printf("test-secret-handshake: %d of %zu rows compared", total, all.size());
  for (const auto& [name, count] : compared) std::printf(", %s %d", name.c_str(), count);
  std::printf("; not compared: %zu", all.size() - static_cast<std::size_t>(total));
  for (const auto& [name, count] : left_out) {
    std::printf(", %s %d (not a call that this test knows)", name.c_str(), count);
  }
  std::printf("\n");
  CHECK(all.size() == 159);
  CHECK(left_out.empty());
}

}  // namespace
}  // namespace assay::vectors

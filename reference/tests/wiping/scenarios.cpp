// SPDX-License-Identifier: MIT
#include "reference/tests/wiping/scenarios.hpp"

#include <memory>
#include <optional>

#include "reference/box_stream/push_reader.hpp"
#include "reference/box_stream/writer.hpp"
#include "reference/common/sha256.hpp"
#include "reference/shs1/client.hpp"
#include "reference/shs1/keys.hpp"
#include "reference/shs1/msg1_client_hello.hpp"
#include "reference/shs1/msg2_server_hello.hpp"
#include "reference/shs1/msg3_client_auth.hpp"
#include "reference/shs1/msg4_server_accept.hpp"
#include "reference/shs1/outcome.hpp"
#include "reference/shs1/server.hpp"

namespace assay::reference::tests {
namespace {

using namespace shs1;

// The caller's copy of a seed is the caller's to wipe, so it is kept in a Secret here too.
using Seed = Secret<struct SeedTag, 32>;

// Makes each party's values from the material, anew for each use.
struct Party {
  const Material& m;
  Form form;

  template <class T>
  T open(const char* name) const {
    return open_value<T>(m, name);
  }
  NetworkKey K() const {
    return NetworkKey::from(std::span<const std::uint8_t>(m.open.at("K")).first<32>());
  }
  template <class Secret>
  Secret identity(const char* name) const {
    return Secret::from_seed(unmasked<Seed>(m, name).view());
  }
  ClientSecret A() const { return identity<ClientSecret>("A"); }
  ServerSecret B() const { return identity<ServerSecret>("B"); }
  ClientPublic A_p() const { return open<ClientPublic>("A_p"); }
  ServerPublic B_p() const { return open<ServerPublic>("B_p"); }
  VerifyKey peer(const char* name) const { return open<VerifyKey>(name); }
  EphemeralSecret ephemeral(const char* name) const {
    const Seed seed = unmasked<Seed>(m, name);
    return form == Form::x25519_secret ? EphemeralSecret::from_x25519_secret(seed.view())
                                       : EphemeralSecret::from_ed25519_seed(seed.view());
  }
  EphemeralSecret a() const { return ephemeral("a seed"); }
  EphemeralSecret b() const { return ephemeral("b seed"); }
  SharedEphemeral ab() const { return unmasked<SharedEphemeral>(m, "ab"); }
  SharedServer aB() const { return unmasked<SharedServer>(m, "aB"); }
  SharedClient Ab() const { return unmasked<SharedClient>(m, "Ab"); }
  HashAb hab() const { return unmasked<HashAb>(m, "hab"); }
  Msg3Key K2() const { return unmasked<Msg3Key>(m, "K2"); }
  Msg4Key K3() const { return unmasked<Msg4Key>(m, "K3"); }
  StreamKey key_towards_A() const { return unmasked<StreamKey>(m, "key towards A"); }
  ClientAuth H() const { return *verify_client_auth(K(), B_p(), hab(), K2(), open<Msg3>("msg3")); }

  ClientStart client() const { return {K(), A(), B_p(), a()}; }
  ServerAwaitsMsg1 server() const { return {K(), B(), b()}; }
  auto awaits_msg2() const { return std::move(client().hello().next); }
  auto awaits_msg4() const { return std::move(awaits_msg2().read(open<Msg2>("msg2"))->next); }
  auto awaits_msg3() const { return std::move(server().read(open<Msg1>("msg1"))->next); }
  auto awaits_decision() const { return *awaits_msg3().read(open<Msg3>("msg3")); }
};

// True when `result` is the rejection that the scenario is about.
template <class T, class R>
bool is(const std::expected<T, R>& result, R reject) {
  return !result && result.error() == reject;
}

// A state that is never destroyed: what it held must be gone as soon as it is consumed.
template <class State>
State&& kept(State state) {
  return std::move(*new State(std::move(state)));
}

void add_functions(std::vector<Scenario>& all) {
  const auto add = [&](std::string name, bool (*run)(const Party&)) {
    all.push_back({std::move(name), [run](const Material& m, Form f) { return run({m, f}); }});
  };
  add("ephemeral from secret or seed", [](const Party& p) {
    (void)p.a();
    return true;
  });
  add("identity from seed", [](const Party& p) {
    (void)p.A();
    return true;
  });
  add("ephemeral public key",
      [](const Party& p) { return p.a().public_key() == p.open<EphemeralPublic>("a_p"); });
  add("identity public key", [](const Party& p) { return p.A().public_key() == p.A_p(); });
  add("dh ab", [](const Party& p) { return !!shared_ab(p.a(), p.open<EphemeralPublic>("b_p")); });
  add("dh aB", [](const Party& p) { return !!shared_aB(p.a(), p.B_p()); });
  add("dh Ab", [](const Party& p) { return !!shared_Ab(p.A(), p.open<EphemeralPublic>("b_p")); });
  add("dh Ba", [](const Party& p) { return !!shared_aB(p.B(), p.open<EphemeralPublic>("a_p")); });
  add("dh bA", [](const Party& p) { return !!shared_Ab(p.b(), p.A_p()); });
  add("dh ab, low order", [](const Party& p) {
    return is(shared_ab(p.a(), EphemeralPublic::zeros()), Reject::low_order_point);
  });
  add("dh Ab, low order", [](const Party& p) {
    return is(shared_Ab(p.A(), EphemeralPublic::zeros()), Reject::low_order_point);
  });
  add("dh aB, bad key", [](const Party& p) {
    return is(shared_aB(p.a(), ServerPublic::zeros()), Reject::bad_peer_key);
  });
  add("hash_ab", [](const Party& p) {
    (void)hash_ab(p.ab());
    return true;
  });
  add("key_of_msg3", [](const Party& p) {
    (void)key_of_msg3(p.K(), p.ab(), p.aB());
    return true;
  });
  add("key_of_msg4", [](const Party& p) {
    (void)key_of_msg4(p.K(), p.ab(), p.aB(), p.Ab());
    return true;
  });
  add("client_auth",
      [](const Party& p) { return client_auth(p.K(), p.A(), p.B_p(), p.hab()) == p.H(); });
  add("box_client_auth",
      [](const Party& p) { return box_client_auth(p.K2(), p.H()) == p.open<Msg3>("msg3"); });
  const auto verify_msg3 = []<class T>(const Party& p, T name) {
    return verify_client_auth(p.K(), p.B_p(), p.hab(), p.K2(), p.open<Msg3>(name));
  };
  static constexpr auto msg3_result = verify_msg3;
  add("verify_client_auth", [](const Party& p) { return !!msg3_result(p, "msg3"); });
  add("verify_client_auth, bad box", [](const Party& p) {
    return is(verify_client_auth(p.K(), p.B_p(), p.hab(), p.K2(), Msg3::zeros()), Reject::bad_box);
  });
  add("verify_client_auth, bad signature",
      [](const Party& p) { return is(msg3_result(p, "unsigned msg3"), Reject::bad_signature); });
  add("server_accept", [](const Party& p) {
    return server_accept(p.K(), p.B(), p.H(), p.hab()) == p.open<Signature>("sigB");
  });
  add("box_server_accept", [](const Party& p) {
    return box_server_accept(p.K3(), p.open<Signature>("sigB")) == p.open<Msg4>("msg4");
  });
  static constexpr auto msg4_result = [](const Party& p, const Msg4& msg4) {
    return verify_server_accept(p.K(), p.B_p(), p.H(), p.hab(), p.K3(), msg4);
  };
  add("verify_server_accept",
      [](const Party& p) { return !!msg4_result(p, p.open<Msg4>("msg4")); });
  add("verify_server_accept, bad box",
      [](const Party& p) { return is(msg4_result(p, Msg4::zeros()), Reject::bad_box); });
  add("verify_server_accept, bad signature", [](const Party& p) {
    return is(msg4_result(p, p.open<Msg4>("unsigned msg4")), Reject::bad_signature);
  });
  add("client_outcome", [](const Party& p) {
    return client_outcome(p.K3(), Msg1::zeros(), Msg2::zeros(), p.A_p(), p.B_p()).peer ==
           p.peer("B_p");
  });
  add("server_outcome", [](const Party& p) {
    return server_outcome(p.K3(), Msg1::zeros(), Msg2::zeros(), p.A_p(), p.B_p()).peer ==
           p.peer("A_p");
  });
}

void add_states(std::vector<Scenario>& all) {
  const auto add = [&](std::string name, bool (*run)(const Party&)) {
    all.push_back({std::move(name), [run](const Material& m, Form f) { return run({m, f}); }});
  };
  add("client: made and dropped", [](const Party& p) {
    (void)p.client();
    return true;
  });
  add("client: hello",
      [](const Party& p) { return kept(p.client()).hello().msg1 == p.open<Msg1>("msg1"); });
  add("client: msg2", [](const Party& p) {
    return kept(p.awaits_msg2()).read(p.open<Msg2>("msg2"))->msg3 == p.open<Msg3>("msg3");
  });
  add("client: msg2, bad mac", [](const Party& p) {
    return is(kept(p.awaits_msg2()).read(Msg2::zeros()), Reject::bad_mac);
  });
  add("client: msg2, low order", [](const Party& p) {
    return is(kept(p.awaits_msg2()).read(p.open<Msg2>("low-order msg2")), Reject::low_order_point);
  });
  add("client: msg2, bad server key", [](const Party& p) {
    return is(kept(std::move(ClientStart(p.K(), p.A(), ServerPublic::zeros(), p.a()).hello().next))
                  .read(p.open<Msg2>("msg2")),
              Reject::bad_peer_key);
  });
  add("client: msg4", [](const Party& p) {
    return kept(p.awaits_msg4()).read(p.open<Msg4>("msg4"))->peer == p.peer("B_p");
  });
  add("client: msg4, bad box", [](const Party& p) {
    return is(kept(p.awaits_msg4()).read(Msg4::zeros()), Reject::bad_box);
  });
  add("client: msg4, bad signature", [](const Party& p) {
    return is(kept(p.awaits_msg4()).read(p.open<Msg4>("unsigned msg4")), Reject::bad_signature);
  });
  add("server: made and dropped", [](const Party& p) {
    (void)p.server();
    return true;
  });
  add("server: msg1", [](const Party& p) {
    return kept(p.server()).read(p.open<Msg1>("msg1"))->msg2 == p.open<Msg2>("msg2");
  });
  add("server: msg1, bad mac",
      [](const Party& p) { return is(kept(p.server()).read(Msg1::zeros()), Reject::bad_mac); });
  add("server: msg1, low order", [](const Party& p) {
    return is(kept(p.server()).read(p.open<Msg1>("low-order msg1")), Reject::low_order_point);
  });
  add("server: msg3", [](const Party& p) { return p.awaits_decision().peer() == p.A_p(); });
  add("server: msg3, bad box", [](const Party& p) {
    return is(kept(p.awaits_msg3()).read(Msg3::zeros()), Reject::bad_box);
  });
  add("server: msg3, bad signature", [](const Party& p) {
    return is(kept(p.awaits_msg3()).read(p.open<Msg3>("unsigned msg3")), Reject::bad_signature);
  });
  add("server: msg3, mixed order", [](const Party& p) {
    return is(kept(p.awaits_msg3()).read(p.open<Msg3>("mixed-order msg3")), Reject::bad_peer_key);
  });
  add("server: authorized", [](const Party& p) {
    return kept(p.awaits_decision()).authorize(true)->msg4 == p.open<Msg4>("msg4");
  });
  add("server: not authorized", [](const Party& p) {
    return is(kept(p.awaits_decision()).authorize(false), Reject::not_authorized);
  });
  add("client: on the heap", [](const Party& p) {
    auto start = std::make_unique<ClientStart>(p.client());
    auto hello = std::make_unique<ClientStart::Hello>(std::move(*start).hello());
    auto proved = std::make_unique<ClientAwaitsMsg2::Read>(
        *std::move(hello->next).read(p.open<Msg2>("msg2")));
    return !!std::move(proved->next).read(p.open<Msg4>("msg4"));
  });
  add("server: on the heap", [](const Party& p) {
    auto start = std::make_unique<ServerAwaitsMsg1>(p.server());
    auto read =
        std::make_unique<ServerAwaitsMsg1::Read>(*std::move(*start).read(p.open<Msg1>("msg1")));
    auto asked =
        std::make_unique<ServerAwaitsDecision>(*std::move(read->next).read(p.open<Msg3>("msg3")));
    return !!std::move(*asked).authorize(true);
  });
  add("server: dropped on the heap", [](const Party& p) {
    auto asked = std::make_unique<ServerAwaitsDecision>(p.awaits_decision());
    return asked->peer() == p.A_p();
  });
}

void add_box_stream(std::vector<Scenario>& all) {
  const auto add = [&](std::string name, bool (*run)(const Party&)) {
    all.push_back({std::move(name), [run](const Material& m, Form f) { return run({m, f}); }});
  };
  static constexpr auto receive = [](const Party& p, std::vector<std::uint8_t> wire) {
    box_stream::BoxReader reader(p.key_towards_A(), BoxNonce::zeros());
    box_stream::ByteView in = wire;
    while (!in.empty())
      if (const auto body = reader.feed(in); !body) return std::optional(body.error());
    const auto ended = reader.end();
    return ended ? std::nullopt : std::optional(ended.error());
  };
  using box_stream::ReaderAwaitsBody, box_stream::ReaderAwaitsHeader;
  static constexpr auto read_header = [](const Party& p, std::span<const std::uint8_t> wire) {
    return kept(ReaderAwaitsHeader(p.key_towards_A(), BoxNonce::zeros()))
        .read_header(box_stream::Header::from(wire.first<34>()));
  };
  static constexpr auto stream = [](const Party& p, std::size_t flipped) {
    std::vector<std::uint8_t> wire = p.m.open.at("packet");
    wire.insert(wire.end(), p.m.open.at("goodbye").begin(), p.m.open.at("goodbye").end());
    if (flipped < wire.size()) wire[flipped] ^= 1;
    return wire;
  };
  using box_stream::BoxWriter;
  add("box-stream: packet", [](const Party& p) {
    BoxWriter writer(p.key_towards_A(), BoxNonce::zeros());
    return writer.packet(std::vector<std::uint8_t>(5, 'x')) == p.m.open.at("packet");
  });
  add("box-stream: goodbye", [](const Party& p) {
    (void)kept(BoxWriter(p.key_towards_A(), BoxNonce::zeros())).goodbye();
    return true;
  });
  add("box-stream: header", [](const Party& p) { return !!read_header(p, stream(p, 1000)); });
  add("box-stream: header refused", [](const Party& p) {
    return is(read_header(p, stream(p, 0)), box_stream::Reject::bad_header);
  });
  add("box-stream: body", [](const Party& p) {
    auto awaits_body = std::get<ReaderAwaitsBody>(*read_header(p, stream(p, 1000)));
    return !!kept(std::move(awaits_body)).read_body(std::span(p.m.open.at("packet")).subspan(34));
  });
  add("box-stream: body refused", [](const Party& p) {
    auto awaits_body = std::get<ReaderAwaitsBody>(*read_header(p, stream(p, 1000)));
    return is(kept(std::move(awaits_body)).read_body(std::vector<std::uint8_t>(5)),
              box_stream::Reject::bad_body);
  });
  add("box-stream: received", [](const Party& p) { return !receive(p, stream(p, 1000)); });
  add("box-stream: bad header",
      [](const Party& p) { return receive(p, stream(p, 0)) == box_stream::Reject::bad_header; });
  add("box-stream: bad body",
      [](const Party& p) { return receive(p, stream(p, 34)) == box_stream::Reject::bad_body; });
  add("box-stream: truncated", [](const Party& p) {
    return receive(p, p.m.open.at("packet")) == box_stream::Reject::truncated;
  });
}

}  // namespace

std::vector<Scenario> scenarios() {
  std::vector<Scenario> all;
  add_functions(all);
  add_states(all);
  add_box_stream(all);
  return all;
}

}  // namespace assay::reference::tests

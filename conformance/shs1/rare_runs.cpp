// SPDX-License-Identifier: MIT
#include "conformance/shs1/rare_runs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/shs1/attacks/stream_session.hpp"

namespace assay::mallory {
namespace {

bool high(const Bytes& x) { return (x[0] & 0x80) != 0 && (x[31] & 0x40) != 0; }
bool low(const Bytes& x) { return (x[0] & 0x80) == 0 && (x[31] & 0x40) == 0; }
bool carries(const Bytes& nonce) { return nonce[22] == 0xff && nonce[23] == 0xff; }
// S is below 2^252 and some: bytes 32 to 63, little-endian.
bool small_S(const Bytes& sig) { return sig[63] == 0 && sig[62] == 0; }
bool large_S(const Bytes& sig) { return sig[63] == 0x0f && sig[62] == 0xff; }

struct RareKeys {
  Keys keys;
  Bytes injected;  // the target's ephemeral key, as an Ed25519 seed (spec/shs1.md §2)
  Rng own;         // from which the runner's is drawn
};

RareKeys rare_keys(const RareShape& shape, Role target, unsigned attempt) {
  const Rng root =
      Rng(zeros(32)).fork(fmt::format("{} of a {}, {}", shape.slug, name(target), attempt));
  return {Keys::draw(root.fork("keys")), root.fork("injected").bytes(32), root.fork("own")};
}

void inject(OpenRequest& request, const Stage& stage, const RareShape& shape, const Bytes& seed) {
  if (stage.caps.has("inject.ephemeral_seed")) {
    request.bytes["inject.ephemeral_seed"] = seed;
  } else if (stage.caps.has("inject.ephemeral_sk")) {
    request.bytes["inject.ephemeral_sk"] = secret_to_curve(seed);
  } else if (!(stage.role == Role::server ? shape.runners_in_server : shape.runners_in_client)) {
    throw Unsupported("needs capability inject.ephemeral_sk or inject.ephemeral_seed");
  }
}

// A nonce that is about to carry does so in the first packets.
void few_packets(Stage& stage, Live live) {
  if (!stage.caps.has("stream")) return;
  Bytes sent;
  for (int i = 0; i < 2; ++i) {
    const Bytes to = stage.rng.bytes(40), from = stage.rng.bytes(40);
    sent = cat(sent, to);
    live.line.send(live.out.packet(to).wire());
    expect_delivered(live, sent);
    live.line.write(from);
    expect_data(live, from);
  }
}

void play_rare(Stage& given, const RareShape& shape) {
  const bool serves = given.role == Role::server;
  const RareKeys k = rare_keys(shape, given.role, serves ? shape.for_server : shape.for_client);
  Stage stage = given;
  stage.rng = k.own;
  OpenRequest request = open_target(stage, k.keys);
  inject(request, stage, shape, k.injected);
  if (serves) {
    AsClient s = exchange_hellos(stage, k.keys, request);
    complete(stage, s);
    few_packets(stage, live_after(std::move(s)));
  } else {
    AsServer s = exchange_to_msg3(stage, k.keys, request);
    complete(stage, s);
    few_packets(stage, live_after(std::move(s)));
  }
}

}  // namespace

const std::vector<RareShape>& rare_shapes() {
  using T = const Terms&;
  static const std::vector<RareShape> shapes = {
      {"ab-begins-in-zero", "ab begins in a zero byte", [](T t) { return t.ab[0] == 0; }, false,
       false, 44, 633},
      {"ab-ends-in-zero", "ab ends in a zero byte", [](T t) { return t.ab[31] == 0; }, false, false,
       41, 1},
      {"aB-begins-in-zero", "aB begins in a zero byte", [](T t) { return t.aB[0] == 0; }, true,
       false, 107, 461},
      {"aB-ends-in-zero", "aB ends in a zero byte", [](T t) { return t.aB[31] == 0; }, true, false,
       67, 38},
      {"Ab-begins-in-zero", "Ab begins in a zero byte", [](T t) { return t.Ab[0] == 0; }, false,
       true, 211, 210},
      {"Ab-ends-in-zero", "Ab ends in a zero byte", [](T t) { return t.Ab[31] == 0; }, false, true,
       9, 26},
      {"dh-high-bits-set", "bits 7 and 254 of ab, aB and Ab are set",
       [](T t) { return high(t.ab) && high(t.aB) && high(t.Ab); }, false, false, 68, 117},
      {"dh-high-bits-clear", "bits 7 and 254 of ab, aB and Ab are clear",
       [](T t) { return low(t.ab) && low(t.aB) && low(t.Ab); }, false, false, 72, 52},
      {"nonce-to-client-carries", "the first nonce of the server's packets ends in ffff",
       [](T t) { return carries(t.nonce_to_client()); }, true, false, 38245, 82431},
      {"nonce-to-server-carries", "the first nonce of the client's packets ends in ffff",
       [](T t) { return carries(t.nonce_to_server()); }, false, true, 16341, 50407},
      {"sigA-small-S", "S of sigA is below 2^240", [](T t) { return small_S(t.sigA); }, false,
       false, 2600, 6},
      {"sigA-large-S", "S of sigA is above 2^252 - 2^240", [](T t) { return large_S(t.sigA); },
       false, false, 4455, 4751},
      {"sigB-small-S", "S of sigB is below 2^240", [](T t) { return small_S(t.sigB); }, false,
       false, 33, 1788},
      {"sigB-large-S", "S of sigB is above 2^252 - 2^240", [](T t) { return large_S(t.sigB); },
       false, false, 10730, 2733}};
  return shapes;
}

Terms rare_terms(const RareShape& shape, Role target, unsigned attempt) {
  RareKeys k = rare_keys(shape, target, attempt);
  const Bytes injected = secret_to_curve(k.injected), own = k.own.bytes(32);
  Terms t = target == Role::server ? Terms::of_client(k.keys, own, base(injected))
                                   : Terms::of_client(k.keys, injected, base(own));
  t.sigB = sign(k.keys.B, t.text_of_sigB());
  return t;
}

std::vector<RareRun> shs1_rare_runs() {
  std::vector<RareRun> runs;
  for (const RareShape& shape : rare_shapes()) {
    runs.push_back({.slug = shape.slug,
                    .what = shape.what,
                    .roles = {Role::server, Role::client},
                    .run = [&shape](Stage& stage) { play_rare(stage, shape); }});
  }
  return runs;
}

}  // namespace assay::mallory

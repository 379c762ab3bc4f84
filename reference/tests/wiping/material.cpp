// SPDX-License-Identifier: MIT
#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>

#include "reference/box_stream/writer.hpp"
#include "reference/common/concat.hpp"
#include "reference/common/sha256.hpp"
#include "reference/shs1/client.hpp"
#include "reference/shs1/keys.hpp"
#include "reference/shs1/msg1_client_hello.hpp"
#include "reference/shs1/msg2_server_hello.hpp"
#include "reference/shs1/server.hpp"
#include "reference/tests/wiping/secrets.hpp"

namespace assay::reference::tests {
namespace {

using namespace shs1;
using Bytes = std::vector<std::uint8_t>;
using Seed = std::array<std::uint8_t, 32>;

struct Computed {
  Material material;

  void secret(const std::string& name, std::span<const std::uint8_t> bytes) {
    keep_secret(material, name, bytes);
  }
  void open(const std::string& name, std::span<const std::uint8_t> bytes) {
    keep_open(material, name, bytes);
  }
};

EphemeralSecret ephemeral(Form form, const Seed& seed) {
  return form == Form::x25519_secret ? EphemeralSecret::from_x25519_secret(seed)
                                     : EphemeralSecret::from_ed25519_seed(seed);
}

// x·B + T of order 4 and a signature by it that libsodium's check without cofactor accepts: the box
// opens, the signature verifies, and conversion refuses the key.
ClaimedAuth mixed_order_auth(const NetworkKey& K, const ServerPublic& B_p, const HashAb& hab) {
  const Seed T{}, x{9};
  Seed xB, A, R, k, S;
  crypto_scalarmult_ed25519_base_noclamp(xB.data(), x.data());
  crypto_core_ed25519_add(A.data(), xB.data(), T.data());
  for (std::uint8_t tries = 1; tries != 0; ++tries) {
    const Seed r{tries};
    crypto_scalarmult_ed25519_base_noclamp(R.data(), r.data());
    const auto message = concat(VerifyKey::from(R), VerifyKey::from(A), K, B_p, hab);
    std::array<std::uint8_t, 64> digest;
    crypto_hash_sha512(digest.data(), message.view().data(), message.view().size());
    crypto_core_ed25519_scalar_reduce(k.data(), digest.data());
    if (k[0] % 4 != 0) continue;
    crypto_core_ed25519_scalar_mul(S.data(), k.data(), x.data());
    crypto_core_ed25519_scalar_add(S.data(), S.data(), r.data());
    return ClaimedAuth::from(
        concat(VerifyKey::from(R), VerifyKey::from(S), VerifyKey::from(A)).view());
  }
  std::abort();
}

Material compute(Form form) {
  Computed out;
  const Seed K_bytes = seed_of("K"), A_seed = seed_of("A"), B_seed = seed_of("B"),
             a_seed = seed_of("a"), b_seed = seed_of("b");
  const auto K = [&] { return NetworkKey::from(K_bytes); };
  const auto A = [&] { return ClientSecret::from_seed(A_seed); };
  const auto B = [&] { return ServerSecret::from_seed(B_seed); };
  const auto a = ephemeral(form, a_seed), b = ephemeral(form, b_seed);
  const ClientPublic A_p = A().public_key();
  const ServerPublic B_p = B().public_key();
  out.open("K", K_bytes);
  out.secret("A", A_seed);
  out.secret("B", B_seed);
  out.secret("a seed", a_seed);
  out.secret("b seed", b_seed);
  keep_scalar(out.material, "a", a.scalar().view());
  keep_scalar(out.material, "b", b.scalar().view());
  keep_scalar(out.material, "conv(A)", to_curve(A().key()).view());
  keep_scalar(out.material, "conv(B)", to_curve(B().key()).view());
  out.open("A_p", A_p.view());
  out.open("B_p", B_p.view());
  out.open("a_p", a.public_key().view());
  out.open("b_p", b.public_key().view());

  const auto ab = *shared_ab(a, b.public_key());
  const auto aB = *shared_aB(a, B_p);
  const auto Ab = *shared_Ab(A(), b.public_key());
  const auto hab = hash_ab(ab);
  const auto K2 = key_of_msg3(K(), ab, aB);
  const auto K3 = key_of_msg4(K(), ab, aB, Ab);
  const auto SS = sha256<StreamKey>(K3);
  out.secret("ab", ab.view());
  out.secret("aB", aB.view());
  out.secret("Ab", Ab.view());
  out.secret("hab", hab.view());
  out.secret("K2", K2.view());
  out.secret("K3", K3.view());
  out.secret("SS", SS.view());

  auto hello = ClientStart(K(), A(), B_p, ephemeral(form, a_seed)).hello();
  auto challenged = ServerAwaitsMsg1(K(), B(), ephemeral(form, b_seed)).read(hello.msg1);
  auto proved = std::move(hello.next).read(challenged->msg2);
  auto asked = std::move(challenged->next).read(proved->msg3);
  auto accepted = std::move(*asked).authorize(true);
  out.open("msg1", hello.msg1.view());
  out.open("msg2", challenged->msg2.view());
  out.open("msg3", proved->msg3.view());
  out.open("msg4", accepted->msg4.view());
  const auto H = *open_box<ClaimedAuth>(K2, zero_nonce, proved->msg3);
  out.open("H", H.view());
  out.secret("key towards A", accepted->outcome.encrypt_key.view());
  out.secret("key towards B", accepted->outcome.decrypt_key.view());

  out.open("sigB", open_box<Signature>(K3, zero_nonce, accepted->msg4)->view());
  out.open("low-order msg1", client_hello(K(), EphemeralPublic::zeros()).view());
  out.open("low-order msg2", server_hello(K(), EphemeralPublic::zeros()).view());
  auto H_unsigned = H;
  H_unsigned.fill()[0] ^= 1;
  out.open("unsigned msg3", box<Msg3>(K2, zero_nonce, H_unsigned).view());
  out.open("mixed-order msg3", box<Msg3>(K2, zero_nonce, mixed_order_auth(K(), B_p, hab)).view());
  out.open("unsigned msg4", box<Msg4>(K3, zero_nonce, Signature::zeros()).view());
  box_stream::BoxWriter writer(std::move(accepted->outcome.encrypt_key), BoxNonce::zeros());
  const Bytes packet = writer.packet(Bytes(5, 'x'));
  out.open("packet", packet);
  out.open("goodbye", std::move(writer).goodbye().view());
  if (form == Form::x25519_secret) add_ladder_material(out.material);
  return out.material;
}

std::string as_text(const Material& material) {
  std::ostringstream text;
  const auto line = [&](char kind, const std::string& name, const Bytes& bytes) {
    text << kind << name << '\n' << bytes.size();
    for (const unsigned byte : bytes) text << ' ' << byte;
    text << '\n';
  };
  for (const auto& [name, bytes] : material.secrets) line('s', name, bytes);
  for (const auto& [name, bytes] : material.open) line('o', name, bytes);
  return text.str();
}

Material from_text(const std::string& all) {
  Material material;
  std::istringstream text(all);
  for (std::string name; std::getline(text, name) && !name.empty(); text.ignore()) {
    auto& kept = (name[0] == 's' ? material.secrets : material.open)[name.substr(1)];
    std::size_t size = 0;
    text >> size;
    for (unsigned byte = 0; size > 0 && text >> byte; --size)
      kept.push_back(static_cast<std::uint8_t>(byte));
  }
  return material;
}

}  // namespace

Seed seed_of(const std::string& name) {
  Seed seed;
  crypto_hash_sha256(seed.data(), reinterpret_cast<const unsigned char*>(name.data()), name.size());
  return seed;
}

void keep_secret(Material& material, const std::string& name, std::span<const std::uint8_t> bytes) {
  Bytes& kept = material.secrets[name];
  for (const std::uint8_t byte : bytes) kept.push_back(byte ^ mask);
}

void keep_open(Material& material, const std::string& name, std::span<const std::uint8_t> bytes) {
  material.open[name] = Bytes(bytes.begin(), bytes.end());
}

void keep_scalar(Material& material, const std::string& name,
                 std::span<const std::uint8_t, 32> scalar) {
  Seed clamped;
  std::ranges::copy(scalar, clamped.begin());
  clamped[0] &= 248;
  clamped[31] = static_cast<std::uint8_t>((clamped[31] & 127) | 64);
  keep_secret(material, name, scalar);
  keep_secret(material, "clamp(" + name + ")", clamped);
}

Material make_material(Form form) {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  const pid_t child = fork();
  if (child == 0) {
    const std::string text = as_text(compute(form));
    const bool sent = write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
    _exit(sent ? 0 : 1);
  }
  close(ends[1]);
  std::string text;
  char chunk[4096];
  for (ssize_t n; (n = read(ends[0], chunk, sizeof chunk)) > 0;)
    text.append(chunk, static_cast<std::size_t>(n));
  close(ends[0]);
  int status = 1;
  waitpid(child, &status, 0);
  if (status != 0) std::abort();
  return from_text(text);
}

}  // namespace assay::reference::tests

// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/shs1/keys.hpp"
#include "reference/shs1/tests/support.hpp"

// K = 07^32; A, B, a, b are the Ed25519 seeds 01^32, 02^32, 03^32, 04^32. The answers were computed
// by the JavaScript implementation, npm secret-handshake 1.1.21.
namespace assay::shs1::tests {
namespace {

const Keys keys;

TEST_CASE("Public keys equal the known answers") {
  CHECK(hex(keys.client().public_key().view()) ==
        "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");
  CHECK(hex(keys.server().public_key().view()) ==
        "8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394");
  CHECK(hex(keys.client_ephemeral().public_key().view()) ==
        "75e270df2952c57ba8367ba8618c178f9fe50db2799d304e74e918d985686146");
  CHECK(hex(keys.server_ephemeral().public_key().view()) ==
        "edd03cade80d29de6ea313a74ab369f4732ecb36649066b78b5b2dd664cb0417");
}

TEST_CASE("Shared secrets equal the known answers from either side") {
  const auto A = keys.client();
  const auto B = keys.server();
  const auto a = keys.client_ephemeral(), b = keys.server_ephemeral();
  const auto ab = shared_ab(a, b.public_key()), ba = shared_ab(b, a.public_key());
  const auto aB = shared_aB(a, B.public_key()), Ba = shared_aB(B, a.public_key());
  const auto Ab = shared_Ab(A, b.public_key()), bA = shared_Ab(b, A.public_key());
  const std::string ab_hex = "9af92298e14ddd3bd4d2db6d704503c621aa3f37a80f44a057fa0ac73110a00c";
  const std::string aB_hex = "4d5f27f64f1c94fcca0e645500ec6a382b2ff9b83db4d341a4a0d3abf5461277";
  const std::string Ab_hex = "ae397cbe2b2cfbdb5db3c2cf74272f95c9b37b86f2e2cc958e7c976d879c1768";
  CHECK(hex(ab->view()) == ab_hex);
  CHECK(hex(ba->view()) == ab_hex);
  CHECK(hex(aB->view()) == aB_hex);
  CHECK(hex(Ba->view()) == aB_hex);
  CHECK(hex(Ab->view()) == Ab_hex);
  CHECK(hex(bA->view()) == Ab_hex);
  CHECK(hex(key_of_msg4(keys.network_key(), *ab, *aB, *Ab).view()) ==
        "3597acc770c073cecce32b5e32b9b27ad95cb94ca0a747510c3c64ddaaa79c83");
}

TEST_CASE("Messages and outcomes equal the known answers byte for byte") {
  auto hello = keys.client_start().hello();
  CHECK(hex(hello.msg1.view()) ==
        "9ff9db36e8484460d6cab6c616f5c6c74a97e1ea90ddd82600aa6c7e42a9cd4b"
        "75e270df2952c57ba8367ba8618c178f9fe50db2799d304e74e918d985686146");
  auto challenged = keys.server_start().read(hello.msg1);
  CHECK(hex(challenged->msg2.view()) ==
        "b0e4593ed0bcaba26c962bd27c219931b83cc9ee355e24e1326da8cc4b31d3b8"
        "edd03cade80d29de6ea313a74ab369f4732ecb36649066b78b5b2dd664cb0417");
  auto authenticated = std::move(hello.next).read(challenged->msg2);
  CHECK(hex(authenticated->msg3.view()) ==
        "aa1a9def6df5acdb0474e6645ccb3a4b6ef09568fa0b6ac926088a72d6bc9348"
        "ca7ae9ca67911dc7f724c80c43f244333dc9bf878a5569107e90c80bf1339ff4"
        "7a9f944d69104246216b148362dd300110c16d94db33be30b93b7d294f8e4fdd"
        "15734fe59e7345f9fed6363b4571a17c");
  auto asked = std::move(challenged->next).read(authenticated->msg3);
  CHECK(asked->peer() == keys.client().public_key());
  auto accepted = std::move(*asked).authorize(true);
  CHECK(hex(accepted->msg4.view()) ==
        "a676794597bd22514dead8beb82f7c6e86559fca6982afa57f7e771cd08f6888"
        "f1868479b002865a1d3e7d4a211eaf4ea9a26d3df9860d545520c08c4d96eed5"
        "85beaa2d3b8618a5111f69b7fd143ce8");
  const auto client = std::move(authenticated->next).read(accepted->msg4);
  const Outcome& server = accepted->outcome;

  const std::string to_server = "d6ea89d49aa62495e9b7b8766c0b4964624fa341ebb0d6d2505f786348836b04";
  const std::string to_client = "3b81cad8a126758e93ad7617fcad482693adc8e4b6de142f0f84481ae47e24b8";
  CHECK(hex(client->encrypt_key.view()) == to_server);
  CHECK(hex(server.decrypt_key.view()) == to_server);
  CHECK(hex(client->decrypt_key.view()) == to_client);
  CHECK(hex(server.encrypt_key.view()) == to_client);
  CHECK(hex(client->encrypt_nonce.view()) == "b0e4593ed0bcaba26c962bd27c219931b83cc9ee355e24e1");
  CHECK(hex(server.decrypt_nonce.view()) == "b0e4593ed0bcaba26c962bd27c219931b83cc9ee355e24e1");
  CHECK(hex(client->decrypt_nonce.view()) == "9ff9db36e8484460d6cab6c616f5c6c74a97e1ea90ddd826");
  CHECK(hex(server.encrypt_nonce.view()) == "9ff9db36e8484460d6cab6c616f5c6c74a97e1ea90ddd826");
  CHECK(hex(client->peer.view()) == hex(keys.server().public_key().view()));
  CHECK(hex(server.peer.view()) == hex(keys.client().public_key().view()));
}

}  // namespace
}  // namespace assay::shs1::tests

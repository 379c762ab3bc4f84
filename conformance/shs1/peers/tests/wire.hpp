// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"

// Two ends joined in memory, for tests.
namespace assay::peers {

// The keys of spec/shs1.md §10.
inline const Bytes K(32, 7), seed_of_A(32, 1), seed_of_B(32, 2), seed_of_a(32, 3), seed_of_b(32, 4);
inline const Bytes A_p = unhex("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");
inline const Bytes B_p = unhex("8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394");

// What the JavaScript implementation writes with these keys, and two packets of its client.
namespace known_answers {
inline const Bytes msg1 = unhex(
    "9ff9db36e8484460d6cab6c616f5c6c74a97e1ea90ddd82600aa6c7e42a9cd4b"
    "75e270df2952c57ba8367ba8618c178f9fe50db2799d304e74e918d985686146");
inline const Bytes msg2 = unhex(
    "b0e4593ed0bcaba26c962bd27c219931b83cc9ee355e24e1326da8cc4b31d3b8"
    "edd03cade80d29de6ea313a74ab369f4732ecb36649066b78b5b2dd664cb0417");
inline const Bytes msg3 = unhex(
    "aa1a9def6df5acdb0474e6645ccb3a4b6ef09568fa0b6ac926088a72d6bc9348"
    "ca7ae9ca67911dc7f724c80c43f244333dc9bf878a5569107e90c80bf1339ff4"
    "7a9f944d69104246216b148362dd300110c16d94db33be30b93b7d294f8e4fdd"
    "15734fe59e7345f9fed6363b4571a17c");
inline const Bytes msg4 = unhex(
    "a676794597bd22514dead8beb82f7c6e86559fca6982afa57f7e771cd08f6888"
    "f1868479b002865a1d3e7d4a211eaf4ea9a26d3df9860d545520c08c4d96eed5"
    "85beaa2d3b8618a5111f69b7fd143ce8");
inline const Bytes key_to_server =
    unhex("d6ea89d49aa62495e9b7b8766c0b4964624fa341ebb0d6d2505f786348836b04");
inline const Bytes key_to_client =
    unhex("3b81cad8a126758e93ad7617fcad482693adc8e4b6de142f0f84481ae47e24b8");
inline const Bytes hello = {'h', 'e', 'l', 'l', 'o'};
inline const Bytes hello_packet =
    unhex("f990371bf8c14c413ee1b7ffa7c87747fb13b73af78f146c5e94de96261d3ed8c1c0daf8df2b17");
inline const Bytes goodbye_to_server =
    unhex("50c234e916318d5146a1e2ade8dd296867a182be506894ad70f0faba6ac12b9ccc80");
}  // namespace known_answers

OpenRequest client_request();
OpenRequest server_request();

// A session and all that it has said.
struct End {
  std::unique_ptr<Session> session;
  Answer last = {};
  Bytes out = {};   // not yet carried to the other end
  Bytes said = {};  // all bytes ever written
  std::vector<Event> events = {};

  explicit End(std::unique_ptr<Session> s);
  void take(const Answer& answer);
  void step(View in) { take(session->step(in)); }
  const Event* find(Event::Kind kind) const;
  Bytes delivered() const;
};

// Carries bytes both ways until neither end has more to say.
void join(End& client, End& server);

// Opens both ends and joins them.
struct Pair {
  End client, server;
  Pair(Target& c, Target& s);
};

}  // namespace assay::peers

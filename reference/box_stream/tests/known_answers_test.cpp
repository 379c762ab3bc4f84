// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/box_stream/tests/support.hpp"

// Keys and nonces of the session in spec/shs1.md §10, client to server. The answers were computed
// by npm pull-box-stream.
namespace assay::box_stream::tests {
namespace {

Bytes unhex(std::string_view text) {
  Bytes bytes;
  for (; !text.empty(); text.remove_prefix(2))
    bytes.push_back(
        static_cast<std::uint8_t>(std::stoi(std::string(text.substr(0, 2)), nullptr, 16)));
  return bytes;
}

Key session_key() {
  return Key::from(
      ByteView(unhex("d6ea89d49aa62495e9b7b8766c0b4964624fa341ebb0d6d2505f786348836b04"))
          .first<32>());
}
Nonce session_nonce() {
  return Nonce::from(
      ByteView(unhex("b0e4593ed0bcaba26c962bd27c219931b83cc9ee355e24e1")).first<24>());
}

const Bytes hello =
    unhex("f990371bf8c14c413ee1b7ffa7c87747fb13b73af78f146c5e94de96261d3ed8c1c0daf8df2b17");
const Bytes end = unhex("50c234e916318d5146a1e2ade8dd296867a182be506894ad70f0faba6ac12b9ccc80");

TEST_CASE("A packet and goodbye equal the known answers") {
  BoxWriter writer(session_key(), session_nonce());
  CHECK(writer.packet(bytes("hello")) == hello);
  CHECK(goodbye(std::move(writer)) == end);
}

TEST_CASE("The known packet and goodbye are read") {
  const auto received = receive({session_key(), session_nonce()}, cat(hello, end));
  CHECK(received == Received{bytes("hello")});
}

TEST_CASE("A nonce is incremented big-endian, with carry, and wraps at 2^192") {
  Nonce N = Nonce::zeros();
  N.fill()[23] = 0xff;
  Nonce carried = Nonce::zeros();
  carried.fill()[22] = 1;
  CHECK(next(N) == carried);
  std::ranges::fill(N.fill(), std::uint8_t{0xff});
  CHECK(next(N) == Nonce::zeros());
  CHECK(next(Nonce::zeros()).view()[23] == 1);
}

}  // namespace
}  // namespace assay::box_stream::tests

// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/box_stream/tests/support.hpp"
#include "reference/tests/dies.hpp"

namespace assay::box_stream::tests {
namespace {

using reference::tests::dies_saying;

template <class Writer>
concept CanSayGoodbyeWithoutGivingItselfUp = requires(Writer& writer) { writer.goodbye(); };
static_assert(!CanSayGoodbyeWithoutGivingItselfUp<BoxWriter>);
static_assert(!std::is_copy_constructible_v<BoxWriter>);

TEST_CASE("Data is split into full bodies and a rest") {
  for (const std::size_t size :
       std::initializer_list<std::size_t>{0, 1, 4095, 4096, 4097, 8192, 20000}) {
    BoxWriter sender = writer();
    const std::size_t packets = (size + max_body - 1) / max_body;
    CHECK(sender.packets(Bytes(size, 7)).size() == size + packets * Header::size);
  }
}

TEST_CASE("The same plaintext never gives the same bytes") {
  BoxWriter sender = writer();
  const Bytes first = sender.packet(bytes("same")), second = sender.packet(bytes("same"));
  CHECK(first != second);
  CHECK(ByteView(first).last<4>()[0] != ByteView(second).last<4>()[0]);
}

TEST_CASE("A body of no bytes or more than 4096 is a misuse") {
  const std::string message = "BoxWriter: a body has 1 to 4096 bytes";
  CHECK(dies_saying(message, [] { writer().packet({}); }));
  CHECK(dies_saying(message, [] { writer().packet(Bytes(4097)); }));
}

TEST_CASE("A writer that said goodbye aborts when it is used again") {
  const std::string message = "BoxWriter was used again after it had been consumed";
  CHECK(dies_saying(message, [] {
    BoxWriter sender = writer();
    goodbye(std::move(sender));
    sender.packet(bytes("x"));
  }));
  CHECK(dies_saying(message, [] {
    BoxWriter sender = writer();
    goodbye(std::move(sender));
    sender.packets({});
  }));
  CHECK(dies_saying(message, [] {
    BoxWriter sender = writer();
    goodbye(std::move(sender));
    goodbye(std::move(sender));
  }));
}

}  // namespace
}  // namespace assay::box_stream::tests

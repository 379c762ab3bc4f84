// SPDX-License-Identifier: MIT
#include "reference/ladder/record.hpp"

#include <catch2/catch.hpp>

#include "reference/ladder/tests/support.hpp"
#include "reference/tests/dies.hpp"

namespace assay::ladder::tests {
namespace {

template <class Label>
Key<Label> some_key() {
  return Key<Label>::from(filled(7));
}
RecordReader<AppI> reader() { return RecordReader(some_key<AppI>()); }
RecordWriter<AppI> writer() { return RecordWriter(some_key<AppI>()); }

const std::vector<std::uint8_t> hello = {'h', 'e', 'l', 'l', 'o'}, nothing = {};

TEST_CASE("A reader gives the texts of its writer, in their order") {
  auto from = writer();
  auto to = reader();
  for (const auto& text : {hello, nothing, std::vector<std::uint8_t>(longest_text, 3)}) {
    const auto record = from.write(text);
    CHECK(record.size() == 2 + text.size() + tag_bytes);
    CHECK(to.read(record) == text);
  }
}

TEST_CASE("A record that is changed, left out or sent again is refused, and so is what follows") {
  auto from = writer();
  const auto first = from.write(hello), second = from.write(hello);
  for (std::size_t bit = 0; bit < 8 * first.size(); ++bit) {
    auto to = reader();
    CHECK_FALSE(to.read(flip_bit(first, bit)));
    CHECK(to.read(first) == std::unexpected(Reject::bad_frame));
  }
  CHECK(reader().read(second) == std::unexpected(Reject::bad_box));
  auto to = reader();
  CHECK(to.read(first) == hello);
  CHECK(to.read(first) == std::unexpected(Reject::bad_box));
}

TEST_CASE("A record that is too short for its tag, or of another length than it says, is refused") {
  const auto record = writer().write(hello);
  for (std::size_t length = 0; length < record.size(); ++length)
    CHECK(reader().read(Bytes(record).first(length)) == std::unexpected(Reject::bad_frame));
  auto longer = record;
  longer.push_back(0);
  CHECK(reader().read(longer) == std::unexpected(Reject::bad_frame));
}

TEST_CASE("A text that is too long for a record is misuse") {
  CHECK(reference::tests::dies_saying("the text is too long for a record", [] {
    (void)writer().write(std::vector<std::uint8_t>(longest_text + 1));
  }));
}

}  // namespace
}  // namespace assay::ladder::tests

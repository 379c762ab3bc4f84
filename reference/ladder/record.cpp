// SPDX-License-Identifier: MIT
#include "reference/ladder/record.hpp"

#include "reference/common/consumable.hpp"

namespace assay::ladder {

namespace {

// spec/ladder.md §3.6: nonce = 0^4 | u64be(count)
AeadNonce nonce_of_record(std::uint64_t count) {
  return AeadNonce::written_by([&](std::span<std::uint8_t, 12> nonce) {
    for (std::size_t i = 0; i < 8; ++i) nonce[11 - i] = static_cast<std::uint8_t>(count >> (8 * i));
  });
}

}  // namespace

// spec/ladder.md §3.6: record = len | aead[K[P](app), nonce, len](text)
template <class Label>
std::vector<std::uint8_t> RecordWriter<Label>::write(Bytes text) {
  if (text.size() > longest_text) reference::abort_misuse("the text is too long for a record");
  const std::size_t sealed = text.size() + tag_bytes;
  std::vector<std::uint8_t> record(2 + sealed);
  record[0] = static_cast<std::uint8_t>(sealed >> 8);
  record[1] = static_cast<std::uint8_t>(sealed);
  const auto bytes = std::span(record);
  seal_into(bytes.subspan(2), key_.view(), nonce_of_record(count_++), bytes.first(2), text);
  return record;
}

template <class Label>
std::expected<std::vector<std::uint8_t>, Reject> RecordReader<Label>::read(Bytes record) {
  const bool was_broken = std::exchange(broken_, true);
  if (was_broken || record.size() < 2 + tag_bytes) return std::unexpected(Reject::bad_frame);
  const auto len = static_cast<std::size_t>(record[0] << 8 | record[1]);
  if (record.size() != 2 + len) return std::unexpected(Reject::bad_frame);
  std::vector<std::uint8_t> text(len - tag_bytes);
  if (!unseal_into(text, key_.view(), nonce_of_record(count_), record.first(2), record.subspan(2)))
    return std::unexpected(Reject::bad_box);
  ++count_;
  broken_ = false;
  return text;
}

template class RecordWriter<AppI>;
template class RecordWriter<AppR>;
template class RecordReader<AppI>;
template class RecordReader<AppR>;

}  // namespace assay::ladder

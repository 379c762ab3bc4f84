// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/sealed.hpp"

// What follows a handshake, so that a test can see whether two ends hold the same keys
// (spec/ladder.md §3.6).
namespace assay::ladder {

inline constexpr std::size_t longest_text = 65535 - tag_bytes;

// Writer of one direction, and its reader: each counts its records. No record may be left out.
template <class Label>
class RecordWriter {
 public:
  explicit RecordWriter(Key<Label> key) : key_(std::move(key)) {}

  // Aborts on a text of more than longest_text bytes.
  std::vector<std::uint8_t> write(Bytes text);

 private:
  Key<Label> key_;
  std::uint64_t count_ = 0;
};

template <class Label>
class RecordReader {
 public:
  explicit RecordReader(Key<Label> key) : key_(std::move(key)) {}

  // The text of one whole record, its length included. Reject: bad_frame, bad_box; after either
  // the channel is broken, and every record is refused.
  std::expected<std::vector<std::uint8_t>, Reject> read(Bytes record);

 private:
  Key<Label> key_;
  std::uint64_t count_ = 0;
  bool broken_ = false;
};

extern template class RecordWriter<AppI>;
extern template class RecordWriter<AppR>;
extern template class RecordReader<AppI>;
extern template class RecordReader<AppR>;

}  // namespace assay::ladder

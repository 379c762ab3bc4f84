// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "reference/common/secretbox.hpp"

// What writer and reader share (spec/box-stream.md §2). The plaintext is the application's and is
// not wiped; the key is.
namespace assay::box_stream {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Key = reference::StreamKey;
using Nonce = reference::BoxNonce;
using BodyTag = reference::Public<struct BodyTagTag, 16>;
using HeaderPlain = reference::Public<struct HeaderPlainTag, 18>;  // u16 length | body tag
using Header = reference::Public<struct HeaderTag, 34>;            // box of HeaderPlain

inline constexpr std::size_t max_body = 4096;                       // spec/box-stream.md §5
inline constexpr HeaderPlain goodbye_plain = HeaderPlain::zeros();  // 0^18, spec/box-stream.md §3

// N+1, as spec/box-stream.md §1 counts.
Nonce next(Nonce N);

}  // namespace assay::box_stream

// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace assay::box_stream {

// Why a stream is refused. None of the offending packet is delivered and nothing after it is read
// (spec/box-stream.md §4).
enum class Reject {
  bad_header,     // the header's box does not open
  empty_body,     // length zero with a tag: neither a packet nor goodbye
  too_long,       // length above max_body (spec/box-stream.md §5)
  bad_body,       // the body does not match the tag in its header
  after_goodbye,  // a byte follows goodbye
  truncated,      // end of stream before goodbye
};

std::string_view name(Reject reject);

}  // namespace assay::box_stream

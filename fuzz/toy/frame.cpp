// SPDX-License-Identifier: MIT
#include "reference/toy/frame.hpp"

#include "fuzz/toy/input.hpp"

// The readers of frames (spec/toy.md §4): what is read is written again as it was, and a stream
// that is cut is awaited or refused, never read as a message.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  const Bytes wire(data, data + size);
  const auto from_stream = toy::from_stream(wire);
  if (from_stream && *from_stream) {
    const auto again = toy::on_stream(**from_stream);
    fuzz::agree(std::equal(again.begin(), again.end(), wire.begin()), "a frame");
    fuzz::agree(!toy::from_stream(View(wire).first(33)).value(), "a frame that is cut");
  }
  for (const auto kind : {toy::Kind::hello, toy::Kind::proof, toy::Kind::finish}) {
    const auto body = toy::from_datagram(kind, "a", {"a", wire});
    if (body) fuzz::agree(toy::as_datagram(kind, *body) == wire, "a datagram");
  }
  return 0;
}

// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/box_stream/tests/support.hpp"
#include "reference/tests/dies.hpp"

namespace assay::box_stream::tests {
namespace {

using reference::tests::dies_saying;

template <class State>
concept Reads = requires(State s, Header header, Bytes body) {
  requires requires { s.read_header(header); } || requires { s.read_body(body); };
};
template <class State>
concept MovedReadsHeader = requires(State s, Header h) { std::move(s).read_header(h); };
template <class State>
concept MovedReadsBody = requires(State s, Bytes b) { std::move(s).read_body(b); };
static_assert(!Reads<ReaderAwaitsHeader> && !Reads<ReaderAwaitsBody>);
static_assert(MovedReadsHeader<ReaderAwaitsHeader> && !MovedReadsBody<ReaderAwaitsHeader>);
static_assert(!MovedReadsHeader<ReaderAwaitsBody> && MovedReadsBody<ReaderAwaitsBody>);
static_assert(!MovedReadsHeader<Goodbye> && !MovedReadsBody<Goodbye>);

// Three packets and goodbye: 34+5, 34+1, 34+40, 34.
Bytes three_packets() {
  BoxWriter sender = writer();
  const Bytes first = sender.packet(bytes("first")), second = sender.packet(bytes("2")),
              third = sender.packet(Bytes(40, '3'));
  return cat(first, second, third, goodbye(std::move(sender)));
}
const Bytes all_three = cat(bytes("first"), bytes("2"), Bytes(40, '3'));

// The plaintext of the packets that lie wholly before `offset`.
Bytes whole_before(std::size_t offset) {
  if (offset < 39) return {};
  if (offset < 74) return bytes("first");
  if (offset < 148) return bytes("first2");
  return all_three;
}

TEST_CASE("Any data, split into any slices, is received as sent, with a clean end") {
  CHECK(rc::check([](const Bytes& data) {
    const auto slice = *rc::gen::inRange<std::size_t>(1, 200);
    RC_ASSERT(receive(reader(), stream_of(data), slice) == Received{data});
  }));
  for (const std::size_t size : std::initializer_list<std::size_t>{0, 1, 4095, 4096, 4097, 20000})
    CHECK(receive(reader(), stream_of(Bytes(size, 9)), 4097) == Received{Bytes(size, 9)});
}

TEST_CASE("More than 256 packets carry into the nonce's next byte") {
  BoxWriter sender = writer();
  Bytes wire, data;
  for (int i = 0; i < 300; ++i) {
    wire = cat(wire, sender.packet(bytes("x")));
    data.push_back('x');
  }
  CHECK(receive(reader(), cat(wire, goodbye(std::move(sender)))) == Received{data});
}

TEST_CASE("A stream that ends at any offset without goodbye is truncated") {
  const Bytes wire = three_packets();
  for (std::size_t end = 0; end < wire.size(); ++end) {
    CAPTURE(end);
    const Received expected{whole_before(end), Reject::truncated};
    CHECK(receive(reader(), ByteView(wire).first(end)) == expected);
    CHECK(receive(reader(), ByteView(wire).first(end), 1) == expected);
  }
}

TEST_CASE("Any flipped bit is refused and nothing of its packet is delivered") {
  const Bytes wire = three_packets();
  for (std::size_t bit = 0; bit < wire.size() * 8; ++bit) {
    Bytes flipped = wire;
    flipped[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    const std::size_t at = bit / 8;
    const bool in_header = at < 34 || (at >= 39 && at < 73) || (at >= 74 && at < 108) || at >= 148;
    CAPTURE(bit);
    CHECK(receive(reader(), flipped) ==
          Received{whole_before(at), in_header ? Reject::bad_header : Reject::bad_body});
  }
}

TEST_CASE("Packets swapped, dropped, repeated or reflected are refused") {
  BoxWriter sender = writer();
  const Bytes one = sender.packet(bytes("one")), two = sender.packet(bytes("two"));
  CHECK(receive(reader(), cat(two, one)) == Received{{}, Reject::bad_header});
  CHECK(receive(reader(), two) == Received{{}, Reject::bad_header});
  CHECK(receive(reader(), cat(one, one)) == Received{bytes("one"), Reject::bad_header});
  const Nonce other = next(nonce());
  CHECK(receive({key(), other}, one) == Received{{}, Reject::bad_header});
}

TEST_CASE("A byte after goodbye is refused, and the end is no longer clean") {
  const Bytes wire = cat(three_packets(), bytes("x"));
  CHECK(receive(reader(), wire) == Received{all_three, Reject::after_goodbye});
  CHECK(receive(reader(), wire, 1) == Received{all_three, Reject::after_goodbye});
}

TEST_CASE("Goodbye alone is a clean empty stream") {
  BoxReader receiver = reader();
  CHECK_FALSE(receiver.finished());
  const Bytes wire = goodbye(writer());
  ByteView in = wire;
  CHECK(receiver.feed(in)->empty());
  CHECK(in.empty());
  CHECK(receiver.finished());
  CHECK(receiver.end());
}

TEST_CASE("A refused reader stays dead") {
  BoxReader receiver = reader();
  Bytes wire = stream_of(bytes("data"));
  wire[0] ^= 1;
  ByteView in = wire;
  CHECK(rejection(receiver.feed(in)) == Reject::bad_header);
  const Bytes sound = stream_of(bytes("data"));
  in = sound;
  CHECK(rejection(receiver.feed(in)) == Reject::bad_header);
  CHECK(in.size() == sound.size());
  CHECK(rejection(receiver.end()) == Reject::bad_header);
  CHECK_FALSE(receiver.finished());
}

TEST_CASE("A body's plaintext is held back until its last byte is there") {
  const Bytes wire = stream_of(bytes("secret"));
  BoxReader receiver = reader();
  ByteView in = ByteView(wire).first(Header::size + 5);
  CHECK(receiver.feed(in)->empty());
  const Bytes wrong = {static_cast<std::uint8_t>(wire[Header::size + 5] ^ 1)};
  in = wrong;
  CHECK(rejection(receiver.feed(in)) == Reject::bad_body);
}

// The header of a peer that holds the key: `length` and the tag of a body of that length.
Bytes packet_of(std::size_t length) {
  const Bytes boxed = sealed(next(nonce()), Bytes(length, 'b'));
  const Bytes size = {static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
  const auto tag = ByteView(boxed).first<16>();
  return cat(sealed(nonce(), cat(size, tag)), ByteView(boxed).subspan(16));
}

TEST_CASE("Lengths up to 4096 are read and longer ones are refused at the header") {
  CHECK(receive(reader(), packet_of(1)) == Received{bytes("b"), Reject::truncated});
  CHECK(receive(reader(), packet_of(4096)) == Received{Bytes(4096, 'b'), Reject::truncated});
  for (const std::size_t length : std::initializer_list<std::size_t>{4097, 4131, 32769, 65535}) {
    const Bytes wire = packet_of(length);
    CHECK(receive(reader(), ByteView(wire).first<34>()) == Received{{}, Reject::too_long});
    CHECK(receive(reader(), wire) == Received{{}, Reject::too_long});
  }
}

TEST_CASE("Length zero with a tag is neither a packet nor goodbye") {
  CHECK(receive(reader(), packet_of(0)) == Received{{}, Reject::empty_body});
  for (std::size_t i = 2; i < 18; ++i) {
    Bytes plain(18, 0);
    plain[i] = 1;
    CHECK(receive(reader(), sealed(nonce(), plain)) == Received{{}, Reject::empty_body});
  }
}

TEST_CASE("A length with a zero tag is not goodbye") {
  Bytes plain(18, 0);
  plain[1] = 1;
  const Bytes wire = cat(sealed(nonce(), plain), bytes("x"));
  CHECK(receive(reader(), wire) == Received{{}, Reject::bad_body});
}

TEST_CASE("A body sealed with its header's nonce, or under another key, is refused") {
  const Bytes boxed = sealed(nonce(), bytes("body"));
  const Bytes size = {0, 4};
  const Bytes header = sealed(nonce(), cat(size, ByteView(boxed).first<16>()));
  CHECK(receive(reader(), cat(header, ByteView(boxed).subspan(16))) ==
        Received{{}, Reject::bad_body});
  BoxReader other(Key::from(ByteView(Bytes(32, 1)).first<32>()), nonce());
  CHECK(receive(std::move(other), stream_of(bytes("body"))) == Received{{}, Reject::bad_header});
}

TEST_CASE("Every reason has its own name") {
  CHECK(name(Reject::bad_header) == "bad_header");
  CHECK(name(Reject::empty_body) == "empty_body");
  CHECK(name(Reject::too_long) == "too_long");
  CHECK(name(Reject::bad_body) == "bad_body");
  CHECK(name(Reject::after_goodbye) == "after_goodbye");
  CHECK(name(Reject::truncated) == "truncated");
}

ReaderAwaitsBody awaits_body() {
  const Bytes wire = stream_of(bytes("data"));
  auto read =
      ReaderAwaitsHeader(key(), nonce()).read_header(Header::from(ByteView(wire).first<34>()));
  return std::get<ReaderAwaitsBody>(*std::move(read));
}

TEST_CASE("A state that was used aborts when it is used again") {
  CHECK(dies_saying("ReaderAwaitsHeader was used again after it had been consumed", [] {
    ReaderAwaitsHeader state(key(), nonce());
    (void)std::move(state).read_header(Header::zeros());
    (void)std::move(state).read_header(Header::zeros());
  }));
  const std::string body_message = "ReaderAwaitsBody was used again after it had been consumed";
  CHECK(dies_saying(body_message, [] {
    auto state = awaits_body();
    (void)std::move(state).read_body(Bytes(4));
    (void)std::move(state).read_body(Bytes(4));
  }));
  CHECK(dies_saying(body_message, [] {
    auto state = awaits_body();
    (void)std::move(state).read_body(Bytes(4));
    (void)state.length();
  }));
}

TEST_CASE("A body of another length than the header's is a misuse") {
  const std::string message = "read_body takes exactly length() bytes";
  CHECK(dies_saying(message, [] { (void)awaits_body().read_body(Bytes(3)); }));
  CHECK(dies_saying(message, [] { (void)awaits_body().read_body(Bytes(5)); }));
}

}  // namespace
}  // namespace assay::box_stream::tests

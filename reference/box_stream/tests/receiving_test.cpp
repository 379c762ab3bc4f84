// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/box_stream/tests/support.hpp"
#include "reference/tests/dies.hpp"

namespace assay::box_stream::tests {
namespace {

using reference::tests::dies_saying;

template <class State>
concept Reads = requires(State s, Header header, Octets body) {
  requires requires { s.read_header(header); } || requires { s.read_body(body); };
};
template <class State>
concept MovedReadsHeader = requires(State s, Header h) { std::move(s).read_header(h); };
template <class State>
concept MovedReadsBody = requires(State s, Octets b) { std::move(s).read_body(b); };
static_assert(!Reads<ReaderAwaitsHeader> && !Reads<ReaderAwaitsBody>);
static_assert(MovedReadsHeader<ReaderAwaitsHeader> && !MovedReadsBody<ReaderAwaitsHeader>);
static_assert(!MovedReadsHeader<ReaderAwaitsBody> && MovedReadsBody<ReaderAwaitsBody>);
static_assert(!MovedReadsHeader<Goodbye> && !MovedReadsBody<Goodbye>);

// Three packets and goodbye: 34+5, 34+1, 34+40, 34.
Octets three_packets() {
  BoxWriter sender = writer();
  const Octets first = sender.packet(octets("first")), second = sender.packet(octets("2")),
               third = sender.packet(Octets(40, '3'));
  return cat(first, second, third, goodbye(std::move(sender)));
}
const Octets all_three = cat(octets("first"), octets("2"), Octets(40, '3'));

// The plaintext of the packets that lie wholly before `offset`.
Octets whole_before(std::size_t offset) {
  if (offset < 39) return {};
  if (offset < 74) return octets("first");
  if (offset < 148) return octets("first2");
  return all_three;
}

TEST_CASE("Any data, split into any slices, is received as sent, with a clean end") {
  CHECK(rc::check([](const Octets& data) {
    const auto slice = *rc::gen::inRange<std::size_t>(1, 200);
    RC_ASSERT(receive(reader(), stream_of(data), slice) == Received{data});
  }));
  for (const std::size_t size : std::initializer_list<std::size_t>{0, 1, 4095, 4096, 4097, 20000})
    CHECK(receive(reader(), stream_of(Octets(size, 9)), 4097) == Received{Octets(size, 9)});
}

TEST_CASE("More than 256 packets carry into the nonce's next octet") {
  BoxWriter sender = writer();
  Octets wire, data;
  for (int i = 0; i < 300; ++i) {
    wire = cat(wire, sender.packet(octets("x")));
    data.push_back('x');
  }
  CHECK(receive(reader(), cat(wire, goodbye(std::move(sender)))) == Received{data});
}

TEST_CASE("A stream that ends at any offset without goodbye is truncated") {
  const Octets wire = three_packets();
  for (std::size_t end = 0; end < wire.size(); ++end) {
    CAPTURE(end);
    const Received expected{whole_before(end), Reject::truncated};
    CHECK(receive(reader(), OctetView(wire).first(end)) == expected);
    CHECK(receive(reader(), OctetView(wire).first(end), 1) == expected);
  }
}

TEST_CASE("Any flipped bit is refused and nothing of its packet is delivered") {
  const Octets wire = three_packets();
  for (std::size_t bit = 0; bit < wire.size() * 8; ++bit) {
    Octets flipped = wire;
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
  const Octets one = sender.packet(octets("one")), two = sender.packet(octets("two"));
  CHECK(receive(reader(), cat(two, one)) == Received{{}, Reject::bad_header});
  CHECK(receive(reader(), two) == Received{{}, Reject::bad_header});
  CHECK(receive(reader(), cat(one, one)) == Received{octets("one"), Reject::bad_header});
  const Nonce other = next(nonce());
  CHECK(receive({key(), other}, one) == Received{{}, Reject::bad_header});
}

TEST_CASE("An octet after goodbye is refused, and the end is no longer clean") {
  const Octets wire = cat(three_packets(), octets("x"));
  CHECK(receive(reader(), wire) == Received{all_three, Reject::after_goodbye});
  CHECK(receive(reader(), wire, 1) == Received{all_three, Reject::after_goodbye});
}

TEST_CASE("Goodbye alone is a clean empty stream") {
  BoxReader receiver = reader();
  CHECK_FALSE(receiver.finished());
  const Octets wire = goodbye(writer());
  OctetView in = wire;
  CHECK(receiver.feed(in)->empty());
  CHECK(in.empty());
  CHECK(receiver.finished());
  CHECK(receiver.end());
}

TEST_CASE("A refused reader stays dead") {
  BoxReader receiver = reader();
  Octets wire = stream_of(octets("data"));
  wire[0] ^= 1;
  OctetView in = wire;
  CHECK(rejection(receiver.feed(in)) == Reject::bad_header);
  const Octets sound = stream_of(octets("data"));
  in = sound;
  CHECK(rejection(receiver.feed(in)) == Reject::bad_header);
  CHECK(in.size() == sound.size());
  CHECK(rejection(receiver.end()) == Reject::bad_header);
  CHECK_FALSE(receiver.finished());
}

TEST_CASE("A body's plaintext is held back until its last octet is there") {
  const Octets wire = stream_of(octets("secret"));
  BoxReader receiver = reader();
  OctetView in = OctetView(wire).first(Header::size + 5);
  CHECK(receiver.feed(in)->empty());
  const Octets wrong = {static_cast<std::uint8_t>(wire[Header::size + 5] ^ 1)};
  in = wrong;
  CHECK(rejection(receiver.feed(in)) == Reject::bad_body);
}

// The header of a peer that holds the key: `length` and the tag of a body of that length.
Octets packet_of(std::size_t length) {
  const Octets boxed = sealed(next(nonce()), Octets(length, 'b'));
  const Octets size = {static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
  const auto tag = OctetView(boxed).first<16>();
  return cat(sealed(nonce(), cat(size, tag)), OctetView(boxed).subspan(16));
}

TEST_CASE("Lengths up to 4096 are read and longer ones are refused at the header") {
  CHECK(receive(reader(), packet_of(1)) == Received{octets("b"), Reject::truncated});
  CHECK(receive(reader(), packet_of(4096)) == Received{Octets(4096, 'b'), Reject::truncated});
  for (const std::size_t length : std::initializer_list<std::size_t>{4097, 4131, 32769, 65535}) {
    const Octets wire = packet_of(length);
    CHECK(receive(reader(), OctetView(wire).first<34>()) == Received{{}, Reject::too_long});
    CHECK(receive(reader(), wire) == Received{{}, Reject::too_long});
  }
}

TEST_CASE("Length zero with a tag is neither a packet nor goodbye") {
  CHECK(receive(reader(), packet_of(0)) == Received{{}, Reject::empty_body});
  for (std::size_t i = 2; i < 18; ++i) {
    Octets plain(18, 0);
    plain[i] = 1;
    CHECK(receive(reader(), sealed(nonce(), plain)) == Received{{}, Reject::empty_body});
  }
}

TEST_CASE("A length with a zero tag is not goodbye") {
  Octets plain(18, 0);
  plain[1] = 1;
  const Octets wire = cat(sealed(nonce(), plain), octets("x"));
  CHECK(receive(reader(), wire) == Received{{}, Reject::bad_body});
}

TEST_CASE("A body sealed with its header's nonce, or under another key, is refused") {
  const Octets boxed = sealed(nonce(), octets("body"));
  const Octets size = {0, 4};
  const Octets header = sealed(nonce(), cat(size, OctetView(boxed).first<16>()));
  CHECK(receive(reader(), cat(header, OctetView(boxed).subspan(16))) ==
        Received{{}, Reject::bad_body});
  BoxReader other(Key::from(OctetView(Octets(32, 1)).first<32>()), nonce());
  CHECK(receive(std::move(other), stream_of(octets("body"))) == Received{{}, Reject::bad_header});
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
  const Octets wire = stream_of(octets("data"));
  auto read =
      ReaderAwaitsHeader(key(), nonce()).read_header(Header::from(OctetView(wire).first<34>()));
  return std::get<ReaderAwaitsBody>(*std::move(read));
}

TEST_CASE("A state that was used aborts when it is used again") {
  CHECK(dies_saying("ReaderAwaitsHeader was used again after it had been consumed", [] {
    ReaderAwaitsHeader state(key(), nonce());
    (void)std::move(state).read_header({});
    (void)std::move(state).read_header({});
  }));
  const std::string body_message = "ReaderAwaitsBody was used again after it had been consumed";
  CHECK(dies_saying(body_message, [] {
    auto state = awaits_body();
    (void)std::move(state).read_body(Octets(4));
    (void)std::move(state).read_body(Octets(4));
  }));
  CHECK(dies_saying(body_message, [] {
    auto state = awaits_body();
    (void)std::move(state).read_body(Octets(4));
    (void)state.length();
  }));
}

TEST_CASE("A body of another length than the header's is a misuse") {
  const std::string message = "read_body takes exactly length() octets";
  CHECK(dies_saying(message, [] { (void)awaits_body().read_body(Octets(3)); }));
  CHECK(dies_saying(message, [] { (void)awaits_body().read_body(Octets(5)); }));
}

}  // namespace
}  // namespace assay::box_stream::tests

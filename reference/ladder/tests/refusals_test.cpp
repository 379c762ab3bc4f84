// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/ladder/tests/support.hpp"

// What is refused, by whom and why; and of two faults in one message the one that is checked first.
namespace assay::ladder::tests {
namespace {

std::size_t last(Proto P) { return run(P).sent.size(); }

// Where X stands in msg1, and Y in msg2: after a name, or first (spec/ladder.md §2).
std::size_t place_of_share(Proto P) { return P == Proto::sign_own || P == Proto::iso ? 32 : 0; }

// Seven encodings of small order, and each with bit 255 set.
std::vector<Bytes32> low_order() {
  std::vector<Bytes32> points = {filled(0),
                                 flip(filled(0), 0),
                                 {0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3,
                                  0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32,
                                  0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00},
                                 {0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1,
                                  0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c,
                                  0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57}};
  for (const std::uint8_t lowest : std::array<std::uint8_t, 3>{0xec, 0xed, 0xee}) {
    Bytes32 near_p = filled(0xff);
    near_p.front() = lowest;
    near_p.back() = 0x7f;
    points.push_back(near_p);
  }
  for (std::size_t i = 0; i < 7; ++i) points.push_back(flip(points[i], 255));
  return points;
}

TEST_CASE("Shares of low order are refused by whoever reads them, before any proof") {
  for (const Proto P : all_rungs) {
    CAPTURE(static_cast<int>(P));
    const Run honest = run(P);
    for (const Bytes32& point : low_order()) {
      const auto X = with_field(honest.sent[0], place_of_share(P), point);
      CHECK(run(P, {}, replacing(1, X)).responder.rejected == Reject::low_order_point);
      const auto Y = with_field(honest.sent[1], place_of_share(P), point);
      const Run second = run(P, {}, replacing(2, Y));
      CHECK(second.initiator.rejected == Reject::low_order_point);
      CHECK(second.sent.size() == 2);
    }
  }
}

TEST_CASE("A wrong length or header is refused before all else") {
  for (const Proto P : all_rungs) {
    CAPTURE(static_cast<int>(P));
    const Run honest = run(P);
    for (std::size_t number = 1; number <= honest.sent.size(); ++number) {
      const auto refusal = [&](const Framed& arrived) {
        const Run seen = run(P, {}, replacing(number, arrived));
        return number % 2 == 1 ? seen.responder.rejected : seen.initiator.rejected;
      };
      const Framed& message = honest.sent[number - 1];
      Framed longer = message, shorter = message;
      longer.push_back(0);
      shorter.pop_back();
      CHECK(refusal(longer) == Reject::bad_frame);
      CHECK(refusal(shorter) == Reject::bad_frame);
      CHECK(refusal({}) == Reject::bad_frame);
      CHECK(refusal({message.begin(), message.begin() + 6}) == Reject::bad_frame);
      for (std::size_t bit = 0; bit < 8 * 6; ++bit)
        CHECK(refusal(flip_bit(message, bit)) == Reject::bad_frame);
      const Framed zeros = with_field(flip_bit(message, 0), 0, filled(0));
      CHECK(refusal(zeros) == Reject::bad_frame);
    }
  }
}

TEST_CASE("The message of another rung or run is refused") {
  for (const Proto P : all_rungs) {
    for (const Proto other : all_rungs) {
      if (P == other) continue;
      CHECK(run(P, {}, replacing(1, run(other).sent[0])).responder.rejected == Reject::bad_frame);
    }
    if (P == Proto::dh || P == Proto::sign_own) continue;
    Setup earlier;
    earlier.x = filled(0x33);
    earlier.y = filled(0x44);
    const Run old = run(P, earlier);
    for (std::size_t number = 2; number <= old.sent.size(); ++number) {
      CAPTURE(static_cast<int>(P), number);
      CHECK(run(P, {}, replacing(number, old.sent[number - 1])).refused());
    }
  }
}

TEST_CASE("sign-own takes an old message for a new one, and no later rung does") {
  Setup earlier;
  earlier.x = filled(0x33);
  const Framed msg1 = run(Proto::sign_own, earlier).sent[0];
  CHECK(run(Proto::sign_own, {}, replacing(1, msg1)).responder.done);
  for (const Proto P : all_rungs) {
    if (P == Proto::dh || P == Proto::sign_own) continue;
    CAPTURE(static_cast<int>(P));
    const Framed msg3 = run(P, earlier).sent[2];
    Setup same_x = earlier;  // so that no message before msg3 tells the runs apart but msg2
    CHECK(run(P, same_x, replacing(3, msg3)).responder.done);
    same_x.y = filled(0x44);
    const Run again = run(P, same_x, replacing(3, msg3));
    CHECK(again.sent.size() == 3);
    CHECK(again.responder.rejected);
  }
}

TEST_CASE("The initiator refuses an honest responder that it did not call") {
  for (const Mode mode : modes) {
    for (const Proto P : all_rungs) {
      if (P == Proto::dh) continue;
      Setup setup;
      setup.mode = mode;
      setup.called = setup.name_of(setup.E);
      const Run seen = run(P, setup);
      CHECK(seen.initiator.rejected == Reject::wrong_peer);
      CHECK_FALSE(seen.initiator.done);
    }
  }
}

TEST_CASE("A name that the directory does not have is refused before its signature") {
  for (const auto& [P, number] :
       std::initializer_list<std::pair<Proto, std::size_t>>{{Proto::sign_own, 1},
                                                            {Proto::badh, 3},
                                                            {Proto::sts_enc, 3},
                                                            {Proto::sts_mac, 3},
                                                            {Proto::sign_key, 3},
                                                            {Proto::sigma_0, 3}}) {
    const auto unknown = with_field(run(P).sent[number - 1], 0, padded("mallory"));
    CHECK(run(P, {}, replacing(number, unknown)).responder.rejected == Reject::unknown_name);
  }
}

TEST_CASE("A wrong signature is refused before a wrong mac") {
  for (const Proto P : {Proto::sts_mac, Proto::sigma_0}) {
    const Run honest = run(P);
    const std::size_t sig = 8 * (6 + 32), mac = 8 * (6 + 32 + 64);
    const auto both = flip_bit(flip_bit(honest.sent[2], sig), mac);
    CHECK(run(P, {}, replacing(3, flip_bit(honest.sent[2], mac))).responder.rejected ==
          Reject::bad_mac);
    CHECK(run(P, {}, replacing(3, both)).responder.rejected == Reject::bad_signature);
    const auto second = flip_bit(honest.sent[1], mac + 8 * 32);
    Setup elsewhere;
    elsewhere.called = elsewhere.E.name;
    CHECK(run(P, elsewhere, replacing(2, second)).initiator.rejected == Reject::bad_mac);
  }
}

TEST_CASE("Boxes that do not open are refused as such") {
  for (const Proto P : {Proto::sts_enc, Proto::sigma_i, Proto::sigma_i_ack}) {
    const Run honest = run(P);
    const auto end_of = [&](std::size_t number) {
      return flip_bit(honest.sent[number - 1], 8 * honest.sent[number - 1].size() - 1);
    };
    CHECK(run(P, {}, replacing(2, end_of(2))).initiator.rejected == Reject::bad_box);
    CHECK(run(P, {}, replacing(3, end_of(3))).responder.rejected == Reject::bad_box);
  }
  for (const Proto P : {Proto::sigma_r, Proto::sigma_ike}) {
    const Run honest = run(P);
    CHECK(run(P, {}, replacing(3, flip_bit(honest.sent[2], 99))).responder.rejected ==
          Reject::bad_box);
    const Run fourth = run(P, {}, replacing(4, flip_bit(honest.sent[3], 99)));
    CHECK(fourth.initiator.rejected == Reject::bad_box);
    CHECK(fourth.responder.done);
  }
}

TEST_CASE("An initiator is done though its proof was refused, where nothing follows msg3") {
  for (const Proto P : all_rungs) {
    if (P == Proto::dh || P == Proto::sign_own) continue;
    CAPTURE(static_cast<int>(P));
    const Run honest = run(P);
    const auto proof = flip_bit(honest.sent[2], 8 * honest.sent[2].size() - 1);
    const Run seen = run(P, {}, replacing(3, proof));
    CHECK(seen.responder.rejected);
    CHECK(seen.initiator.done == (last(P) == 3));
  }
  const Run honest = run(Proto::sigma_i_ack);
  CHECK(
      run(Proto::sigma_i_ack, {}, replacing(4, flip_bit(honest.sent[3], 50))).initiator.rejected ==
      Reject::bad_mac);
}

}  // namespace
}  // namespace assay::ladder::tests

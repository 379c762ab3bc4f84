// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <map>

#include "reference/common/sha256.hpp"
#include "reference/ladder/keys.hpp"
#include "reference/ladder/record.hpp"
#include "reference/ladder/tests/support.hpp"

// spec/ladder.md §8.
namespace assay::ladder::tests {
namespace {

std::string digest(const Run& run) {
  Framed all;
  for (const Framed& message : run.sent) all.insert(all.end(), message.begin(), message.end());
  Bytes32 bytes;
  reference::sha256_into(bytes, all);
  return hex(Bytes(bytes).first(16));
}

const std::map<Proto, std::string> digests = {
    {Proto::dh, "be3c87fbe077494a1d33a8bc594f4850"},
    {Proto::sign_own, "9a05727eca445ba58e8e9461b40d15a9"},
    {Proto::badh, "e4e1c1062040b2cc054fb68bbb0f3512"},
    {Proto::iso, "c57f2883e7da709a2406bfa3e9f28f2e"},
    {Proto::sts_enc, "12c137ae9c636f8fa1455e5733b07e10"},
    {Proto::sts_mac, "745f048f03531fe3ca45a33cab13cc6f"},
    {Proto::sts_enc_id, "186c26293e1970729f9b16ce0a547e2f"},
    {Proto::sign_key, "ec5306b8c4b50020b8f81460029226a9"},
    {Proto::sigma_0, "b2300ba9e40a62ae988724bec1fdd60e"},
    {Proto::sigma_i, "0317b9853aa99fc5685b4502af53f4a2"},
    {Proto::sigma_r, "4e959908d586b9967591aef5d868fbdb"},
    {Proto::sigma_ike, "b15ed51d944b811d107ae78d20f11272"},
    {Proto::sigma_i_ack, "11f6d540ec749fbc87296a075cf212fd"}};

TEST_CASE("The messages of every rung are those of the known answers") {
  CHECK(digests.size() == all_rungs.size());
  for (const auto& [P, expected] : digests) {
    CAPTURE(static_cast<int>(P));
    const Run honest = run(P);
    CHECK(honest.both_done());
    CHECK(digest(honest) == expected);
  }
}

const std::vector<std::uint8_t> text_of_records = {'h', 'e', 'l', 'l', 'o'};

TEST_CASE("Z, the keys and the first records of SIGMA-I are those of the known answers") {
  const Setup setup;
  const auto x = EphemeralSecret<Initiator>::from(setup.x);
  const auto y = EphemeralSecret<Responder>::from(setup.y);
  const auto Z = agree(x, y.share());
  REQUIRE(Z);
  CHECK(hex(Z->view()) == "9e004098efc091d4ec2663b4e9f5cfd4d7064571690b4bea97ab146ab9f35056");
  CHECK(hex(agree(y, x.share())->view()) == hex(Z->view()));
  constexpr Proto P = Proto::sigma_i;
  CHECK(hex(K<MacI>(P, *Z).view()) ==
        "860c1dd14703f20f4a394f8164697537bc8f46439cab43ce5604a084b7cb590b");
  CHECK(hex(K<EncR>(P, *Z).view()) ==
        "a69659f0b54d6ca6b73447cff4879b08d347d01cc1d2b76faf1fd8211042d78f");
  CHECK(hex(K<AppI>(P, *Z).view()) ==
        "667a56e663c0333aea091b2affc1a642c9814c028d95bcd51456c8c21434cef9");
  RecordWriter writer(K<AppI>(P, *Z));
  for (const std::string record : {"001590a5315292477ee9c0a11b7b70cb883ac575abb80d",
                                   "0015c38533c615c2be583a71a2db3ab791dfb6a1ac3c3f"})
    CHECK(hex(writer.write(text_of_records)) == record);
}

}  // namespace
}  // namespace assay::ladder::tests

// SPDX-License-Identifier: MIT
#include "vectors/shs1/take_apart.hpp"

#include "conformance/shs1/algebra.hpp"

namespace assay::vectors {

void take_apart_shs1(const Test& test, const Say& say) {
  const auto wire = [&](std::size_t i) -> const Bytes& { return test.transcript.at(i).wire; };
  const auto value = [&](std::string_view letter) -> const Bytes& {
    return test.intermediates.find(letter)->second;
  };
  const Values &client = test.parties.at("client"), &server = test.parties.at("server");
  if (wire(0) != cat(value("mac1"), client.at("a_p"))) say("transcript.msg1", "does not split");
  if (wire(1) != cat(value("mac2"), server.at("b_p"))) say("transcript.msg2", "does not split");
  if (mallory::open(value("K2"), wire(2)) != value("H")) say("transcript.msg3", "does not open");
  if (mallory::open(value("K3"), wire(3)) != value("sigB")) say("transcript.msg4", "does not open");
  const Bytes &K = test.shared.at("K"), &B_p = server.at("B_p"), &hab = value("hab");
  if (!mallory::verify(client.at("A_p"), value("sigA"), cat(K, B_p, hab))) {
    say("intermediates.sigA", "does not verify");
  }
  if (!mallory::verify(B_p, value("sigB"), cat(K, value("H"), hab))) {
    say("intermediates.sigB", "does not verify");
  }
}

}  // namespace assay::vectors

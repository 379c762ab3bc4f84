// SPDX-License-Identifier: MIT
#include "reference/ladder/keys.hpp"
#include "reference/ladder/tests/support.hpp"
#include "reference/tests/wiping/ladder.hpp"

namespace assay::reference::tests {
namespace {

using ladder::Proto, ladder::SharedSecret;
using ladder::tests::Setup;

Setup setup_of_material() {
  Setup setup;
  setup.mode = ladder::tests::Mode::id_is_key;
  setup.A.seed = seed_of("ladder A"), setup.B.seed = seed_of("ladder B");
  setup.x = seed_of("ladder x"), setup.y = seed_of("ladder y");
  return setup;
}

template <class... Labels>
void keep_keys(Material& material, Proto P, const SharedSecret& Z) {
  const auto named = [&](std::span<const std::uint8_t> label) {
    return std::string(label.begin(), label.end()) + " of rung " +
           std::to_string(static_cast<int>(P));
  };
  (keep_secret(material, named(Labels::label().view()), ladder::K<Labels>(P, Z).view()), ...);
}

}  // namespace

void add_ladder_material(Material& material) {
  const Setup setup = setup_of_material();
  keep_secret(material, "ladder A", setup.A.seed);
  keep_secret(material, "ladder B", setup.B.seed);
  keep_scalar(material, "ladder x", setup.x);
  keep_scalar(material, "ladder y", setup.y);
  keep_open(material, "ladder B's name", ladder::tests::public_key(setup.B.seed));
  const auto Z = *agree(ladder::EphemeralSecret<ladder::Initiator>::from(setup.x),
                        ladder::EphemeralSecret<ladder::Responder>::from(setup.y).share());
  keep_secret(material, "ladder Z", Z.view());
  using namespace ladder;
  for (const Proto P : ladder::tests::all_rungs) {
    keep_keys<MacI, MacR, EncI, EncR, AppI, AppR, AckR>(material, P, Z);
    const auto honest = ladder::tests::run(P, setup);
    for (std::size_t n = 1; n <= honest.sent.size(); ++n)
      keep_open(material, message_of_rung(P, n), honest.sent[n - 1]);
  }
}

}  // namespace assay::reference::tests

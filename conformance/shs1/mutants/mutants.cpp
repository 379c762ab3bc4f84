// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/mutants.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/mutants/flawed_end.hpp"
#include "conformance/shs1/peers/settings.hpp"

namespace assay::mutants {
namespace {

std::vector<Mutant> table() {
  std::vector<Mutant> rows = {{.id = "M00",
                               .flaw = "none: the twin of all the others",
                               .flaws = {},
                               .roles = {},
                               .breaks = {},
                               .because = "It does what spec/shs1.md and spec/box-stream.md say.",
                               .kills = {}}};
  for (auto* part : {handshake_mutants, freshness_mutants, point_mutants, authorization_mutants,
                     wire_mutants, stream_mutants}) {
    for (Mutant& mutant : part()) rows.push_back(std::move(mutant));
  }
  std::ranges::sort(rows, {}, &Mutant::id);
  return rows;
}

Capabilities capabilities(const Flaws& flaws) {
  Capabilities caps = peers::shs1_capabilities();
  caps.layer = "an implementation of its own";
  if (flaws.contains(Flaw::never_asks)) {
    caps.authorize = "none";
    std::erase(caps.caps, "authorize.delay_ms");
    std::erase(caps.caps, "authorize.then");
  }
  return caps;
}

peers::Admits admits(const Flaws& flaws) {
  if (flaws.contains(Flaw::list_compares_8_bytes)) {
    return [](const Bytes& entry, const Bytes& peer) {
      return std::ranges::equal(View(entry).first(8), View(peer).first(8));
    };
  }
  if (flaws.contains(Flaw::list_of_curve_keys)) {
    return [](const Bytes& entry, const Bytes& peer) {
      const Bytes curve = mallory::to_curve(peer);
      return entry == curve || mallory::to_curve(entry) == curve;
    };
  }
  return std::equal_to<Bytes>();
}

// Another than the capabilities declare.
std::optional<peers::Limit> limit(const Flaws& flaws) {
  if (flaws.contains(Flaw::no_time_limit)) return peers::Limit::none;
  if (flaws.contains(Flaw::limit_on_each_read)) return peers::Limit::per_read;
  return std::nullopt;
}

peers::Process launch(const Mutant& mutant) {
  const auto make = [mutant,
                     shared = std::make_shared<Process>()](const peers::Settings& settings) {
    const bool flawed = std::ranges::find(mutant.roles, settings.role) != mutant.roles.end();
    const Flaws flaws = flawed ? mutant.flaws : Flaws{};
    auto* end = settings.role == Role::server ? flawed_server : flawed_client;
    return end(flaws, settings, *shared);
  };
  return peers::process_of(make, capabilities(mutant.flaws));
}

}  // namespace

std::vector<std::string> for_both(const std::vector<std::string>& names) {
  std::vector<std::string> both;
  for (const std::string_view role : {"server", "client"}) {
    for (const std::string& name : names) both.push_back(fmt::format("{}.{}", role, name));
  }
  return both;
}

const std::vector<Mutant>& all() {
  static const std::vector<Mutant> mutants = table();
  return mutants;
}

const Mutant& find(const std::string& id) {
  const auto it = std::ranges::find(all(), id, &Mutant::id);
  if (it != all().end()) return *it;
  std::vector<std::string> ids;
  for (const Mutant& m : all()) ids.push_back(m.id);
  throw std::invalid_argument(fmt::format("no mutant {}; there are {}", id, fmt::join(ids, ", ")));
}

std::unique_ptr<Target> mutant_target(const Mutant& mutant) {
  return peers::in_process_target({.protocol = "shs1",
                                   .peer_bytes = 32,
                                   .identity = {"assay-mutant " + mutant.id, "0.1.0"},
                                   .capabilities = capabilities(mutant.flaws),
                                   .launch = [mutant] { return launch(mutant); },
                                   .admits = admits(mutant.flaws),
                                   .limit = limit(mutant.flaws)});
}

}  // namespace assay::mutants

// SPDX-License-Identifier: MIT
#include "conformance/ladder/mutants/systematic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/mutants/mutants.hpp"
#include "conformance/ladder/mutants/noticed.hpp"
#include "conformance/terms/slips.hpp"

namespace assay::rungs {
namespace {

using terms::Book, terms::Formula, terms::Slip, terms::Step;
using How = Slip::How;

std::string mode_of(const Rung& rung) {
  return rung.has_names() ? std::string(id_is_key) : std::string();
}

const Book& book_of(const Rung& rung) { return rung_book(rung, mode_of(rung)); }

// A key of another length is none.
bool is_possible(const Slip& slip) {
  return !slip.letter.starts_with("seal") || !slip.part.starts_with("enc") ||
         slip.how == How::zeroed || slip.how == How::turned;
}

std::vector<Slip> slips(const Rung& rung) {
  static const terms::Uses uses{.covering = {},
                                .other = {{"mac-i", "mac-r"},
                                          {"mac-r", "mac-i"},
                                          {"enc-i", "enc-r"},
                                          {"enc-r", "enc-i"},
                                          {"app-i", "app-r"},
                                          {"app-r", "app-i"}}};
  std::vector<Slip> all = terms::slips_of(book_of(rung), uses);
  std::erase_if(all, [](const Slip& s) { return !is_possible(s); });
  return all;
}

std::string called(Role role) { return role == Role::client ? "initiator" : "responder"; }

std::vector<std::string> glob_of(const Noticed& noticed) {
  const std::size_t dot = noticed.attack.find('.');
  return {fmt::format("ladder/*/{}/{}-*{}", noticed.attack.substr(0, dot),
                      noticed.attack.substr(dot + 1),
                      noticed.slug.empty() ? "" : "/" + noticed.slug)};
}

void say_noticed(MutantInfo& m, const Noticed& noticed) {
  m.breaks = {noticed.row};
  m.kills = {noticed.attack};
  m.cases = glob_of(noticed);
  m.because = noticed.because;
}

MutantInfo alike_mutant(const Rung& rung, const Slip& slip) {
  const std::string how = terms::manner(book_of(rung), slip);
  auto line = std::make_shared<Rung>(rung);
  line->amend = [slip](Book& book) { book = terms::with_slip(std::move(book), slip); };
  MutantInfo m{.id = fmt::format("{}-{}", slip.letter, how),
               .flaw = fmt::format("both ends make {} {}", slip.letter, how),
               .breaks = {},
               .kills = {},
               .because = "they agree with each other and with nobody else",
               .mode = mode_of(rung)};
  m.message = terms::message_of(book_of(rung), slip.letter);
  m.target = [line, &rung] {
    return rung_target(
        rung, [line](const Rung&, const RungSettings& s) { return twisted_machine(*line, s, {}); });
  };
  m.alike = [line](Protocol& p) { speak_as(p, *line); };
  if (const auto noticed = noticed_where_alike(rung, slip)) say_noticed(m, *noticed);
  if (slip.part == "P" && slip.how == How::zeroed && rung.P == 0)
    m.equivalent = "the P of this rung is zero";
  return m;
}

std::function<std::unique_ptr<Target>()> with_twist(const Rung& rung, Role role,
                                                    const terms::Twist& twist) {
  return [&rung, role, twist] {
    return rung_target(rung, [role, twist](const Rung& one, const RungSettings& s) {
      return s.role == role ? twisted_machine(one, s, twist) : reference_machine(one, s);
    });
  };
}

MutantInfo lax_mutant(const Rung& rung, Role role, const Slip& slip) {
  const std::string how = terms::manner(book_of(rung), slip);
  MutantInfo m{.id = fmt::format("{}-takes-{}-{}", called(role), slip.letter, how),
               .flaw = fmt::format("the {} takes a {} {} as well as the right one", called(role),
                                   slip.letter, how),
               .breaks = {},
               .kills = {},
               .mode = mode_of(rung),
               .target = with_twist(rung, role, {.deltas = {}, .skipped = {}, .also = slip})};
  m.message = terms::message_of(book_of(rung), slip.letter);
  say_noticed(m, noticed_where_also_taken(rung, slip));
  const bool in_box = slip.letter.starts_with("box") || slip.letter.starts_with("seal");
  if (in_box && rung.message(slip.letter.back() - '0').boxed.empty()) {
    m.equivalent = "a box without a tag refuses nothing, so nothing else is tried";
    m.breaks = m.kills = m.cases = {};
  }
  return m;
}

// Whether the check looks at the formula that slips: its own, or the key of a box. A signature is
// verified under the key of whoever is named.
bool looks_at(const Book& book, const Step& step, const Slip& slip) {
  const auto formula = std::ranges::find(book.formulas, step.letter, &Formula::letter);
  if (formula == book.formulas.end() || step.holds != nullptr) return false;
  const bool key = formula->key == slip.part;
  if (slip.letter == step.letter) return !(key && formula->primitive->verifies != nullptr);
  return formula->primitive->opens != nullptr && formula->key == slip.letter &&
         slip.letter.starts_with("seal");
}

bool can_refuse(const Step& step) {
  return step.kind == Step::Kind::check || step.kind == Step::Kind::open ||
         step.kind == Step::Kind::ask;
}

MutantInfo careless_mutant(const Rung& rung, const std::string& mode, Role role, std::size_t i) {
  const Step& step = rung_book(rung, mode).steps.at(role)[i];
  const std::string what = step.kind == Step::Kind::ask ? "asking" : std::string(step.letter);
  MutantInfo m{
      .id = fmt::format("{}-skips-{}", called(role), what),
      .flaw = fmt::format("the {} never refuses for {}: {}", called(role), what, step.reason),
      .breaks = {row_of_check(step, role)},
      .kills = {},
      .because = "that is what the check is for (spec/ladder.md#5)",
      .mode = mode,
      .target = with_twist(rung, role, {.deltas = {}, .skipped = {i}}),
      .cases = {"*"}};
  m.message = terms::message_of(rung_book(rung, mode).steps.at(role), i);
  m.equivalent = why_nothing_changes(rung, step);
  if (!m.equivalent.empty()) m.breaks = {};
  return m;
}

MutantInfo stale_mutant(const Rung& rung, Role role) {
  const std::string_view scalar = role == Role::client ? "x" : "y";
  MutantInfo m{.id = fmt::format("{}-reuses-{}", called(role), scalar),
               .flaw = fmt::format("the {} makes {} once", called(role), scalar),
               .breaks = {},
               .kills = {},
               .mode = mode_of(rung)};
  m.target = [&rung, role] {
    return rung_target(rung, [role](const Rung& one, RungSettings s) {
      if (s.role == role) s.ephemeral = Bytes(32, 0x29);
      return reference_machine(one, s);
    });
  };
  m.message = role == Role::client ? "msg1" : "msg2";
  const std::string is(name(role));
  say_noticed(m, {is + ".P01", is + ".L21", "", "whoever learns the scalar reads every run"});
  return m;
}

std::vector<MutantInfo> made_of(const Rung& rung) {
  std::vector<MutantInfo> all;
  for (const Slip& slip : slips(rung)) all.push_back(alike_mutant(rung, slip));
  for (const Role role : {Role::client, Role::server}) {
    const auto& steps = book_of(rung).steps.at(role);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (!can_refuse(steps[i])) continue;
      all.push_back(careless_mutant(rung, mode_of(rung), role, i));
      for (const Slip& slip : slips(rung))
        if (looks_at(book_of(rung), steps[i], slip)) all.push_back(lax_mutant(rung, role, slip));
    }
    all.push_back(stale_mutant(rung, role));
    if (!rung.has_names()) continue;
    const auto& steps_by_name = rung_book(rung, std::string(named)).steps.at(role);
    for (std::size_t i = 0; i < steps_by_name.size(); ++i)
      if (steps_by_name[i].reason == "unknown_name")
        all.push_back(careless_mutant(rung, std::string(named), role, i));
  }
  return all;
}

}  // namespace

const std::vector<MutantInfo>& systematic_mutants(const Rung& rung) {
  // Kept, for books are known by the address of their rung.
  static std::map<const Rung*, std::vector<MutantInfo>> kept;
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  const auto [known, fresh] = kept.try_emplace(&rung);
  if (fresh) known->second = made_of(rung);
  return known->second;
}

}  // namespace assay::rungs

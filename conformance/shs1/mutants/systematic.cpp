// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/systematic.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/shs1/formulas.hpp"
#include "conformance/shs1/mutants/noticed.hpp"
#include "conformance/shs1/mutants/stepped_end.hpp"
#include "conformance/shs1/terms.hpp"
#include "conformance/terms/slips.hpp"

namespace assay::mutants {
namespace {

using terms::Book, terms::Formula, terms::Slip, terms::Step;

const std::vector<Slip>& slips() {
  static const terms::Uses uses{.covering = {"hab", "SS"},
                                .other = {{"K3", "K2"},
                                          {"keyCS", "keySC"},
                                          {"keySC", "keyCS"},
                                          {"nonceCS", "nonceSC"},
                                          {"nonceSC", "nonceCS"}}};
  static const std::vector<Slip> all = terms::slips_of(shs1_book(), uses);
  return all;
}

using MakeEnd = std::function<std::unique_ptr<peers::Machine>(const peers::Settings&)>;

std::function<std::unique_ptr<Target>()> target_with(const std::string& id, const MakeEnd& make) {
  return [id, make] {
    const Capabilities caps = peers::shs1_capabilities();
    return peers::in_process_target(
        {.protocol = "shs1",
         .peer_bytes = 32,
         .identity = {"systematic mutant " + id, "0.1.0"},
         .capabilities = caps,
         .launch = [make, caps] { return peers::process_of(make, caps); }});
  };
}

std::function<std::unique_ptr<Target>()> twisted_target(const std::string& id, Role role,
                                                        const terms::Twist& twist) {
  return target_with(id, [role, twist](const peers::Settings& s) {
    return stepped_end(shs1_book(), s, s.role == role ? twist : terms::Twist{});
  });
}

// As the attacks of `protocol` are, by a runner that goes by that book.
void speak_as(Protocol& protocol, const std::shared_ptr<const Book>& book) {
  protocol.honest = [book, honest = protocol.honest](Stage& stage) {
    const mallory::SpeakingAs alike(*book);
    honest(stage);
  };
  protocol.attacks = [book, attacks = protocol.attacks](const std::string& mode) {
    std::vector<Attack> all = attacks(mode);
    for (Attack& a : all) {
      a.control = [book, control = a.control](Stage& stage) {
        const mallory::SpeakingAs alike(*book);
        control(stage);
      };
      a.cases = [book, cases = a.cases](Stage& stage) {
        std::vector<Case> made = cases(stage);
        for (Case& c : made)
          c.run = [book, run = c.run](Stage& on) {
            const mallory::SpeakingAs alike(*book);
            return run(on);
          };
        return made;
      };
    }
    return all;
  };
}

std::vector<std::string> glob_of(const Notice& notice) {
  const std::size_t dot = notice.attack.find('.');
  return {fmt::format("shs1/{}/{}-*{}", notice.attack.substr(0, dot), notice.attack.substr(dot + 1),
                      notice.slug.empty() ? "" : "/" + notice.slug)};
}

// Nobody else understands them. A signature with another key is its maker's mistake alone.
MutantInfo alike(const Slip& slip) {
  const std::string how = terms::manner(shs1_book(), slip);
  MutantInfo m{.id = fmt::format("{}-{}", slip.letter, how),
               .flaw = fmt::format("both ends make {} {}", slip.letter, how),
               .breaks = {"server.C", "client.C"},
               .kills = {},
               .because = "they agree with each other and with nobody else (spec/shs1.md#3)",
               .cases = {"shs1/*/A01-*"}};
  m.message = terms::message_of(shs1_book(), slip.letter);
  if (slip.part == "A") m.breaks = {"client.C"};
  if (slip.part == "B") m.breaks = {"server.C"};
  const auto book = std::make_shared<Book>(terms::with_slip(shs1_book(), slip));
  m.target = target_with(
      m.id, [book](const peers::Settings& s) { return stepped_end(*book, s, terms::Twist{}); });
  if (const auto notice = notice_where_alike(slip, how)) {
    m.breaks = {notice->row}, m.kills = {notice->attack}, m.cases = glob_of(*notice);
    m.because = "they agree with each other, and " + notice->because;
    m.alike = [book](Protocol& p) { speak_as(p, book); };
  }
  return m;
}

MutantInfo lax(Role role, const Slip& slip) {
  const std::string how = terms::manner(shs1_book(), slip);
  const Notice notice = notice_of(slip, how);
  MutantInfo m{.id = fmt::format("{}-takes-{}-{}", name(role), slip.letter, how),
               .flaw = fmt::format("the {} takes {} {} as well as the right one", name(role),
                                   slip.letter, how),
               .breaks = {notice.row},
               .kills = {notice.attack},
               .because = notice.because};
  m.cases = glob_of(notice);
  m.message = terms::message_of(shs1_book(), slip.letter);
  m.target = twisted_target(m.id, role, {.deltas = {}, .skipped = {}, .also = slip});
  return m;
}

bool looks_at(const Step& step, const Slip& slip) {
  const auto formula = std::ranges::find(shs1_book().formulas, step.letter, &Formula::letter);
  if (formula == shs1_book().formulas.end() || step.holds != nullptr) return false;
  const bool own_key = formula->key == slip.part && formula->primitive->verifies != nullptr;
  if (slip.letter == step.letter) return !own_key;
  return formula->primitive->opens != nullptr && formula->key == slip.letter;
}

bool refuses(const Step& step) {
  return step.kind == Step::Kind::check || step.kind == Step::Kind::open ||
         step.kind == Step::Kind::ask;
}

MutantInfo careless(Role role, std::size_t i) {
  const Step& step = shs1_book().steps.at(role)[i];
  const std::string what = step.kind == Step::Kind::ask ? "asking" : std::string(step.letter);
  const CheckNotice notice = notice_of(step, role);
  MutantInfo m{
      .id = fmt::format("{}-skips-{}", name(role), what),
      .flaw = fmt::format("the {} never refuses for {}: {}", name(role), what, step.reason),
      .breaks = {},
      .kills = {},
      .because = notice.because};
  m.target = twisted_target(m.id, role, {.deltas = {}, .skipped = {i}});
  m.message = terms::message_of(shs1_book().steps.at(role), i);
  if (notice.row.empty()) {
    m.equivalent = notice.because;
  } else {
    m.breaks = {notice.row}, m.cases = {"*"};
  }
  return m;
}

MutantInfo stale(Role role) {
  const bool server = role == Role::server;
  MutantInfo m{.id = fmt::format("{}-reuses-{}", name(role), server ? "b" : "a"),
               .flaw = fmt::format("the {} makes {} once", name(role), server ? "b" : "a"),
               .breaks = {server ? "server.P01" : "client.P01"},
               .kills = {server ? "server.F03" : "client.F04"},
               .because = "whoever learns the scalar reads every session (spec/shs1.md#9)"};
  m.cases = {server ? "shs1/server/F03-*" : "shs1/client/F04-*"};
  m.message = server ? "msg2" : "msg1";
  m.target = target_with(m.id, [role](peers::Settings s) {
    if (s.role == role && !s.ephemeral_sk && !s.ephemeral_seed) s.ephemeral_sk = Bytes(32, 0x29);
    return stepped_end(shs1_book(), s, terms::Twist{});
  });
  return m;
}

}  // namespace

std::vector<MutantInfo> systematic() {
  std::vector<MutantInfo> all;
  for (const Slip& slip : slips()) all.push_back(alike(slip));
  for (const Role role : {Role::client, Role::server}) {
    const auto& steps = shs1_book().steps.at(role);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (!refuses(steps[i])) continue;
      all.push_back(careless(role, i));
      for (const Slip& slip : slips())
        if (looks_at(steps[i], slip)) all.push_back(lax(role, slip));
    }
    all.push_back(stale(role));
  }
  return all;
}

}  // namespace assay::mutants

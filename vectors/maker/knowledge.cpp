// SPDX-License-Identifier: MIT
#include "vectors/maker/knowledge.hpp"

#include "conformance/terms/evaluate.hpp"
#include "vectors/maker/test_json.hpp"

namespace assay::vectors {
namespace {

using terms::Formula, terms::Step;

void cut_into(const std::vector<terms::Field>& fields, View bytes, Values& known) {
  for (const terms::Field& field : fields) {
    known.try_emplace(std::string(field.letter), copy_of(bytes.first(field.bytes)));
    bytes = bytes.subspan(field.bytes);
  }
}

void read_message(const VectorSet& set, const Wire& wire, Values& known) {
  known[wire.message] = wire.wire;
  for (const auto& [role, steps] : set.book->steps)
    for (const Step& step : steps)
      if (step.kind == Step::Kind::read && step.letter == wire.message)
        cut_into(step.fields, wire.wire, known);
}

// A box that is there, with a key that is there.
void open_box(const VectorSet& set, const Step& step, Values& known) {
  const auto box = known.find(step.letter);
  if (step.kind != Step::Kind::open || box == known.end()) return;
  for (const Formula& formula : set.book->formulas) {
    const auto key = known.find(formula.key);
    if (formula.letter != step.letter || key == known.end()) continue;
    const auto content = formula.primitive->opens(key->second, box->second, true);
    if (!content) continue;
    known.try_emplace(std::string(formula.operands.front()), *content);
    cut_into(step.fields, *content, known);
  }
}

void compute_more(const VectorSet& set, Values& known) {
  for (const Formula& formula : set.book->formulas) {
    if (known.contains(formula.letter)) continue;
    if (const auto parts = terms::parts_of(formula, known))
      known[std::string(formula.letter)] = formula.primitive->compute(*parts);
  }
}

Values some_of(const Values& values, const std::vector<std::string>& letters) {
  Values chosen;
  for (const std::string& letter : letters) chosen[letter] = values.at(letter);
  return chosen;
}

}  // namespace

Values learned(const VectorSet& set, const std::vector<Wire>& transcript, Values known) {
  for (const Wire& wire : transcript) read_message(set, wire, known);
  for (std::size_t before = 0; before != known.size();) {
    before = known.size();
    compute_more(set, known);
    for (const auto& [role, steps] : set.book->steps)
      for (const Step& step : steps) open_box(set, step, known);
  }
  return known;
}

Question question(const VectorSet& set, const Test& control, const Asked& asked) {
  const Values values = evaluate(set, control, playing_parties(set).front(), std::nullopt);
  Question q{.id = set.protocol + "/knowledge/" + asked.slug,
             .comment = asked.comment,
             .flags = {asked.flag},
             .mode = control.mode,
             .control = control.id,
             .open = some_of(values, set.open),
             .transcript = control.transcript,
             .secrets = some_of(values, asked.secrets),
             .letter = asked.letter,
             .answer = std::nullopt};
  Values known = q.open;
  known.insert(q.secrets.begin(), q.secrets.end());
  known = learned(set, q.transcript, std::move(known));
  const auto found = known.find(q.letter);
  if (found != known.end()) q.answer = found->second;
  return q;
}

}  // namespace assay::vectors

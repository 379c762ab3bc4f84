// SPDX-License-Identifier: MIT
#include <algorithm>

#include "vectors/maker/fields.hpp"
#include "vectors/maker/knowledge.hpp"
#include "vectors/maker/lint.hpp"

namespace assay::vectors {
namespace {

using Json = nlohmann::ordered_json;

std::vector<Question> questions_in(const VectorSet& set, const Fields& file, const Say& say) {
  std::vector<Question> all;
  for (const Fields& fields : file.objects("tests")) {
    try {
      all.push_back(question_from(set, fields.json()));
    } catch (const std::invalid_argument& e) {
      say(fields.path("id"), e.what());
    }
  }
  return all;
}

bool is_transcript_of(const std::vector<Wire>& transcript, const Test& control) {
  return std::ranges::equal(transcript, control.transcript, [](const Wire& a, const Wire& b) {
    return a.message == b.message && a.from == b.from && a.to == b.to && a.wire == b.wire;
  });
}

void lint_values_held(const Values& held, const Values& values, const std::string& field,
                      const Say& say) {
  for (const auto& [letter, value] : held) {
    const auto due = values.find(letter);
    if (due == values.end() || due->second != value)
      say(field + "." + letter, "is not the control's");
  }
}

// A negative means something beside a positive that needs one secret more.
bool has_twin(const Question& q, const std::vector<Question>& all) {
  return std::ranges::any_of(all, [&](const Question& other) {
    return other.answer && other.control == q.control && other.letter == q.letter &&
           other.secrets.size() == q.secrets.size() + 1 &&
           std::ranges::includes(other.secrets, q.secrets);
  });
}

void lint_answer(const VectorSet& set, const Question& q, const Say& say) {
  Values known = q.open;
  known.insert(q.secrets.begin(), q.secrets.end());
  known = learned(set, q.transcript, std::move(known));
  const auto found = known.find(q.letter);
  if (!q.answer && found != known.end()) say("answer", "it can be computed: " + hex(found->second));
  if (q.answer && (found == known.end() || found->second != *q.answer))
    say("answer", "that does not follow from transcript and secrets");
}

void lint_question(const VectorSet& set, const Question& q, const Test* control,
                   const std::vector<Question>& all, const Say& say) {
  if (control == nullptr || !control->valid || control->delta)
    return say("control", "there is no honest session " + q.control);
  if (q.mode != control->mode) say("mode", "is not the control's");
  if (!is_transcript_of(q.transcript, *control)) say("transcript", "is not the control's");
  const Values values = evaluate(set, *control, playing_parties(set).front(), std::nullopt);
  lint_values_held(q.open, values, "open", say);
  lint_values_held(q.secrets, values, "secrets", say);
  if (q.open.size() != set.open.size()) say("open", "must be what everybody knows");
  if (!values.contains(q.letter)) say("question", q.letter + " is no letter of this protocol");
  lint_answer(set, q, say);
  if (!q.answer && !has_twin(q, all))
    say("answer", "no other question adds one secret and is answered");
}

}  // namespace

std::vector<Question> lint_knowledge(const VectorSet& set, const std::string& text,
                                     const std::vector<Test>& honest, const Say& say) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return say("file", "is not JSON"), std::vector<Question>();
  try {
    const std::vector<Question> all = questions_in(set, Fields(json, ""), say);
    std::map<std::string, std::vector<std::string>> flags;
    for (const Question& q : all) flags[q.id] = q.flags;
    lint_notes(json, flags, say);
    for (const Question& q : all) {
      const auto control = std::ranges::find(honest, q.control, &Test::id);
      lint_question(set, q, control == honest.end() ? nullptr : &*control, all,
                    [&](const auto& field, const auto& what) { say(q.id + ": " + field, what); });
    }
    json["numberOfTests"] = all.size();
    json["tests"] = Json::array();
    for (const Question& q : all) json["tests"].push_back(to_json(set, q));
    lint_form(text, json.dump(2) + "\n", say);
    return all;
  } catch (const std::exception& e) {
    say("file", e.what());
    return {};
  }
}

}  // namespace assay::vectors

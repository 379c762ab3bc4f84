// SPDX-License-Identifier: MIT
#include "vectors/maker/knowledge.hpp"

#include <algorithm>

#include "vectors/ladder/vector_set.hpp"

namespace assay::vectors {
namespace {

using rungs::Rung;

// Of one that hears everything, with the secrets of nobody and with the scalar of one end.
void add_pair(const std::string& slug, const std::string& flag, const std::string& comment,
              const std::vector<std::string>& secrets, const std::string& letter,
              std::vector<Asked>& all) {
  all.push_back({slug, flag, comment, secrets, letter});
  std::vector<std::string> more = secrets;
  more.emplace_back("x");
  all.push_back({slug + "-and-x", flag, "the same, who has x besides", more, letter});
}

std::vector<Asked> asked_of(const Rung& rung) {
  std::vector<Asked> all;
  add_pair("app-key-overheard", "SessionKey", "one who listens, and the key of the records", {},
           "app-i", all);
  if (!rung.has_names()) return all;
  add_pair("app-key-and-long-term-keys", "ForwardSecrecy",
           "one who recorded the run, and stole both long-term keys later", {"seedA", "seedB"},
           "app-i", all);
  for (const std::string name : {"A", "B"}) {
    const std::string slug = name == "A" ? "name-of-initiator" : "name-of-responder",
                      flag = name == "A" ? "NameOfInitiator" : "NameOfResponder",
                      comment = "one who listens, and the name";
    const rungs::Letters& clear = rung.message(rung.message_with(name)).clear;
    if (std::ranges::find(clear, name) != clear.end()) {
      all.push_back({slug, flag, comment, {}, name});
    } else {
      add_pair(slug, flag, comment, {}, name, all);
    }
  }
  return all;
}

}  // namespace

std::vector<Question> ladder_questions(const Rung& rung) {
  const Test control = ladder_session(rung, "known-answer");
  std::vector<Question> all;
  for (const Asked& asked : asked_of(rung))
    all.push_back(question(rung_vector_set(rung), control, asked));
  return all;
}

}  // namespace assay::vectors

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "vectors/maker/fields.hpp"
#include "vectors/maker/generate.hpp"
#include "vectors/maker/lint.hpp"
#include "vectors/maker/test_json.hpp"

namespace assay::vectors {
namespace {

const std::set<std::string, std::less<>>& rows() {
  static const std::set<std::string, std::less<>> names = {"P01", "P02", "P03", "P04", "P05", "P06",
                                                           "P07", "P08", "P09", "P10", "P11", "P12",
                                                           "P13", "P14", "P15", "P16", "C",   "R"};
  return names;
}

std::vector<Test> tests_in(const VectorSet& set, const Fields& file, const Say& say) {
  std::vector<Test> tests;
  for (const Fields& fields : file.objects("tests")) {
    const std::string id = fields.has("id") ? fields.text("id") : fields.path("id");
    try {
      tests.push_back(test_from(set, fields.json()));
    } catch (const std::invalid_argument& e) {
      say(id, e.what());
    }
  }
  return tests;
}

// Every test as it would be written again, in the envelope as it stands.
std::string canonical(const VectorSet& set, Json file, const std::vector<Test>& tests) {
  file["tests"] = Json::array();
  for (const Test& test : tests) file["tests"].push_back(to_json(set, test));
  return file.dump(2) + "\n";
}

void lint_envelope(const VectorSet& set, const VectorFile& described, const Fields& file,
                   std::size_t tests, const Say& say) {
  if (file.text("schema") != "handshake-1") say("schema", "must be handshake-1");
  if (file.text("protocol") != set.protocol) say("protocol", "must be " + set.protocol);
  if (file.text("profile") != profile_of(set, described)) {
    say("profile", "must be " + set.profile + ", and policy in a policy file");
  }
  const Json& number = file.any("numberOfTests");
  if (!number.is_number_integer() || number != tests) {
    say("numberOfTests", "is " + number.dump() + ", and there are " + std::to_string(tests));
  }
}

std::map<std::string, std::vector<std::string>> flags_of(const std::vector<Test>& tests) {
  std::map<std::string, std::vector<std::string>> flags;
  for (const Test& test : tests) flags[test.id] = test.flags;
  return flags;
}

}  // namespace

void lint_notes(const Json& json, const std::map<std::string, std::vector<std::string>>& used,
                const Say& say) {
  const Fields file(json, "");
  std::set<std::string> all;
  for (const auto& [id, flags] : used) {
    for (const std::string& flag : flags) {
      if (!file.object("notes").has(flag)) say(id + ": flags", flag + " has no note");
      all.insert(flag);
    }
    if (flags.empty()) say(id + ": flags", "at least one is needed");
  }
  for (const auto& [flag, note] : file.any("notes").items()) {
    if (!all.contains(flag)) say("notes." + flag, "no test carries this flag");
    const Fields fields(note, "notes." + flag);
    for (const std::string& row : fields.texts("properties")) {
      if (!rows().contains(row)) say("notes." + flag + ".properties", row + " is no row");
    }
  }
}

void lint_form(const std::string& text, const std::string& canonical, const Say& say) {
  if (text == canonical) return;
  const auto differ = std::ranges::mismatch(text, canonical);
  const auto line = 1 + std::count(text.begin(), differ.in1, '\n');
  say("line " + std::to_string(line),
      "is not in the generator's form, or has a field that no test has");
}

std::vector<Test> lint_file(const VectorSet& set, const VectorFile& file, const std::string& text,
                            const Say& say) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    say("file", "is not JSON");
    return {};
  }
  try {
    const Fields fields(json, "");
    std::vector<Test> tests = tests_in(set, fields, say);
    const std::size_t listed = fields.objects("tests").size();
    lint_envelope(set, file, fields, listed, say);
    lint_notes(json, flags_of(tests), say);
    // A test that cannot be read has been reported; the form of the rest would only repeat it.
    if (tests.size() == listed) lint_form(text, canonical(set, json, tests), say);
    return tests;
  } catch (const std::invalid_argument& e) {
    say("file", e.what());
    return {};
  }
}

}  // namespace assay::vectors

// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "vectors/maker/test.hpp"

// All that the maker knows of a protocol: one record each, in vectors/FAMILY/vector_sets.cpp.
namespace assay::vectors {

// A value of `bytes` bytes, under the name and in the order in which the files have it.
struct Field {
  std::string name;
  std::size_t bytes = 32;
  std::string letter = {};  // of the formulas, whose value it has; empty: its name
  bool given = false;       // brought by whoever wrote the test; the formulas give the others
  bool optional = false;    // a form of a secret that not every test has
  bool list = false;        // any number of values, which Values hold end to end

  const std::string& value_of() const { return letter.empty() ? name : letter; }
};

struct Party {
  std::string name;
  std::optional<Role> role;  // absent: it has keys and no part of its own in a session
  std::vector<Field> fields;
};

struct Message {
  std::string name, from;  // a party's name
};

// A value that a test lists once its transcript holds `message`.
struct Intermediate {
  std::string letter;
  std::size_t bytes;
  std::string message;
};

struct OutcomeField {
  std::string name;
  std::size_t bytes;
};

// What a flag means: a file carries those of its tests.
struct Note {
  std::string description;
  std::vector<std::string> properties;  // P01 to P16, C, R
  std::string kind, effect, spec;
};

struct Source {
  std::string name, version, url, license;
};

// A file's tests are all valid, all refused by one party, or such as sound implementations differ
// on.
struct VectorFile {
  enum class Kind { accept, reject, policy };
  std::string name;  // "accept.json"
  std::string about;
  Kind kind;
  std::string refuses;  // with Kind::reject: the party
  std::function<std::vector<Test>()> tests;
};

// What a party of the reference did in a test.
struct Played {
  std::string rejected_at;            // a message; empty: accepted
  std::string reason;                 // the reference's word, or end_of_stream
  Outcome outcome;                    // of a session that was accepted
  std::map<std::string, Bytes> sent;  // what the party sent, by message
};

// Says what is wrong with which field.
using Say = std::function<void(const std::string& field, const std::string& what)>;

struct VectorSet {
  std::string protocol;  // names the folder below vectors/, too
  std::string spec;      // the document whose letters and sections are used
  // What its files show, but for policy: "deployed", what runs today; "reference", what the
  // document says, which nobody runs.
  std::string profile = "deployed";
  std::string suite;  // version of the set of tests
  std::string seed;   // hex: of all that is not fixed by hand
  std::vector<Source> sources;
  std::map<std::string, Note> notes;
  std::vector<std::string> modes = {};  // in which the same messages are used
  std::vector<Field> shared;
  std::vector<Party> parties;
  std::vector<Message> messages;
  std::vector<Intermediate> intermediates;
  std::vector<OutcomeField> outcome;
  std::vector<std::string> capabilities;  // what `requires` may name
  std::vector<std::string> reasons;       // what the reference gives, without end_of_stream
  // Of a message whose prefix names another length than the form's; empty where none has a prefix.
  std::string other_length = {};
  Values attacker;  // the keys of mallory that are given
  const terms::Book* book = nullptr;
  // The reference. `set_up` adds to the given keys of each party what follows from them; `play`
  // reads what the transcript sends to a party (of a wire longer than its message only the message,
  // and one that is shorter is where the stream ends); `intermediates` are those of an honest test.
  std::function<void(Test&)> set_up;
  std::function<Played(const Test&, std::string_view party)> play;
  std::function<Values(const Test&)> intermediates_of;
  std::vector<VectorFile> files;
  std::vector<std::string> open = {};  // letters of `shared` that everybody knows
  std::function<std::vector<Question>()> questions = {};  // of knowledge.json, where there is one
};

// As vectors/CMakeLists.txt lists them.
std::vector<VectorSet> all_vector_sets();

// The party of that name. Throws std::invalid_argument when there is none.
const Party& party_of(const VectorSet& set, std::string_view name);
std::vector<std::string> playing_parties(const VectorSet& set);
std::vector<std::string> observed_parties(const VectorSet& set, const Test& test);

// How far a session has come: 0 is "open", then one for each message in order; beyond the last for
// what is neither.
std::size_t stage_of(const VectorSet& set, std::string_view stage);

// True where a delta can replace what PARTY.FIELD is set up with.
bool is_setting(const VectorSet& set, std::string_view party, std::string_view field);

// The formulas on the keys that are given in `test`, as `party` computes them, with `delta`
// applied. Throws std::invalid_argument when the delta fits no formula.
Values evaluate(const VectorSet& set, const Test& test, std::string_view party,
                const std::optional<Delta>& delta);

// What a test lists once its transcript holds `message`, in order.
std::vector<std::string> intermediates_through(const VectorSet& set, std::string_view message);

Values outcome_of(const VectorSet& set, const Values& values, std::string_view party);

// All that `party` would have sent after `latest`, and the channel.
std::vector<std::string> silent_after(const VectorSet& set, std::string_view party,
                                      std::string_view latest);

}  // namespace assay::vectors

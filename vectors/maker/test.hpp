// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/terms/terms.hpp"

// One test of a vector file, field for field as spec/vectors.md §3 describes it. Which parties,
// letters and messages there are, a protocol's VectorSet says.
namespace assay::vectors {

using terms::Delta;
using terms::Values;

// From the changed message on, whoever talks to the party under test.
inline constexpr std::string_view mallory_name = "mallory";

struct Focus {
  std::string party;
  std::string reads;  // the first message that differs from the control's
};

struct Reject {
  std::string party;
  std::string earliest, latest;
  std::string reason;  // as the protocol's reference names it, or end_of_stream
  std::vector<std::string> must_not_send;
};

// Only in a policy file: what a sound implementation may do instead, and why.
struct Differs {
  std::string others, why, spec;
};

struct Wire {
  std::string message, from, to;
  Bytes wire;
};

// What a party takes from a session, by the name that the protocol gives it; nothing where there
// was no session.
using Outcome = std::optional<Values>;

struct Test {
  std::string id, comment;
  bool valid = true;
  std::vector<std::string> flags;
  std::string mode;                    // of the protocol's; empty where it has none
  std::optional<Focus> focus;          // absent: every party that plays
  std::vector<std::string> requires_;  // any one of these capabilities
  std::string control;                 // empty: this is a control
  std::optional<Delta> delta;
  std::optional<Reject> reject;
  std::optional<Differs> differs;
  Values shared;
  std::map<std::string, Values, std::less<>> parties;  // what each is set up with
  std::vector<Wire> transcript;
  Values intermediates;
  std::map<std::string, Outcome, std::less<>> outcome;
};

// What somebody who sees the transcript of an honest session and holds some secrets can compute of
// it (spec/vectors.md §11).
struct Question {
  std::string id, comment;
  std::vector<std::string> flags;
  std::string mode = {};
  std::string control = {};  // the honest session
  Values open = {};          // what everybody knows, by letter
  std::vector<Wire> transcript = {};
  Values secrets = {};
  std::string letter = {};           // what is asked for
  std::optional<Bytes> answer = {};  // its value; absent: it cannot be computed
};

}  // namespace assay::vectors

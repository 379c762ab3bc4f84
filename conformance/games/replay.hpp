// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/games/forgery.hpp"

// The replay game (spec/properties.md, "Words and rules"): what one side of a session sent, sent
// again. A recording is of use only if its session truly succeeded, so it can be made in no other
// way.
namespace assay {

// What was sent, and how many bytes the target's fresh answer to each has that the attacker reads
// first.
struct Step {
  Bytes sent;
  std::size_t answer;
};

class Recording {
 public:
  // Throws ControlFailed unless the target reported success in `session`.
  Recording(const Conversation& session, std::vector<Step> steps);
  const std::vector<Step>& steps() const { return steps_; }

 private:
  std::vector<Step> steps_;
};

// Opens a session and sends the recording. From the last of it on, the target must refuse. A target
// that ends earlier has refused as well. WITHSTOOD, SUCCEEDED or HUNG.
Result replayed(Stage& stage, const OpenRequest& request, const Recording& recording,
                Demand demand = {});
// The same, leaving the judgement to the caller. Throws ControlFailed when an answer is missing and
// the target has not ended.
Conversation replay(Stage& stage, const OpenRequest& request, const Recording& recording);

}  // namespace assay

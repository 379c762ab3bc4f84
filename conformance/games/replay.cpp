// SPDX-License-Identifier: MIT
#include "conformance/games/replay.hpp"

#include <utility>

namespace assay {

Recording::Recording(const Conversation& session, std::vector<Step> steps)
    : steps_(std::move(steps)) {
  if (!session.succeeded()) {
    throw ControlFailed("the session to be replayed did not succeed: " + session.summary());
  }
}

Conversation replay(Stage& stage, const OpenRequest& request, const Recording& recording) {
  Conversation line(stage, request);
  for (const Step& step : recording.steps()) {
    if (line.ended()) break;
    line.send(step.sent);
    if (step.answer == 0 || line.receive(step.answer)) continue;
    if (!line.ended()) throw ControlFailed("no answer to a replayed hello: " + line.summary());
  }
  return line;
}

Result replayed(Stage& stage, const OpenRequest& request, const Recording& recording,
                Demand demand) {
  Conversation line = replay(stage, request, recording);
  return refused(line, std::move(demand));
}

}  // namespace assay

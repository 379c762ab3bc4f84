// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/games/replay.hpp"
#include "conformance/shs1/frames.hpp"
#include "conformance/shs1/honest.hpp"

// Sessions that truly succeeded, kept to be replayed (F01, F02, F06, F07, F10, C17, D07). Whoever
// does not need the session itself lets it end before opening the next: a sound server may serve
// one whole session at a time.
namespace assay::mallory {

// What an honest client sent to a server target: msg1, then msg3 after a fresh msg2.
struct RecordedClient {
  Terms t;
  Conversation line;  // still open
  Recording recording;
};
RecordedClient record_client_side(Stage& stage, const Keys& keys, const OpenRequest& request);

// What the client writes once it is admitted (spec/box-stream.md §2).
FrameWriter towards_server(const Terms& t);
// Sends the packet; throws ControlFailed unless the server delivers `data` and nothing else.
void must_deliver(RecordedClient& session, const Frame& packet, const Bytes& data);

// The runner as an honest server of a client target, to the end.
AsServer answer_client(Stage& stage, const Keys& keys, const OpenRequest& request);

}  // namespace assay::mallory

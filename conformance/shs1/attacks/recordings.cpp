// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/recordings.hpp"

namespace assay::mallory {

RecordedClient record_client_side(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsClient s = exchange_hellos(stage, keys, request);
  complete(stage, s);
  Recording recording(s.line, {{s.t.msg1(), 64}, {s.t.msg3(), 0}});
  return {s.t, std::move(s.line), std::move(recording)};
}

FrameWriter towards_server(const Terms& t) { return {t.key_to_server(), t.nonce_to_server()}; }

void must_deliver(RecordedClient& session, const Frame& packet, const Bytes& data) {
  session.line.send(packet.wire());
  if (!session.line.wait([&](const Conversation& c) { return c.delivered() == data; }))
    throw ControlFailed("an honest packet was not delivered: " + session.line.summary());
}

AsServer answer_client(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsServer s = exchange_to_msg3(stage, keys, request);
  complete(stage, s);
  return s;
}

}  // namespace assay::mallory

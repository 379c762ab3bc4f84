// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/recordings.hpp"

namespace assay::mallory {

RecordedClient record_client_side(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsClient s = exchange_hellos(stage, keys, request);
  complete(stage, s);
  Recording recording(s.line, {{s.t.msg1(), 64}, {s.t.msg3(), 0}});
  return {s.t, std::move(s.line), std::move(recording)};
}

Bytes first_packet(const Terms& t, View data) {
  Bytes nonce = t.nonce_to_server(), next = nonce;
  for (std::size_t i = next.size(); i-- > 0 && ++next[i] == 0;) {
  }
  const Bytes body = box(t.key_to_server(), next, data);  // tag first
  const Bytes length{static_cast<std::uint8_t>(data.size() >> 8),
                     static_cast<std::uint8_t>(data.size())};
  const View tag = View(body).first(16), ciphertext = View(body).subspan(16);
  return cat(box(t.key_to_server(), nonce, cat(length, tag)), ciphertext);
}

bool delivers(RecordedClient& session, const Bytes& data) {
  session.line.send(first_packet(session.t, data));
  return session.line.wait([&](const Conversation& c) { return c.delivered() == data; });
}

AsServer answer_to_msg3(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsServer s = read_msg1(stage, keys, request);
  s.line.send(s.t.msg2());
  read_msg3(s);
  return s;
}

AsServer answer_client(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsServer s = answer_to_msg3(stage, keys, request);
  complete(stage, s);
  return s;
}

}  // namespace assay::mallory

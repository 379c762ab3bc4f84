// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/reference_stream.hpp"

#include <utility>

namespace assay::peers {
namespace {

std::map<std::string, Bytes> values(const shs1::Outcome& o) {
  return {{"enc_key", copy_of(o.encrypt_key.view())},
          {"enc_nonce", copy_of(o.encrypt_nonce.view())},
          {"dec_key", copy_of(o.decrypt_key.view())},
          {"dec_nonce", copy_of(o.decrypt_nonce.view())},
          {"peer_pk", copy_of(o.peer.view())}};
}

}  // namespace

ReferenceStream::ReferenceStream(shs1::Outcome outcome)
    : outcome_(values(outcome)),
      writer_(std::in_place, std::move(outcome.encrypt_key), outcome.encrypt_nonce),
      reader_(std::move(outcome.decrypt_key), outcome.decrypt_nonce) {}

void ReferenceStream::read(Host& host, Bytes& input) {
  const Bytes received = std::exchange(input, {});
  View in = received;
  while (!in.empty()) {
    const auto body = reader_.feed(in);
    if (!body) return fail(host, body.error());
    if (!body->empty()) host.delivered(*body);
    if (reader_.finished() && !end_told_) end_cleanly(host);
  }
}

void ReferenceStream::ended(Host& host, Eof how) {
  if (!end_told_) {
    const auto end = reader_.end();
    return fail(host, end ? box_stream::Reject::truncated : end.error());
  }
  // The peer is gone, or reads no more than it already has.
  if (how == Eof::rst || !writer_) host.close(Close::fin);
}

void ReferenceStream::send(Host& host, View data) {
  if (writer_) host.send(writer_->packets(data));
}

void ReferenceStream::finish(Host& host) {
  if (!writer_) return;
  host.send(std::move(*writer_).goodbye().view());
  writer_.reset();
  host.close(end_told_ ? Close::fin : Close::half);
}

void ReferenceStream::fail(Host& host, box_stream::Reject reject) {
  writer_.reset();
  // The application hears of the end once: what follows goodbye only costs the connection.
  if (end_told_) return host.close(Close::fin);
  end_told_ = true;
  host.reject("stream: " + std::string(name(reject)));
}

void ReferenceStream::end_cleanly(Host& host) {
  end_told_ = true;
  host.end(true);
  if (!writer_) host.close(Close::fin);
}

}  // namespace assay::peers

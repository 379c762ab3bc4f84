// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/peers/machine.hpp"

namespace assay::rungs {

// What all ends do the same way: whole frames off the stream, refusals, and what a protocol whose
// stream nobody drives answers.
class FramedMachine : public peers::Machine {
 public:
  void read(peers::Host& host, Bytes& input) override;
  void ended(peers::Host& host, Eof, std::size_t) override {
    if (!over_) refuse(host, "the peer ended the stream");
  }
  void send(peers::Host&, View) override { throw Unsupported("stream"); }
  void finish(peers::Host&) override { throw Unsupported("stream"); }
  std::map<std::string, Bytes> outcome() const override {
    return {{"app_i", app_i_}, {"app_r", app_r_}};
  }

 protected:
  virtual void take_in(peers::Host& host, View framed) = 0;

  void refuse(peers::Host& host, std::string_view why) {
    over_ = true;
    host.reject(std::string(why));
  }
  // `peer` is empty where there are no names.
  void succeed(peers::Host& host, View peer, View app_i, View app_r) {
    over_ = true;
    app_i_ = copy_of(app_i), app_r_ = copy_of(app_r);
    host.done(peer);
  }

 private:
  bool over_ = false;
  Bytes app_i_, app_r_;
};

}  // namespace assay::rungs

// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/peer_target.hpp"

namespace assay::peers {
namespace {

class PeerTarget final : public Target {
 public:
  explicit PeerTarget(Implementation implementation)
      : implementation_(std::move(implementation)), process_(implementation_.launch()) {}

  Identity identity() override { return implementation_.identity; }

  Capabilities capabilities(const std::string& protocol) override {
    return protocol == "shs1" ? implementation_.capabilities : Capabilities{};
  }

  std::unique_ptr<Session> open(const OpenRequest& request) override {
    if (request.protocol != "shs1") throw Unsupported("protocol " + request.protocol);
    return std::make_unique<MachineSession>(process_(check(request, implementation_.capabilities)),
                                            application(request));
  }

  void restart() override { process_ = implementation_.launch(); }

  std::unique_ptr<Target> another() override { return in_process_target(implementation_); }

 private:
  Application application(const OpenRequest& request) const {
    const std::string& kind = implementation_.capabilities.timeout_kind;
    Application app;
    app.admits = implementation_.admits;
    if (request.authorize) app.authorize = *request.authorize;
    if (request.timeout) app.handshake_limit = *request.timeout;
    app.limit = kind == "total" ? Limit::total : kind == "per-read" ? Limit::per_read : Limit::none;
    app.limit = implementation_.limit.value_or(app.limit);
    return app;
  }

  Implementation implementation_;
  Process process_;
};

}  // namespace

std::unique_ptr<Target> in_process_target(Implementation implementation) {
  return std::make_unique<PeerTarget>(std::move(implementation));
}

Capabilities session_capabilities() {
  return {.server = true,
          .client = true,
          .caps = {"inject.ephemeral_sk", "inject.ephemeral_seed", "authorize.delay_ms",
                   "authorize.then", "timeout_ms", "outcome", "stream", "endpoint",
                   "events.verified", "eof.rst"},
          .observe = {},
          .caller_ephemeral = false,
          .sessions = 64,
          .timeout_kind = "total",
          .layer = {},
          .authorize = "before-msg4"};
}

}  // namespace assay::peers

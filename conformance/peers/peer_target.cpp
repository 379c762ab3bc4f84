// SPDX-License-Identifier: MIT
#include "conformance/peers/peer_target.hpp"

#include <fmt/format.h>

namespace assay::peers {
namespace {

void require(bool allowed, std::string_view what) {
  if (!allowed) throw Unsupported(std::string(what));
}

void check_authorize(const OpenRequest& request, const Implementation& here) {
  if (!request.authorize) return;
  const Capabilities& caps = here.capabilities;
  require(request.role == Role::server && !caps.authorize.empty() && caps.authorize != "none",
          "authorize");
  require(request.authorize->delay == Millis(0) || caps.has("authorize.delay_ms"),
          "authorize.delay_ms");
  require(request.authorize->then == Authorize::Then::decide || caps.has("authorize.then"),
          "authorize.then");
  if (!request.authorize->keys) return;
  for (const Bytes& key : *request.authorize->keys) {
    if (key.size() == here.peer_bytes) continue;
    throw Defective(
        fmt::format("authorize.keys holds one of {} bytes, not {}", key.size(), here.peer_bytes));
  }
}

// All but the protocol's own parameters.
void check(const OpenRequest& request, const Implementation& here) {
  const Capabilities& caps = here.capabilities;
  require(request.protocol == here.protocol, "protocol " + request.protocol);
  require(caps.plays(request.role), fmt::format("role {}", name(request.role)));
  check_authorize(request, here);
  require(!request.timeout || caps.has("timeout_ms"), "timeout_ms");
  if (request.timeout && *request.timeout <= Millis(0))
    throw Defective("timeout_ms must be positive");
  require(request.endpoint.empty() || caps.has("endpoint"), "endpoint");
}

class PeerTarget final : public Target {
 public:
  explicit PeerTarget(Implementation implementation)
      : implementation_(std::move(implementation)), process_(implementation_.launch()) {}

  Identity identity() override { return implementation_.identity; }

  Capabilities capabilities(const std::string& protocol) override {
    return protocol == implementation_.protocol ? implementation_.capabilities : Capabilities{};
  }

  std::unique_ptr<Session> open(const OpenRequest& request) override {
    check(request, implementation_);
    return std::make_unique<MachineSession>(process_(request), application(request));
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
          .caps = {"authorize.delay_ms", "authorize.then", "timeout_ms", "outcome", "stream",
                   "endpoint", "events.verified", "eof.rst"},
          .observe = {},
          .caller_ephemeral = false,
          .sessions = 64,
          .timeout_kind = "total",
          .layer = {},
          .authorize = {}};
}

}  // namespace assay::peers

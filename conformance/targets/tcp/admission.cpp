// SPDX-License-Identifier: MIT
#include "conformance/targets/tcp/admission.hpp"

#include <utility>

namespace assay::tcp {
namespace {

// The server as it is, for one session, whatever is asked for.
class OneSession final : public Target {
 public:
  OneSession(const Capabilities& caps, std::unique_ptr<Session> session)
      : caps_(caps), session_(std::move(session)) {}

  Identity identity() override { return {}; }
  Capabilities capabilities(const std::string&) override { return caps_; }
  std::unique_ptr<Session> open(const OpenRequest& request) override {
    if (!session_) throw Unsupported("a second session");
    if (request.authorize) named = request.authorize->keys.value_or(std::vector<Bytes>());
    return std::move(session_);
  }
  void restart() override {}

  std::vector<Bytes> named = {};

 private:
  Capabilities caps_;
  std::unique_ptr<Session> session_;
};

bool accepted(const Protocol& protocol, Stage& stage) {
  try {
    protocol.honest(stage);
    return true;
  } catch (const ControlFailed&) {
    return false;
  } catch (const TargetError&) {
    return false;
  }
}

}  // namespace

Admission try_admission(const Protocol& protocol, const Capabilities& caps, const Keys& keys,
                        std::unique_ptr<Session> session, double timeout_scale) {
  OneSession target(caps, std::move(session));
  Transcript unread;
  const Role role = caps.peer ? Role::peer : Role::server;
  Stage stage{.target = target,
              .caps = caps,
              .role = role,
              .effort = Effort::quick,
              .timeout_scale = timeout_scale,
              .keys = KeySource(Rng(random_seed()), keys),
              .rng = Rng(random_seed()),
              .transcript = unread};
  const bool admitted = accepted(protocol, stage);
  return {admitted, std::move(target.named)};
}

Keys without_own(const Protocol& protocol, Keys keys) {
  for (const Parameter& p : protocol.parameters)
    if (p.holder == Parameter::Holder::own) keys.erase(p.key);
  return keys;
}

}  // namespace assay::tcp

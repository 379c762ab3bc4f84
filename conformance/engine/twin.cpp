// SPDX-License-Identifier: MIT
#include "conformance/engine/twin.hpp"

#include <algorithm>

namespace assay {
namespace {

class TwinTarget : public Target {
 public:
  TwinTarget(const Protocol& twin, std::string mode)
      : name_(twin.name), mode_(std::move(mode)), reference_(twin.reference(mode_)) {}

  Identity identity() override { return reference_->identity(); }
  Capabilities capabilities(const std::string&) override { return reference_->capabilities(name_); }
  std::unique_ptr<Session> open(const OpenRequest& asked) override {
    OpenRequest request = asked;
    request.protocol = name_;
    request.mode = mode_;
    return reference_->open(request);
  }
  void restart() override { reference_->restart(); }

 private:
  std::string name_, mode_;
  std::unique_ptr<Target> reference_;
};

}  // namespace

std::unique_ptr<Target> twin_target(const Protocol& twin, const std::string& mode) {
  const bool has = std::ranges::find(twin.modes, mode) != twin.modes.end();
  return std::make_unique<TwinTarget>(twin, has ? mode : twin.default_mode());
}

}  // namespace assay

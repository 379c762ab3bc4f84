// SPDX-License-Identifier: MIT
#include "conformance/targets/udp/udp_target.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "conformance/targets/last_words.hpp"
#include "conformance/targets/record.hpp"
#include "conformance/targets/tcp/live_check.hpp"
#include "conformance/targets/udp/session.hpp"

namespace assay {
namespace {

constexpr Millis to_start{10000}, between_looks{5};

// Some program of this machine has bound the port: what a datagram cannot ask without being one.
bool bound(int port) {
  const std::string wanted = fmt::format(":{:04X}", port);
  for (const char* table : {"/proc/net/udp", "/proc/net/udp6"}) {
    std::ifstream lines(table);
    for (std::string line; std::getline(lines, line);) {
      std::string slot, local;  // "12:" "0100007F:1F90"
      std::istringstream(line) >> slot >> local;
      if (local.ends_with(wanted)) return true;
    }
  }
  return false;
}

class LiveDatagramTarget final : public Target {
 public:
  LiveDatagramTarget(const Protocol& protocol, LiveServer server, double scale)
      : protocol_(protocol), server_(std::move(server)), scale_(scale) {}

  Identity identity() override { return {"peer at " + tcp::text_of(server_.address), ""}; }
  Capabilities capabilities(const std::string& protocol) override;
  std::unique_ptr<Session> open(const OpenRequest& request) override;
  void restart() override { stop(); }  // the next session starts it
  std::string stderr_tail() override { return child_ ? child_->stderr_tail() : stderr_; }

 private:
  void start();
  void await_bound();
  void stop();

  const Protocol& protocol_;
  LiveServer server_;
  double scale_;
  std::shared_ptr<Child> child_;
  std::shared_ptr<bool> answered_ = std::make_shared<bool>(false);
  std::string stderr_;
};

Capabilities LiveDatagramTarget::capabilities(const std::string& protocol) {
  if (protocol != protocol_.name) throw Unsupported("protocol " + protocol);
  const Role role = dialled_role(protocol_);
  const bool lists = server_.allow_list && !protocol_.decision.empty();
  return {.server = role == Role::server,
          .peer = role == Role::peer,
          .caps = {"endpoint"},
          .sessions = 64,
          .layer = "UDP",
          .authorize = lists ? decision_words(protocol_).front() : "",
          .events = false,
          .fixed = server_.keys,
          .restarts = !server_.serve.empty()};
}

std::unique_ptr<Session> LiveDatagramTarget::open(const OpenRequest& request) {
  tcp::check_parameters(protocol_, server_.keys, request);
  if (request.authorize && !server_.allow_list)
    throw Unsupported("authorize: an allow list other than the live peer's");
  if (child_ && child_->wait_exit(Clock::now())) stop();
  if (!server_.serve.empty() && !child_) start();
  return std::make_unique<udp::UdpSession>(protocol_, request.role, server_.address, child_,
                                           answered_);
}

void LiveDatagramTarget::start() {
  if (bound(server_.address.port))
    throw Defective(
        fmt::format("something takes datagrams at {} already; stop it, or leave out "
                    "--serve",
                    tcp::text_of(server_.address)));
  child_ = std::make_shared<Child>(Command{.argv = server_.serve});
  await_bound();
}

void LiveDatagramTarget::await_bound() {
  const Deadline deadline =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(to_start * scale_);
  while (!bound(server_.address.port)) {
    child_->pump(Clock::now() + between_looks);
    child_->output().clear();
    const bool ended = child_->wait_exit(Clock::now() + between_looks);
    if (!ended && Clock::now() < deadline) continue;
    const std::string why =
        fmt::format("the peer that --serve starts {} at {}{}",
                    ended ? "ended (" + child_->how_it_ended() + ") before it took datagrams"
                          : "does not take datagrams",
                    tcp::text_of(server_.address), last_words(child_->stderr_tail()));
    stop();
    if (*answered_) throw Crashed(why);
    throw Defective(why);
  }
}

void LiveDatagramTarget::stop() {
  if (!child_) return;
  child_->stop();
  stderr_ = child_->stderr_tail();
  child_.reset();
}

}  // namespace

std::unique_ptr<Target> live_datagram_target(const Protocol& protocol, LiveServer server,
                                             double timeout_scale) {
  return std::make_unique<LiveDatagramTarget>(protocol, std::move(server), timeout_scale);
}

}  // namespace assay

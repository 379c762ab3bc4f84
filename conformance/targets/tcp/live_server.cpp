// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <thread>

#include "conformance/engine/attack.hpp"
#include "conformance/targets/last_words.hpp"
#include "conformance/targets/record.hpp"
#include "conformance/targets/strict_json.hpp"
#include "conformance/targets/tcp/admission.hpp"
#include "conformance/targets/tcp/live_check.hpp"
#include "conformance/targets/tcp/session.hpp"
#include "conformance/targets/tcp/tcp_target.hpp"

namespace assay {
namespace {

using namespace tcp;

constexpr Millis to_connect{2000}, to_start{10000}, between_tries{5}, to_exit{1000}, to_let_go{20};

class LiveServerTarget : public Target {
 public:
  LiveServerTarget(const Protocol& protocol, LiveServer server, double scale)
      : protocol_(protocol), server_(std::move(server)), scale_(scale) {}

  Identity identity() override { return {"server at " + text_of(server_.address), ""}; }
  Capabilities capabilities(const std::string& protocol) override;
  std::unique_ptr<Session> open(const OpenRequest& request) override;
  // The next session starts it: what then goes wrong is that session's. What only its owner starts
  // is given the time to let go of its socket, should it be dying.
  void restart() override {
    if (server_.serve.empty()) std::this_thread::sleep_for(to_let_go);
    stop();
  }
  bool gone() override { return gone_; }
  std::string stderr_tail() override { return child_ ? child_->stderr_tail() : stderr_; }

 private:
  Deadline after(Millis time) const {
    return Clock::now() + std::chrono::duration_cast<Clock::duration>(time * scale_);
  }
  bool lists() const { return server_.allow_list || !admits_strangers_.value_or(true); }
  Connected connect_now() { return connect_to(server_.address, after(to_connect)); }
  Capabilities declared() const;
  void try_strangers();
  void check_authorize(const std::optional<Authorize>& authorize) const;
  std::unique_ptr<Session> connected();
  void start();
  void await_listening();
  void stop();
  Wire dial();
  [[noreturn]] void unreachable(const Connected& tried);

  const Protocol& protocol_;
  LiveServer server_;
  std::vector<Bytes> named_;  // the told client, as a list that admits it alone names it
  double scale_;
  std::shared_ptr<Child> child_;
  std::string stderr_;
  bool worked_ = false, gone_ = false;
  std::optional<bool> admits_strangers_;  // found by trying
};

Capabilities LiveServerTarget::declared() const {
  const Role role = dialled_role(protocol_);
  return {
      .server = role == Role::server,
      .peer = role == Role::peer,
      .caps = {"endpoint"},
      .sessions = 64,
      .layer = "TCP",
      .authorize = lists() && !protocol_.decision.empty() ? decision_words(protocol_).front() : "",
      .events = false,
      .fixed = server_.keys,
      .restarts = !server_.serve.empty()};
}

Capabilities LiveServerTarget::capabilities(const std::string& protocol) {
  if (protocol != protocol_.name) throw Unsupported("protocol " + protocol);
  if (!admits_strangers_) try_strangers();
  return declared();
}

// A server that does not admit its own client tells nothing by refusing others.
void LiveServerTarget::try_strangers() {
  Capabilities caps = declared();
  if (!decides(protocol_, dialled_role(protocol_))) {
    dial();
    admits_strangers_ = true;
    return;
  }
  caps.authorize = decision_words(protocol_).front();
  const auto attempt = [&](const Keys& keys) {
    return try_admission(protocol_, caps, keys, connected(), scale_);
  };
  const Admission told = attempt(server_.keys);
  named_ = told.named;
  admits_strangers_ = !told.admitted || attempt(without_own(protocol_, server_.keys)).admitted;
}

std::unique_ptr<Session> LiveServerTarget::connected() {
  Wire wire = dial();
  return std::make_unique<TcpSession>(protocol_, dialled_role(protocol_), std::move(wire), child_,
                                      TcpSession::Program::of_all);
}

std::unique_ptr<Session> LiveServerTarget::open(const OpenRequest& request) {
  check_parameters(protocol_, server_.keys, request);
  check_authorize(request.authorize);
  return connected();
}

void LiveServerTarget::check_authorize(const std::optional<Authorize>& authorize) const {
  if (!authorize) {
    if (!admits_strangers_.value_or(true)) throw Unsupported("a server that admits every client");
    return;
  }
  if (!lists() || authorize->keys != named_)
    throw Unsupported("authorize: an allow list other than the live server's");
  if (authorize->delay != Millis(0) || authorize->then != Authorize::Then::decide)
    throw Unsupported("authorize.then, authorize.delay_ms: a live server has its own");
}

Wire LiveServerTarget::dial() {
  if (!server_.serve.empty() && !child_) start();
  Connected connected = connect_now();
  if (!connected.socket.open()) unreachable(connected);
  worked_ = true;
  return Wire(std::move(connected.socket));
}

void LiveServerTarget::start() {
  if (!worked_ && connect_now().socket.open()) {
    throw Defective(fmt::format("something listens on {} already; stop it, or leave out --serve",
                                text_of(server_.address)));
  }
  child_ = std::make_shared<Child>(Command{.argv = server_.serve});
  try {
    await_listening();
  } catch (...) {
    stop();
    throw;
  }
}

void LiveServerTarget::await_listening() {
  const Deadline deadline = after(to_start);
  const std::string at = text_of(server_.address);
  while (!connect_now().socket.open()) {
    child_->pump(Clock::now() + between_tries);
    child_->output().clear();
    std::string why;
    if (child_->wait_exit(Clock::now() + between_tries)) {
      why = fmt::format("ended ({}) before it listened on {}", child_->how_it_ended(), at);
    } else if (Clock::now() > deadline) {
      why = fmt::format("does not listen on {} after {} s", at, to_start.count() / 1000);
    }
    if (why.empty()) continue;
    why =
        fmt::format("the server that --serve starts {}{}", why, last_words(child_->stderr_tail()));
    if (!worked_) throw Defective(why);
    // That it cannot be had again is no evidence about how it spoke.
    throw NotThere(why);
  }
}

void LiveServerTarget::stop() {
  if (!child_) return;
  child_->stop();
  stderr_ = child_->stderr_tail();
  child_.reset();
}

void LiveServerTarget::unreachable(const Connected& tried) {
  const std::string& failure = tried.failure;
  const std::string at = text_of(server_.address);
  if (child_) {
    const bool exited = child_->wait_exit(Clock::now() + to_exit);
    const std::string how = child_->how_it_ended() + last_words(child_->stderr_tail());
    stop();
    if (exited) throw Crashed(how);
    throw Hung(fmt::format("no connection to {}: {}", at, failure));
  }
  if (!worked_) {
    throw Defective(
        fmt::format("cannot connect to {}: {}; start the server first, or give the "
                    "command that does as --serve CMD",
                    printable(at, 200), failure));
  }
  if (tried.timed_out) throw Hung(fmt::format("no connection to {}: {}", at, failure));
  gone_ = true;
  throw Crashed(fmt::format(
      "{} takes no connections any more ({}); --serve CMD would start it again", at, failure));
}

}  // namespace

Role dialled_role(const Protocol& protocol) {
  return protocol.roles.contains(Role::server) ? Role::server : Role::peer;
}

Role dialling_role(const Protocol& protocol) {
  return protocol.roles.contains(Role::client) ? Role::client : Role::peer;
}

std::unique_ptr<Target> live_server_target(const Protocol& protocol, LiveServer server,
                                           double timeout_scale) {
  return std::make_unique<LiveServerTarget>(protocol, std::move(server), timeout_scale);
}

}  // namespace assay

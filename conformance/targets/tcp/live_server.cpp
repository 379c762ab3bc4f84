// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <sodium.h>

#include <thread>

#include "conformance/targets/last_words.hpp"
#include "conformance/targets/strict_json.hpp"
#include "conformance/targets/tcp/admission.hpp"
#include "conformance/targets/tcp/session.hpp"
#include "conformance/targets/tcp/tcp_target.hpp"

namespace assay {
namespace {

using namespace tcp;

constexpr Millis to_connect{2000}, to_start{10000}, between_tries{5}, to_exit{1000}, to_let_go{20};

Bytes public_key(const Bytes& seed) {
  Bytes pk(crypto_sign_PUBLICKEYBYTES), sk(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(pk.data(), sk.data(), seed.data());
  return pk;
}

class LiveServerTarget : public Target {
 public:
  LiveServerTarget(LiveServer server, double scale)
      : server_(std::move(server)), client_pk_(public_key(server_.client_seed)), scale_(scale) {}

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
  void check(const OpenRequest& request) const;
  void start();
  void await_listening();
  void stop();
  Wire dial();
  [[noreturn]] void unreachable(const std::string& failure);

  LiveServer server_;
  Bytes client_pk_;
  double scale_;
  std::shared_ptr<Child> child_;
  std::string stderr_;
  bool worked_ = false, gone_ = false;
  std::optional<bool> admits_strangers_;  // found by trying
};

Capabilities LiveServerTarget::capabilities(const std::string& protocol) {
  if (protocol != "shs1") throw Unsupported("protocol " + protocol);
  if (!admits_strangers_) {
    const Probe probe{.network_key = server_.network_key,
                      .server_key = server_.server_key,
                      .patience = std::chrono::duration_cast<Millis>(to_connect * scale_)};
    // A server that does not admit its own client tells nothing by refusing others.
    admits_strangers_ =
        !admitted(dial(), probe, server_.client_seed) || admitted(dial(), probe, a_stranger());
  }
  return {.server = true,
          .caps = {"endpoint"},
          .sessions = 64,
          .layer = "TCP",
          .authorize = lists() ? "before-msg4" : "",
          .events = false,
          .fixed = {{"network_key", server_.network_key},
                    {"server_key", server_.server_key},
                    {"client_seed", server_.client_seed}},
          .restarts = !server_.serve.empty()};
}

std::unique_ptr<Session> LiveServerTarget::open(const OpenRequest& request) {
  check(request);
  Wire wire = dial();
  return std::make_unique<TcpSession>(Role::server, std::move(wire), child_);
}

// The server is as it is: what asks for another one is not for this target.
void LiveServerTarget::check(const OpenRequest& request) const {
  for (const auto& [key, value] : request.bytes) {
    if (key != "network_key") throw Unsupported(key + ": a live server has its own");
    if (value != server_.network_key) throw Unsupported("another network_key");
  }
  if (request.timeout) throw Unsupported("timeout_ms: a live server has its own");
  if (!request.authorize) {
    if (!admits_strangers_.value_or(true)) throw Unsupported("a server that admits every client");
    return;
  }
  const Authorize& a = *request.authorize;
  if (!lists() || a.keys != std::vector<Bytes>{client_pk_}) {
    throw Unsupported("authorize: an allow list other than the live server's");
  }
  if (a.delay != Millis(0) || a.then != Authorize::Then::decide) {
    throw Unsupported("authorize.then, authorize.delay_ms: a live server has its own");
  }
}

Wire LiveServerTarget::dial() {
  if (!server_.serve.empty() && !child_) start();
  Connected connected = connect_now();
  if (!connected.socket.open()) unreachable(connected.failure);
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
  } catch (const TargetError&) {
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
    why = "the server that --serve starts " + why + last_words(child_->stderr_tail());
    if (worked_) throw Crashed(why);
    throw Defective(why);
  }
}

void LiveServerTarget::stop() {
  if (!child_) return;
  child_->stop();
  stderr_ = child_->stderr_tail();
  child_.reset();
}

void LiveServerTarget::unreachable(const std::string& failure) {
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
  gone_ = true;
  throw Crashed(fmt::format(
      "{} takes no connections any more ({}); --serve CMD would start it again", at, failure));
}

}  // namespace

std::unique_ptr<Target> live_server_target(LiveServer server, double timeout_scale) {
  return std::make_unique<LiveServerTarget>(std::move(server), timeout_scale);
}

}  // namespace assay

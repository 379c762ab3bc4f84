// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/targets/last_words.hpp"
#include "conformance/targets/tcp/session.hpp"
#include "conformance/targets/tcp/tcp_target.hpp"

namespace assay {
namespace {

using namespace tcp;

constexpr Millis to_dial{5000}, between_looks{5};

using Values = std::map<std::string, std::string>;

std::string filled_in(std::string word, const Values& values) {
  for (const auto& [name, value] : values) {
    const std::string placeholder = "{" + name + "}";
    for (auto at = word.find(placeholder); at != std::string::npos; at = word.find(placeholder)) {
      word.replace(at, placeholder.size(), value);
    }
  }
  return word;
}

class LiveClientTarget : public Target {
 public:
  LiveClientTarget(LiveClient client, double scale)
      : client_(std::move(client)), scale_(scale), takes_seed_(takes("{client_seed}")) {}

  Identity identity() override { return {fmt::format("{}", fmt::join(client_.trigger, " ")), ""}; }
  Capabilities capabilities(const std::string& protocol) override;
  std::unique_ptr<Session> open(const OpenRequest& request) override;
  void restart() override {}  // every session has a process of its own
  bool one_process_per_session() const override { return true; }
  std::string stderr_tail() override { return last_ ? last_->stderr_tail() : ""; }

 private:
  bool takes(const std::string& placeholder) const {
    return std::ranges::any_of(client_.trigger, [&](const std::string& word) {
      return word.find(placeholder) != std::string::npos;
    });
  }
  Values values(const OpenRequest& request, int port) const;
  Wire await_dial(const Listening& listening);
  [[noreturn]] void did_not_dial(const std::string& why);

  LiveClient client_;
  double scale_;
  bool takes_seed_;
  bool worked_ = false;
  std::shared_ptr<Child> last_;
};

Capabilities LiveClientTarget::capabilities(const std::string& protocol) {
  if (protocol != "shs1") throw Unsupported("protocol " + protocol);
  Capabilities c{.client = true,
                 .sessions = client_.listen.port == 0 ? 16 : 1,
                 .layer = "TCP",
                 .events = false,
                 .client_key = takes_seed_};
  if (client_.network_key) c.fixed["network_key"] = *client_.network_key;
  if (worked_) return c;
  // Any key will do to see whether it dials.
  OpenRequest request{.protocol = "shs1", .role = Role::client};
  request.bytes = {{"network_key", client_.network_key.value_or(Bytes(32, 1))},
                   {"peer_pk", Bytes(32, 9)}};
  if (takes_seed_) request.bytes["static_seed"] = Bytes(32, 1);
  open(request);
  return c;
}

Values LiveClientTarget::values(const OpenRequest& request, int port) const {
  Values all{{"port", std::to_string(port)}};
  for (const auto& [key, value] : request.bytes) {
    if (key == "network_key" && value != client_.network_key.value_or(value)) {
      throw Unsupported("another network_key");
    }
    if (key == "network_key") {
      all["network_key"] = hex(value);
    } else if (key == "peer_pk") {
      all["server_key"] = hex(value);
    } else if (key == "static_seed" && takes_seed_) {
      all["client_seed"] = hex(value);
    } else {
      throw Unsupported(key + ": the command of --trigger takes none");
    }
  }
  return all;
}

std::unique_ptr<Session> LiveClientTarget::open(const OpenRequest& request) {
  if (request.timeout) throw Unsupported("timeout_ms: a live client has its own");
  if (!request.endpoint.empty()) throw Unsupported("endpoint");
  const Listening listening = listen_on(client_.listen);
  const Values known = values(request, listening.port);
  Command command;
  for (const std::string& word : client_.trigger) command.argv.push_back(filled_in(word, known));
  last_ = std::make_shared<Child>(command);
  return std::make_unique<TcpSession>(Role::client, await_dial(listening), last_);
}

// A command that only asks something else to dial may end before it does.
Wire LiveClientTarget::await_dial(const Listening& listening) {
  const Deadline deadline =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(to_dial * scale_);
  while (Clock::now() < deadline) {
    Descriptor socket = accept_from(listening.socket, Clock::now() + between_looks);
    if (socket.open()) {
      worked_ = true;
      return Wire(std::move(socket));
    }
    last_->pump(Clock::now());
    last_->output().clear();
    const bool failed = last_->wait_exit(Clock::now()) && last_->exit_code() != 0;
    if (failed) did_not_dial(last_->how_it_ended());
  }
  did_not_dial(fmt::format("nothing came within {} ms", to_dial.count()));
}

void LiveClientTarget::did_not_dial(const std::string& why) {
  const std::string what = fmt::format("the command of --trigger did not dial: {}{}", why,
                                       last_words(last_->stderr_tail()));
  const bool ended = last_->exited() && last_->exit_code() != 0;
  last_->stop();
  if (!worked_) throw Defective(what);
  if (ended) throw Crashed(what);
  throw Hung(what);
}

}  // namespace

std::unique_ptr<Target> live_client_target(LiveClient client, double timeout_scale) {
  return std::make_unique<LiveClientTarget>(std::move(client), timeout_scale);
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/targets/last_words.hpp"
#include "conformance/targets/record.hpp"
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
  LiveClientTarget(const Protocol& protocol, LiveClient client, double scale)
      : protocol_(protocol), client_(std::move(client)), scale_(scale) {}

  Identity identity() override { return {fmt::format("{}", fmt::join(client_.trigger, " ")), ""}; }
  Capabilities capabilities(const std::string& protocol) override;
  std::unique_ptr<Session> open(const OpenRequest& request) override;
  void restart() override {}  // every session has a process of its own
  bool one_process_per_session() const override { return true; }
  std::string stderr_tail() override { return last_ ? last_->stderr_tail() : ""; }

 private:
  bool takes(const Parameter& p) const {
    const std::string placeholder = "{" + p.key + "}";
    return std::ranges::any_of(client_.trigger, [&](const std::string& word) {
      return word.find(placeholder) != std::string::npos;
    });
  }
  bool takes_own_keys() const;
  const Parameter& takeable(const OpenRequest& request, const std::string& name) const;
  OpenRequest any_request() const;
  Values values(const OpenRequest& request, int port) const;
  Wire await_dial(const Listening& listening);
  [[noreturn]] void did_not_dial(const std::string& why);

  const Protocol& protocol_;
  LiveClient client_;
  double scale_;
  bool worked_ = false;
  std::shared_ptr<Child> last_;
};

bool LiveClientTarget::takes_own_keys() const {
  return std::ranges::all_of(protocol_.parameters, [&](const Parameter& p) {
    return p.key.empty() || p.holder != Parameter::Holder::own || takes(p);
  });
}

// Any keys will do to see whether it dials.
OpenRequest LiveClientTarget::any_request() const {
  OpenRequest request =
      protocol_.request(dialling_role(protocol_), protocol_.default_mode(), Rng(Bytes(32, 1)));
  if (!takes_own_keys()) {
    for (const Parameter& p : protocol_.parameters)
      if (p.holder == Parameter::Holder::own) request.bytes.erase(p.name);
  }
  for (auto& [name, value] : request.bytes) {
    const Parameter* p = find_parameter(protocol_, request.role, name);
    const auto told = p == nullptr ? client_.keys.end() : client_.keys.find(p->key);
    if (told != client_.keys.end()) value = told->second;
  }
  return request;
}

Capabilities LiveClientTarget::capabilities(const std::string& protocol) {
  if (protocol != protocol_.name) throw Unsupported("protocol " + protocol);
  const Role role = dialling_role(protocol_);
  const Capabilities c{.client = role == Role::client,
                       .peer = role == Role::peer,
                       .sessions = client_.listen.port == 0 ? 16 : 1,
                       .layer = "TCP",
                       .events = false,
                       .client_key = takes_own_keys(),
                       .fixed = client_.keys};
  if (!worked_) open(any_request());
  return c;
}

const Parameter& LiveClientTarget::takeable(const OpenRequest& request,
                                            const std::string& name) const {
  const Parameter* p = find_parameter(protocol_, request.role, name);
  const bool known = p != nullptr && !p->key.empty();
  if (!known || (p->holder == Parameter::Holder::own && !takes(*p)))
    throw Unsupported(name + ": the command of --trigger takes none");
  return *p;
}

Values LiveClientTarget::values(const OpenRequest& request, int port) const {
  Values all{{"port", std::to_string(port)}};
  for (const auto& [name, value] : request.bytes) {
    const Parameter& p = takeable(request, name);
    const auto told = client_.keys.find(p.key);
    if (told != client_.keys.end() && told->second != value) throw Unsupported("another " + p.key);
    all[p.key] = hex(value);
  }
  return all;
}

std::unique_ptr<Session> LiveClientTarget::open(const OpenRequest& request) {
  if (request.timeout) throw Unsupported("timeout_ms: a live client has its own");
  if (request.clock) throw Unsupported("clock: a live client has its own");
  if (!request.endpoint.empty()) throw Unsupported("endpoint");
  const Listening listening = listen_on(client_.listen);
  const Values known = values(request, listening.port);
  Command command;
  for (const std::string& word : client_.trigger) command.argv.push_back(filled_in(word, known));
  last_ = std::make_shared<Child>(command);
  return std::make_unique<TcpSession>(protocol_, request.role, await_dial(listening), last_,
                                      TcpSession::Program::of_one);
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

std::unique_ptr<Target> live_client_target(const Protocol& protocol, LiveClient client,
                                           double timeout_scale) {
  return std::make_unique<LiveClientTarget>(protocol, std::move(client), timeout_scale);
}

}  // namespace assay

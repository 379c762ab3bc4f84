// SPDX-License-Identifier: MIT
#include "conformance/peers/session.hpp"

#include <algorithm>

namespace assay::peers {
namespace {

Decision decision(const Application& application, const Bytes& peer) {
  const Authorize& authorize = application.authorize;
  if (authorize.then == Authorize::Then::error) return Decision::error;
  if (!authorize.keys) return Decision::admit;
  const bool listed = std::ranges::any_of(
      *authorize.keys, [&](const Bytes& entry) { return application.admits(entry, peer); });
  return listed ? Decision::admit : Decision::refuse;
}

}  // namespace

MachineSession::MachineSession(std::unique_ptr<Machine> machine, Application application)
    : machine_(std::move(machine)),
      application_(std::move(application)),
      limit_starts_(application_.now()) {
  machine_->start(host_);
}

Answer MachineSession::opened() { return advance(); }

Answer MachineSession::step(View in) {
  input_came();
  if (!eof_) input_.insert(input_.end(), in.begin(), in.end());
  return advance();
}

Answer MachineSession::take(const Datagram& in) {
  input_came();
  datagrams_.push_back(in);
  return advance();
}

Answer MachineSession::eof(Eof how) {
  if (!eof_) eof_ = how;
  return advance();
}

Answer MachineSession::poll() { return advance(); }

std::map<std::string, Bytes> MachineSession::outcome() {
  require_done("outcome");
  return machine_->outcome();
}

std::map<std::string, Bytes> MachineSession::observe(const std::vector<std::string>&) { return {}; }

Answer MachineSession::send(View data) {
  require_done("send");
  machine_->send(host_, data);
  return advance();
}

Answer MachineSession::finish() {
  require_done("finish");
  machine_->finish(host_);
  return advance();
}

Answer MachineSession::advance() {
  enforce_limit();
  do {
    hear();
  } while (decide());
  if (eof_ && !eof_told_ && (!host_.asked() || *eof_ == Eof::rst)) {
    eof_told_ = true;
    machine_->ended(host_, *eof_, input_.size());
  }
  return host_.take();
}

void MachineSession::hear() {
  if (!host_.asked()) machine_->read(host_, input_);
  while (!host_.asked() && !datagrams_.empty()) {
    const Datagram next = std::move(datagrams_.front());
    datagrams_.pop_front();
    machine_->receive(host_, next);
  }
}

void MachineSession::input_came() {
  enforce_limit();
  if (application_.limit == Limit::per_read) limit_starts_ = application_.now();
}

void MachineSession::enforce_limit() {
  if (host_.state() != State::read || application_.limit == Limit::none) return;
  if (application_.now() - limit_starts_ < application_.handshake_limit) return;
  eof_told_ = true;
  machine_->ended(host_, Eof::rst, 0);
  host_.reject("the handshake took too long");
  host_.answered();
}

// True when a pending question was answered just now, so that the machine may go on reading.
bool MachineSession::decide() {
  if (!host_.asked()) {
    asked_at_.reset();
    return false;
  }
  if (!asked_at_) asked_at_ = application_.now();
  const Authorize& authorize = application_.authorize;
  if (authorize.then == Authorize::Then::never) return false;
  if (application_.now() - *asked_at_ < authorize.delay) return false;
  const Decision answer = decision(application_, host_.peer_asked());
  host_.answered();
  asked_at_.reset();
  machine_->decided(host_, answer);
  return true;
}

void MachineSession::require_done(const std::string& operation) const {
  if (host_.state() != State::done) throw Defective(operation + " before done");
}

}  // namespace assay::peers

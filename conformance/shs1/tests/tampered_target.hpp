// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "conformance/shs1/peers/reference_target.hpp"

// The reference with its requests and answers tampered with: flaws in what a target writes, and in
// where its ephemeral keys come from, without an implementation of their own.
namespace assay::mallory {

struct Tampering {
  // Before a session opens: how many were opened before it since the last restart.
  std::function<void(OpenRequest&, std::uint64_t count)> request = [](OpenRequest&, std::uint64_t) {
  };
  // Each answer to `step`, with how many bytes the session has written so far, these included.
  std::function<void(const OpenRequest&, Answer&, std::size_t written)> answer =
      [](const OpenRequest&, Answer&, std::size_t) {};
  std::function<void(std::map<std::string, Bytes>&)> outcome = [](std::map<std::string, Bytes>&) {};
};

class TamperedSession : public Session {
 public:
  TamperedSession(std::unique_ptr<Session> inner, const Tampering& how, OpenRequest request)
      : inner_(std::move(inner)), how_(how), request_(std::move(request)) {}
  Answer opened() override {
    Answer a = inner_->opened();
    written_ += a.out.size();
    return a;
  }
  Answer step(View in) override {
    Answer a = inner_->step(in);
    written_ += a.out.size();
    how_.answer(request_, a, written_);
    return a;
  }
  Answer eof(Eof how) override { return inner_->eof(how); }
  Answer poll() override { return inner_->poll(); }
  std::map<std::string, Bytes> outcome() override {
    std::map<std::string, Bytes> all = inner_->outcome();
    how_.outcome(all);
    return all;
  }
  std::map<std::string, Bytes> observe(const std::vector<std::string>& names) override {
    return inner_->observe(names);
  }
  Answer send(View data) override { return inner_->send(data); }
  Answer finish() override { return inner_->finish(); }

 private:
  std::unique_ptr<Session> inner_;
  const Tampering& how_;
  OpenRequest request_;
  std::size_t written_ = 0;
};

class TamperedTarget : public Target {
 public:
  explicit TamperedTarget(Tampering how) : how_(std::move(how)) {}
  Identity identity() override { return inner_->identity(); }
  Capabilities capabilities(const std::string& protocol) override {
    return inner_->capabilities(protocol);
  }
  std::unique_ptr<Session> open(const OpenRequest& request) override {
    OpenRequest changed = request;
    how_.request(changed, opened_++);
    return std::make_unique<TamperedSession>(inner_->open(changed), how_, request);
  }
  void restart() override {
    inner_->restart();
    opened_ = 0;
  }

 private:
  std::unique_ptr<Target> inner_ = reference_target();
  Tampering how_;
  std::uint64_t opened_ = 0;
};

}  // namespace assay::mallory

// SPDX-License-Identifier: MIT
#include "conformance/targets/tcp/live_check.hpp"

#include "conformance/targets/record.hpp"

namespace assay::tcp {
namespace {

void check_parameter(const Parameter* p, const std::map<std::string, Bytes>& told,
                     const std::string& name, const Bytes& value) {
  const bool shared = p != nullptr && !p->key.empty() && p->holder == Parameter::Holder::both;
  const auto known = shared ? told.find(p->key) : told.end();
  if (known == told.end()) throw Unsupported(name + ": a live server has its own");
  if (known->second != value) throw Unsupported("another " + p->key);
}

}  // namespace

void check_parameters(const Protocol& protocol, const std::map<std::string, Bytes>& told,
                      const OpenRequest& request) {
  for (const auto& [name, value] : request.bytes)
    check_parameter(find_parameter(protocol, request.role, name), told, name, value);
  if (!request.numbers.empty() || !request.texts.empty() || !request.records.empty())
    throw Unsupported("parameters: a live server has its own");
  if (request.clock) throw Unsupported("clock: a live server has its own");
  if (request.timeout) throw Unsupported("timeout_ms: a live server has its own");
}

}  // namespace assay::tcp

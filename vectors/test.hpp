// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/terms/terms.hpp"

// One test of a vector file, field for field as spec/vectors.md §3 describes it.
namespace assay::vectors {

using terms::Delta, terms::Values;

enum class Party { client, server };
std::string_view name(Party party);

struct Focus {
  Party party = Party::server;
  std::string reads;  // msg1 to msg4: the first message that differs from the control's
};

struct Reject {
  Party party = Party::server;
  std::string earliest, latest;
  std::string reason;  // a name of assay::shs1::Reject, or end_of_stream
  std::vector<std::string> must_not_send;
};

// Only in a policy file: what a sound implementation may do instead, and why.
struct Differs {
  std::string others, why, spec;
};

struct Wire {
  std::string message, from, to;
  Bytes wire;
};

struct Outcome {
  Bytes enc_key, enc_nonce, dec_key, dec_nonce, peer_pk;
  bool operator==(const Outcome&) const = default;
};

struct Test {
  std::string id, comment;
  bool valid = true;
  std::vector<std::string> flags;
  std::optional<Focus> focus;          // absent: both parties
  std::vector<std::string> requires_;  // any one of these capabilities
  std::string control;                 // empty: this is a control
  std::optional<Delta> delta;
  std::optional<Reject> reject;
  std::optional<Differs> differs;
  Bytes K;
  Values client, server, mallory;
  std::vector<Bytes> admits;
  std::vector<Wire> transcript;
  Values intermediates;
  std::map<Party, std::optional<Outcome>> outcome;  // no value: no session
};

struct Note {
  std::string description;
  std::vector<std::string> properties;  // P01 to P16, C, R
  std::string kind, effect, spec;
};

struct File {
  std::string name;  // "accept.json"
  std::string about;
  std::vector<Test> tests;
};

}  // namespace assay::vectors

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>

#include "conformance/targets/child.hpp"

namespace assay::contract {

// A file for SHS1_ALLOW_FILE, removed when it goes.
class AllowFile {
 public:
  explicit AllowFile(const std::vector<Bytes>& keys);
  ~AllowFile();
  AllowFile(const AllowFile&) = delete;
  AllowFile& operator=(const AllowFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// One process to start, and how to read it.
struct Launch {
  Role role;
  Command command;
  std::shared_ptr<AllowFile> allow = {};
  bool events = false;            // ask for SHS1_EVENTS_FD
  bool rejects_by_event = false;  // an exit without a `rejected` event is a crash
  bool takes_fragments = true;    // reads on when a message comes in pieces
  bool outcome_comes = true;      // false with SHS1_BOX_STREAM
  double scale = 1;
  void admit(const std::vector<Bytes>& keys);  // SHS1_ALLOW_FILE
};

// argv of the contract. `sk`: 32-byte seed of the server's key.
Launch server_launch(std::vector<std::string> argv, View K, View seed);
Launch client_launch(std::vector<std::string> argv, View K, View B_p);

// 64 bytes: the Ed25519 seed, then its public key.
Bytes secret_key(View seed);

}  // namespace assay::contract

// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/launch.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "conformance/shs1/algebra.hpp"

namespace assay::contract {

AllowFile::AllowFile(const std::vector<Bytes>& keys)
    : path_((std::filesystem::temp_directory_path() / "assay-allow-XXXXXX").string()) {
  std::string text;
  for (const Bytes& key : keys) text += hex(key) + "\n";
  const Descriptor file(mkstemp(path_.data()));
  if (!file.open() || write(file.get(), text.data(), text.size()) != std::ssize(text)) {
    throw TargetError(fmt::format("cannot write {}: {}", path_, std::strerror(errno)));
  }
}

AllowFile::~AllowFile() { unlink(path_.c_str()); }

void Launch::admit(const std::vector<Bytes>& keys) {
  allow = std::make_shared<AllowFile>(keys);
  command.env["SHS1_ALLOW_FILE"] = allow->path();
}

Bytes secret_key(View seed) { return cat(seed, mallory::public_key(seed)); }

Launch server_launch(std::vector<std::string> argv, View K, View seed) {
  const Bytes sk = secret_key(seed);
  for (const View part : {K, View(sk), View(sk).subspan(32)}) argv.push_back(hex(part));
  return {.role = Role::server, .command = {.argv = std::move(argv)}};
}

Launch client_launch(std::vector<std::string> argv, View K, View B_p) {
  for (const View part : {K, B_p}) argv.push_back(hex(part));
  return {.role = Role::client, .command = {.argv = std::move(argv)}};
}

}  // namespace assay::contract

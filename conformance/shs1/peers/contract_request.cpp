// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/contract_request.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>

#include <charconv>
#include <cstdlib>
#include <fstream>

namespace assay::peers {
namespace {

constexpr const char* usage =
    "usage: K sk pk (server) or K B_p (client), in lower-case hex; K, pk and B_p are 32 bytes, sk "
    "is 64";

[[noreturn]] void wrong(const std::string& what, const std::string& why) {
  throw std::invalid_argument(what + ": " + why);
}

Bytes bytes(const std::string& what, const std::string& text, std::size_t n) {
  Bytes bytes;
  try {
    bytes = unhex(text);
  } catch (const std::invalid_argument& e) {
    wrong(what, e.what());
  }
  if (bytes.size() != n) wrong(what, fmt::format("{} bytes, not {}", bytes.size(), n));
  return bytes;
}

// The seed in a 64-byte Ed25519 secret key, whose second half must be the seed's public key.
Bytes seed_of(const std::string& what, const Bytes& sk) {
  Bytes pk(crypto_sign_PUBLICKEYBYTES), again(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(pk.data(), again.data(), sk.data());
  if (again != sk) wrong(what, "its second half is not the public key of its first");
  return Bytes(sk.begin(), sk.begin() + 32);
}

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

int number(const char* name, const std::string& text, int least) {
  int value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end || value < least) {
    wrong(name, fmt::format("\"{}\" is not an integer from {} up", text, least));
  }
  return value;
}

std::vector<Bytes> allow_list(const std::string& path) {
  std::ifstream file(path);
  if (!file) wrong("SHS1_ALLOW_FILE", "cannot read " + path);
  std::vector<Bytes> keys;
  for (std::string line; std::getline(file, line);) {
    const std::string where = fmt::format("SHS1_ALLOW_FILE: {} line {}", path, keys.size() + 1);
    keys.push_back(bytes(where, line, 32));
  }
  return keys;
}

void read_authorize(OpenRequest& open, const Capabilities& caps) {
  if (open.role != Role::server || caps.authorize != "before-msg4") return;
  Authorize authorize;
  if (const auto path = variable("SHS1_ALLOW_FILE")) authorize.keys = allow_list(*path);
  if (const auto delay = variable("SHS1_AUTHORIZE_DELAY_MS");
      delay && caps.has("authorize.delay_ms")) {
    authorize.delay = Millis(number("SHS1_AUTHORIZE_DELAY_MS", *delay, 0));
  }
  open.authorize = authorize;
}

void read_ephemeral(OpenRequest& open, const Capabilities& caps, const char* name,
                    const std::string& parameter) {
  const auto value = variable(name);
  if (value && caps.has(parameter)) open.bytes[parameter] = bytes(name, *value, 32);
}

Bytes client_seed() {
  const char* name = "SHS1_CLIENT_SECRET_KEY";
  if (const auto sk = variable(name)) return seed_of(name, bytes(name, *sk, 64));
  Bytes fresh(32);
  randombytes_buf(fresh.data(), fresh.size());
  return fresh;
}

OpenRequest read_arguments(const std::vector<std::string>& args) {
  if (args.size() != 2 && args.size() != 3) wrong(fmt::format("{} arguments", args.size()), usage);
  OpenRequest open{.protocol = "shs1", .role = args.size() == 3 ? Role::server : Role::client};
  open.bytes["network_key"] = bytes("K", args[0], 32);
  if (open.role == Role::client) {
    open.bytes["peer_pk"] = bytes("B_p", args[1], 32);
    open.bytes["static_seed"] = client_seed();
    return open;
  }
  const Bytes sk = bytes("sk", args[1], 64), pk = bytes("pk", args[2], 32);
  open.bytes["static_seed"] = seed_of("sk", sk);
  if (Bytes(sk.begin() + 32, sk.end()) != pk) wrong("pk", "not the public key in sk");
  return open;
}

}  // namespace

ContractRequest parse_contract(const std::vector<std::string>& args, const Capabilities& caps) {
  ContractRequest r{.open = read_arguments(args), .events_fd = {}};
  read_authorize(r.open, caps);
  read_ephemeral(r.open, caps, "SHS1_EPHEMERAL_SECRET", "inject.ephemeral_sk");
  read_ephemeral(r.open, caps, "SHS1_EPHEMERAL_SEED", "inject.ephemeral_seed");
  if (r.open.bytes.contains("inject.ephemeral_sk") &&
      r.open.bytes.contains("inject.ephemeral_seed")) {
    wrong("SHS1_EPHEMERAL_SECRET", "excludes SHS1_EPHEMERAL_SEED");
  }
  if (const auto limit = variable("SHS1_TIMEOUT_MS"); limit && caps.has("timeout_ms")) {
    r.open.timeout = Millis(number("SHS1_TIMEOUT_MS", *limit, 1));
  }
  if (const auto fd = variable("SHS1_EVENTS_FD")) {
    r.events_fd = number("SHS1_EVENTS_FD", *fd, 0);
    if (fcntl(*r.events_fd, F_GETFD) < 0)
      wrong("SHS1_EVENTS_FD", "descriptor " + *fd + " is not open");
  }
  if (const auto mode = variable("SHS1_BOX_STREAM")) {
    if (*mode != "echo") wrong("SHS1_BOX_STREAM", "\"" + *mode + "\" is not echo");
    r.echo = caps.has("stream");
  }
  return r;
}

}  // namespace assay::peers

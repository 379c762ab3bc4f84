// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/freshness.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "conformance/games/knowledge.hpp"

namespace assay::mallory {
namespace {

// A number, whatever the time that it takes: evidence does not depend on how busy a machine is.
std::size_t values_to_draw(const Stage& stage) {
  const std::size_t divisor = stage.effort == Effort::quick ? 8 : 1;
  return (stage.target.one_process_per_session() ? 64 : 1024) / divisor;
}

// n values of b bits miss each other with probability exp(-n^2 / 2^(b+1)).
int bits_found(std::size_t n) {
  const double squared = static_cast<double>(n) * static_cast<double>(n);
  return static_cast<int>(std::log2(squared / (2 * std::log(1000.0))));
}

Bytes number(std::uint64_t value, std::size_t bytes, bool big_endian) {
  Bytes out(bytes);
  for (std::size_t i = 0; i < bytes; ++i) {
    out[big_endian ? bytes - 1 - i : i] = static_cast<std::uint8_t>(value >> 8 * i);
  }
  return out;
}

void add_number(std::vector<Known>& to, const std::string& name, std::uint64_t value) {
  for (const std::size_t bytes : {1u, 4u, 8u}) {
    if (bytes == 1 && value > 255) continue;
    to.push_back({fmt::format("{} as {} bytes", name, bytes), number(value, bytes, false)});
    if (bytes > 1) {
      to.push_back(
          {fmt::format("{} as {} bytes, big-endian", name, bytes), number(value, bytes, true)});
    }
  }
  const std::string text = fmt::format("{}", value);
  to.push_back({name + " in decimal", Bytes(text.begin(), text.end())});
}

std::vector<Known> suffixes(std::uint64_t unix_seconds) {
  std::vector<Known> all{{"nothing", {}}};
  for (std::uint64_t n = 0; n < 3; ++n) add_number(all, fmt::format("counter {}", n), n);
  for (std::uint64_t t = unix_seconds - 2; t <= unix_seconds + 2; ++t) {
    add_number(all, "the time", t);
  }
  return all;
}

}  // namespace

void require_own_ephemerals(const Stage& stage) {
  if (stage.caps.caller_ephemeral) throw Unsupported("ephemerals of its own (ephemeral: caller)");
}

Bytes ephemeral_of(Stage& stage, const Keys& keys, const std::string& endpoint) {
  OpenRequest request = open_target(stage, keys);
  request.endpoint = endpoint;
  // The same a every time: what differs is the target's doing, and one hello serves all.
  if (stage.role == Role::client) return read_msg1(stage, keys, request).t.a_p;
  Conversation line(stage, request);
  static const Bytes a(32, 0x61), a_p = base(a);
  line.send(hello(keys.K, a_p));
  return read_msg2(stage, line, keys, a);
}

std::vector<Bytes> gather(Stage& stage, const std::function<Bytes(std::size_t)>& one) {
  const std::size_t all = values_to_draw(stage);
  std::vector<Bytes> values;
  for (std::size_t i = 0; i < all; ++i) {
    if (i > 0 && i % (all / 4) == 0) stage.target.restart();
    values.push_back(one(i));
  }
  return values;
}

Result all_distinct(const std::vector<Bytes>& values, const std::string& of_what) {
  std::map<Bytes, std::size_t> seen;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto [at, fresh] = seen.emplace(values[i], i);
    if (!fresh) {
      return {Verdict::succeeded, fmt::format("{} {} came in session {} and again in session {}",
                                              of_what, hex(values[i]), at->second + 1, i + 1)};
    }
  }
  return {Verdict::withstood,
          fmt::format("{} values of {}, all distinct; so many find a generator of up to {} bits",
                      values.size(), of_what, bits_found(values.size()))};
}

Guesses guess_ephemeral(const Bytes& K, const Bytes& seed, const Bytes& u,
                        std::uint64_t unix_seconds) {
  const std::vector<Known> secrets{{"seed", seed},
                                   {"seed|pk", cat(seed, public_key(seed))},
                                   {"scalar", secret_to_curve(seed)},
                                   {"K|seed", cat(K, seed)}};
  Guesses guesses;
  for (const Known& suffix : suffixes(unix_seconds)) {
    for (const Known& secret : secrets) {
      const Bytes text = cat(secret.value, suffix.value);
      const Bytes wide = sha512(text);
      const std::pair<const char*, Bytes> hashes[] = {
          {"SHA-256", h(text)}, {"SHA-512", Bytes(wide.begin(), wide.begin() + 32)}};
      for (const auto& [hash, value] : hashes) {
        guesses.made += 2;
        if (base(value) != u && base(secret_to_curve(value)) != u) continue;
        guesses.right = fmt::format("{}({} | {})", hash, secret.name, suffix.name);
        return guesses;
      }
    }
  }
  return guesses;
}

}  // namespace assay::mallory

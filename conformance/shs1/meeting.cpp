// SPDX-License-Identifier: MIT
#include "conformance/shs1/meeting.hpp"

#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/honest.hpp"

namespace assay::mallory {
namespace {

constexpr std::size_t to_server_octets = 64 + 112, to_client_octets = 64 + 80;

// A target with what a conversation with it needs.
struct End {
  Capabilities caps;
  Transcript transcript = {};
  Stage stage;
  End(Target& target, Role role, const Rng& seed, double scale)
      : caps(target.capabilities("shs1")),
        stage{target, caps, role, Effort::normal, scale, KeySource(seed), seed, transcript} {
    if (!caps.fixed.empty())
      throw std::invalid_argument("a live peer has keys of its own: it cannot be given another's");
  }
  End(const End&) = delete;
  End& operator=(const End&) = delete;
};

struct Wire {
  Conversation &client, &server;
  std::size_t to_server = 0, to_client = 0;  // octets carried
  bool server_told = false, client_told = false;

  bool carry(Conversation& from, Conversation& to, std::size_t& carried, bool& told) {
    const Bytes octets = from.take_unread();
    carried += octets.size();
    if (!octets.empty()) to.send(octets);
    const bool over = from.ended() && !told && !to.ended();
    if (over) to.eof();
    told = told || over;
    return !octets.empty() || over;
  }
  // Until `condition` holds, or neither end has moved for two seconds.
  bool until(const std::function<bool()>& condition) {
    const auto quiet = [&] { return client.unread().empty() && server.unread().empty(); };
    while (true) {
      const bool forth = carry(client, server, to_server, server_told);
      const bool back = carry(server, client, to_client, client_told);
      if (condition()) return true;
      if (forth || back) continue;
      const auto moved = [&](const Conversation&) { return condition() || !quiet(); };
      server.poll();
      if (quiet() && !client.wait(moved, 2000)) server.poll();
      if (quiet() && !condition()) return false;
    }
  }
};

std::string stopped(const Wire& w) {
  const char* after = w.to_server < 64                 ? "msg1"
                      : w.to_client < 64               ? "msg2"
                      : w.to_server < to_server_octets ? "msg3"
                      : w.to_client < to_client_octets ? "msg4"
                                                       : "after msg4";
  return fmt::format("{}: client {}; server {}", after, w.client.summary(), w.server.summary());
}

// What both told of the session fits together; where one does not tell, there is nothing to fit.
std::string contradiction(Wire& w, const End& client, const End& server, const Keys& keys) {
  const Event *accepted = w.server.find(Event::Kind::done),
              *reached = w.client.find(Event::Kind::done);
  if (reached != nullptr && reached->peer && *reached->peer != keys.B_p)
    return "the client reports another server";
  if (client.caps.client_key && accepted != nullptr && accepted->peer &&
      *accepted->peer != keys.A_p)
    return "the server reports another client";
  if (!client.caps.has("outcome") || !server.caps.has("outcome")) return {};
  const auto of_client = w.client.outcome(), of_server = w.server.outcome();
  if (of_client.at("enc_key") != of_server.at("dec_key") ||
      of_client.at("dec_key") != of_server.at("enc_key"))
    return "their keys differ";
  return {};
}

bool streams(Wire& w) {
  const Bytes ping(1000, 0x70), pong(5000, 0x71);
  w.client.write(ping);
  if (!w.until([&] { return w.server.delivered() == ping; })) return false;
  w.server.write(pong);
  if (!w.until([&] { return w.client.delivered() == pong; })) return false;
  w.client.finish();
  const auto ended = [&] { return w.server.find(Event::Kind::end); };
  return w.until([&] { return ended() != nullptr; }) && ended()->clean;
}

Meeting run(End& client, End& server, const Rng& seed) {
  const Keys keys = Keys::draw(KeySource(seed));
  Conversation as_server(server.stage, client.caps.client_key
                                           ? open_server(server.stage, keys)
                                           : open_server_to_anyone(server.stage, keys));
  Conversation as_client(client.stage, open_client(client.stage, keys));
  Wire w{as_client, as_server};
  if (!w.until([&] { return as_client.succeeded() && as_server.succeeded(); }))
    return {false, stopped(w)};
  if (const std::string what = contradiction(w, client, server, keys); !what.empty())
    return {false, what};
  if (!client.caps.has("stream") || !server.caps.has("stream")) return {true, "handshake"};
  if (!streams(w)) return {false, "the stream: " + stopped(w)};
  return {true, "stream"};
}

}  // namespace

Meeting meet(Target& client, Target& server, const Rng& seed, double timeout_scale) {
  try {
    End c(client, Role::client, seed, timeout_scale), s(server, Role::server, seed, timeout_scale);
    return run(c, s, seed);
  } catch (const TargetError& e) {
    return {false, e.what()};
  }
}

}  // namespace assay::mallory

// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/events.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "conformance/targets/strict_json.hpp"

namespace assay::contract {
namespace {

constexpr std::size_t events_limit = 1u << 20;  // bytes in one session
constexpr std::size_t shown = 120;              // bytes of a bad line

std::optional<Bytes> peer_of(const nlohmann::json& line) {
  if (!line.contains("peer") || line["peer"].is_null()) return std::nullopt;
  Bytes peer = unhex(text_member(line, "peer"));
  if (peer.size() != 32) throw JsonError("peer is not 32 bytes");
  return peer;
}

bool clean_end(const std::string& kind) {
  if (kind == "truncated" || kind == "error") return false;
  if (kind == "goodbye") return true;
  throw JsonError("kind is none of goodbye, truncated, error");
}

std::optional<Event> event_of(const nlohmann::json& line) {
  const std::string word = text_member(line, "event");
  if (word == "authorize") return Event{.kind = Event::Kind::authorize, .peer = peer_of(line)};
  if (word == "verified") return Event{.kind = Event::Kind::verified, .peer = peer_of(line)};
  if (word == "done") return Event{.kind = Event::Kind::done, .peer = peer_of(line)};
  if (word == "end") {
    return Event{.kind = Event::Kind::end, .clean = clean_end(text_member(line, "kind"))};
  }
  if (word == "rejected") return std::nullopt;
  throw JsonError("event is none of authorize, verified, done, rejected, end");
}

}  // namespace

EventPipe::EventPipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    throw TargetError(fmt::format("cannot make a pipe for events: {}", std::strerror(errno)));
  }
  read_ = Descriptor(ends[0]);
  write_ = Descriptor(ends[1]);
  fcntl(read_.get(), F_SETFL, O_NONBLOCK);
}

std::vector<Event> EventPipe::take() {
  std::array<char, 4096> buffer;
  for (ssize_t got; (got = read(read_.get(), buffer.data(), buffer.size())) > 0;) {
    unread_.append(buffer.data(), static_cast<std::size_t>(got));
    received_ += static_cast<std::size_t>(got);
    if (received_ > events_limit) throw Defective("more than 1 MiB came on SHS1_EVENTS_FD");
  }
  std::vector<Event> events;
  for (std::size_t end; (end = unread_.find('\n')) != std::string::npos;) {
    const std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    parse(line, events);
  }
  return events;
}

void EventPipe::parse(std::string_view line, std::vector<Event>& events) {
  try {
    const nlohmann::json object = parse_strict(line);
    if (const auto event = event_of(object)) {
      events.push_back(*event);
      return;
    }
    rejected_ = true;
    why_ = text_member(object, "at") + ": " + text_member(object, "why");
  } catch (const std::runtime_error& e) {  // JsonError
    throw Defective(fmt::format("a line on SHS1_EVENTS_FD is wrong ({}): {}", e.what(),
                                printable(line, shown)));
  } catch (const std::invalid_argument& e) {  // unhex
    throw Defective(fmt::format("a line on SHS1_EVENTS_FD is wrong (peer: {}): {}", e.what(),
                                printable(line, shown)));
  }
}

}  // namespace assay::contract

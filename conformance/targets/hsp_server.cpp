// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_server.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "conformance/targets/hsp_answer.hpp"
#include "conformance/targets/hsp_hello.hpp"
#include "conformance/targets/hsp_open.hpp"
#include "conformance/targets/hsp_params.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;

constexpr int malformed_line = 64;
constexpr std::size_t slice_limit = 65'536;  // `in` and `data`, bytes

struct Open {
  const Protocol& protocol;
  const Capabilities caps;
  std::unique_ptr<Session> session;
  State last = State::read;
  std::optional<Eof> ended = {};  // the peer's stream
};

void need(const Open& open, const std::string& cap) {
  if (!open.caps.has(cap)) throw Unsupported(cap);
}

Bytes slice(const json& request, const char* key) {
  Bytes bytes = hex_member(request, key);
  if (bytes.size() > slice_limit)
    throw JsonError(
        fmt::format("\"{}\" has {} bytes, more than {}", key, bytes.size(), slice_limit));
  return bytes;
}

Eof parse_how(const json& request) {
  const std::string how = request.contains("how") ? text_member(request, "how") : "fin";
  if (how != "fin" && how != "rst") throw JsonError("\"how\" is neither fin nor rst");
  return how == "rst" ? Eof::rst : Eof::fin;
}

std::vector<std::string> parse_names(const json& request) {
  const json& names = member(request, "names");
  const auto is_text = [](const json& name) { return name.is_string(); };
  if (!names.is_array() || !std::ranges::all_of(names, is_text))
    throw JsonError("\"names\" is not a list of strings");
  return names.get<std::vector<std::string>>();
}

class Server {
 public:
  explicit Server(const std::vector<Served>& served) : served_(served) {}

  // The answer to a request that has an id and an op.
  json answer(const json& request) {
    json body;
    try {
      body = dispatch(text_member(request, "op"), request);
      body["ok"] = true;
    } catch (const Unsupported& what) {
      body = {{"ok", false}, {"unsupported", what.what()}};
    } catch (const JsonError& wrong) {
      body = {{"ok", false}, {"error", wrong.what()}};
    } catch (const Defective& wrong) {
      body = {{"ok", false}, {"error", wrong.what()}};
    }
    body["id"] = request["id"];
    return body;
  }

 private:
  json dispatch(const std::string& op, const json& request) {
    if (op == "hello") return hello(request);
    if (op == "open") return open(request);
    if (op == "bye") return json::object();
    const std::array known = {"step",    "eof",  "poll",   "outcome",
                              "observe", "send", "finish", "close"};
    if (std::ranges::find(known, op) == known.end()) throw Unsupported("op " + printable(op, 40));
    const std::int64_t s = integer_member(request, "s");
    const auto found = open_.find(s);
    if (found == open_.end()) throw JsonError(fmt::format("session {} is not open", s));
    if (op != "close") return on_session(op, request, found->second);
    open_.erase(found);
    return json::object();
  }

  json on_session(const std::string& op, const json& request, Open& open) {
    if (op == "step" || op == "poll") move_clock(request, open);
    if (op == "step") return step(request, open);
    if (op == "eof") return eof(request, open);
    if (op == "poll") return told(open, open.session->poll());
    if (op == "observe") return observe(request, open);
    need(open, op == "outcome" ? "outcome" : "stream");
    if (open.last != State::done) throw JsonError(op + " before done");
    if (op == "outcome") return outcome_json(open.protocol, open.session->outcome());
    if (op == "send") return told(open, open.session->send(slice(request, "data")));
    return told(open, open.session->finish());
  }

  json hello(const json& request) {
    const json& versions = member(request, "hsp");
    if (!versions.is_array()) throw JsonError("\"hsp\" is not a list");
    if (std::ranges::find(versions, json(1)) == versions.end())
      throw Unsupported("hsp other than 1");
    json body;
    for (const auto& [protocol, target] : served_) {
      const json one =
          hello_json(protocol, {target.identity(), target.capabilities(protocol.name)});
      if (body.is_null()) body = one;
      body["protocols"].update(one["protocols"]);
    }
    return body;
  }

  json open(const json& request) {
    const std::int64_t s = integer_member(request, "s");
    const auto& [protocol, target] = served(text_member(request, "protocol"));
    if (open_.contains(s)) throw JsonError(fmt::format("session {} is open already", s));
    const OpenRequest parsed = parse_open(protocol, request);
    const Capabilities caps = target.capabilities(protocol.name);
    if (const auto what = undeclared(protocol, parsed, caps)) throw Unsupported(*what);
    if (open_.size() >= static_cast<std::size_t>(caps.sessions))
      throw JsonError("more sessions at once than hello declares");
    Open opened{.protocol = protocol, .caps = caps, .session = target.open(parsed)};
    json body = told(opened, opened.session->opened());
    open_.emplace(s, std::move(opened));
    return body;
  }

  const Served& served(const std::string& protocol) const {
    for (const Served& one : served_)
      if (one.protocol.name == protocol) return one;
    throw Unsupported("protocol");
  }

  void move_clock(const json& request, Open& open) {
    if (!request.contains("clock")) return;
    need(open, "clock");
    open.session->at(clock_member(request));
  }

  json step(const json& request, Open& open) {
    if (open.ended) throw JsonError("step after eof");
    if (open.protocol.carrier == Carrier::stream)
      return told(open, open.session->step(slice(request, "in")));
    return told(open, open.session->take({text_member(request, "from"), slice(request, "in")}));
  }

  json eof(const json& request, Open& open) {
    const Eof how = parse_how(request);
    if (how == Eof::rst) need(open, "eof.rst");
    if (open.ended && (how == Eof::fin || open.ended == Eof::rst)) throw JsonError("eof after eof");
    open.ended = how;
    return told(open, open.session->eof(how));
  }

  json observe(const json& request, Open& open) {
    const auto names = parse_names(request);
    std::vector<std::string> known, unknown;
    const auto& declared = open.caps.observe;
    for (const auto& name : names)
      (std::ranges::find(declared, name) != declared.end() ? known : unknown).push_back(name);
    json values = json::object();
    for (const auto& [name, value] : open.session->observe(known)) values[name] = hex(value);
    return {{"values", values}, {"unsupported", unknown}};
  }

  json told(Open& open, const Answer& answer) {
    open.last = answer.state;
    return answer_json(open.protocol, answer);
  }

  const std::vector<Served>& served_;
  std::map<std::int64_t, Open> open_;
};

// Lines from a descriptor, which is read as it comes.
class LineReader {
 public:
  explicit LineReader(int fd) : fd_(fd) {}

  // Absent at the end of input; a line that is too long comes cut, yet still too long.
  std::optional<std::string> next() {
    while (true) {
      const auto newline = buffer_.find('\n', searched_);
      if (newline != std::string::npos) return take(newline);
      searched_ = buffer_.size();
      if (buffer_.size() > json_line_limit) return buffer_;
      if (!fill()) return std::nullopt;
    }
  }
  bool cut_short() const { return !buffer_.empty(); }

 private:
  std::string take(std::size_t newline) {
    std::string line = buffer_.substr(0, newline);
    buffer_.erase(0, newline + 1);
    searched_ = 0;
    return line;
  }
  bool fill() {
    std::array<char, 65536> chunk;
    ssize_t got = 0;
    do got = read(fd_, chunk.data(), chunk.size());
    while (got < 0 && errno == EINTR);
    if (got > 0) buffer_.append(chunk.data(), static_cast<std::size_t>(got));
    return got > 0;
  }

  int fd_;
  std::string buffer_;
  std::size_t searched_ = 0;
};

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = write(fd, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

int refuse_line(const std::string& why) {
  fmt::print(stderr, "hsp: malformed request: {}\n", why);
  return malformed_line;
}

}  // namespace

int serve_hsp(const std::vector<Served>& served, int in_fd, int out_fd) {
  Server server(served);
  LineReader lines(in_fd);
  while (const auto line = lines.next()) {
    json request;
    try {
      request = parse_strict(*line);
      integer_member(request, "id");
      text_member(request, "op");
    } catch (const JsonError& wrong) {
      return refuse_line(wrong.what());
    }
    if (!write_all(out_fd, server.answer(request).dump() + "\n")) return 0;  // the runner is gone
    if (request["op"] == "bye") return 0;
  }
  return lines.cut_short() ? refuse_line("the input ends in the middle of a line") : 0;
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/targets/library/abi_target.hpp"

#include <fmt/format.h>

#include <cstring>
#include <functional>
#include <utility>

#include "conformance/targets/library/abi_params.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

constexpr std::size_t first_buffer = 131'072;
// What a line of HSP/1 can carry of one answer, in bytes before hex.
constexpr std::size_t bytes_limit = json_line_limit / 4;
constexpr std::size_t events_limit = 8'192;

[[noreturn]] void breach(const char* function, const std::string& what) {
  throw Defective(fmt::format("{} {} (spec/shim.md §10)", function, what));
}

// Makes `buffer` as large as the library asked for after HSP_SHORT.
void grow(const char* function, Bytes& buffer, std::size_t needed) {
  if (needed <= buffer.size())
    breach(function,
           fmt::format("says HSP_SHORT, yet asks for {} bytes of {}", needed, buffer.size()));
  if (needed > bytes_limit)
    breach(function, fmt::format("asks for {} bytes, more than {}", needed, bytes_limit));
  buffer.resize(needed);
}

void check_length(const char* function, std::size_t len, const Bytes& buffer) {
  if (len > buffer.size())
    breach(function, fmt::format("says {} bytes in a buffer of {}", len, buffer.size()));
}

std::string why_of(const char* function, const hsp_answer& answer) {
  const std::size_t length = strnlen(answer.why, sizeof answer.why);
  if (length == sizeof answer.why) breach(function, "leaves `why` without its zero byte");
  return printable({answer.why, length}, length);
}

Answer checked(const char* function, int state, const hsp_answer& said, const Bytes& buffer) {
  const std::string why = why_of(function, said);
  if (state == HSP_UNSUPPORTED) throw Unsupported(why.empty() ? function : why);
  if (state == HSP_ERROR)
    throw Defective(fmt::format("{}: {}", function, why.empty() ? "HSP_ERROR, no reason" : why));
  if (state < HSP_READ || state > HSP_REJECTED)
    breach(function, fmt::format("returns {}, which is no state", state));
  if (said.close < HSP_CLOSE_NONE || said.close > HSP_CLOSE_FIN)
    breach(function, fmt::format("says close {}, which is no word", said.close));
  check_length(function, said.len, buffer);
  return {.state = static_cast<State>(state),
          .out = Bytes(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(said.len)),
          .close = static_cast<Close>(said.close),
          .why = why};
}

Event event_of(const hsp_event& said, const Bytes& buffer) {
  const Bytes data(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(said.len));
  const std::optional<Bytes> peer = data.empty() ? std::nullopt : std::optional(data);
  switch (said.type) {
    case HSP_EV_AUTHORIZE:
      return {.kind = Event::Kind::authorize, .peer = peer};
    case HSP_EV_VERIFIED:
      return {.kind = Event::Kind::verified, .peer = peer};
    case HSP_EV_DONE:
      return {.kind = Event::Kind::done, .peer = peer};
    case HSP_EV_DELIVERED:
      return {.kind = Event::Kind::delivered, .data = data};
    case HSP_EV_END_CLEAN:
    case HSP_EV_END_ERROR:
      return {.kind = Event::Kind::end, .clean = said.type == HSP_EV_END_CLEAN};
    default:
      break;
  }
  breach("hsp_next_event", fmt::format("says type {}, which is no event", said.type));
}

Datagram datagram_of(const hsp_datagram& said, const Bytes& buffer) {
  check_length("hsp_next_datagram", said.len, buffer);
  const std::size_t length = strnlen(said.to, sizeof said.to);
  if (length == sizeof said.to) breach("hsp_next_datagram", "leaves `to` without its zero byte");
  return {printable({said.to, length}, length), copy_of(View(buffer).first(said.len))};
}

const char* endpoint(const OpenRequest& request) {
  return request.endpoint.empty() ? nullptr : request.endpoint.c_str();
}

class AbiSession final : public Session {
 public:
  AbiSession(const Protocol& protocol, const Library& library)
      : protocol_(protocol),
        library_(library),
        buffer_(first_buffer),
        event_buffer_(first_buffer) {}
  ~AbiSession() override {
    if (session_ != nullptr) library_.close(session_);
  }
  AbiSession(const AbiSession&) = delete;
  AbiSession& operator=(const AbiSession&) = delete;

  void open(const OpenRequest& request) {
    const AbiParams params(request);
    const std::string role(name(request.role));
    opened_ = exchange("hsp_open", [&](hsp_answer* answer) {
      const int state = library_.open(request.protocol.c_str(), role.c_str(), endpoint(request),
                                      params.data(), params.size(), &session_, answer);
      check_handle(state);
      return state;
    });
  }
  Answer opened() override { return opened_; }
  Answer step(View in) override {
    return exchange("hsp_step", [&](hsp_answer* answer) {
      return library_.step(session_, never_null(in), in.size(), answer);
    });
  }
  Answer take(const Datagram& in) override {
    if (library_.take == nullptr) throw Unsupported("datagrams");
    return exchange("hsp_take", [&](hsp_answer* answer) {
      return library_.take(session_, in.address.c_str(), never_null(in.data), in.data.size(),
                           answer);
    });
  }
  void at(Nanos now) override {
    if (library_.at == nullptr) throw Unsupported("clock");
    const int got = library_.at(session_, clock_bytes(now).data());
    if (got != 0) breach("hsp_at", fmt::format("returns {}", got));
  }
  Answer eof(Eof how) override {
    return exchange("hsp_eof", [&](hsp_answer* answer) {
      return library_.eof(session_, how == Eof::rst ? HSP_EOF_RST : HSP_EOF_FIN, answer);
    });
  }
  Answer poll() override {
    return exchange("hsp_poll", [&](hsp_answer* a) { return library_.poll(session_, a); });
  }
  Answer send(View data) override {
    return exchange("hsp_send", [&](hsp_answer* answer) {
      return library_.send(session_, never_null(data), data.size(), answer);
    });
  }
  Answer finish() override {
    return exchange("hsp_finish", [&](hsp_answer* a) { return library_.finish(session_, a); });
  }

  std::map<std::string, Bytes> outcome() override {
    std::map<std::string, Bytes> values;
    for (const OutcomeValue& value : protocol_.outcome) {
      Bytes got = get("outcome." + value.name);
      if (!got.empty() || !value.may_be_null) values[value.name] = std::move(got);
    }
    return values;
  }
  std::map<std::string, Bytes> observe(const std::vector<std::string>& names) override {
    std::map<std::string, Bytes> values;
    for (const auto& name : names) values[name] = get("observe." + name);
    return values;
  }

 private:
  using Call = std::function<int(hsp_answer*)>;

  // One call that fills an answer, again with a larger buffer while the library asks for one.
  Answer call(const char* function, const Call& made) {
    while (true) {
      hsp_answer answer{
          .out = buffer_.data(), .cap = buffer_.size(), .len = 0, .close = 0, .why = ""};
      const int state = made(&answer);
      if (state != HSP_SHORT) return checked(function, state, answer, buffer_);
      grow(function, buffer_, answer.len);
    }
  }

  Answer exchange(const char* function, const Call& made) {
    Answer answer = call(function, made);
    if (protocol_.carrier == Carrier::datagrams) add_datagrams(answer);
    add_events(answer);
    return answer;
  }

  void check_handle(int state) {
    if ((state >= 0) == (session_ != nullptr)) return;
    const char* const number = std::exchange(session_, nullptr) == nullptr ? "no" : "a";
    breach("hsp_open", fmt::format("returns {} and {} session", state, number));
  }

  void add_datagrams(Answer& answer) {
    if (!answer.out.empty()) breach("an answer's `out`", "holds bytes of a stream");
    std::size_t bytes = 0;
    while (auto datagram = next_datagram()) {
      bytes += datagram->data.size() + datagram->address.size();
      if (answer.datagrams.size() == events_limit || bytes > bytes_limit)
        breach("hsp_next_datagram", "never ends");
      answer.datagrams.push_back(std::move(*datagram));
    }
  }

  std::optional<Datagram> next_datagram() {
    while (true) {
      hsp_datagram said{
          .data = event_buffer_.data(), .cap = event_buffer_.size(), .len = 0, .to = ""};
      const int got = library_.next_datagram(session_, &said);
      if (got == 0) return std::nullopt;
      if (got != 1 && got != HSP_SHORT) breach("hsp_next_datagram", fmt::format("returns {}", got));
      if (got == 1) return datagram_of(said, event_buffer_);
      grow("hsp_next_datagram", event_buffer_, said.len);
    }
  }

  void add_events(Answer& answer) {
    std::size_t bytes = answer.out.size();
    while (const auto event = next_event()) {
      bytes += event->data.size();
      if (answer.events.size() == events_limit || bytes > bytes_limit)
        breach("hsp_next_event", "never ends");
      answer.events.push_back(*event);
    }
  }

  std::optional<Event> next_event() {
    while (true) {
      hsp_event event{
          .data = event_buffer_.data(), .cap = event_buffer_.size(), .type = 0, .len = 0};
      const int got = library_.next_event(session_, &event);
      if (got == 0) return std::nullopt;
      if (got != 1 && got != HSP_SHORT) breach("hsp_next_event", fmt::format("returns {}", got));
      if (got == 1) {
        check_length("hsp_next_event", event.len, event_buffer_);
        return event_of(event, event_buffer_);
      }
      grow("hsp_next_event", event_buffer_, event.len);
    }
  }

  Bytes get(const std::string& name) {
    Bytes value(first_buffer);
    while (true) {
      std::size_t length = 0;
      const int got = library_.get(session_, name.c_str(), value.data(), value.size(), &length);
      if (got == HSP_UNSUPPORTED) throw Unsupported(name);
      if (got != 0 && got != HSP_SHORT)
        breach("hsp_get", fmt::format("returns {} for {}", got, printable(name, 40)));
      if (got == 0) {
        check_length("hsp_get", length, value);
        value.resize(length);
        return value;
      }
      grow("hsp_get", value, length);
    }
  }

  const Protocol& protocol_;
  Library library_;
  Bytes buffer_, event_buffer_;
  hsp_session* session_ = nullptr;
  Answer opened_;
};

class AbiTarget final : public Target {
 public:
  AbiTarget(const Protocol& protocol, const Library& library, Hello description)
      : protocol_(protocol), library_(library), description_(std::move(description)) {}

  Identity identity() override { return description_.identity; }
  Capabilities capabilities(const std::string& protocol) override {
    if (protocol != protocol_.name || !description_.capabilities)
      throw Unsupported("protocol " + protocol);
    return *description_.capabilities;
  }
  std::unique_ptr<Session> open(const OpenRequest& request) override {
    auto session = std::make_unique<AbiSession>(protocol_, library_);
    session->open(request);
    return session;
  }
  void restart() override {}  // by whoever started this process

 private:
  const Protocol& protocol_;
  Library library_;
  Hello description_;
};

}  // namespace

std::unique_ptr<Target> abi_target(const Protocol& protocol, const Library& library,
                                   Hello description) {
  return std::make_unique<AbiTarget>(protocol, library, std::move(description));
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/targets/library/export.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>

#include "conformance/targets/hsp_hello.hpp"
#include "conformance/targets/library/assay_hsp.h"
#include "conformance/targets/library/export_params.hpp"

using namespace assay;

struct hsp_session {
  std::unique_ptr<Session> session;
  std::optional<Answer> unread = {};  // the caller's buffer was too short for it
  std::deque<Event> events = {};
  std::deque<Datagram> datagrams = {};
};

namespace {

const Exported& self() {
  static const Exported it = exported();
  return it;
}

void say_why(std::string_view why, hsp_answer& answer) {
  const std::size_t n = std::min(why.size(), sizeof answer.why - 1);
  std::copy_n(why.begin(), n, answer.why);
  answer.why[n] = 0;
}

// What spec/shim.md §7 tells apart. Every other exception goes on into assay-host, and is a crash.
template <class Call>
int told(hsp_answer& answer, const Call& call) {
  answer.len = 0;
  answer.close = HSP_CLOSE_NONE;
  answer.why[0] = 0;
  try {
    return call();
  } catch (const Unsupported& what) {
    say_why(what.what(), answer);
    return HSP_UNSUPPORTED;
  } catch (const Defective& wrong) {
    say_why(wrong.what(), answer);
    return HSP_ERROR;
  }
}

// A call whose answer did not fit was made all the same: the next one fetches that answer.
template <class Call>
int answered(hsp_session& s, hsp_answer& answer, const Call& call) {
  return told(answer, [&] {
    if (!s.unread) s.unread = call();
    answer.len = s.unread->out.size();
    if (answer.len > answer.cap) return static_cast<int>(HSP_SHORT);
    const Answer given = *std::exchange(s.unread, std::nullopt);
    std::ranges::copy(given.out, answer.out);
    s.events.insert(s.events.end(), given.events.begin(), given.events.end());
    s.datagrams.insert(s.datagrams.end(), given.datagrams.begin(), given.datagrams.end());
    say_why(given.why, answer);
    answer.close = static_cast<int>(std::min(given.close, Close::fin));
    return static_cast<int>(given.state);
  });
}

Bytes bytes_of(const Event& event) {
  return event.kind == Event::Kind::delivered ? event.data : event.peer.value_or(Bytes());
}

int type_of(const Event& event) {
  if (event.kind == Event::Kind::end) return event.clean ? HSP_EV_END_CLEAN : HSP_EV_END_ERROR;
  return static_cast<int>(event.kind) + HSP_EV_AUTHORIZE;
}

bool may_be_null(const std::string& name) {
  return std::ranges::any_of(self().protocol.outcome, [&](const OutcomeValue& value) {
    return value.may_be_null && "outcome." + value.name == name;
  });
}

Bytes value(hsp_session& s, const std::string& name) {
  const std::string last = name.substr(name.find('.') + 1);
  const auto values =
      name.starts_with("outcome.") ? s.session->outcome() : s.session->observe({last});
  const auto found = values.find(last);
  if (found == values.end() && !may_be_null(name)) throw Unsupported(name);
  return found == values.end() ? Bytes() : found->second;
}

}  // namespace

extern "C" {

std::uint32_t hsp_abi() { return HSP_ABI; }

const char* hsp_describe() {
  static const std::string text = [] {
    const auto& [protocol, target] = self();
    auto hello = hello_json(protocol, {target->identity(), target->capabilities(protocol.name)});
    hello.erase("hsp");
    return hello.dump();
  }();
  return text.c_str();
}

int hsp_open(const char* protocol, const char* role, const char* endpoint, const hsp_param* params,
             std::size_t n, hsp_session** session, hsp_answer* answer) {
  *session = nullptr;
  return told(*answer, [&] {
    auto s = std::make_unique<hsp_session>(
        self().target->open(request_of(self().protocol, {protocol, role, endpoint, {params, n}})));
    const int state = answered(*s, *answer, [&] { return s->session->opened(); });
    if (state >= 0) *session = s.release();
    return state;
  });
}

int hsp_step(hsp_session* s, const std::uint8_t* in, std::size_t in_len, hsp_answer* a) {
  return answered(*s, *a, [&] { return s->session->step({in, in_len}); });
}

int hsp_eof(hsp_session* s, int how, hsp_answer* a) {
  return answered(*s, *a,
                  [&] { return s->session->eof(how == HSP_EOF_RST ? Eof::rst : Eof::fin); });
}

int hsp_poll(hsp_session* s, hsp_answer* a) {
  return answered(*s, *a, [&] { return s->session->poll(); });
}

int hsp_send(hsp_session* s, const std::uint8_t* data, std::size_t len, hsp_answer* a) {
  return answered(*s, *a, [&] { return s->session->send({data, len}); });
}

int hsp_finish(hsp_session* s, hsp_answer* a) {
  return answered(*s, *a, [&] { return s->session->finish(); });
}

int hsp_next_event(hsp_session* s, hsp_event* event) {
  if (s->events.empty()) return 0;
  const Bytes data = bytes_of(s->events.front());
  event->len = data.size();
  if (event->len > event->cap) return HSP_SHORT;
  event->type = type_of(s->events.front());
  std::ranges::copy(data, event->data);
  s->events.pop_front();
  return 1;
}

int hsp_take(hsp_session* s, const char* from, const std::uint8_t* in, std::size_t in_len,
             hsp_answer* a) {
  return answered(*s, *a, [&] { return s->session->take({from, Bytes(in, in + in_len)}); });
}

int hsp_next_datagram(hsp_session* s, hsp_datagram* datagram) {
  if (s->datagrams.empty()) return 0;
  const Datagram& first = s->datagrams.front();
  datagram->len = first.data.size();
  if (datagram->len > datagram->cap) return HSP_SHORT;
  const std::size_t n = std::min(first.address.size(), sizeof datagram->to - 1);
  std::copy_n(first.address.begin(), n, datagram->to);
  datagram->to[n] = 0;
  std::ranges::copy(first.data, datagram->data);
  s->datagrams.pop_front();
  return 1;
}

int hsp_at(hsp_session* s, const std::uint8_t* time) {
  hsp_answer unused{};
  return told(unused, [&] {
    s->session->at(clock_of({time, clock_size}));
    return 0;
  });
}

int hsp_get(hsp_session* s, const char* name, std::uint8_t* out, std::size_t cap,
            std::size_t* len) {
  hsp_answer unused{};
  return told(unused, [&] {
    const Bytes bytes = value(*s, name);
    *len = bytes.size();
    if (*len > cap) return static_cast<int>(HSP_SHORT);
    std::ranges::copy(bytes, out);
    return 0;
  });
}

void hsp_close(hsp_session* s) { delete s; }
}

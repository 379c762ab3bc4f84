// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/engine/bytes.hpp"

// How the runner sees whatever it tests (spec/shim.md §2). Every way of driving a target implements
// Target and Session; the engine, the games and the attacks know nothing else.
namespace assay {

using Millis = std::chrono::milliseconds;
// A time of day: nanoseconds since 1970, in all the 16 bytes that it has on the wire.
using Nanos = unsigned __int128;
constexpr std::size_t clock_size = sizeof(Nanos);
Bytes clock_bytes(Nanos time);  // big-endian
Nanos clock_of(View bytes);     // of clock_size

enum class Role { server, client, peer };  // peer: both ends are alike
std::string_view name(Role role);

// spec/shim.md §4: only `rejected` is final.
enum class State { read, wait, done, rejected };
constexpr std::array<std::string_view, 4> state_words = {"read", "wait", "done", "rejected"};

// What the implementation did to its own end of the stream. Ordered: a later value includes the
// earlier.
enum class Close { none, half, fin, rst };
constexpr std::array<std::string_view, 4> close_words = {"none", "half", "fin", "rst"};

// How the peer's end of the stream ended.
enum class Eof { fin, rst };

struct Event {
  enum class Kind { authorize, verified, done, delivered, end };
  Kind kind;
  std::optional<Bytes> peer =
      {};  // authorize, verified, done: a peer's name, or absent where the API does not tell
  Bytes data = {};     // delivered
  bool clean = false;  // end: the library's own word
};
constexpr std::array<std::string_view, 5> event_words = {"authorize", "verified", "done",
                                                         "delivered", "end"};

// The word of HSP/1 for a state, a close or a kind of event, which those tables hold in the order
// of the enumerations.
template <std::size_t N>
std::string_view word(const std::array<std::string_view, N>& words, auto value) {
  return words.at(static_cast<std::size_t>(value));
}

// One datagram; `address` is a text of the runner's: whom it is from on the way in, whom it is for
// on the way out.
struct Datagram {
  std::string address;
  Bytes data = {};
};

struct Answer {
  State state = State::read;
  Bytes out = {};
  Close close = Close::none;
  std::vector<Event> events = {};
  std::string why = {};                  // shown, never compared
  std::vector<Datagram> datagrams = {};  // where the carrier is datagrams; then `out` is empty
};

// The application's decision on a peer. `keys` absent admits everyone.
struct Authorize {
  enum class Then { decide, error, never };
  std::optional<std::vector<Bytes>> keys = {};
  Millis delay{0};
  Then then = Then::decide;
};

// Values by name: of the fields of one record in a parameter's list.
struct Fields {
  std::map<std::string, Bytes> bytes = {};
  std::map<std::string, std::int64_t> numbers = {};
  std::map<std::string, std::string> texts = {};
};

// What a session is opened with. Values are keyed by the parameter's name in the protocol's record,
// nested names joined by a dot: inject.ephemeral_sk.
struct OpenRequest {
  std::string protocol;
  Role role;
  std::string mode = {};  // of the protocol's list; empty: it has none, or the first
  std::map<std::string, Bytes> bytes = {};
  std::optional<Authorize> authorize = {};
  std::optional<Millis> timeout = {};
  std::string endpoint =
      {};  // sessions with one endpoint share one server or client object; empty: a fresh one
  std::map<std::string, std::int64_t> numbers = {};
  std::map<std::string, std::string> texts = {};
  std::map<std::string, std::vector<Fields>> records = {};
  std::optional<Nanos> clock = {};
};

// A target's word on itself for one protocol (spec/shim.md §5).
struct Capabilities {
  bool server = false, client = false, peer = false;
  std::vector<std::string> caps = {};     // closed list of spec/shim.md §5
  std::vector<std::string> observe = {};  // names that `observe` knows
  bool caller_ephemeral = false;          // ephemeral: caller
  int sessions = 1;                       // how many at once
  std::string timeout_kind = {};          // total | per-read | empty
  std::string layer = {};
  std::string authorize = {};  // before-MSG | after-MSG | none; empty: not told
  bool events = true;          // authorize and done are told; executables may not
  bool client_key = true;      // a client is told its own key; executables may make it
  // A live peer's keys, which the runner was told and cannot choose, by the names that they have in
  // --key (Parameter::key).
  std::map<std::string, Bytes> fixed = {};
  bool restarts = true;                 // restart() does what it says
  std::vector<std::string> modes = {};  // empty: the protocol's first alone
  bool has(std::string_view cap) const;
  bool plays(Role role) const;
};

// The application is asked about its peer before the message that waits for its decision.
bool decides_before(const Capabilities& caps);

struct Identity {
  std::string name, version;
};

// What went wrong with a target, as exceptions so that an attack reads as a straight line.
struct TargetError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct Unsupported : TargetError {  // a capability is missing: the case is SKIPPED and names it
  using TargetError::TargetError;
};
struct Crashed : TargetError {  // the target died: "signal 11 (SIGSEGV)", "exit code 1"
  using TargetError::TargetError;
};
struct Hung : TargetError {  // no answer by the deadline
  using TargetError::TargetError;
};
struct Interrupted : TargetError {  // the run ends: what was seen since says nothing
  using TargetError::TargetError;
};
struct Defective : TargetError {  // the target or its shim breaks the rules of shim.md: exit 3
  using TargetError::TargetError;
};

class Session {
 public:
  virtual ~Session() = default;
  virtual Answer
  opened() = 0;  // the answer to `open` itself: what a role says first is in its `out`
  virtual Answer step(View in) = 0;
  // Where the carrier is datagrams: one that came from that address.
  virtual Answer take(const Datagram&) { throw Unsupported("datagrams"); }
  // Moves the session's clock, which is told with the next step or poll (capability clock).
  virtual void at(Nanos) { throw Unsupported("clock"); }
  virtual Answer eof(Eof how) = 0;
  virtual Answer poll() = 0;
  virtual std::map<std::string, Bytes>
  outcome() = 0;  // what the protocol's record lists; a value that is null is left out
  virtual std::map<std::string, Bytes> observe(const std::vector<std::string>& names) = 0;
  virtual Answer send(View data) = 0;  // the application's data on the secure channel
  virtual Answer finish() = 0;         // the clean end
};

class Target {
 public:
  virtual ~Target() = default;
  virtual Identity identity() = 0;
  virtual Capabilities capabilities(const std::string& protocol) = 0;
  virtual std::unique_ptr<Session> open(
      const OpenRequest& request) = 0;  // destroying a session closes it
  virtual void restart() = 0;           // a fresh process, or the nearest thing to one
  // A second instance of the same program, beside this one; null where there can be none.
  virtual std::unique_ptr<Target> another() { return nullptr; }
  virtual bool one_process_per_session() const { return false; }
  virtual bool gone() { return false; }  // it died, and the runner has no way to start it again
  virtual std::string stderr_tail() { return {}; }  // last bytes the target wrote there
};

}  // namespace assay

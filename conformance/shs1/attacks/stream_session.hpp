// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/frames.hpp"

// What rows S1-S4 share: a session past its handshake, with the runner at the other end of the
// stream.
namespace assay::mallory {

struct Live {
  Terms t;
  Conversation line;
  FrameWriter out;      // to the target
  FrameReader in;       // from the target
  bool echoes = false;  // no application can be asked to write: it echoes what it is given
  Bytes unread = {};    // what the target wrote and `in` has not taken
  // What the target wrote since the last call and nobody has taken joins `unread`.
  const Bytes& collect();

  // Has the application write, or finish; an echo is made to by a packet, or has finished when
  // goodbye was answered. Unsupported where it has not.
  void write(View data);
  void finish();

  // What its application was given so far, and how it was told that the stream ended: by its events
  // or, of an echo, by what came back.
  Bytes delivered();
  std::optional<bool> ended_cleanly();

  Bytes echoed = {};          // bodies that came back
  std::size_t expected = 0;   // of these
  bool said_goodbye = false;  // the target, as an echo
};

// Throws Unsupported where the target has no stream, not even an echo.
void require_stream(const Stage& stage);

// What follows a handshake that is complete.
Live live_after(AsClient session);
Live live_after(AsServer session);

// A completed handshake with the attack's keys. Throws ControlFailed when it fails, and what
// require_stream() throws.
Live live_session(Stage& stage);

// What must happen on an honest stream; each throws ControlFailed when it does not.
void expect_data(Live& live, View data);  // the target's next frames carry this, and no more
void expect_goodbye(Live& live);          // its next frame is goodbye
void expect_delivered(Live& live,
                      View data);   // its application was given this, and no more, so far
void expect_clean_end(Live& live);  // its application was told of a clean end

// The control of the attacks on the stream: a packet each way is delivered as it was sent, and
// goodbye each way is a clean end.
void honest_stream(Stage& stage);

// The predicate of rows S1 and S2 (spec/box-stream.md §4): of all that was sent no more than
// `allowed` is delivered, and the application is told of an error. WITHSTOOD; SUCCEEDED when more
// was delivered or the end was called clean; HUNG when the application was told of no end.
Result stream_refused(Live& live, View allowed);

// Gives the target the time to do what it must not, or what it may leave undone: four answers, each
// of which is complete only when it is idle (spec/shim.md §4).
constexpr int settle_ms = 7;
void settle(Live& live);

// An attack on the stream, registered for both roles.
struct StreamAttack {
  std::string id, slug, meaning, expected, spec, likely;
  std::function<std::vector<Case>(Stage&)> cases;
  std::function<void(Stage&)> control = honest_stream;
};
std::vector<Attack> for_both_roles(std::vector<StreamAttack> attacks);

}  // namespace assay::mallory

// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/conversation.hpp"
#include "conformance/shs1/honest_end.hpp"

namespace assay::mallory {

// How a target is opened. The allow list is sent only to a target that has authorize before msg4.
OpenRequest open_server(const Stage& stage, const Keys& keys);
OpenRequest open_client(const Stage& stage, const Keys& keys);
OpenRequest open_target(const Stage& stage, const Keys& keys);  // the one of the stage's role
OpenRequest open_server_admitting(const Stage& stage, const Keys& keys,
                                  std::vector<Bytes> admitted);
// The name of one server or client object of the target. Keys are drawn per attack, so no two
// attacks share an object, whose parameters are fixed by its first session.
std::string endpoint_of(const Keys& keys);

// The runner as a client of the target, and as its server: the conversation and the terms so far.
struct AsClient {
  Keys keys;
  Terms t;
  Conversation line;
};
struct AsServer {
  Keys keys;
  Terms t;
  Conversation line;
};

// Opens a server target, sends a good msg1 and reads msg2; t holds all that a client may know.
// Throws ControlFailed when no good msg2 comes.
AsClient exchange_hellos(Stage& stage, const Keys& keys);
AsClient exchange_hellos(Stage& stage, const Keys& keys, const OpenRequest& request);

// Opens a client target, reads its msg1, sends a good msg2 and reads msg3, which must open and name
// A; t holds all that the server may know, its own sigB included. Throws ControlFailed otherwise.
AsServer exchange_to_msg3(Stage& stage, const Keys& keys);
AsServer exchange_to_msg3(Stage& stage, const Keys& keys, const OpenRequest& request);
// The same, stopping before msg2 is sent.
AsServer read_msg1(Stage& stage, const Keys& keys);
AsServer read_msg1(Stage& stage, const Keys& keys, const OpenRequest& request);

// Carries either on to its end: both sides agree on who they are and, where the target can tell, on
// the outcome. Throws ControlFailed, saying what was missing.
void complete(Stage& stage, AsClient& session);
void complete(Stage& stage, AsServer& session);

// Their steps, for a run that sends otherwise. The same exception.
Bytes read_msg2(Stage& stage, Conversation& line, const Keys& keys, const Bytes& a);  // b_p
Bytes receive_msg3(Stage& stage, AsServer& session);  // as it came, unopened
void read_msg3(Stage& stage, AsServer& session);
void accepted(Stage& stage, AsClient& session);  // msg3 is sent
void accepted(Stage& stage, AsServer& session);  // msg4 is sent

// The control of every attack: one honest run with the attack's keys, or with others.
void honest_run(Stage& stage);
void honest_run_with(Stage& stage, const Keys& keys);

}  // namespace assay::mallory

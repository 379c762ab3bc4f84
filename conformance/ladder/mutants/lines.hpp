// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "conformance/ladder/rungs.hpp"

// Rungs with one flaw in their line. What is wrong at both ends alike still agrees with itself.
namespace assay::rungs {

const Rung& mac_over_signature();         // sigma-0 that macs what sts-mac does
const Rung& signature_without_Y();        // badh whose sigA is over X alone
const Rung& mac_key_is_public();          // sigma-0 whose mac keys come from P
const Rung& one_key_both_ways();          // sigma-r whose msg4 is under the keys and header of msg3
const Rung& done_before_ack();            // sigma-i-ack without its last message
const Rung& asks_before_signature();      // iso whose responder asks at msg1
const Rung& signatures_without_shares();  // badh whose signatures are over names alone
const Rung& done_at_msg2();               // iso without its last message
const Rung& msg4_names_A();               // sigma-r that names the initiator once more
const Rung& msg3_names_B();               // sigma-i that names the responder once more
const Rung& box_key_is_public();          // sigma-i whose box keys come from X
const Rung& record_keys_of_X();           // dh whose record keys come from X
const Rung& y_of_X();                     // dh whose y comes from X
const Rung& points_in_a_list();           // dh that compares shares with a list, and not Z
const Rung& empty_macs();                 // sigma-0 that reads no mac, and compares none
const Rung& empty_ack();                  // sigma-i-ack whose ack is empty, and not compared
const Rung& longer_boxes();               // sigma-r that reads a byte more in each box
const Rung& longer_messages();            // badh that reads a byte more after each proof
const Rung& signatures_of_the_neutral();  // sigma-0 that verifies under keys of small order

}  // namespace assay::rungs

// SPDX-License-Identifier: MIT
#pragma once

#include <set>

// What can be wrong with an implementation of SHS1, one switch each. The number of the mutant that
// has it stands beside it; mutants.cpp says it in words and which rows it breaks.
namespace assay::mutants {

enum class Flaw {
  // The hellos.
  server_skips_mac,           // M01
  mac_compared_on_16_bytes,   // M02
  client_skips_mac,           // M03
  hello_mac_keyed_by_server,  // M39, not interoperable
  // msg3.
  server_skips_signature,  // M04
  reports_previous_peer,   // M05
  sigA_may_omit_B_p,       // M06
  sigA_may_omit_hab,       // M07
  sigA_may_omit_K,         // M08
  K2_may_omit_aB,          // M16
  K2_omits_aB,             // M17, not interoperable
  K2_may_omit_ab,          // M18
  second_msg3_is_tried,    // M70
  K2_may_omit_K,           // M77
  K2_may_be_reordered,     // M78
  msg3_tag_ignored,        // M79
  error_text_for_bad_box,  // M80
  msg3_remembered,         // M81
  server_wraps_S,          // M64, which no row notices
  // msg4.
  sigB_omits_K,               // M09, not interoperable
  sigB_may_omit_H,            // M10
  client_skips_signature,     // M11
  client_ignores_tag,         // M13
  success_before_msg4,        // M14
  client_speaks_before_msg4,  // M15
  msg4_may_be_under_K2,       // M19
  client_accepts_reflection,  // M67
  client_mixes_sessions,      // M73
  sigB_by_any_server,         // M12
  // Ephemeral keys.
  one_server_ephemeral,           // M20
  client_redials_with_ephemeral,  // M21
  ephemeral_of_16_bits,           // M74
  ephemeral_is_hashed_key,        // M76
  ephemeral_is_hashed_count,      // M22
  ephemeral_is_kept,              // M63, which no row notices
  // Points and keys of low order.
  server_dh_unchecked,       // M23
  lax_signature_check,       // M23b: accepts A_p of small order
  bit_255_evades_blacklist,  // M24
  small_R_refused,           // M25: with lax_signature_check, the wrong half of a defence
  third_dh_checked,          // M26: Ab alone, with server_dh_unchecked
  client_dh_unchecked,       // M27
  failed_msg3_is_sent,       // M28
  low_order_kills,           // M29
  bad_A_p_kills,             // M30
  // Authorization.
  asks_before_signature,       // M31
  error_text_to_unauthorized,  // M32
  reset_for_unauthorized,      // M33
  unauthorized_lingers,        // M34
  unauthorized_waits,          // M37, which no row notices
  failures_are_told,           // M69
  msg4_before_authorize,       // M35
  never_asks,                  // M36
  asks_about_previous_peer,    // M92
  names_itself,                // M91
  early_data_delivered,        // M68
  list_compares_8_bytes,       // M71
  list_of_curve_keys,          // M72
  // What is written and read.
  server_greets,                // M38
  client_writes_A_p,            // M40, not interoperable
  server_writes_A_p,            // M84, not interoperable
  server_writes_B_p,            // M85, not interoperable
  client_writes_B_p,            // M86, not interoperable
  client_pads_by_B_p,           // M87, not interoperable
  short_reads,                  // M65
  loses_bytes_after_msg4,       // M66
  loses_bytes_after_msg1,       // M82
  eof_ignored,                  // M83
  state_shared_by_connections,  // M61
  one_handshake_at_a_time,      // M62
  no_time_limit,                // M59
  limit_on_each_read,           // M60
  exit_0_after_failure,         // M75
  // The outcome.
  one_key_for_both_directions,  // M41, not interoperable
  keys_swapped,                 // M42, not interoperable
  nonce_from_end_of_mac,        // M43, not interoperable
  // box-stream.
  little_endian_nonce,          // M44, not interoperable
  header_and_body_share_nonce,  // M45, not interoperable
  body_nonce_first,             // M46, not interoperable
  eof_at_boundary_is_clean,     // M47
  eof_after_header_is_clean,    // M48
  eof_in_header_is_clean,       // M49
  eof_in_body_is_clean,         // M88
  body_tag_ignored,             // M50
  delivers_before_tag,          // M51
  dies_above_4096,              // M52
  empty_body_is_goodbye,        // M53
  zero_length_is_goodbye,       // M54
  reads_after_goodbye,          // M55
  packets_in_any_order,         // M89
  takes_reflections,            // M90
  looks_for_next_packet,        // M57
  writes_after_goodbye,         // M56
  nonce_restarts_each_write,    // M58, not interoperable
};

using Flaws = std::set<Flaw>;

}  // namespace assay::mutants

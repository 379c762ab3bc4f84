// SPDX-License-Identifier: MIT
//
// The header alone, in the oldest C and C++ that it is for.
#include "conformance/targets/library/assay_hsp.h"

int header_is_enough(hsp_session* session, hsp_answer* answer);

int header_is_enough(hsp_session* session, hsp_answer* answer) { return hsp_poll(session, answer); }

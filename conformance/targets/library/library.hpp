// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "conformance/targets/hsp_hello.hpp"
#include "conformance/targets/library/assay_hsp.h"

namespace assay {

// The functions of a shared library that follows the C ABI (spec/shim.md §10).
struct Library {
  decltype(&hsp_abi) abi;
  decltype(&hsp_describe) describe;
  decltype(&hsp_open) open;
  decltype(&hsp_step) step;
  decltype(&hsp_eof) eof;
  decltype(&hsp_poll) poll;
  decltype(&hsp_send) send;
  decltype(&hsp_finish) finish;
  decltype(&hsp_next_event) next_event;
  decltype(&hsp_get) get;
  decltype(&hsp_close) close;
  // Null in a library that need not have them.
  decltype(&hsp_take) take;
  decltype(&hsp_next_datagram) next_datagram;
  decltype(&hsp_at) at;
};

// Loads the file into this process, for good: a library whose threads run cannot be unloaded.
// Throws Defective, in one sentence, when it is no library, lacks a function or has another ABI.
Library load_library(const std::string& file);

// The one protocol that the library says it speaks. Throws Defective.
std::string protocol_of(const Library& library);

// hsp_describe, read as strictly as an answer to hello. Throws Defective.
Hello describe(const Protocol& protocol, const Library& library);

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/targets/library/host.hpp"

#include "conformance/engine/protocol.hpp"

int main(int argc, char** argv) { return assay::host_library(assay::all_protocols(), argc, argv); }

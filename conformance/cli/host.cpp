// SPDX-License-Identifier: MIT
#include "conformance/targets/library/host.hpp"

#include "conformance/shs1/protocol.hpp"

int main(int argc, char** argv) { return assay::host_library(assay::shs1_protocols(), argc, argv); }

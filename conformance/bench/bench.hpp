// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

// What assay-bench must know of a protocol; conformance/PROTOCOL/bench.cpp gives one of each
// variant.
namespace assay {

struct Primitive {
  std::string name;
  int count;  // calls in one handshake, both roles
  std::function<void()> once;
};

struct Benchmark {
  std::string protocol;               // as --protocol takes it
  std::function<void()> prepare;      // makes the long-term keys of both ends
  std::function<void()> handshake;    // the same, then one handshake of the reference, both roles
  std::vector<Primitive> primitives;  // all that its spec needs
};

// Of every protocol of this build, in the order of the list in CMake.
std::vector<Benchmark> all_benchmarks();

}  // namespace assay

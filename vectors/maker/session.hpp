// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/maker/vector_set.hpp"

// Makes tests, for the files of a VectorSet.
namespace assay::vectors {

// A test of an honest session, every value of it computed by the reference. `test` brings the given
// keys, id, comment and flags.
Test honest(const VectorSet& set, Test test);

struct Case {
  std::string slug;
  std::string flag;
  std::string comment;
  Delta delta;
};

// Which message carries the change, and where a sound implementation refuses it and why. With no
// reason it accepts.
struct Where {
  std::string party, reads, earliest, latest, reason;
};

// `control` with the change made: wires and intermediates by evaluate(), where the reference takes
// part by its play. The id is PROTOCOL/PARTY/READS/SLUG.
Test changed(const VectorSet& set, const Test& control, const Case& change, const Where& where);

}  // namespace assay::vectors

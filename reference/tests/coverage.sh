#!/bin/sh
# SPDX-License-Identifier: MIT
# Line coverage of reference/ by its own tests, printed by file. Exit status 1 below 100 %.
# Counters are atomic, since tests of the engine have threads: torn ones are negative, and gcovr gives up.
# usage: coverage.sh [BUILD_DIR], from the project's root; needs g++ and gcovr
set -eu
build=${1:-build/coverage}
cmake -G Ninja -B "$build" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=g++ \
  "-DCMAKE_CXX_FLAGS=--coverage -fprofile-update=atomic" -DCMAKE_EXE_LINKER_FLAGS=-Wl,-u,__gcov_dump >/dev/null
cmake --build "$build" --target test_reference_common test_shs1 test_box_stream >/dev/null
find "$build" -name '*.gcda' -delete
for test in test_reference_common test_shs1 test_box_stream; do "$build/$test" >/dev/null 2>&1; done
gcovr --root . --filter reference/ --exclude '.*/tests/.*' --fail-under-line 100 "$build"

// SPDX-License-Identifier: MIT
#include "conformance/toy/formulas.hpp"
#include "conformance/toy/rows.hpp"
#include "vectors/maker/knowledge.hpp"
#include "vectors/maker/session.hpp"
#include "vectors/toy/vector_set.hpp"

namespace assay::vectors {
namespace {

constexpr Nanos new_year_2030 = Nanos{1'893'456'000} * 1'000'000'000, ten_seconds = 10'000'000'000;

Test session(const std::string& slug, const std::string& comment, Nanos t, Nanos T) {
  Test test;
  test.id = "toy/ok/" + slug;
  test.comment = comment;
  test.flags = {"Honest"};
  test.shared = {{"K", Bytes(32, 7)}};
  test.parties["left"] = {{"n", Bytes(16, 1)}, {"t", clock_bytes(t)}};
  test.parties["right"] = {{"N", Bytes(16, 2)}, {"T", clock_bytes(T)}};
  return honest(toy_vector_set(), std::move(test));
}

Test known_answer() {
  return session("known-answer", "the control of every rejection", new_year_2030, new_year_2030);
}

// A change of conformance/toy/rows.cpp: the attack and the vector cannot differ.
Test refused(const std::string& message, const std::string& id, const std::string& slug,
             const Case& shown, const std::string& reason) {
  const Test control = known_answer();
  const Values values = evaluate(toy_vector_set(), control, "right", std::nullopt);
  Case change = shown;
  change.delta = terms::change_of(toy_book(Carrier::stream), toy_rows(), message, id, slug, values);
  return changed(toy_vector_set(), control, change, {"right", message, message, message, reason});
}

}  // namespace

std::vector<Test> toy_accept_tests() {
  return {known_answer(),
          session("ten-seconds-late", "the oldest hello that is taken", new_year_2030,
                  new_year_2030 + ten_seconds),
          session("ten-seconds-early", "the newest hello that is taken", new_year_2030,
                  new_year_2030 - ten_seconds)};
}

std::vector<Test> toy_reject_tests() {
  return {
      refused("h", "T02", "late-by-1-ns",
              {"late-by-1-ns", "Stale", "a nanosecond older than is taken", {}}, "stale"),
      refused("h", "T02", "early-by-1-ns",
              {"early-by-1-ns", "Stale", "a nanosecond newer than is taken", {}}, "stale"),
      refused("h", "T02", "of-1970", {"of-1970", "Stale", "at the beginning of time", {}}, "stale"),
      refused("h", "T03", "", {"reflected", "Reflected", "right's own hello", {}}, "reflected"),
      refused("p", "T04", "zero-key", {"zero-key", "WrongKey", "a key of zeros", {}}, "bad_proof"),
      refused("p", "T04", "reflected", {"reflected", "Reflected", "right's own proof", {}},
              "bad_proof"),
      refused("p", "T04", "without-own-hello",
              {"without-own-hello", "WrongKey", "a proof that names one hello", {}}, "bad_proof"),
      refused("p", "T04", "first-bit", {"first-bit", "WrongKey", "one bit of the proof", {}},
              "bad_proof"),
      refused("d", "T05", "zero-key", {"zero-key", "WrongKey", "a key of zeros", {}}, "bad_finish"),
      refused("d", "T05", "other-order",
              {"other-order", "WrongKey", "the two proofs in the other order", {}}, "bad_finish"),
      refused("d", "T05", "last-bit", {"last-bit", "WrongKey", "one bit of the finish", {}},
              "bad_finish")};
}

std::vector<Question> toy_questions() {
  const Test control = known_answer();
  const auto asked = [&](const char* slug, const char* comment,
                         const std::vector<std::string>& secrets) {
    return question(toy_vector_set(), control, {slug, "SessionKey", comment, secrets, "k"});
  };
  return {asked("session-key-overheard", "one who listens", {}),
          asked("session-key-with-shared-key", "one who recorded the session, and stole K later",
                {"K"})};
}

}  // namespace assay::vectors

// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/ladder/formulas.hpp"

namespace assay::rungs {
namespace {

using terms::Field, terms::Step;
using Steps = std::vector<Step>;

bool is_zero(View value) {
  return std::ranges::all_of(value, [](std::uint8_t byte) { return byte == 0; });
}
bool is_no_zero(View value) { return !is_zero(value); }
bool is_known(View key) { return !key.empty(); }

bool is_over(const Letters& covered, std::string_view letter) {
  return std::ranges::find(covered, letter) != covered.end();
}

// The steps of both ends in the order of spec/ladder.md §5, one line of it after the other.
class Course {
 public:
  Course(const Rung& rung, bool by_directory) : rung_(rung), by_directory_(by_directory) {}

  Steps initiator() {
    compute("X");
    make(1, true);
    take(2, true);
    if (rung_.last() >= 3) make(3, true);
    if (rung_.last() == 4) take(4, true);
    return finished("B");
  }

  Steps responder() {
    compute("Y");
    take(1, false);
    make(2, false);
    if (rung_.last() >= 3) take(3, false);
    if (rung_.last() == 4) make(4, false);
    return finished("A");
  }

 private:
  void compute(std::string_view letter) {
    steps_.push_back({.kind = Step::Kind::compute, .letter = letter});
  }
  void check(std::string_view letter, std::string_view reason, bool (*holds)(View) = nullptr) {
    steps_.push_back(
        {.kind = Step::Kind::check, .letter = letter, .reason = reason, .holds = holds});
  }

  void make(int n, bool initiator) {
    const Said& said = rung_.message(n);
    compute(numbered("h", n));
    if (said.has(initiator ? "sigA" : "sigB")) prove(initiator);
    if (said.has("ack")) compute("ack");
    if (!said.hidden().empty()) {
      compute(numbered("content", n));
      if (!said.boxed.empty()) compute(numbered("seal", n));
      compute(numbered("box", n));
    }
    compute(numbered("msg", n));
    steps_.push_back({.kind = Step::Kind::send, .letter = numbered("msg", n)});
  }

  void prove(bool initiator) {
    const std::string_view sig = initiator ? "sigA" : "sigB", mac = initiator ? "macA" : "macB";
    const Letters &signs = initiator ? rung_.sigA : rung_.sigB,
                  &macs = initiator ? rung_.macA : rung_.macB;
    const bool mac_first = is_over(signs, mac);
    if (mac_first) compute(mac);
    compute(sig);
    if (!macs.empty() && !mac_first) compute(mac);
  }

  void take(int n, bool initiator) {
    read(n);
    if (n <= 2) agree();
    open(n);
    const bool proof = rung_.message(n).has(initiator ? "sigB" : "sigA");
    if (proof && initiator) {
      verify("keyB", "sigB", "macB", rung_.sigB, rung_.message(n));
      compute("B-called");
      check("B-called", "wrong_peer", is_zero);
    } else if (proof) {
      verify("keyA", "sigA", "macA", rung_.sigA, rung_.message(n));
      steps_.push_back({.kind = Step::Kind::ask, .letter = "A", .reason = "not_authorized"});
    }
    if (rung_.message(n).has("ack")) check("ack", "bad_mac");
  }

  void read(int n) {
    std::vector<Field> fields = {{"length", 2}, {numbered("h", n), 4}};
    for (const std::string_view letter : rung_.message(n).clear)
      fields.push_back({letter, bytes_of(letter)});
    if (const std::size_t hidden = bytes_hidden(n))
      fields.push_back({numbered("box", n), hidden + (rung_.message(n).boxed.empty() ? 0 : 16)});
    steps_.push_back({.kind = Step::Kind::read, .letter = numbered("msg", n), .fields = fields});
    check(numbered("h", n), "bad_frame");
  }

  std::size_t bytes_hidden(int n) const {
    std::size_t bytes = 0;
    for (const std::string_view letter : rung_.message(n).hidden()) bytes += bytes_of(letter);
    return bytes;
  }

  void agree() {
    compute("Z");
    check("Z", "low_order_point", is_no_zero);
    if (!rung_.macA.empty()) compute("mac-i"), compute("mac-r");
    if (rung_.hides()) compute("enc-i"), compute("enc-r");
    if (rung_.is_acknowledged()) compute("ack-r");
  }

  void open(int n) {
    const Said& said = rung_.message(n);
    if (said.hidden().empty()) return;
    if (!said.boxed.empty()) compute(numbered("seal", n));
    std::vector<Field> fields;
    for (const std::string_view letter : said.hidden())
      fields.push_back({letter, bytes_of(letter)});
    steps_.push_back({.kind = Step::Kind::open,
                      .letter = numbered("box", n),
                      .fields = fields,
                      .reason = "bad_box"});
  }

  void verify(std::string_view key, std::string_view sig, std::string_view mac,
              const Letters& signs, const Said& said) {
    compute(key);
    if (by_directory_) check(key, "unknown_name", is_known);
    if (is_over(signs, mac)) compute(mac);
    steps_.push_back(
        {.kind = Step::Kind::check, .letter = sig, .reason = "bad_signature", .under = key});
    if (said.has(mac)) check(mac, "bad_mac");
  }

  Steps finished(std::string_view peer) {
    compute("app-i");
    compute("app-r");
    steps_.push_back(
        {.kind = Step::Kind::done, .letter = rung_.has_names() ? peer : std::string_view()});
    return std::move(steps_);
  }

  const Rung& rung_;
  bool by_directory_;
  Steps steps_ = {};
};

}  // namespace

std::map<Role, Steps> rung_steps(const Rung& rung, bool by_directory) {
  return {{Role::client, Course(rung, by_directory).initiator()},
          {Role::server, Course(rung, by_directory).responder()}};
}

}  // namespace assay::rungs

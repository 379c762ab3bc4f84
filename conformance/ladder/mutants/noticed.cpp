// SPDX-License-Identifier: MIT
#include "conformance/ladder/mutants/noticed.hpp"

#include <algorithm>

#include "conformance/ladder/formulas.hpp"
#include "conformance/terms/slips.hpp"

namespace assay::rungs {
namespace {

using terms::Slip, terms::Step;
using How = Slip::How;

bool is_box(std::string_view letter) {
  return letter.starts_with("seal") || letter.starts_with("box");
}

// Whether the initiator makes it.
bool is_initiators(std::string_view letter) {
  if (is_box(letter)) return (letter.back() - '0') % 2 == 1;
  return letter.ends_with("A") || letter.ends_with("-i");
}

struct Noticer {
  std::string_view letters;  // how they begin
  const char *attack, *because;
};
constexpr Noticer noticers[] = {
    {"sig", "L12", "a signature shows no more than what it is over (spec/ladder.md#3.5)"},
    {"mac", "L14", "a mac binds by its key and its text, and by nothing else (spec/ladder.md#3.3)"},
    {"ack", "L19", "the ack tells the initiator who was verified (spec/ladder.md#6.13)"},
    {"seal", "L16", "a box opens for one key and one message (spec/ladder.md#3.4)"},
    {"box", "L16", "a box opens for one key and one message (spec/ladder.md#3.4)"}};

const Noticer& noticer_of(std::string_view letter) {
  return *std::ranges::find_if(noticers,
                               [&](const Noticer& n) { return letter.starts_with(n.letters); });
}

std::string role_of_row(std::string_view letter) {
  return is_initiators(letter) && letter != "ack" ? "server" : "client";
}

std::string proof_row(std::string_view letter) {
  if (letter == "ack") return "client.P05";
  return is_initiators(letter) ? "server.P02" : "client.P03";
}

const Letters& covered_by(const Rung& rung, std::string_view letter) {
  static const Letters of_ack = {"B", "A"};
  if (letter == "ack") return of_ack;
  if (letter.starts_with("sig")) return letter == "sigA" ? rung.sigA : rung.sigB;
  return letter == "macA" ? rung.macA : rung.macB;
}

// As attacks/rows.cpp calls it.
std::string case_of(const Rung& rung, const Slip& slip) {
  const bool key = !slip.part.starts_with("h") && is_box(slip.letter);
  if (slip.how == How::turned) return "of-the-other-direction";
  if (key) return "zero-key";
  if (is_box(slip.letter)) return slip.how == How::dropped ? "without-header" : "zero-header";
  const Letters& covered = covered_by(rung, slip.letter);
  if (slip.how == How::swapped && covered.size() == 2 && covered.front() == slip.part)
    return "in-reverse";
  return terms::manner(rung_book(rung, std::string(id_is_key)), slip);
}

bool is_hidden(const Rung& rung, std::string_view name) {
  return std::ranges::any_of(rung.messages, [&](const Said& m) {
    return std::ranges::find(m.hidden(), name) != m.hidden().end();
  });
}

// A key that comes of zeros, which everyone has.
std::optional<Noticed> noticed_as_public(const Rung& rung, std::string_view key) {
  const bool initiators = is_initiators(key);
  if (key.starts_with("mac"))
    return Noticed{proof_row(key), initiators ? "server.A05" : "client.A06", "mac-of-zero",
                   "E macs its own name, so nothing binds it to the secret (spec/ladder.md#6.9)"};
  if (key.starts_with("app"))
    return Noticed{initiators ? "client.P01" : "server.P01",
                   initiators ? "client.A17" : "server.A17", "", "what is sent is for everyone"};
  if (key.starts_with("enc") && is_hidden(rung, initiators ? "A" : "B"))
    return Noticed{initiators ? "client.P09" : "server.P10",
                   initiators ? "client.L26" : "server.L26", "", "whoever listens has the key"};
  return std::nullopt;
}

bool is_labelled_key(std::string_view letter) { return letter.find('-') != std::string_view::npos; }

}  // namespace

Noticed noticed_where_also_taken(const Rung& rung, const Slip& slip) {
  const Noticer& by = noticer_of(slip.letter);
  return {proof_row(slip.letter), role_of_row(slip.letter) + "." + by.attack, case_of(rung, slip),
          by.because};
}

std::optional<Noticed> noticed_where_alike(const Rung& rung, const Slip& slip) {
  // An order that both agree on hides nothing and shows nothing.
  if (slip.how == How::swapped) return std::nullopt;
  if (is_labelled_key(slip.letter)) {
    if (slip.part == "Z") return noticed_as_public(rung, slip.letter);
    // P stands in the header and in what is signed.
    return std::nullopt;
  }
  // Signed with no key of theirs they refuse each other. Without a name there is nothing to sign.
  if (slip.part.starts_with("seed")) return std::nullopt;
  return noticed_where_also_taken(rung, slip);
}

std::string row_of_check(const Step& step, Role role) {
  const std::string is(name(role));
  if (step.reason == "bad_frame" || step.reason == "not_authorized") return is + ".C";
  if (step.reason == "low_order_point") return is + ".P01";
  if (step.letter == "ack") return is + ".P05";
  return is + (role == Role::server ? ".P02" : ".P03");
}

std::string why_nothing_changes(const Rung& rung, const Step& step) {
  const bool boxed = step.letter.back() >= '1' && step.letter.back() <= rung.last() + '0' &&
                     (step.kind == Step::Kind::open || step.reason == "bad_frame") &&
                     !rung.message(step.letter.back() - '0').boxed.empty();
  if (step.kind == Step::Kind::open && !boxed) return "a box without a tag refuses nothing";
  if (step.reason == "bad_frame" && boxed)
    return "the header is the associated data of the message's own box, which does not open";
  if (step.reason == "unknown_name") return "no signature verifies under a key that is none";
  return "";
}

}  // namespace assay::rungs

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/machine.hpp"
#include "reference/ladder/keys.hpp"
#include "vectors/ladder/book.hpp"
#include "vectors/ladder/vector_set.hpp"

namespace assay::vectors {
namespace {

using rungs::Rung;

std::span<const std::uint8_t, 32> value_in(const Values& values, std::string_view letter) {
  return View(values.find(letter)->second).first<32>();
}

template <class Side>
Bytes share_of(const Values& values, std::string_view scalar) {
  return copy_of(ladder::EphemeralSecret<Side>::from(value_in(values, scalar)).share().view());
}

Bytes key_of(const Values& values, std::string_view seed) {
  return copy_of(reference::verify_key(reference::signing_key(value_in(values, seed))).view());
}

const Values& keys_of_party(const Test& test, std::string_view party) {
  return test.parties.find(party)->second;
}

rungs::RungSettings settings_in(const Rung& rung, const Test& test, std::string_view party) {
  const bool client = party == "client";
  const Values& own = keys_of_party(test, party);
  rungs::RungSettings s{.role = client ? Role::client : Role::server, .mode = test.mode};
  s.ephemeral = own.at(client ? "x" : "y");
  if (!rung.has_names()) return s;
  s.own_name = own.at(client ? "A" : "B");
  s.seed = own.at(client ? "seedA" : "seedB");
  if (client) s.called = own.at("called");
  s.entries =
      rungs::registered(test.mode, entries_in(test.shared.at("entries"), test.shared.at("proofs")));
  return s;
}

bool is_admitted(const Test& test, const Bytes& name) {
  const View admits = keys_of_party(test, "server").at("admits");
  for (std::size_t at = 0; at < admits.size(); at += 32)
    if (std::ranges::equal(admits.subspan(at, 32), name)) return true;
  return false;
}

// A wire that is longer than its message is read as far as the message goes.
Bytes framed_part(Bytes wire) {
  const std::size_t whole = 2 + static_cast<std::size_t>(wire.at(0) << 8 | wire.at(1));
  if (wire.size() > whole) wire.resize(whole);
  return wire;
}

// One end of the reference, as a test goes on.
class Part {
 public:
  Part(const Rung& rung, const Test& test, std::string_view party)
      : test_(test), machine_(reference_machine(rung, settings_in(rung, test, party))) {
    if (party == "client") machine_->start(host_);
    note();
  }

  void say(const std::string& message) { played_.sent[message] = std::exchange(out_, {}); }

  // False where it ends.
  bool hear(const std::string& message) {
    const auto wire = std::ranges::find(test_.transcript, message, &Wire::message);
    if (wire == test_.transcript.end()) return ended(message, "end_of_stream");
    Bytes input = framed_part(wire->wire);
    machine_->read(host_, input);
    if (host_.asked()) decide();
    const Answer answer = note();
    if (answer.state == State::rejected) return ended(message, answer.why);
    return input.empty() || ended(message, "end_of_stream");
  }

  Played& played() { return played_; }

 private:
  void decide() {
    const bool admitted = is_admitted(test_, host_.peer_asked());
    host_.answered();
    machine_->decided(host_, admitted ? peers::Decision::admit : peers::Decision::refuse);
  }

  Answer note() {
    Answer answer = host_.take();
    out_ = cat(out_, answer.out);
    if (answer.state != State::done || played_.outcome) return answer;
    played_.outcome = Values{};
    for (auto& [name, value] : machine_->outcome()) (*played_.outcome)[name] = value;
    for (const Event& event : answer.events)
      if (event.kind == Event::Kind::done && event.peer) (*played_.outcome)["peer"] = *event.peer;
    return answer;
  }

  bool ended(const std::string& at, const std::string& reason) {
    played_.rejected_at = at;
    played_.reason = reason;
    return false;
  }

  const Test& test_;
  std::unique_ptr<peers::Machine> machine_;
  peers::Host host_ = {};
  Bytes out_ = {};
  Played played_ = {};
};

// Cut off the front of `rest`, letter by letter.
void take_letters(const rungs::Letters& letters, View& rest, Values& values) {
  for (const std::string_view letter : letters) {
    const std::size_t bytes = rungs::bytes_of(letter);
    values[std::string(letter)] = copy_of(rest.first(bytes));
    rest = rest.subspan(bytes);
  }
}

// What a message says, its box opened.
void take_message(const Rung& rung, int n, View wire, Values& values) {
  const rungs::Said& said = rung.message(n);
  View rest = wire.subspan(6);
  take_letters(said.clear, rest, values);
  if (said.hidden().empty()) return;
  const View key = values.at(n % 2 == 0 ? "enc-r" : "enc-i");
  values[std::string(rungs::numbered("box", n))] = copy_of(rest);
  const Bytes content =
      said.boxed.empty() ? rungs::mask(key, rest) : *rungs::unseal(key, wire.subspan(2, 4), rest);
  values[std::string(rungs::numbered("content", n))] = content;
  View inner = content;
  take_letters(said.hidden(), inner, values);
}

template <class Label>
Bytes key_labelled_by(const Rung& rung, const ladder::SharedSecret& Z) {
  return copy_of(ladder::K<Label>(static_cast<ladder::Proto>(rung.P), Z).view());
}

void add_ladder_keys(const Rung& rung, const Test& test, Values& values) {
  const auto x = ladder::EphemeralSecret<ladder::Initiator>::from(
      value_in(keys_of_party(test, "client"), "x"));
  const auto Y = ladder::ResponderShare::from(value_in(keys_of_party(test, "server"), "Y"));
  const auto Z = ladder::agree(x, Y);
  values["Z"] = copy_of(Z->view());
  values["mac-i"] = key_labelled_by<ladder::MacI>(rung, *Z);
  values["mac-r"] = key_labelled_by<ladder::MacR>(rung, *Z);
  values["enc-i"] = key_labelled_by<ladder::EncI>(rung, *Z);
  values["enc-r"] = key_labelled_by<ladder::EncR>(rung, *Z);
  values["ack-r"] = key_labelled_by<ladder::AckR>(rung, *Z);
  values["app-i"] = key_labelled_by<ladder::AppI>(rung, *Z);
  values["app-r"] = key_labelled_by<ladder::AppR>(rung, *Z);
}

// A mac that is signed and not sent.
void add_unsent_mac(const rungs::Letters& over, const std::string& mac, const std::string& key,
                    Values& values) {
  if (over.empty() || values.contains(mac)) return;
  Bytes text;
  for (const std::string_view letter : over) text = cat(text, values.find(letter)->second);
  values[mac] = rungs::mac(values.at(key), text);
}

}  // namespace

void set_up_rung(const Rung& rung, Test& test) {
  Values &client = test.parties["client"], &server = test.parties["server"];
  client["X"] = share_of<ladder::Initiator>(client, "x");
  server["Y"] = share_of<ladder::Responder>(server, "y");
  if (!rung.has_names()) return;
  client["keyA"] = key_of(client, "seedA");
  server["keyB"] = key_of(server, "seedB");
  client["called"] = server["B"];
  server["admits"] = client["A"];
}

Played play_rung(const Rung& rung, const Test& test, std::string_view party) {
  Part part(rung, test, party);
  for (int n = 1; n <= rung.last(); ++n) {
    const std::string message(rungs::numbered("msg", n));
    const bool own = (n % 2 == 1) == (party == "client");
    if (own) {
      part.say(message);
    } else if (!part.hear(message)) {
      part.played().outcome.reset();
      break;
    }
  }
  return std::move(part.played());
}

Values intermediates_of_rung(const Rung& rung, const Test& test) {
  Values values;
  add_ladder_keys(rung, test, values);
  for (int n = 1; n <= rung.last(); ++n)
    take_message(rung, n, test.transcript.at(static_cast<std::size_t>(n - 1)).wire, values);
  add_unsent_mac(rung.macA, "macA", "mac-i", values);
  add_unsent_mac(rung.macB, "macB", "mac-r", values);
  Values listed;
  for (const Intermediate& one : rung_vector_set(rung).intermediates)
    listed[one.letter] = values.at(one.letter);
  return listed;
}

}  // namespace assay::vectors

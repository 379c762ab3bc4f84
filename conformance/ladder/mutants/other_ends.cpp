// SPDX-License-Identifier: MIT
#include "conformance/ladder/mutants/around_sound.hpp"
#include "conformance/ladder/mutants/mutants.hpp"

// Flaws that are in no formula and no step.
namespace assay::rungs {
namespace {

std::unique_ptr<peers::Machine> with_one_scalar(const Rung& rung, RungSettings s) {
  s.ephemeral = Bytes(32, s.role == Role::client ? 0x29 : 0x92);
  return reference_machine(rung, s);
}

// Writes a byte before it refuses whoever is not admitted.
class Talkative final : public AroundSound {
 public:
  using AroundSound::AroundSound;
  void decided(peers::Host& host, peers::Decision decision) override {
    if (decision != peers::Decision::admit) host.send(Bytes{0});
    AroundSound::decided(host, decision);
  }
};

// Waits for as much as a length says.
class Patient final : public AroundSound {
 public:
  using AroundSound::AroundSound;
  void read(peers::Host& host, Bytes& input) override {
    if (input.size() < 2 || input.size() < 2 + static_cast<std::size_t>(input[0] << 8 | input[1]))
      return;
    AroundSound::read(host, input);
  }
};

// Does not hear that the stream ended.
class Deaf final : public AroundSound {
 public:
  using AroundSound::AroundSound;
  void ended(peers::Host&, Eof, std::size_t) override {}
};

// Takes what came at once for a message.
class Hasty final : public AroundSound {
 public:
  using AroundSound::AroundSound;
  void read(peers::Host& host, Bytes& input) override {
    if (!dead_) AroundSound::read(host, input);
    if (input.empty() || host.asked()) return;
    if (!dead_) host.reject("bad_frame");
    dead_ = true;
    input.clear();
  }

 private:
  bool dead_ = false;
};

template <class End>
std::unique_ptr<peers::Machine> both_ends(const Rung& rung, const RungSettings& s) {
  return std::make_unique<End>(rung, s);
}

}  // namespace

std::vector<LadderMutant> mutants_with_another_end() {
  return {
      {"M13",
       "whoever is not admitted gets a byte, a wrong proof none",
       &rung_named("sigma-r"),
       std::string(id_is_key),
       both_ends<Talkative>,
       {"server.C", "server.R"},
       {"server.L47", "server.L53"},
       "a byte after msg3 tells that its proof was good, where the application's refusal is to end "
       "all; it is no message, and has nothing of a name"},
      {"M29",
       "one scalar serves every run",
       &rung_named("sigma-0"),
       std::string(id_is_key),
       with_one_scalar,
       {"client.P01", "client.P03", "client.P06", "client.P07", "server.P01", "server.P02",
        "server.P04", "server.P06", "server.P07", "server.P13"},
       {"client.L21", "client.L38", "client.A03", "server.L21", "server.L38", "server.A03"},
       "its share is what makes a run fresh: without it a recording is as good as its sender"},
      {"M35",
       "an end waits for whatever a length announces",
       &rung_named("dh"),
       "",
       both_ends<Patient>,
       {"client.R", "server.R"},
       {"client.L05", "server.L05"},
       "a peer that writes two bytes makes it wait for 65,535"},
      {"M36",
       "an end does not notice that the stream ended",
       &rung_named("dh"),
       "",
       both_ends<Deaf>,
       {"client.R", "server.R"},
       {"client.L07", "server.L07"},
       "it waits for ever for the rest of a message"},
      {"M37",
       "an end takes what came at once for a message",
       &rung_named("dh"),
       "",
       both_ends<Hasty>,
       {"client.C", "server.C"},
       {"client.L08", "server.L08"},
       "a stream has no messages: it may come byte by byte"},
  };
}

}  // namespace assay::rungs

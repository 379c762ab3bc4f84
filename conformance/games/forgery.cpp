// SPDX-License-Identifier: MIT
#include "conformance/games/forgery.hpp"

#include <fmt/format.h>

namespace assay {
namespace {

// What the target did that a refusal must not do; empty if nothing.
std::string won(const Conversation& line, const Demand& demand) {
  const Bytes& written = line.unread();
  if (!written.empty() && (!demand.goes_on || demand.goes_on(written)))
    return fmt::format("it wrote {} bytes", written.size());
  if (const std::size_t n = line.unread_datagrams().size(); n != 0)
    return fmt::format("it sent {} datagrams", n);
  if (line.succeeded()) return "it reported success";
  if (!line.delivered().empty()) return "it delivered data to the application";
  if (!demand.verified_is_fine && line.find(Event::Kind::verified) != nullptr) {
    return "it took the peer's identity for proved";
  }
  if (demand.no_authorize && line.find(Event::Kind::authorize) != nullptr) {
    return "it asked the application to authorize a peer that had proved nothing";
  }
  return {};
}

}  // namespace

Result refused(Conversation& line, Demand demand) {
  line.wait([&](const Conversation& c) { return c.ended() || !won(c, demand).empty(); },
            demand.within_ms);
  line.hear_out();
  if (const std::string how = won(line, demand); !how.empty()) {
    return {Verdict::succeeded, fmt::format("{}; {}", how, line.summary())};
  }
  if (!line.ended() && !demand.silence_refuses) {
    return {Verdict::hung, "neither refused nor answered; " + line.summary()};
  }
  return {Verdict::withstood, line.summary()};
}

Result silent_for(Conversation& line, int ms, Demand demand) {
  line.wait([&](const Conversation& c) { return !won(c, demand).empty(); }, ms);
  if (const std::string how = won(line, demand); !how.empty()) {
    return {Verdict::succeeded, fmt::format("{}; {}", how, line.summary())};
  }
  return {Verdict::withstood, line.summary()};
}

}  // namespace assay

// SPDX-License-Identifier: MIT
#include "conformance/engine/attack.hpp"

#include <utility>

namespace assay {
namespace {

// Evidence of one case; a flood beyond it is counted, not kept.
constexpr std::size_t max_entries = 2000;
constexpr std::size_t max_bytes = std::size_t{256} * 1024;

}  // namespace

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::withstood:
      return "WITHSTOOD";
    case Verdict::succeeded:
      return "SUCCEEDED";
    case Verdict::crashed:
      return "CRASHED";
    case Verdict::hung:
      return "HUNG";
    case Verdict::policy:
      return "POLICY";
    case Verdict::skipped:
      return "SKIPPED";
    case Verdict::control_failed:
      return "VOID";
  }
  std::unreachable();
}

bool is_finding(Verdict verdict) {
  return verdict == Verdict::succeeded || verdict == Verdict::crashed || verdict == Verdict::hung;
}

std::string Attack::name() const { return std::string(assay::name(role)) + "/" + id + "-" + slug; }

std::string case_name(const std::string& protocol, const Attack& attack, const std::string& slug) {
  return protocol + "/" + attack.name() + (slug.empty() ? "" : "/" + slug);
}

void Transcript::add(Entry entry) {
  if (entries_.size() >= max_entries || bytes_ + entry.bytes.size() > max_bytes) {
    ++left_out_;
    return;
  }
  bytes_ += entry.bytes.size();
  entries_.push_back(std::move(entry));
}

bool Transcript::is_static() const {
  bool heard = false;
  for (const Entry& e : entries_) {
    if (e.what == "received") heard = true;
    if (e.what == "sent" && heard) return false;
  }
  return left_out_ == 0;
}

}  // namespace assay

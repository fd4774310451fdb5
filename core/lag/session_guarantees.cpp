#include "lag/session_guarantees.hpp"

#include <map>
#include <utility>

namespace distributed {
namespace {

// Reads that are older than the newest earlier operation of that kind in their session and key.
std::vector<Violation> reads_behind(const History& history, Operation::Kind kind) {
  std::map<std::pair<std::uint32_t, std::string>, std::size_t> newest;
  std::vector<Violation> violations;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Operation& operation = history[i];
    const std::pair<std::uint32_t, std::string> place{operation.session, operation.key};
    const auto before = newest.find(place);
    const bool behind =
        before != newest.end() && operation.version < history[before->second].version;
    if (behind && operation.kind == Operation::read) violations.push_back({i, before->second});
    if (!behind && operation.kind == kind) newest[place] = i;
  }
  return violations;
}

}  // namespace

std::vector<Violation> read_your_writes_violations(const History& history) {
  return reads_behind(history, Operation::write);
}

std::vector<Violation> monotonic_reads_violations(const History& history) {
  return reads_behind(history, Operation::read);
}

}  // namespace distributed

#include "quorum/replica_group.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed {

ReplicaGroup::ReplicaGroup(const Quorum& quorum, int nodes, QuorumKind kind)
    : quorum_(validate(quorum)), kind_(kind) {
  if (nodes < quorum.n) {
    throw_out_of_range("replica group: there are ", nodes,
                       " nodes, must be at least n = ", quorum.n);
  }
  up_.assign(static_cast<std::size_t>(nodes), true);
  own_.assign(static_cast<std::size_t>(nodes), 0);
}

ReplicaGroup::WriteOutcome ReplicaGroup::write() {
  WriteOutcome outcome;
  outcome.version = ++written_;
  int absent = 0;  // the next home node that needs a stand-in, if it is down
  for (const int node : reachable()) {
    if (node < quorum_.n) {
      own_[index(node)] = outcome.version;
      outcome.written.push_back(node);
      continue;
    }
    while (is_up(absent)) ++absent;
    outcome.hinted.push_back({node, absent++, outcome.version});
    keep_hint(outcome.hinted.back());
  }
  const std::size_t copies = outcome.written.size() + outcome.hinted.size();
  outcome.succeeded = copies >= static_cast<std::size_t>(quorum_.w);
  if (outcome.succeeded) confirmed_ = outcome.version;
  return outcome;
}

ReplicaGroup::ReadOutcome ReplicaGroup::read(Generator& chance) {
  ReadOutcome outcome;
  const std::vector<int> asked = reachable();
  const std::size_t needed = static_cast<std::size_t>(quorum_.r);
  if (asked.size() < needed) return outcome;
  outcome.succeeded = true;

  for (const std::uint32_t place : sample(chance, static_cast<std::uint32_t>(asked.size()),
                                          static_cast<std::uint32_t>(needed))) {
    outcome.answered.push_back(asked[place]);
  }
  std::sort(outcome.answered.begin(), outcome.answered.end());
  for (const int node : outcome.answered) {
    outcome.version = std::max(outcome.version, version(node));
  }
  outcome.stale = outcome.version < confirmed_;

  std::uint64_t newest = 0;
  for (const int node : asked) newest = std::max(newest, version(node));
  for (const int node : asked) {
    // A stand-in is asked only because its answer counts; the copy is not its own to keep.
    if (node >= quorum_.n || own_[index(node)] == newest) continue;
    own_[index(node)] = newest;
    outcome.repaired.push_back(node);
  }
  return outcome;
}

std::vector<ReplicaGroup::Hint> ReplicaGroup::hand_off() {
  std::vector<Hint> delivered, waiting;
  for (const Hint& hint : hints_) {
    if (!is_up(hint.holder) || !is_up(hint.owner)) {
      waiting.push_back(hint);
      continue;
    }
    std::uint64_t& own = own_[index(hint.owner)];
    own = std::max(own, hint.version);
    delivered.push_back(hint);
  }
  hints_ = std::move(waiting);
  return delivered;
}

void ReplicaGroup::fail(int node) {
  up_[index(node)] = false;
}

void ReplicaGroup::recover(int node) {
  up_[index(node)] = true;
}

bool ReplicaGroup::is_up(int node) const {
  return up_[index(node)];
}

std::uint64_t ReplicaGroup::version(int node) const {
  std::uint64_t newest = own_[index(node)];
  for (const Hint& hint : hints_) {
    if (hint.holder == node) newest = std::max(newest, hint.version);
  }
  return newest;
}

std::size_t ReplicaGroup::index(int node) const {
  if (node < 0 || static_cast<std::size_t>(node) >= up_.size()) {
    throw_out_of_range("replica group: node ", node, " is unknown, there are ", up_.size());
  }
  return static_cast<std::size_t>(node);
}

std::vector<int> ReplicaGroup::reachable() const {
  const int last = kind_ == QuorumKind::strict ? quorum_.n : static_cast<int>(up_.size());
  std::vector<int> nodes;
  for (int node = 0; node < last && static_cast<int>(nodes.size()) < quorum_.n; ++node) {
    if (is_up(node)) nodes.push_back(node);
  }
  return nodes;
}

void ReplicaGroup::keep_hint(const Hint& hint) {
  const auto place =
      std::lower_bound(hints_.begin(), hints_.end(), hint, [](const Hint& a, const Hint& b) {
        return std::pair{a.holder, a.owner} < std::pair{b.holder, b.owner};
      });
  if (place != hints_.end() && place->holder == hint.holder && place->owner == hint.owner) {
    place->version = hint.version;
  } else {
    hints_.insert(place, hint);
  }
}

}  // namespace distributed

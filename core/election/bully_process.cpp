#include "election/bully_process.hpp"

namespace distributed::election {

BullyProcess::Next BullyProcess::start(NodeId self, std::size_t processes) {
  if (holds_election()) return Next::nothing;
  if (self + 1 == processes) return Next::lead;
  phase_ = Phase::asks;
  ++round_;
  return Next::ask_above;
}

bool BullyProcess::answered(std::uint32_t round) {
  if (phase_ != Phase::asks || round != round_) return false;
  phase_ = Phase::waits;
  return true;
}

BullyProcess::Next BullyProcess::waited(NodeId self, std::size_t processes) {
  const Phase phase = phase_;
  if (phase == Phase::idle) return Next::nothing;
  phase_ = Phase::idle;
  // Those above answered and then fell silent: ask again.
  return phase == Phase::asks ? Next::lead : start(self, processes);
}

}  // namespace distributed::election

#pragma once
// One process's part in a Bully election, apart from how messages travel: what it does next when it
// begins, is answered, or waits in vain.
//
//   BullyProcess process;
//   process.start(0, 3);                        // Next::ask_above: ask 1 and 2, wait for answers
//   process.answered(process.round());          // true: a higher one takes over, wait for its news
//   process.waited(0, 3);                       // Next::ask_above again: it never said who leads
//   process.waited(0, 3);                       // Next::lead: nobody above answered this time
//
//            start                no answer
//      idle -------> asks ---------------------> leads, tells all below
//       ^             |  answered        ^
//       |             v                  | no news of a coordinator: a new election
//       +---------- waits ---------------+
//         settle
//
// Elections of a process are numbered, so that an answer to an earlier one, late or doubled, means
// nothing.
//
// Source: that of bully.hpp.

#include <cstddef>
#include <cstdint>

#include "simulation/network.hpp"
#include "simulation/time.hpp"

namespace distributed::election {

using simulation::NodeId;
using simulation::Time;

class BullyProcess {
 public:
  enum class Next : std::uint8_t {
    nothing,
    ask_above,  ///< ask every process with a higher number and wait `patience`
    lead        ///< take the lead and tell the others
  };

  /// Begins an election unless one is held; the highest of all `processes` leads at once.
  Next start(NodeId self, std::size_t processes);

  /// A process above answered the question of that round. False if it changes nothing: it is not
  /// the present round, or another has answered already. If true, wait `patience` anew.
  bool answered(std::uint32_t round);

  /// `patience` is over.
  Next waited(NodeId self, std::size_t processes);

  /// The process learned who leads, or stopped.
  void settle() { phase_ = Phase::idle; }

  bool holds_election() const { return phase_ != Phase::idle; }

  /// The number of the present election, or of the last one; 0 before the first.
  std::uint32_t round() const { return round_; }

  /// How long to wait now, if an answer takes at most `answer_timeout`: for an answer that long,
  /// for news of the coordinator twice.
  Time patience(Time answer_timeout) const {
    return phase_ == Phase::waits ? 2 * answer_timeout : answer_timeout;
  }

 private:
  enum class Phase : std::uint8_t { idle, asks, waits };

  Phase phase_ = Phase::idle;
  std::uint32_t round_ = 0;
};

}  // namespace distributed::election

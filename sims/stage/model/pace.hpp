#pragma once
// How fast a protocol's clock runs in a run: in slow motion while something can be followed, in
// time-lapse while nothing can.
//
//   Pace pace{50, 5};                       // 50 us of the run for 1 us; or 1 us for 5
//   pace.set(false, 1000 * now(), protocol.now());       // from this instant on: slow
//   pace.protocol_time(1000 * now());
//
//   protocol   ./ / /______|______./ / /    The pace changes where something happens, never while a
//   run        slow       lapse   slow      message travels: its way keeps one pace.
//
// Everything happens on a whole multiple of the slow factor, so that the two clocks are exact.

#include "stage/model/messages.hpp"

namespace microsims {

class Pace {
 public:
  using Time = distributed::simulation::Time;

  /// `slow` must divide 1000; neither is checked.
  constexpr Pace(int slow, int fast) : slow_(slow), fast_(fast) {}

  bool lapses() const { return lapses_; }

  /// From this instant on, which is `run` in the run.
  void set(bool lapses, Microseconds run, Time protocol) {
    lapses_ = lapses;
    run_ = run;
    protocol_ = protocol;
  }

  /// When that instant, not before the last change, is past in the run.
  Microseconds run_time(Time at) const {
    const Time since = at - protocol_, grain = Time{slow_} * fast_;
    return run_ + (lapses_ ? (since + grain - 1) / grain : since) * slow_;
  }

  /// What the protocol's clock shows then.
  Time protocol_time(Microseconds run) const {
    return protocol_ + (lapses_ ? (run - run_) * fast_ : (run - run_) / slow_);
  }

  /// The instant of the protocol that was shown then, while messages travel.
  Time instant(Microseconds run) const { return protocol_ + (run - run_) / slow_; }

  /// For messages that travel in slow motion; the first of the protocol has this number.
  Translation translation(MessageNumber first) const {
    return {.first = first, .origin = run_ - protocol_ * slow_, .slow_motion = slow_};
  }

 private:
  int slow_, fast_;
  bool lapses_ = false;
  Microseconds run_ = 0;
  Time protocol_ = 0;
};

}  // namespace microsims

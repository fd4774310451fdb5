#pragma once
// Messages whose fates are decided beforehand, and take place as time passes.
//
//   Script script;
//   const Microseconds asked = script.add({.from = 0, .to = 3, .kind = ask}, 0, 300'000);
//   script.add({.from = 3, .to = 0, .kind = answer}, asked + work, 300'000);
//   script.play(record_, until);     // in pass(): sends and ends what is due by then
//   script.end();                    // when the last one ends: for busy()
//   script.finish(record_, now);     // before another story: those under way arrive at once

#include <vector>

#include "stage/model/record.hpp"

namespace microsims {

class Script {
 public:
  /// Adds a message with its lanes and kind; it ends as `fate` says. Returns when that is.
  Microseconds add(Message message, Microseconds sent, Microseconds travels,
                   Delivery fate = Delivery::arrived);

  void play(Record& record, Microseconds until);
  /// Those that are not sent yet never will be.
  void finish(Record& record, Microseconds at);
  Microseconds end() const;

 private:
  struct Leg {
    Message message;  // number 0: not sent yet
    Delivery fate;
  };
  std::vector<Leg> legs_;  // those that have ended are gone
};

}  // namespace microsims

#pragma once
// Many spreads one after the other: how many rounds do they take, and how many messages?
//
//   Trials trials;
//   trials.begin({.nodes = 12, .fanout = 2}, chance.split());
//   trials.advance(2000);                      // they run by simulated time: the histogram grows
//   trials.tally(Exchange::push).rounds[5];    // so many runs took 5 rounds until all knew

#include <cstdint>
#include <memory>
#include <vector>

#include "gossip/dissemination.hpp"
#include "stage/model/record.hpp"

namespace microsims {

class Trials {
 public:
  struct Tally {
    std::vector<std::uint32_t> rounds;  // index: rounds until all knew
    std::uint64_t all_rounds = 0, all_messages = 0;
  };

  /// Forgets what was, and begins as many runs as there is time for, with each kind of exchange.
  void begin(const distributed::gossip::DisseminationOptions& options,
             const distributed::Generator& chance);
  void forget();

  void advance(Milliseconds time);
  /// How long runs go on to come in.
  Milliseconds left() const { return wanted_ > 0 ? time_for_all - clock_ : 0; }

  std::uint32_t runs() const { return static_cast<std::uint32_t>(clock_ * wanted_ / time_for_all); }
  std::uint32_t wanted() const { return wanted_; }
  Tally tally(distributed::gossip::Exchange exchange) const;

 private:
  static constexpr Milliseconds time_for_all = 2000;

  /// What came of one run.
  struct Outcome {
    std::uint32_t rounds;
    std::uint64_t messages;
  };
  /// Outcomes follow from the options and the chance alone, so they are computed once: whoever goes
  /// back and forth in time reads them again.
  struct Course {
    distributed::gossip::DisseminationOptions options;
    std::uint64_t first;  // bits of the chance: a stream is known by them
    distributed::Generator chance;
    std::vector<Outcome> outcomes;  // run by run, one of each kind of exchange

    const Outcome& outcome(std::size_t index);
  };
  using Courses = std::vector<std::shared_ptr<Course>>;

  std::shared_ptr<Courses> known_ = std::make_shared<Courses>();  // the latest; copies share them
  std::shared_ptr<Course> course_;
  std::uint32_t wanted_ = 0;
  Milliseconds clock_ = 0;
};

}  // namespace microsims

#pragma once
// Many spreads one after the other: how many rounds do they take, and how many messages?
//
//   Trials trials;
//   trials.begin({.nodes = 12, .fanout = 2}, chance.split());
//   trials.advance(2.0);                       // they run by simulated time: the histogram grows
//   trials.tally(Exchange::push).rounds[5];    // so many runs took 5 rounds until all knew

#include <cstdint>
#include <vector>

#include "gossip/dissemination.hpp"

namespace microsims {

class Trials {
 public:
  struct Tally {
    std::vector<std::uint32_t> rounds;  // index: rounds until all knew
    std::uint64_t all_rounds = 0, all_messages = 0;

    double mean_rounds(std::uint32_t runs) const;
    double mean_messages(std::uint32_t runs) const;
  };

  /// Forgets what was, and begins as many runs as there is time for, with each kind of exchange.
  void begin(const distributed::gossip::DisseminationOptions& options,
             const distributed::Generator& chance);
  void forget();

  void advance(double seconds);
  bool moving() const { return runs_ < wanted_; }

  std::uint32_t runs() const { return runs_; }
  std::uint32_t wanted() const { return wanted_; }
  const Tally& tally(distributed::gossip::Exchange exchange) const {
    return tallies_[static_cast<int>(exchange)];
  }

 private:
  void run_one(distributed::gossip::Exchange exchange);

  distributed::gossip::DisseminationOptions options_;
  distributed::Generator chance_{0};
  Tally tallies_[3];
  std::uint32_t runs_ = 0, wanted_ = 0;
  double clock_ = 0;
};

}  // namespace microsims

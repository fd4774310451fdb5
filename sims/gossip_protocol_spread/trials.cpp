#include "gossip_protocol_spread/trials.hpp"

#include <algorithm>

namespace microsims {
namespace {

using distributed::gossip::Dissemination;
using distributed::gossip::Exchange;

constexpr double seconds_for_all = 2;

}  // namespace

double Trials::Tally::mean_rounds(std::uint32_t runs) const {
  return runs == 0 ? 0 : static_cast<double>(all_rounds) / runs;
}

double Trials::Tally::mean_messages(std::uint32_t runs) const {
  return runs == 0 ? 0 : static_cast<double>(all_messages) / runs;
}

void Trials::begin(const distributed::gossip::DisseminationOptions& options,
                   const distributed::Generator& chance) {
  forget();
  options_ = options;
  options_.record_contacts = false;
  chance_ = chance;
  // Large groups get fewer runs, so that the picture stays fluent meanwhile.
  wanted_ = std::clamp(100000 / options.nodes, 100u, 500u);
}

void Trials::forget() {
  for (Tally& tally : tallies_) tally = {};
  runs_ = wanted_ = 0;
  clock_ = 0;
}

void Trials::advance(double seconds) {
  if (!moving()) return;
  clock_ += seconds;
  const double due = std::min(1.0, clock_ / seconds_for_all + 1e-9) * wanted_;
  for (; runs_ < static_cast<std::uint32_t>(due); ++runs_) {
    for (const Exchange exchange : distributed::gossip::all_exchanges) {
      run_one(exchange);
    }
  }
}

void Trials::run_one(Exchange exchange) {
  options_.exchange = exchange;
  Dissemination spread{options_};
  spread.inform_random(chance_);
  const std::uint32_t rounds = spread.run_to_completion(chance_);
  Tally& tally = tallies_[static_cast<int>(exchange)];
  if (tally.rounds.size() <= rounds) tally.rounds.resize(rounds + 1);
  ++tally.rounds[rounds];
  tally.all_rounds += rounds;
  tally.all_messages += spread.exchanges();
}

}  // namespace microsims

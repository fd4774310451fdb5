#include "gossip_protocol_spread/trials.hpp"

#include <algorithm>

namespace microsims {
namespace {

using distributed::Generator;
using distributed::gossip::all_exchanges;
using distributed::gossip::Dissemination;
using distributed::gossip::DisseminationOptions;
using distributed::gossip::Exchange;

constexpr std::size_t most_courses = 4;
constexpr std::uint64_t affordable_messages = 8'000'000;

bool same(const DisseminationOptions& a, const DisseminationOptions& b) {
  return a.nodes == b.nodes && a.fanout == b.fanout && a.loss == b.loss;
}

}  // namespace

void Trials::begin(const DisseminationOptions& options, const Generator& chance) {
  forget();
  const std::uint64_t first = Generator{chance}();
  for (const auto& course : *known_) {
    if (same(course->options, options) && course->first == first) course_ = course;
  }
  if (!course_) {
    course_ = std::make_shared<Course>(Course{options, first, chance, {}});
    course_->options.record_contacts = false;
    if (known_->size() == most_courses) known_->erase(known_->begin());
    known_->push_back(course_);
  }
  // Where runs cost more there are fewer, so that the picture stays fluent meanwhile.
  std::uint64_t cost = 0;
  for (std::size_t kind = 0; kind < all_exchanges.size(); ++kind) {
    cost += course_->outcome(kind).messages;
  }
  wanted_ = static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(affordable_messages / std::max<std::uint64_t>(cost, 1), 100, 500));
}

void Trials::forget() {
  wanted_ = 0;
  clock_ = 0;
  course_.reset();
}

void Trials::advance(Milliseconds time) {
  if (!course_) return;
  clock_ = std::min(clock_ + time, time_for_all);
  if (runs() > 0) course_->outcome(runs() * all_exchanges.size() - 1);
}

Trials::Tally Trials::tally(Exchange exchange) const {
  Tally tally;
  for (std::uint32_t run = 0; run < runs(); ++run) {
    const auto& [rounds, messages] =
        course_->outcome(run * all_exchanges.size() + static_cast<std::size_t>(exchange));
    if (tally.rounds.size() <= rounds) tally.rounds.resize(rounds + 1);
    ++tally.rounds[rounds];
    tally.all_rounds += rounds;
    tally.all_messages += messages;
  }
  return tally;
}

const Trials::Outcome& Trials::Course::outcome(std::size_t index) {
  while (outcomes.size() <= index) {
    options.exchange = all_exchanges[outcomes.size() % all_exchanges.size()];
    Dissemination spread{options};
    spread.inform_random(chance);
    const std::uint32_t rounds = spread.run_to_completion(chance);
    outcomes.push_back({rounds, spread.exchanges()});
  }
  return outcomes[index];
}

}  // namespace microsims

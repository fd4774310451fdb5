#include "split_brain_scenario/episode.hpp"
#include "stage/model/text.hpp"

#include <algorithm>

namespace microsims {
namespace {

namespace simulation = distributed::simulation;
using simulation::seconds;
using simulation::to_seconds;
using Phase = SplitBrain::Phase;

// A message between nodes takes at most `longest_link`. A replica waits `stagger` longer than the
// one before it: long enough for the first to ask, to be answered and to tell.
constexpr double shortest_link = 0.8, longest_link = 0.95;
constexpr double shortest_way = 0.9, longest_way = 1.1;  // between client and node
constexpr double stagger = 3;
constexpr double answer_timeout = 2, fencing_delay = 2;
static_assert(3 * longest_link < stagger && 2 * longest_link < answer_timeout);

// From the first timeout on, after this nobody is elected any more.
constexpr double time_to_decide = 4;
constexpr double pause_before_writes = 1.5, pause_between_writes = 0.6;
// The view looks at the cluster at least this often, so that it never misses the time to write.
constexpr double longest_look = 0.5;

distributed::election::SplitBrainOptions options(const Setup& setup) {
  distributed::election::SplitBrainOptions options;
  options.nodes = setup.nodes;
  options.promotion = setup.promotion;
  options.heartbeat_timeout = seconds(heartbeat_timeout);
  options.stagger = seconds(stagger);
  options.answer_timeout = seconds(answer_timeout);
  options.fencing_delay = seconds(fencing_delay);
  options.link = simulation::Latency::uniform(seconds(shortest_link), seconds(longest_link));
  options.client_link = simulation::Latency::uniform(seconds(shortest_way), seconds(longest_way));
  options.initial_value = balance_at_first;
  return options;
}

}  // namespace

bool Setup::splits() const {
  return std::find(beside.begin(), beside.begin() + nodes, false) != beside.begin() + nodes;
}

NodeId Setup::first_across() const {
  const auto found = std::find(beside.begin(), beside.begin() + nodes, false);
  return static_cast<NodeId>(found - beside.begin());
}

Episode::Episode(const Setup& setup, distributed::Generator chance)
    : setup_(setup), cluster_(options(setup), chance) {}

double Episode::now() const {
  return to_seconds(cluster_.now());
}

void Episode::cut() {
  if (!can_cut()) return;
  std::vector<std::vector<NodeId>> groups(2);
  for (NodeId node = 0; node < setup_.nodes; ++node) {
    groups[setup_.beside[node] ? 0 : 1].push_back(node);
  }
  cluster_.partition(groups);
  cut_at_ = now();
  ends_ = cut_at_ + timeout_of(setup_.first_across()) + time_to_decide + 1;
}

bool Episode::can_heal() const {
  if (!cluster_.split()) return false;
  return answered() || now() < cut_at_ + heartbeat_timeout;
}

void Episode::heal() {
  if (!can_heal()) return;
  cluster_.heal();
  healed_at_ = now();
  for (const auto& pulse : cluster_.in_flight()) {
    if (pulse.kind == distributed::election::SplitBrainMessage::Kind::sync && !pulse.lost()) {
      conflict_at_ = std::min(conflict_at_, to_seconds(pulse.arrives_at));
    }
  }
  ends_ = healed_at_ + 3 * longest_link + 0.1;
}

void Episode::resolve_last_write_wins() {
  if (!cluster_.resolve_last_write_wins()) return;
  resolved_at_ = now();
  ends_ = resolved_at_ + 2 * longest_link + 0.1;
}

void Episode::resolve_manually(std::int64_t balance) {
  if (!cluster_.resolve_manually(balance)) return;
  resolved_at_ = now();
  ends_ = resolved_at_ + 2 * longest_link + 0.1;
}

void Episode::advance(double wanted) {
  const double target = clock_ + wanted;
  while (moving() && clock_ < target) {
    double next = std::min({target, ends_, clock_ + longest_look});
    for (const double due : {writes_at_, writes_at_ + pause_between_writes}) {
      if (due > clock_) next = std::min(next, due);
    }
    const double before = clock_;
    clock_ = next;
    cluster_.advance_to(seconds(clock_));
    if (cluster_.split()) {
      if (before < writes_at_ && writes_at_ <= clock_) cluster_.write(target_a(), balance_a);
      const double second = writes_at_ + pause_between_writes;
      if (before < second && second <= clock_) cluster_.write(target_b(), balance_b);
    }
    observe();
  }
}

void Episode::observe() {
  if (!cluster_.split()) return;
  most_leaders_ = std::max(most_leaders_, cluster_.leaders().size());
  if (decided()) return;
  const double last_chance = cut_at_ + timeout_of(setup_.first_across()) + time_to_decide;
  if (cluster_.elected()) {
    writes_at_ = to_seconds(cluster_.elected_at()) + pause_before_writes;
  } else if (clock_ >= last_chance) {
    writes_at_ = last_chance + pause_before_writes;
  } else {
    return;
  }
  ends_ = writes_at_ + pause_between_writes + 2 * longest_way + 2 * longest_link + 0.1;
}

double Episode::elected_at() const {
  return cluster_.elected() ? to_seconds(cluster_.elected_at()) : not_yet;
}

double Episode::timer() const {
  if (cut_at_ == not_yet) return 0;
  const double last_chance = cut_at_ + timeout_of(setup_.first_across()) + time_to_decide;
  if (!decided() && healed_at_ != not_yet) return 0;
  return std::min({now(), elected_at(), last_chance}) - cut_at_;
}

double Episode::timeout_of(NodeId node) const {
  return heartbeat_timeout + stagger * (node == 0 ? 0 : node - 1);
}

double Episode::answered_at() const {
  const bool counts = setup_.promotion == Promotion::majority;
  return writes_at_ + pause_between_writes + longest_way + (counts ? 2 * longest_link : 0);
}

bool Episode::over() const {
  if (!decided() || cluster_.split()) return false;
  return cluster_.phase() == Phase::healthy || cluster_.phase() == Phase::resolved;
}

NodeId Episode::target_b() const {
  return cluster_.elected() ? *cluster_.elected() : setup_.splits() ? setup_.first_across() : 1;
}

Fate Episode::fate(std::size_t write) const {
  if (write >= cluster_.writes().size()) return Fate::unsent;
  const SplitBrain::Write& sent = cluster_.writes()[write];
  if (sent.confirmed) return Fate::confirmed;
  if (sent.refused) return Fate::refused;
  return answered() ? Fate::unanswered : Fate::under_way;
}

bool Episode::lost(std::size_t write) const {
  if (write >= cluster_.writes().size()) return false;
  const SplitBrain::Write& sent = cluster_.writes()[write];
  return sent.confirmed && sent.lost;
}

Outcome Episode::outcome() const {
  return {most_leaders_, elected_at() - cut_at_,     target_b(), fate(0),
          fate(1),       int{lost(0)} + int{lost(1)}};
}

std::string Episode::words_of(const BalanceEntry& entry) const {
  const char* what = entry.write == 1                                          ? "Write A"
                     : entry.write == 2                                        ? "Write B"
                     : cluster_.resolution() == SplitBrain::Resolution::manual ? "Manual Resolution"
                                                                               : "Last-Write-Wins";
  return phrase({what, ": user balance = ", money(entry.value)});
}

const char* text_of(Fate fate) {
  constexpr const char* texts[] = {"unsent", "under way", "confirmed", "refused", "unanswered"};
  return texts[static_cast<std::size_t>(fate)];
}

std::string money(std::int64_t balance) {
  return phrase({"$", balance});
}

std::string name_of(NodeId node) {
  return phrase({"Node ", node + 1});
}

}  // namespace microsims

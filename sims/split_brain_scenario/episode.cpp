#include "split_brain_scenario/episode.hpp"
#include "stage/model/text.hpp"

#include <algorithm>

namespace microsims {
namespace {

using simulation::seconds;
using simulation::to_seconds;
using Phase = SplitBrain::Phase;

// A message between nodes takes at most `longest_link`. A replica waits `stagger` longer than the
// one before it: long enough for the first to ask, to be answered and to tell.
constexpr Time shortest_link = seconds(0.8), longest_link = seconds(0.95);
constexpr Time shortest_way = seconds(0.9), longest_way = seconds(1.1);  // between client and node
constexpr Time patience = seconds(heartbeat_timeout);
constexpr Time stagger = seconds(3);
constexpr Time answer_timeout = seconds(2), fencing_delay = seconds(2);
constexpr Time repeat_after = seconds(2);
static_assert(3 * longest_link < stagger && 2 * longest_link < answer_timeout);
static_assert(2 * longest_link < repeat_after);

// From the first timeout on, after this nobody is elected any more.
constexpr Time time_to_decide = seconds(4);
constexpr Time pause_before_writes = seconds(1.5), pause_between_writes = seconds(0.6);
// So that a picture comes to rest only after its last message.
constexpr Time a_moment = seconds(0.1);

// The sum of an instant that may never come and a duration.
constexpr Time later(Time instant, Time duration) {
  return instant == simulation::never ? instant : instant + duration;
}

// In the order of their numbers, among those that lost their leader.
Time timeout_in_time(const Setup& setup, NodeId node) {
  const auto across = std::count(setup.beside.begin(), setup.beside.begin() + node, false);
  return patience + stagger * across;
}

SplitBrainOptions options(const Setup& setup) {
  SplitBrainOptions options;
  options.nodes = setup.nodes;
  options.promotion = setup.promotion;
  options.heartbeat_timeout = patience;
  options.stagger = stagger;
  options.answer_timeout = answer_timeout;
  options.fencing_delay = fencing_delay;
  options.repeat_after = repeat_after;
  options.link = simulation::Latency::uniform(shortest_link, longest_link);
  options.client_link = simulation::Latency::uniform(shortest_way, longest_way);
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
    : setup_(setup), cluster_(options(setup), chance) {
  cluster_.record(true);
}

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
  cut_at_ = cluster_.now();
  ends_ = last_chance() + seconds(1);
  observe();
}

bool Episode::can_heal() const {
  if (!cluster_.split()) return false;
  return answered() || cluster_.now() < cut_at_ + patience;
}

void Episode::heal() {
  if (!can_heal()) return;
  cluster_.heal();
  healed_at_ = cluster_.now();
  ends_ = healed_at_ + 3 * longest_link + a_moment;
  observe();
}

void Episode::resolve_last_write_wins() {
  if (!cluster_.resolve_last_write_wins()) return;
  resolved_at_ = cluster_.now();
  ends_ = resolved_at_ + 2 * longest_link + a_moment;
  observe();
}

void Episode::resolve_manually(std::int64_t balance) {
  if (!cluster_.resolve_manually(balance)) return;
  resolved_at_ = cluster_.now();
  ends_ = resolved_at_ + 2 * longest_link + a_moment;
  observe();
}

// When something may change next.
Time Episode::next_due() const {
  Time next = cluster_.next_event();
  for (const Time due : {ends_, writes_at_, second_write_at(), answered_at(), last_chance()}) {
    if (due > cluster_.now()) next = std::min(next, due);
  }
  return next;
}

bool Episode::unfinished() const {
  return cluster_.now() < ends_ || !cluster_.quiet() || !cluster_.caught_up();
}

Milliseconds Episode::busy() const {
  const Time next = next_due();
  return unfinished() && next != simulation::never ? ceil_milliseconds(next - cluster_.now()) : 0;
}

// From event to event and from one whole millisecond to another, so that what is seen does not
// depend on the steps in which time passes.
void Episode::advance(Time duration) {
  const Time target = cluster_.now() + duration;
  while (cluster_.now() < target) {
    const Milliseconds wait = busy();
    if (wait == 0) return;
    const Time stop = std::min(target, cluster_.now() + 1000 * wait);
    while (cluster_.now() < stop) {
      cluster_.advance_to(std::min(stop, next_due()));
      send_writes();
      observe();
    }
  }
}

void Episode::send_writes() {
  if (!cluster_.split()) return;
  const Time now = cluster_.now();
  if (now == writes_at_) cluster_.write(target_a(), balance_a);
  if (now == second_write_at()) cluster_.write(target_b(), balance_b);
}

void Episode::observe() {
  if (in_conflict() && conflict_at_ == simulation::never) conflict_at_ = cluster_.now();
  if (cluster_.split()) {
    most_leaders_ = std::max(most_leaders_, cluster_.leaders().size());
    const bool late = cluster_.now() >= last_chance();
    if (!decided() && (cluster_.elected() || late)) {
      writes_at_ =
          (cluster_.elected() ? cluster_.elected_at() : last_chance()) + pause_before_writes;
      ends_ = second_write_at() + 2 * longest_way + 2 * longest_link + a_moment;
    }
  }
  final_outcome_ = over() ? std::optional{outcome()} : std::nullopt;
  chronicle_.watch(*this);
}

double Episode::seconds_of(Time time) {
  return time == simulation::never ? not_yet : to_seconds(time);
}

Time Episode::last_chance() const {
  return later(cut_at_, timeout_in_time(setup_, setup_.first_across()) + time_to_decide);
}

Time Episode::second_write_at() const {
  return later(writes_at_, pause_between_writes);
}

double Episode::conflict_at() const {
  if (conflict_at_ != simulation::never) return to_seconds(conflict_at_);
  Time first = simulation::never;
  for (const auto& pulse : cluster_.in_flight()) {
    if (pulse.kind == SplitBrainMessage::Kind::sync && !pulse.lost())
      first = std::min(first, pulse.arrives_at);
  }
  return seconds_of(first);
}

double Episode::timer() const {
  if (cut_at_ == simulation::never) return 0;
  if (!decided() && healed_at_ != simulation::never) return 0;
  return to_seconds(std::min({cluster_.now(), cluster_.elected_at(), last_chance()}) - cut_at_);
}

double Episode::timeout_of(NodeId node) const {
  return to_seconds(timeout_in_time(setup_, node));
}

Time Episode::answered_at() const {
  const bool counts = setup_.promotion == Promotion::majority;
  return later(second_write_at(), longest_way + (counts ? 2 * longest_link : 0));
}

bool Episode::answered() const {
  const auto& writes = cluster_.writes();
  return cluster_.now() >= answered_at() &&
         std::none_of(writes.begin(), writes.end(),
                      [this](const SplitBrain::Write& write) { return cluster_.pending(write); });
}

bool Episode::over() const {
  if (!decided() || cluster_.split() || cluster_.leaders().empty()) return false;
  return cluster_.phase() == Phase::healthy || cluster_.phase() == Phase::resolved;
}

NodeId Episode::target_b() const {
  if (cluster_.writes().size() > 1) return cluster_.writes()[1].at;
  return cluster_.elected() ? *cluster_.elected() : setup_.splits() ? setup_.first_across() : 1;
}

Fate Episode::fate(std::size_t write) const {
  if (write >= cluster_.writes().size()) return Fate::unsent;
  const SplitBrain::Write& sent = cluster_.writes()[write];
  if (sent.confirmed) return Fate::confirmed;
  if (sent.refused) return Fate::refused;
  const bool settled = cluster_.now() >= answered_at() && !cluster_.pending(sent);
  return settled ? Fate::unanswered : Fate::under_way;
}

bool Episode::lost(std::size_t write) const {
  if (write >= cluster_.writes().size()) return false;
  const SplitBrain::Write& sent = cluster_.writes()[write];
  return sent.confirmed && sent.lost;
}

Outcome Episode::outcome() const {
  return {most_leaders_, elected_at() - cut_at(),    target_b(), fate(0),
          fate(1),       int{lost(0)} + int{lost(1)}};
}

std::string Episode::words_of(const BalanceEntry& entry, Length length) const {
  const std::string sum = money(entry.value);
  if (entry.write == 0) {
    if (length == Length::least) return sum;
    const bool manual = cluster_.resolution() == SplitBrain::Resolution::manual;
    return length == Length::brief ? phrase({manual ? "Manual: " : "LWW: ", sum})
                                   : phrase({manual ? "Manual Resolution" : "Last-Write-Wins",
                                             ": user balance = ", sum});
  }
  return phrase({length == Length::least ? "" : "Write ", entry.write == 1 ? "A" : "B",
                 length == Length::full ? ": user balance = " : ": ", sum});
}

std::string money(std::int64_t balance) {
  return phrase({"$", balance});
}

}  // namespace microsims

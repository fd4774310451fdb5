#include "split_brain_scenario/episode.hpp"

#include <algorithm>

namespace microsims {
namespace {

using simulation::seconds;
using simulation::to_seconds;

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

LogClusterOptions options(const Setup& setup) {
  return {.nodes = setup.nodes,
          .promotion = setup.promotion,
          .heartbeat_timeout = patience,
          .stagger = stagger,
          .answer_timeout = answer_timeout,
          .repeat_after = repeat_after,
          .fencing_delay = fencing_delay,
          .link = simulation::Latency::uniform(shortest_link, longest_link),
          .client_link = simulation::Latency::uniform(shortest_way, longest_way),
          .initial_value = balance_at_first};
}

}  // namespace

std::vector<NodeId> Setup::side(bool with_node_1) const {
  std::vector<NodeId> members;
  for (NodeId node = 0; node < nodes; ++node) {
    if (beside[node] == with_node_1) members.push_back(node);
  }
  return members;
}

Episode::Episode(const Setup& setup, distributed::Generator chance)
    : setup_(setup), cluster_(options(setup), chance) {
  cluster_.record(true);
}

void Episode::cut() {
  if (!can_cut()) return;
  cluster_.partition({setup_.side(true), setup_.side(false)});
  cut_at_ = cluster_.now();
  go_on_for(last_chance() - cut_at_ + seconds(1));
}

bool Episode::can_heal() const {
  return cluster_.split() && (answered() || cluster_.now() < cut_at_ + patience);
}

void Episode::heal() {
  if (!can_heal()) return;
  cluster_.heal();
  healed_at_ = cluster_.now();
  go_on_for(3 * longest_link + a_moment);
}

void Episode::resolve(std::optional<std::int64_t> balance) {
  if (!(balance ? cluster_.keep(*balance) : cluster_.keep_last_write())) return;
  resolution_ = balance ? Resolution::manual : Resolution::last_write_wins;
  go_on_for(2 * longest_link + a_moment);
}

void Episode::go_on_for(Time duration) {
  ends_ = cluster_.now() + duration;
  observe();
}

Phase Episode::phase() const {
  if (in_conflict()) return Phase::conflict;
  if (cluster_.split()) return cluster_.elected() ? Phase::elected : Phase::partitioned;
  if (cluster_.settled()) return Phase::resolved;
  return cluster_.elected_apart() ? Phase::elected : Phase::healthy;
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
  tell();
}

double Episode::seconds_of(Time time) {
  return time == simulation::never ? not_yet : to_seconds(time);
}

Time Episode::last_chance() const {
  if (cut_at_ == simulation::never) return cut_at_;
  return cut_at_ + timeout_in_time(setup_, setup_.first_across()) + time_to_decide;
}

Time Episode::second_write_at() const {
  return later(writes_at_, pause_between_writes);
}

double Episode::conflict_at() const {
  if (conflict_at_ != simulation::never) return to_seconds(conflict_at_);
  Time first = simulation::never;
  for (const auto& pulse : cluster_.in_flight()) {
    if (pulse.kind == LogClusterMessage::Kind::sync && !pulse.lost())
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
                      [this](const LogCluster::Write& write) { return cluster_.pending(write); });
}

bool Episode::over() const {
  if (!decided() || cluster_.split() || cluster_.leaders().empty()) return false;
  return phase() == Phase::healthy || phase() == Phase::resolved;
}

NodeId Episode::target_b() const {
  if (cluster_.writes().size() > 1) return cluster_.writes()[1].at;
  return cluster_.elected() ? *cluster_.elected() : setup_.splits() ? setup_.first_across() : 1;
}

std::vector<ClientWrite> Episode::writes() const {
  std::vector<ClientWrite> told;
  for (const LogCluster::Write& write : cluster_.writes()) {
    const std::size_t i = told.size();
    told.push_back({i == 0 ? "Write A" : "Write B", write.at, write.value, fate(i), lost(i)});
  }
  return told;
}

Fate Episode::fate(std::size_t write) const {
  if (write >= cluster_.writes().size()) return Fate::unsent;
  const LogCluster::Write& sent = cluster_.writes()[write];
  if (sent.confirmed) return Fate::confirmed;
  if (sent.refused) return Fate::refused;
  const bool settled = cluster_.now() >= answered_at() && !cluster_.pending(sent);
  return settled ? Fate::unanswered : Fate::under_way;
}

bool Episode::lost(std::size_t write) const {
  if (write >= cluster_.writes().size()) return false;
  const LogCluster::Write& sent = cluster_.writes()[write];
  return sent.confirmed && sent.lost;
}

Outcome Episode::outcome() const {
  return {most_leaders_, elected_at() - cut_at(), fate(0), fate(1), int{lost(0)} + int{lost(1)}};
}

std::string Episode::words_of(const LogClusterEntry& entry, Length length) const {
  const bool full = length == Length::full, manual = resolution_ == Resolution::manual;
  const char* who = entry.write == 1   ? "Write A"
                    : entry.write == 2 ? "Write B"
                    : manual           ? (full ? "Manual Resolution" : "Manual")
                                       : (full ? "Last-Write-Wins" : "LWW");
  if (length == Length::least) {
    return phrase({entry.write == 0 ? "" : entry.write == 1 ? "A: " : "B: ", money(entry.value)});
  }
  return phrase({who, full ? ": user balance = " : ": ", money(entry.value)});
}

}  // namespace microsims

#include "gossip_protocol_spread/model.hpp"

#include <algorithm>

#include "gossip/convergence.hpp"
#include "order/stable_sort.hpp"
#include "random/distributions.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using namespace distributed::gossip;

namespace {

constexpr Milliseconds notice_after = 900;   // no answer from Node 4
constexpr std::uint32_t largest_exact = 64;  // nodes for which the exact law takes no time
constexpr std::uint32_t rounds_expected = 200;

DisseminationOptions beginning() {
  DisseminationOptions options;
  options.down = {GossipProtocolSpread::down_node};
  options.record_contacts = true;
  return options;
}

}  // namespace

GossipProtocolSpread::GossipProtocolSpread(std::uint64_t seed)
    : options_(beginning()),
      chance_(seed),
      places_(chance_.split()),
      trial_chance_(chance_.split()),
      suspicion_(chance_.split()),
      repair_(chance_.split()),
      spread_(options_) {
  start_over();
  declare();
}

void GossipProtocolSpread::declare() {
  const auto reset = [this] { start_over(); };
  const auto follow = [this] { settings_changed(); };
  controls_.slider("fanout", "Gossip fanout (peers per round): 1–4", options_.fanout, {1, 4, 1})
      .changed = follow;
  Control& begin = controls_.button("start", "Start Gossip", [this] { start(); });
  begin.primary = true;
  begin.enabled = [this] { return !running(); };
  controls_.button("next-round", "Next Round", [this] { run_round(now()); }).enabled = [this] {
    return running();
  };
  controls_.toggle("auto", "Auto", auto_);

  controls_.explore();
  controls_.choice("exchange", "Exchange", options_.exchange, exchanges).changed = reset;
  controls_.explore("Cluster");
  controls_.slider("nodes", "Nodes", options_.nodes, {12, 2000, 1}).changed = reset;
  controls_.slider("loss", "Messages lost (%)", loss_percent_, {0, 80, 5}).changed = follow;
  controls_.explore("Chart");
  controls_.choice("topic", "Chart", topic_, topics);
  controls_.button("run-many", "Run Many Times", [this] {
    topic_ = Topic::runs;
    trials_.begin(options_, trial_chance_.split());
  });
  // After the choice that enables it: a link gives values in the order of declaration.
  controls_.slider("threshold", "Threshold for φ", threshold_, {1, 12, 1}).enabled = [this] {
    return topic_ == Topic::suspicion;
  };
}

// Back to where nobody knows, with the settings as they are.
void GossipProtocolSpread::start_over() {
  if (nodes_.size() != options_.nodes) {
    nodes_.assign(options_.nodes, {});
    distributed::Generator chance = places_;
    for (Node& node : nodes_) {
      node.dx = static_cast<float>(distributed::uniform_between(chance, -1, 1));
      node.dy = static_cast<float>(distributed::uniform_between(chance, -1, 1));
    }
  }
  traffic_.end(now(), record_);
  earlier_.reset();
  started_ = false;
  spread_ = Dissemination{options_};
  arrivals_.clear();
  clock_ = messages_end;
  trials_.forget();
  follow_law();
}

void GossipProtocolSpread::start() {
  traffic_.end(now(), record_);
  if (started_) earlier_ = Earlier{spread_.history(), run_fanout_};
  run_fanout_ = options_.fanout;
  spread_ = Dissemination{options_};
  first_ = spread_.inform_random(chance_);
  for (Node& node : nodes_) {
    node.told = false;
    node.heard_round = 0;
  }
  nodes_[first_].hear(0, down_node, notice_after);
  arrivals_.assign(1, notice_after);
  told_ = 0;
  started_ = true;
  clock_ = 0;
  expect(law_.expected, 0);
  if (small()) traffic_.ask_in_vain(first_, down_node, now());
}

void GossipProtocolSpread::run_round(Milliseconds at) {
  // Whoever was about to hear has heard.
  clock_ = std::max(clock_, messages_end);
  tell(at);
  spread_.run_round(chance_);
  clock_ = 0;
  record_.mark(at, MarkKind::act, "round", phrase({"Round ", spread_.round(), " began"}));
  list_arrivals();
  if (small()) {
    traffic_.begin_round(spread_, options_.exchange, at);
    (void)traffic_.pass(at, spread_, record_);
  }
}

// Who hears from whom in this round, and when.
void GossipProtocolSpread::list_arrivals() {
  const auto& contacts = spread_.contacts();
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const auto& [from, to, useful, lost, news, delayed, late] = contacts[i];
    if (!useful) continue;
    const bool answered = news == News::to_caller;
    const Milliseconds at = answered ? trip_of(i).answered : trip_of(i).met;
    Node& node = nodes_[answered ? from : to];
    if (node.heard_round == spread_.round() && node.heard_at <= at) continue;
    node.hear(spread_.round(), answered ? to : from, at);
  }
  arrivals_.clear();
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (spread_.status(i) == Status::fresh) arrivals_.push_back(nodes_[i].heard_at);
  }
  distributed::stable_sort(arrivals_);
}

// A run under way goes on with the new settings from its next round, and so does what is expected.
void GossipProtocolSpread::settings_changed() {
  options_.loss = loss_percent_ / 100.0;
  trials_.forget();
  follow_law();
  if (running()) {
    spread_.set_fanout(options_.fanout);
    spread_.set_loss(options_.loss);
    run_fanout_ = options_.fanout;
    expect(expected_curve(options_.exchange, spread_.live(), options_.fanout, options_.loss,
                          rounds_expected, spread_.informed()),
           spread_.round());
  }
}

// Small groups have an exact law, large ones the mean-field curve, which is close to it.
void GossipProtocolSpread::follow_law() {
  const auto& [nodes, fanout, exchange, loss, down, contact_down, record] = options_;
  const std::uint32_t live = nodes - 1;
  law_ = live <= largest_exact
             ? spread_law(exchange, live, fanout, loss, rounds_expected)
             : SpreadLaw{expected_curve(exchange, live, fanout, loss, rounds_expected), {}};
  if (!started_) expect(law_.expected, 0);
}

// As long as the curve still has some way to go.
void GossipProtocolSpread::expect(std::vector<double> curve, std::uint32_t from) {
  const double limit = spread_.live() - 0.02;
  const auto there = std::find_if(curve.begin(), curve.end(), [&](double y) { return y >= limit; });
  if (there != curve.end()) curve.erase(there + 1, curve.end());
  expected_ = std::move(curve);
  expected_from_ = from;
}

bool GossipProtocolSpread::has_bounds() const {
  return options_.exchange == Exchange::push && options_.fanout == 1 && options_.loss == 0;
}

GossipProtocolSpread::Status GossipProtocolSpread::shown(std::uint32_t node) const {
  const Status status = spread_.status(node);
  if (status == Status::fresh && clock_ < nodes_[node].heard_at) return Status::unknown;
  const bool just_spread =
      status == Status::spread && nodes_[node].heard_round + 1 == spread_.round();
  if (just_spread && clock_ < way_there) return Status::fresh;
  return status;
}

std::uint32_t GossipProtocolSpread::shown_informed() const {
  const auto arrived = std::upper_bound(arrivals_.begin(), arrivals_.end(), clock_);
  return spread_.informed() - static_cast<std::uint32_t>(arrivals_.end() - arrived);
}

Milliseconds GossipProtocolSpread::busy() const {
  const Milliseconds round = (ticking() ? round_time : messages_end) - clock_;
  return std::max({round, traffic_.last() - now(), trials_.left(), Milliseconds{0}});
}

void GossipProtocolSpread::pass(Milliseconds time) {
  trials_.advance(time);
  Milliseconds at = now();
  const Milliseconds end = at + time;
  for (Milliseconds next = next_event(at); next <= end; next = next_event(at)) {
    move_clock(next - at);
    at = next;
    for (const auto& [from, to] : traffic_.pass(at, spread_, record_)) {
      if (spread_.status(to) != Status::unknown) continue;
      spread_.inform(to);
      nodes_[to].hear(spread_.round(), from, clock_);
      list_arrivals();
    }
    tell(at);
    if (ticking() && clock_ >= round_time) run_round(at);
  }
  move_clock(end - at);
}

// The next round, the next message, or the next node that hears; after the instant.
Milliseconds GossipProtocolSpread::next_event(Milliseconds at) const {
  Milliseconds next = traffic_.next();
  if (ticking()) next = std::min(next, at + round_time - clock_);
  const auto arrival = std::upper_bound(arrivals_.begin(), arrivals_.end(), clock_);
  if (arrival != arrivals_.end()) next = std::min(next, at + *arrival - clock_);
  return next;
}

void GossipProtocolSpread::move_clock(Milliseconds time) {
  clock_ = ticking() ? clock_ + time : std::max(clock_, std::min(clock_ + time, messages_end));
}

// Writes down who has heard by now, and how far the news has come.
void GossipProtocolSpread::tell(Milliseconds at) {
  const std::uint32_t known = shown_informed(), live = spread_.live();
  if (known <= told_) return;
  for (std::uint32_t i = 0; i < nodes_.size() && (small() || told_ == 0); ++i) {
    Node& node = nodes_[i];
    if (node.told || spread_.status(i) == Status::down || shown(i) == Status::unknown) continue;
    node.told = true;
    const int lane = small() ? static_cast<int>(i) : nobody;
    i == first_ ? record_.mark(at, MarkKind::cut, "noticed", heard_in_words(i), lane)
                : record_.mark(at, MarkKind::write, "heard", heard_in_words(i), lane);
  }
  const std::string progress = phrase({known, " of ", live, " nodes knew"});
  if (known == live) {
    record_.mark(at, MarkKind::settled, "all", progress);
  } else if (2 * told_ < live && 2 * known >= live) {
    record_.mark(at, MarkKind::act, "half", progress);
  }
  told_ = known;
}

std::vector<std::string> GossipProtocolSpread::lanes() const {
  if (!small()) return {phrase({"All ", options_.nodes, " nodes"})};
  return lanes_of({}, static_cast<int>(nodes_.size()));
}

std::optional<std::string> GossipProtocolSpread::undisturbable(const Message& message,
                                                               Disturbance) const {
  return traffic_.undisturbable(message.number, spread_.round());
}

void GossipProtocolSpread::disturb(const Message& message, Disturbance disturbance) {
  const auto lost = traffic_.disturb(message.number, disturbance, now(), record_);
  if (!lost || !spread_.lose_contact(*lost)) return;
  // Whoever was to hear by it hears from others, if at all.
  const Contact& contact = spread_.contacts()[*lost];
  if (contact.news == News::none) return;
  nodes_[contact.news == News::to_caller ? contact.from : contact.to].heard_round = 0;
  list_arrivals();
}

}  // namespace microsims

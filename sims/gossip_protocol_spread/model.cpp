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

// A curve as long as it still has some way to go.
std::vector<double> shortened(std::vector<double> curve, std::uint32_t live) {
  const double limit = live - 0.02;
  const auto there = std::find_if(curve.begin(), curve.end(), [&](double y) { return y >= limit; });
  if (there != curve.end()) curve.erase(there + 1, curve.end());
  return curve;
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
  expected_ = law_.expected;
  expected_from_ = 0;
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
  Node& node = nodes_[first_];
  node.heard_from = down_node;
  node.heard_at = notice_after;
  arrivals_.assign(1, notice_after);
  told_ = 0;
  started_ = true;
  clock_ = 0;
  expected_ = law_.expected;
  expected_from_ = 0;
  if (small()) traffic_.ask_in_vain(first_, down_node, now());
}

void GossipProtocolSpread::run_round(Milliseconds at) {
  // Whoever was about to hear has heard.
  clock_ = std::max(clock_, messages_end);
  tell(at);
  spread_.run_round(chance_);
  clock_ = 0;
  record_.mark(at, MarkKind::act, "round", phrase({"Round ", spread_.round(), " began"}));
  const auto& contacts = spread_.contacts();
  for (std::size_t i = 0; i < contacts.size(); ++i) hear(contacts[i], i);
  list_arrivals();
  if (small()) {
    traffic_.begin_round(spread_, options_.exchange, at);
    (void)traffic_.pass(at, spread_, record_);
  }
}

void GossipProtocolSpread::hear(const Contact& contact, std::size_t index) {
  if (!contact.useful) return;
  const bool answered = contact.news == News::to_caller;
  const Milliseconds at = answered ? trip_of(index).answered : trip_of(index).met;
  Node& node = nodes_[answered ? contact.from : contact.to];
  if (node.heard_round == spread_.round() && node.heard_at <= at) return;
  node.heard_round = spread_.round();
  node.heard_from = answered ? contact.to : contact.from;
  node.heard_at = at;
}

void GossipProtocolSpread::hear_late(const Traffic::Late& news) {
  if (spread_.status(news.to) != Status::unknown) return;
  spread_.inform(news.to);
  Node& node = nodes_[news.to];
  node.heard_round = spread_.round();
  node.heard_from = news.from;
  node.heard_at = clock_;
  list_arrivals();
}

void GossipProtocolSpread::list_arrivals() {
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
  if (!started_) {
    expected_ = law_.expected;
  } else if (running()) {
    spread_.set_fanout(options_.fanout);
    spread_.set_loss(options_.loss);
    run_fanout_ = options_.fanout;
    expected_from_ = spread_.round();
    expected_ = shortened(expected_curve(options_.exchange, spread_.live(), options_.fanout,
                                         options_.loss, rounds_expected, spread_.informed()),
                          spread_.live());
  }
}

// Small groups have an exact law, large ones the mean-field curve, which is close to it.
void GossipProtocolSpread::follow_law() {
  const auto& [nodes, fanout, exchange, loss, down, contact_down, record] = options_;
  const std::uint32_t live = nodes - 1;
  law_ = {};
  if (live <= largest_exact) {
    law_ = spread_law(exchange, live, fanout, loss, rounds_expected);
    law_.expected = shortened(std::move(law_.expected), live);
  } else {
    law_.expected = shortened(expected_curve(exchange, live, fanout, loss, rounds_expected), live);
  }
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
    happen(at);
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

void GossipProtocolSpread::happen(Milliseconds at) {
  for (const Traffic::Late& news : traffic_.pass(at, spread_, record_)) hear_late(news);
  tell(at);
  if (ticking() && clock_ >= round_time) run_round(at);
}

// Writes down who has heard by now, and how far the news has come.
void GossipProtocolSpread::tell(Milliseconds at) {
  const std::uint32_t known = shown_informed(), live = spread_.live();
  if (known <= told_) return;
  for (std::uint32_t i = 0; i < nodes_.size() && (small() || told_ == 0); ++i) {
    Node& node = nodes_[i];
    if (node.told || spread_.status(i) == Status::down || shown(i) == Status::unknown) continue;
    node.told = true;
    const std::string name = node_name(static_cast<int>(i));
    const int lane = small() ? static_cast<int>(i) : nobody;
    if (i == first_) {
      record_.mark(at, MarkKind::cut, "noticed", phrase({name, " noticed that Node 4 is down"}),
                   lane);
    } else {
      record_.mark(at, MarkKind::write, "heard",
                   phrase({name, " heard it from ", node_name(static_cast<int>(node.heard_from))}),
                   lane);
    }
  }
  const auto counted_words = [&] { return phrase({known, " of ", live, " nodes knew"}); };
  if (known == live) {
    record_.mark(at, MarkKind::settled, "all", counted_words());
  } else if (2 * told_ < live && 2 * known >= live) {
    record_.mark(at, MarkKind::act, "half", counted_words());
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
  const auto& contacts = spread_.contacts();
  const Contact& contact = contacts[*lost];
  if (contact.news == News::none) return;
  nodes_[contact.news == News::to_caller ? contact.from : contact.to].heard_round = 0;
  for (std::size_t i = 0; i < contacts.size(); ++i) hear(contacts[i], i);
  list_arrivals();
}

}  // namespace microsims

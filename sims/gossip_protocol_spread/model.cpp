#include "gossip_protocol_spread/model.hpp"

#include <algorithm>
#include <cmath>

#include "gossip/convergence.hpp"
#include "order/stable_sort.hpp"
#include "random/distributions.hpp"
#include "stage/model/text.hpp"

namespace microsims {

using namespace distributed::gossip;

namespace {

constexpr double notice_after = 0.9;  // s: no answer from Node 4
constexpr double way_there = 0.45, way_back = 0.4, spread_of_departures = 0.2;
constexpr std::uint32_t largest_exact = 64;  // nodes for which the exact law takes no time
constexpr std::uint32_t rounds_expected = 200;
constexpr const char* exchange_ids[] = {"push", "pull", "push-pull"};
constexpr const char* topic_ids[] = {"many-runs", "phi-accrual", "anti-entropy"};

DisseminationOptions beginning() {
  DisseminationOptions options;
  options.down = {GossipProtocolSpread::down_node};
  options.record_contacts = true;
  return options;
}

const char* word_of(Status status) {
  constexpr const char* words[] = {"down", "unknown", "new", "spread"};
  return words[static_cast<int>(status)];
}

std::string nodes_text(std::uint32_t count) {
  return phrase({count, count == 1 ? " node" : " nodes"});
}

// A curve as long as it still has some way to go.
std::vector<double> shortened(std::vector<double> curve, std::uint32_t live) {
  const double limit = live - 0.02;
  const auto there = std::find_if(curve.begin(), curve.end(), [&](double y) { return y >= limit; });
  if (there != curve.end()) curve.erase(there + 1, curve.end());
  return curve;
}

// The index of an id that Controls has already found among the options.
template <std::size_t count>
int index_of(const char* const (&ids)[count], std::string_view id) {
  return static_cast<int>(std::find(ids, ids + count, id) - ids);
}

}  // namespace

const char* name_of(Exchange exchange) {
  return exchange_ids[static_cast<int>(exchange)];
}

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
  declare_controls();
  declare_what_if();
}

void GossipProtocolSpread::declare_controls() {
  controls_.slider(
      "fanout", "Gossip fanout (peers per round): 1–4",
      [] {
        return Range{1, 4, 1};
      },
      [this] { return static_cast<double>(options_.fanout); },
      [this](double value) {
        options_.fanout = static_cast<std::uint32_t>(value);
        settings_changed();
      });
  Control& begin = controls_.button("start", "Start Gossip", [this] { start(); });
  begin.primary = true;
  begin.enabled = [this] { return !running(); };
  controls_.button("next-round", "Next Round", [this] { run_round(); }).enabled = [this] {
    return running();
  };
  controls_.toggle(
      "auto", "Auto", [this] { return auto_; }, [this](bool on) { auto_ = on; });
}

void GossipProtocolSpread::declare_what_if() {
  controls_.explore();
  controls_.choice(
      "exchange", "Exchange", {{"push", "Push"}, {"pull", "Pull"}, {"push-pull", "Push-pull"}},
      [this] { return std::string_view{name_of(options_.exchange)}; },
      [this](std::string_view id) {
        options_.exchange = static_cast<Exchange>(index_of(exchange_ids, id));
        start_over();
      });

  controls_.explore("Cluster");
  controls_.slider(
      "nodes", "Nodes",
      [] {
        return Range{12, 2000, 1};
      },
      [this] { return static_cast<double>(options_.nodes); },
      [this](double value) {
        options_.nodes = static_cast<std::uint32_t>(value);
        start_over();
      });
  controls_.slider(
      "loss", "Messages lost (%)",
      [] {
        return Range{0, 80, 5};
      },
      [this] { return std::round(options_.loss * 100); },
      [this](double percent) {
        options_.loss = percent / 100;
        settings_changed();
      });

  controls_.explore("Chart");
  controls_.choice(
      "topic", "Chart",
      {{"many-runs", "Many runs"},
       {"phi-accrual", "Phi accrual"},
       {"anti-entropy", "Anti-entropy"}},
      [this] { return std::string_view{topic_ids[static_cast<int>(topic_)]}; },
      [this](std::string_view id) { topic_ = static_cast<Topic>(index_of(topic_ids, id)); });
  controls_.button("run-many", "Run Many Times", [this] {
    topic_ = Topic::runs;
    trials_.begin(options_, trial_chance_.split());
  });
  // After the choice that enables it: a link gives values in the order of declaration.
  controls_
      .slider(
          "threshold", "Threshold for φ",
          [] {
            return Range{1, 12, 1};
          },
          [this] { return threshold_; }, [this](double value) { threshold_ = value; })
      .enabled = [this] { return topic_ == Topic::suspicion; };
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
  if (started_) earlier_ = Earlier{spread_.history(), run_fanout_};
  run_fanout_ = options_.fanout;
  spread_ = Dissemination{options_};
  first_ = spread_.inform_random(chance_);
  Node& node = nodes_[first_];
  node.heard_round = 0;
  node.heard_from = down_node;
  node.heard_at = notice_after;
  arrivals_.assign(1, notice_after);
  started_ = true;
  clock_ = 0;
  expected_ = law_.expected;
  expected_from_ = 0;
}

void GossipProtocolSpread::run_round() {
  const std::uint32_t round = spread_.round() + 1;
  spread_.run_round(chance_);
  clock_ = 0;
  arrivals_.clear();
  const auto& contacts = spread_.contacts();
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    if (!contacts[i].useful) continue;
    // The caller learns it if it did not know, else its peer does.
    const bool caller_learns = spread_.status(contacts[i].from) == Status::fresh;
    const std::uint32_t learner = caller_learns ? contacts[i].from : contacts[i].to;
    const double at = caller_learns ? trip(i).answered : trip(i).met;
    Node& node = nodes_[learner];
    if (node.heard_round == round && node.heard_at <= at) continue;
    node.heard_round = round;
    node.heard_from = caller_learns ? contacts[i].to : contacts[i].from;
    node.heard_at = at;
  }
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (spread_.status(i) == Status::fresh) arrivals_.push_back(nodes_[i].heard_at);
  }
  distributed::stable_sort(arrivals_);
}

// A run under way goes on with the new settings from its next round, and so does what is expected.
void GossipProtocolSpread::settings_changed() {
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

bool GossipProtocolSpread::running() const {
  return started_ && (!spread_.complete() || !arrivals_.empty());
}

GossipProtocolSpread::Trip GossipProtocolSpread::trip(std::size_t contact) {
  // Multiples of the golden ratio spread evenly, however many there are.
  const double turns = static_cast<double>(contact) * 0.6180339887498949;
  const double sent = spread_of_departures * (turns - std::floor(turns));
  return {sent, sent + way_there, sent + way_there + way_back};
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

void GossipProtocolSpread::pass(Milliseconds time) {
  double seconds = seconds_of(time);
  trials_.advance(seconds);
  while (ticking()) {
    const double left = round_seconds - clock_;
    // The rounds must not depend on how finely time is cut, so what rounding leaves is forgiven.
    if (seconds < left - 1e-9) break;
    seconds = std::max(0.0, seconds - left);
    run_round();
  }
  clock_ =
      ticking() ? clock_ + seconds : std::max(clock_, std::min(clock_ + seconds, messages_end));
}

Milliseconds GossipProtocolSpread::busy() const {
  return ticking() || clock_ < messages_end || trials_.moving() ? 1 : 0;
}

void GossipProtocolSpread::state(Json& json) const {
  json.member("round", spread_.round());
  json.member("informed", spread_.informed());
  json.member("total", spread_.live());
  json.member("fanout", options_.fanout);
  json.member("running", running());
  json.key("nodes").array([&] {
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      json.object([&] {
        json.member("id", phrase({"node-", i + 1}));
        json.member("status", word_of(spread_.status(i)));
      });
    }
  });
  json.key("history").array([&] {
    if (!started_) return;
    for (const std::uint32_t informed : spread_.history()) json.value(informed);
  });
  json.member("auto", auto_);
  json.member("exchange", name_of(options_.exchange));
  json.member("loss", options_.loss);
  json.member("messages", spread_.exchanges());
  json.member("expectedFrom", expected_from_);
  json.key("expected").array([&] {
    for (const double informed : expected_) json.value(informed);
  });
  json.key("runs").object([&] {
    json.member("count", trials_.runs());
    for (const Exchange exchange : all_exchanges) {
      const Trials::Tally& tally = trials_.tally(exchange);
      json.key(name_of(exchange)).object([&] {
        json.member("meanRounds", tally.mean_rounds(trials_.runs()));
        json.member("meanMessages", tally.mean_messages(trials_.runs()));
      });
    }
  });
  json.key("suspicion").object([&] {
    json.member("threshold", threshold_);
    json.member("normal", suspicion_.silence(suspicion_.normal(), threshold_));
    json.member("exponential", suspicion_.silence(suspicion_.exponential(), threshold_));
  });
}

std::string GossipProtocolSpread::describe() const {
  const std::uint32_t live = spread_.live();
  std::string text = phrase({nodes_text(options_.nodes), ", of which Node 4 is DOWN. "});
  if (!started_) {
    return phrase({text, "The other ", live, " do not know it yet."});
  }
  append(text, {"Round ", spread_.round(), " — Nodes informed: ", spread_.informed(), " / ", live,
                ". Node ", first_ + 1, " noticed first. "});
  const auto count = static_cast<std::uint32_t>(arrivals_.size());
  append(text, {nodes_text(count), " heard it just now, ", spread_.informed() - count,
                " have passed it on, ", live - spread_.informed(), " do not know it yet. ",
                spread_.exchanges(), " messages so far."});
  return text;
}

std::string GossipProtocolSpread::prompt() const {
  const std::string peers =
      phrase({options_.fanout, " random ", options_.fanout == 1 ? "peer" : "peers"});
  if (!started_) return "Node 4 is down. Press Start Gossip: one node notices and tells others.";
  const bool under_way = clock_ < messages_end;
  if (spread_.round() == 0) {
    if (under_way) return "One node gets no answer from Node 4 and concludes that it is down.";
    if (auto_) return "One node knows. How many rounds until all do?";
    return phrase({"One node knows. Press Next Round: it tells ", peers, "."});
  }
  if (under_way) {
    switch (options_.exchange) {
      case Exchange::push:
        return phrase({"Each informed node exchanges state with ", peers, "."});
      case Exchange::pull:
        return phrase({"Each node that does not know asks ", peers, "."});
      case Exchange::push_pull:
        return phrase({"Every node exchanges state with ", peers, "."});
    }
  }
  if (!running()) {
    return "All know and have passed it on. Change the fanout and press Start Gossip again.";
  }
  if (all_know()) return "All know. In the next round the newest pass it on, too.";
  return auto_ ? "What they have learned they pass on in the next round."
               : "Press Next Round: those who know pass it on.";
}

}  // namespace microsims

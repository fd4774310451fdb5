#include "quorum_calculator/model.hpp"

#include <algorithm>

#include "quorum/availability.hpp"
#include "quorum/staleness.hpp"
#include "random/distributions.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using distributed::Request;
using distributed::Trip;

constexpr Microseconds pause_before_stale_read = 400'000;
constexpr Microseconds delay_by_hand = 2'000'000, delay_of_duplicate = 300'000;
constexpr std::uint64_t wars_trials = 50000;  // as many as the published figures come from

constexpr Named latencies[] = {
    {"lnkd-ssd", "SSD"}, {"lnkd-disk", "Disk"}, {"ymmr", "Yammer"}, {"wan", "WAN"}};
constexpr distributed::LatencyModel (*latency_models[])() = {
    distributed::lnkd_ssd, distributed::lnkd_disk, distributed::ymmr, distributed::wan};

// Trials take milliseconds; a run that is gone through comes by the same settings again and again.
struct Trials {
  int latency = -1;
  distributed::Wars wars;
};

// Notes what happens to the client's requests.
class Chronicler : public distributed::QuorumClient::Watch {
 public:
  explicit Chronicler(Record& record) : record_(&record) {}

  MessageNumber sent(const Request& request, const Trip& trip) override {
    const bool back = trip.leg == Trip::Leg::back;
    const int node = trip.node + 1;
    return record_->send({.from = back ? node : 0,
                          .to = back ? 0 : node,
                          .kind = static_cast<std::uint8_t>((request.is_write ? 0 : 2) + back),
                          .sent = back ? trip.arrived : trip.sent,
                          .due = trip.next()});
  }
  void ended(const Trip& trip, bool arrived, Microseconds at) override {
    record_->end(trip.message, arrived ? Delivery::arrived : Delivery::lost, at);
  }
  void decided(const Request& request, Microseconds at) override {
    const bool done = request.succeeded, stale = request.stale();
    const MarkKind kind = !done              ? MarkKind::lost
                          : request.is_write ? MarkKind::write
                          : stale            ? MarkKind::conflict
                                             : MarkKind::read;
    const std::string answers =
        phrase({request.answered().size(), " of ",
                counted(static_cast<long long>(request.asked().size()), "node")});
    const auto mark = [&](const char* id, std::string words) {
      record_->mark(ceil_milliseconds(at), kind, id, std::move(words), 0);
    };
    if (request.is_write) {
      mark(done ? "write-acknowledged" : "write-failed",
           phrase({"Write v", request.version,
                   done ? " was acknowledged by " : " failed, acknowledged by ", answers}));
    } else if (!done) {
      mark("read-failed", phrase({"Read failed, answered by ", answers}));
    } else {
      mark(stale ? "stale-read" : "fresh-read",
           phrase({"Read returned v", request.version,
                   stale ? phrase({", which is older than v", request.confirmed}) : ", fresh"}));
    }
  }

 private:
  Record* record_;
};

}  // namespace

QuorumCalculator::QuorumCalculator(std::uint64_t seed) : chance_(seed) {
  declare();
}

void QuorumCalculator::declare() {
  const auto up_to_n = [this] { return Range{1, static_cast<double>(quorum_.n), 1}; };
  const auto changed = [this] { change(quorum_.n, quorum_.w, quorum_.r); };
  constexpr Range sizes{3, most_replicas, 1};
  controls_.slider("n", "N (total replicas)", quorum_.n, sizes).changed = changed;
  const auto quorum = [&](const char* id, const char* label, int& number) {
    Control& slider = controls_.slider(id, label, number, sizes);
    slider.range = up_to_n;
    slider.changed = changed;
  };
  quorum("w", "W (write quorum)", quorum_.w);
  quorum("r", "R (read quorum)", quorum_.r);
  const auto next_is = [this](int action) {
    const auto last = client_.decided();
    if (!last.last_write()) return action == 0;
    if (!last.last_read()) return action == 1;
    return action == (quorum_.consistent() || last.last_read()->stale() ? 0 : 2);
  };
  controls_.button("simulate-write", "Simulate Write", [this] { ask(true); }).primary_now =
      [next_is] { return next_is(0); };
  controls_.button("simulate-read", "Simulate Read", [this] { ask(false); }).primary_now =
      [next_is] { return next_is(1); };
  Control& stale =
      controls_.button("simulate-stale-read", "Simulate Stale Read", [this] { stale_read(); });
  stale.enabled = [this] { return !quorum_.consistent() && live() >= quorum_.w + quorum_.r; };
  stale.primary_now = [next_is] { return next_is(2); };
  declare_exploration();
}

void QuorumCalculator::declare_exploration() {
  controls_.explore("Presets");
  controls_.button("preset-one", "ONE", [this] { change(quorum_.n, 1, 1); });
  controls_.button("preset-quorum", "QUORUM",
                   [this] { change(quorum_.n, quorum_.n / 2 + 1, quorum_.n / 2 + 1); });
  controls_.button("preset-all", "ALL", [this] { change(quorum_.n, quorum_.n, 1); });
  controls_.button("preset-dynamo", "DynamoDB-style", [this] { change(3, 2, 1); });
  controls_.explore();
  controls_.choice("latency", "Latency model", latency_, latencies);
  controls_.explore("Availability");
  controls_.slider("node-availability", "Each node is up, % of the time", node_percent_,
                   {50, 99.5, 0.5});
  for (int i = 0; i < most_replicas; ++i) {
    Control& control =
        controls_.toggle(phrase({node_id(i), "-down"}), phrase({node_name(i), " is down"}),
                         client_.replicas[static_cast<std::size_t>(i)].down);
    control.enabled = [this, i] { return i < quorum_.n; };
    control.place = ControlPlace::parameter;
  }
}

// With another N, W or R the last write no longer says what the new rule promises, so all replicas
// begin in step again.
void QuorumCalculator::change(int n, int w, int r) {
  quorum_ = {n, std::min(w, n), std::min(r, n)};
  for (const Message& message : record_.messages()) {
    if (message.travels()) record_.end(message.number, Delivery::lost, instant());
  }
  client_.start_over();
  refused_ = Outcome::none;
}

std::vector<int> QuorumCalculator::up() const {
  std::vector<int> nodes;
  for (int i = 0; i < quorum_.n; ++i) {
    if (!client_.replicas[static_cast<std::size_t>(i)].down) nodes.push_back(i);
  }
  return nodes;
}

std::vector<int> QuorumCalculator::some_of(std::vector<int> nodes, int count) {
  distributed::shuffle(chance_, nodes);
  nodes.resize(static_cast<std::size_t>(count));
  return nodes;
}

const distributed::Wars& QuorumCalculator::wars() const {
  static std::vector<Trials> known;
  const int latency = static_cast<int>(latency_);
  for (const Trials& trials : known) {
    if (trials.latency == latency && trials.wars.quorum() == quorum_) return trials.wars;
  }
  if (known.size() == 4) known.erase(known.begin());
  known.push_back({latency, distributed::Wars{quorum_, latency_models[latency]()}});
  // A stream of its own: looking at the drawer must not change the run.
  distributed::Generator chance{1};
  known.back().wars.run(chance, wars_trials);
  return known.back().wars;
}

// The next action does not wait for the messages of the last.
void QuorumCalculator::hurry() {
  client_.hurry(instant());
  for (const Request& request : client_.requests()) {
    for (const Trip& trip : request.trips) {
      if (trip.travels()) record_.postpone(trip.message, trip.next());
    }
  }
  pass(0);
}

// Nothing is sent: a quorum that cannot be assembled is refused at once.
void QuorumCalculator::refuse(Outcome why) {
  hurry();
  refused_ = why;
  const bool write = why == Outcome::write_refused;
  record_.mark(now(), MarkKind::lost, id_of(outcomes, why),
               phrase({write ? "Write" : "Read", " was refused: ", live(), " of ",
                       counted(quorum_.n, "node"), live() == 1 ? " is" : " are", " up, it needs ",
                       write ? quorum_.w : quorum_.r}),
               0);
}

// Returns when the last answer will be there.
Microseconds QuorumCalculator::ask(bool write, const std::vector<int>& nodes, Microseconds sent) {
  refused_ = Outcome::none;
  Microseconds end = sent;
  const auto travel = [this] {
    return distributed::simulation::seconds(distributed::uniform_between(chance_, 0.5, 0.9));
  };
  std::vector<Trip> trips;
  for (const int node : nodes) {
    Trip trip{.node = node, .sent = sent};
    trip.arrived = sent + travel();
    trip.answered = trip.arrived + travel();
    end = std::max(end, trip.answered);
    trips.push_back(trip);
  }
  write ? client_.write(quorum_.w, std::move(trips)) : client_.read(quorum_.r, std::move(trips));
  pass(0);
  return end;
}

void QuorumCalculator::ask(bool write) {
  const int needed = write ? quorum_.w : quorum_.r;
  if (live() < needed) return refuse(write ? Outcome::write_refused : Outcome::read_refused);
  hurry();
  ask(write, some_of(up(), needed), instant());
}

void QuorumCalculator::stale_read() {
  hurry();
  const auto written = some_of(up(), quorum_.w);
  const Microseconds end = ask(true, written, instant());
  std::vector<int> missed;
  for (const int node : up()) {
    if (std::count(written.begin(), written.end(), node) == 0) missed.push_back(node);
  }
  ask(false, some_of(missed, quorum_.r), end + pause_before_stale_read);
}

Milliseconds QuorumCalculator::busy() const {
  return std::max<Milliseconds>(0, ceil_milliseconds(client_.end()) - now());
}

void QuorumCalculator::pass(Milliseconds time) {
  Chronicler chronicler{record_};
  client_.run(instant() + 1000 * time, &chronicler);
}

std::vector<QuorumCalculator::Replica> QuorumCalculator::replicas() const {
  const auto last = client_.decided();
  std::vector<Replica> replicas(static_cast<std::size_t>(quorum_.n));
  for (std::size_t i = 0; i < replicas.size(); ++i) replicas[i].version = last.replicas[i].version;
  const auto flag = [&](const Request* request, bool Replica::*in) {
    if (!request) return;
    for (const int node : request->answered()) replicas[static_cast<std::size_t>(node)].*in = true;
  };
  flag(last.last_write(), &Replica::wrote);
  flag(last.last_read(), &Replica::read);
  return replicas;
}

QuorumCalculator::Outcome QuorumCalculator::outcome() const {
  if (refused_ != Outcome::none) return refused_;
  const auto last = client_.decided();
  const Request* request = last.last_read() ? last.last_read() : last.last_write();
  if (!request) return Outcome::none;
  return request->succeeded  ? Outcome::done
         : request->is_write ? Outcome::write_failed
                             : Outcome::read_failed;
}

std::vector<std::string> QuorumCalculator::lanes() const {
  std::vector<std::string> lanes{"Client"};
  for (int i = 0; i < quorum_.n; ++i) lanes.push_back(node_name(i));
  return lanes;
}

std::vector<MessageKind> QuorumCalculator::message_kinds() const {
  return {{"write", "Write", MarkKind::write},
          {"write-ack", "Acknowledgement", MarkKind::write},
          {"read", "Read", MarkKind::read},
          {"answer", "Answer", MarkKind::read}};
}

std::optional<std::string> QuorumCalculator::undisturbable(const Message& message,
                                                           Disturbance disturbance) const {
  const Trip* trip = client_.find(message.number);
  if (!trip) return phrase({"Message m", message.number, " is no longer on its way."});
  if (disturbance == Disturbance::duplicate && trip->twin) {
    return phrase({"Message m", message.number, " is a duplicate or has one: two are enough."});
  }
  return std::nullopt;
}

void QuorumCalculator::disturb(const Message& message, Disturbance disturbance) {
  Chronicler chronicler{record_};
  Message copy = message;
  switch (disturbance) {
    case Disturbance::drop:
      record_.end(message.number, Delivery::dropped, instant());
      return client_.drop(message.number, instant(), &chronicler);
    case Disturbance::delay:
      client_.delay(message.number, delay_by_hand);
      return record_.postpone(message.number, client_.find(message.number)->next());
    case Disturbance::duplicate:
      copy.number = 0;
      copy.copy_of = message.number;
      copy.due += delay_of_duplicate;
      client_.duplicate(copy.copy_of, record_.send(copy), delay_of_duplicate);
  }
}

MarkKind QuorumCalculator::mark_of(std::string_view id) const {
  if (id == "simulate-write") return MarkKind::write;
  if (id == "simulate-read" || id == "simulate-stale-read") return MarkKind::read;
  for (int i = 0; i < quorum_.n; ++i) {
    if (id != phrase({node_id(i), "-down"})) continue;
    return client_.replicas[static_cast<std::size_t>(i)].down ? MarkKind::mend : MarkKind::cut;
  }
  return MarkKind::act;
}

}  // namespace microsims

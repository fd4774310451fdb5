#include "quorum_calculator/model.hpp"

#include <algorithm>
#include <cmath>

#include "quorum/availability.hpp"
#include "quorum/staleness.hpp"
#include "random/distributions.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

constexpr Microseconds pause_before_stale_read = 400'000;
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

}  // namespace

QuorumCalculator::QuorumCalculator(std::uint64_t seed) : chance_(seed) {
  declare();
}

void QuorumCalculator::declare() {
  const auto up_to_n = [this] { return Range{1, static_cast<double>(quorum_.n), 1}; };
  const auto changed = [this] { change(quorum_.n, quorum_.w, quorum_.r); };
  constexpr Range sizes{3, Requests::most_replicas, 1};
  controls_.slider("n", "N (total replicas)", quorum_.n, sizes).changed = changed;
  const auto quorum = [&](const char* id, const char* label, int& number) {
    Control& slider = controls_.slider(id, label, number, sizes);
    slider.range = up_to_n;
    slider.changed = changed;
  };
  quorum("w", "W (write quorum)", quorum_.w);
  quorum("r", "R (read quorum)", quorum_.r);
  const auto next_is = [this](int action) {
    const Requests last = decided();
    if (!has_written()) return action == 0;
    if (!last.last_read()) return action == 1;
    return action == (quorum_.consistent() || last.last_read()->stale() ? 0 : 2);
  };
  controls_.button("simulate-write", "Simulate Write", [this] { write(); }).primary_now =
      [next_is] { return next_is(0); };
  controls_.button("simulate-read", "Simulate Read", [this] { read(); }).primary_now = [next_is] {
    return next_is(1);
  };
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
  for (int i = 0; i < Requests::most_replicas; ++i) {
    Control& control =
        controls_.toggle(phrase({node_id(i), "-down"}), phrase({node_name(i), " is down"}),
                         requests_.replicas[static_cast<std::size_t>(i)].down);
    control.enabled = [this, i] { return i < quorum_.n; };
    control.place = ControlPlace::parameter;
  }
}

// With another N, W or R the last write no longer says what the new rule promises, so all replicas
// begin in step again.
void QuorumCalculator::change(int n, int w, int r) {
  quorum_ = {n, std::min(w, n), std::min(r, n)};
  requests_.start_over(instant(), record_);
  latest_ = 1;
  refused_ = Outcome::none;
}

std::vector<int> QuorumCalculator::up() const {
  std::vector<int> nodes;
  for (int i = 0; i < quorum_.n; ++i) {
    if (!is_down(static_cast<std::size_t>(i))) nodes.push_back(i);
  }
  return nodes;
}

int QuorumCalculator::live() const {
  return static_cast<int>(up().size());
}

std::vector<int> QuorumCalculator::any_of(std::vector<int> nodes, int count) {
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

// Nothing is sent: a quorum that cannot be assembled is refused at once.
void QuorumCalculator::refuse(Outcome why) {
  requests_.hurry(instant(), record_);
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
  Request request{write, write ? quorum_.w : quorum_.r, write ? ++latest_ : 0};
  Microseconds end = sent;
  const auto travel = [this] {
    return static_cast<Microseconds>(
        std::llround(1e6 * distributed::uniform_between(chance_, 0.5, 0.9)));
  };
  for (const int node : nodes) {
    Trip trip{.node = node, .sent = sent};
    trip.arrived = sent + travel();
    trip.answered = trip.arrived + travel();
    end = std::max(end, trip.answered);
    request.trips.push_back(trip);
  }
  requests_.add(std::move(request));
  requests_.run(instant(), &record_);
  return end;
}

void QuorumCalculator::write() {
  if (live() < quorum_.w) return refuse(Outcome::write_refused);
  requests_.hurry(instant(), record_);
  ask(true, any_of(up(), quorum_.w), instant());
}

void QuorumCalculator::read() {
  if (live() < quorum_.r) return refuse(Outcome::read_refused);
  requests_.hurry(instant(), record_);
  ask(false, any_of(up(), quorum_.r), instant());
}

void QuorumCalculator::stale_read() {
  requests_.hurry(instant(), record_);
  const auto written = any_of(up(), quorum_.w);
  const Microseconds end = ask(true, written, instant());
  auto missed = up();
  missed.erase(std::remove_if(
                   missed.begin(), missed.end(),
                   [&](int node) { return std::count(written.begin(), written.end(), node) > 0; }),
               missed.end());
  ask(false, any_of(missed, quorum_.r), end + pause_before_stale_read);
}

Milliseconds QuorumCalculator::busy() const {
  return std::max<Milliseconds>(0, ceil_milliseconds(requests_.end()) - now());
}

void QuorumCalculator::pass(Milliseconds time) {
  requests_.run(instant() + 1000 * time, &record_);
}

Requests QuorumCalculator::decided() const {
  Requests decided = requests_;
  decided.run(decided.end(), nullptr);
  return decided;
}

std::vector<QuorumCalculator::Replica> QuorumCalculator::replicas() const {
  const Requests last = decided();
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
  const Requests last = decided();
  if (last.last_read() && !last.last_read()->succeeded) return Outcome::read_failed;
  if (last.last_read()) return Outcome::done;
  if (!last.last_write()) return Outcome::none;
  return last.last_write()->succeeded ? Outcome::done : Outcome::write_failed;
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
  return requests_.undisturbable(message.number, disturbance);
}

void QuorumCalculator::disturb(const Message& message, Disturbance disturbance) {
  requests_.disturb(message, disturbance, instant(), record_);
}

MarkKind QuorumCalculator::mark_of(std::string_view id) const {
  if (id == "simulate-write") return MarkKind::write;
  if (id == "simulate-read" || id == "simulate-stale-read") return MarkKind::read;
  for (int i = 0; i < quorum_.n; ++i) {
    if (id == phrase({node_id(i), "-down"})) {
      return is_down(static_cast<std::size_t>(i)) ? MarkKind::mend : MarkKind::cut;
    }
  }
  return MarkKind::act;
}

}  // namespace microsims

#include "quorum_calculator/model.hpp"

#include <algorithm>

#include "stage/model/messages.hpp"

namespace microsims {
namespace {

using distributed::simulation::seconds;

constexpr distributed::TravelTime travel_time{.least = 0.5, .most = 0.9};
constexpr Microseconds pause_before_stale_read = seconds(0.4);
constexpr Delays delays{.delayed = seconds(2), .copied = seconds(0.3)};

constexpr Named latencies[] = {
    {"lnkd-ssd", "SSD"}, {"lnkd-disk", "Disk"}, {"ymmr", "Yammer"}, {"wan", "WAN"}};

}  // namespace

QuorumCalculator::QuorumCalculator(std::uint64_t seed)
    : client_(most_replicas, quorum_, travel_time, distributed::Generator{seed}) {
  client_.record(true);
  declare();
}

void QuorumCalculator::declare() {
  const auto number_of = [this](const char* id, const char* label, int& number) -> Control& {
    Control& slider = controls_.slider(id, label, number, {3, most_replicas, 1});
    slider.changed = [this] { change(quorum_.n, quorum_.w, quorum_.r); };
    return slider;
  };
  const auto up_to_n = [this] { return Range{1, static_cast<double>(quorum_.n), 1}; };
  number_of("n", "N (total replicas)", quorum_.n);
  number_of("w", "W (write quorum)", quorum_.w).range = up_to_n;
  number_of("r", "R (read quorum)", quorum_.r).range = up_to_n;
  controls_.button("simulate-write", "Simulate Write", MarkKind::write, [this] { ask(true); })
      .primary_now = [this] { return next() == 0; };
  controls_.button("simulate-read", "Simulate Read", MarkKind::read, [this] { ask(false); })
      .primary_now = [this] { return next() == 1; };
  Control& stale =
      controls_.button("simulate-stale-read", "Simulate Stale Read", MarkKind::read, [this] {
        client_.read_past(instant(), pause_before_stale_read);
        note();
      });
  stale.enabled = [this] {
    return !quorum_.consistent() && client_.live() >= quorum_.w + quorum_.r;
  };
  stale.primary_now = [this] { return next() == 2; };
  declare_exploration();
}

// The action that shows something new: 0 a write, 1 a read, 2 a stale read.
int QuorumCalculator::next() const {
  const auto last = client_.decided();
  if (!last.last_write()) return 0;
  if (!last.last_read()) return 1;
  return quorum_.consistent() || last.last_read()->stale() ? 0 : 2;
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
    Control& down =
        controls_.toggle(phrase({node_id(i), "-down"}), phrase({node_name(i), " is down"}),
                         client_.replicas[static_cast<std::size_t>(i)].down);
    down.mark = MarkKind::cut;
    down.mark_off = MarkKind::mend;
    down.enabled = [this, i] { return i < quorum_.n; };
    down.place = ControlPlace::parameter;
  }
}

void QuorumCalculator::change(int n, int w, int r) {
  quorum_ = {n, std::min(w, n), std::min(r, n)};
  record_.end_all(Delivery::lost, instant());
  client_.change(quorum_);
}

void QuorumCalculator::ask(bool write) {
  write ? client_.write(instant()) : client_.read(instant());
  note();
  if (client_.refused()) note_refusal();
}

Milliseconds QuorumCalculator::busy() const {
  return std::max<Milliseconds>(0, ceil_milliseconds(client_.end()) - now());
}

void QuorumCalculator::pass(Milliseconds time) {
  client_.run(instant() + 1000 * time);
  note();
}

// Writes down what has happened to the client's requests.
void QuorumCalculator::note() {
  const auto client = client_.replicas.size();
  follow(record_, {}, client_.take_trace(),
         [client](auto node, auto) { return node == client ? 0 : node + 1; });
  for (const auto& [request, at] : client_.take_decisions()) note(request, at);
}

std::vector<MessageKind> QuorumCalculator::message_kinds() const {
  return {{"write", "Write", MarkKind::write},
          {"write-ack", "Acknowledgement", MarkKind::write},
          {"read", "Read", MarkKind::read},
          {"answer", "Answer", MarkKind::read}};
}

std::optional<std::string> QuorumCalculator::undisturbable(const Message& message,
                                                           Disturbance disturbance) const {
  const bool twice = disturbance == Disturbance::duplicate && client_.find(message.number)->twin;
  if (!twice) return std::nullopt;
  return phrase({"Message m", message.number, " is a duplicate or has one: two are enough."});
}

void QuorumCalculator::disturb(const Message& message, Disturbance disturbance) {
  microsims::disturb(client_, message.number, disturbance, delays);
  note();
}

}  // namespace microsims

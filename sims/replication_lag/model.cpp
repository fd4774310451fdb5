#include "replication_lag/model.hpp"

#include <algorithm>

#include "stage/model/words.hpp"

namespace microsims {

using distributed::simulation::milliseconds, distributed::simulation::never;

namespace {

constexpr Named modes[] = {{"asynchronous", "Asynchronous"},
                           {"semi-synchronous", "Semi-synchronous"},
                           {"synchronous", "Synchronous"}};
constexpr Named sources[] = {{"leader", "Leader"},
                             {"replica-1", "Replica 1"},
                             {"replica-2", "Replica 2"},
                             {"replica-3", "Replica 3"},
                             {"any", "Any"}};
constexpr Named remedies[] = {{"none", "None"},
                              {"leader", "Leader"},
                              {"leader-after-write", "After write"},
                              {"wait-for-position", "Wait"},
                              {"one-replica", "One replica"}};
constexpr Time worth_lapsing = milliseconds(400);
constexpr Delays delays{.delayed = milliseconds(60), .copied = milliseconds(15)};

}  // namespace

const char* ReplicationLag::id(NodeId node) {
  return node == 0 ? "leader-1" : sources[node].id;
}

// Does something now: the run's clock may have gone on while the network's stood still.
void ReplicationLag::act(Callback<void()> what) {
  pace_.set(pace_.lapses(), now() * 1000, set_.now());
  what();
  note(now() * 1000);
}

Control& ReplicationLag::action(const char* id, const char* label, MarkKind kind,
                                void (ReplicaSet::*what)()) {
  return controls_.button(id, label, kind, [this, what] { act([&] { (set_.*what)(); }); });
}

void ReplicationLag::declare() {
  const auto changed = [this] { act([this] { set_.change(settings_); }); };
  controls_.choice("mode", "Mode", settings_.mode, modes).changed = changed;
  controls_.choice("read-from", "Read from", from_, sources);
  action("write", "Write", MarkKind::write, &ReplicaSet::write).primary_now = [this] {
    return next() == 0;
  };
  const auto read = [this] { act([this] { set_.read(read_from()); }); };
  controls_.button("read", "Read", MarkKind::read, read).primary_now = [this] {
    return next() == 1;
  };
  Control& crash = action("crash-leader", "Crash Leader", MarkKind::cut, &ReplicaSet::crash_leader);
  crash.enabled = [this] { return set_.cluster().up(set_.leader()) && set_.cluster().live() > 1; };
  crash.primary_now = [this] { return next() == 2; };

  controls_.explore("Load");
  controls_.slider("rate", "Others write, per s", settings_.rate, {10, 120, 10}).changed = changed;
  controls_.slider("apply", "Apply takes (ms)", settings_.apply_ms, {2, 20, 1}).changed = changed;
  action("others-write", "Others Write", MarkKind::write, &ReplicaSet::others_write);
  action("burst", "Burst of 10", MarkKind::write, &ReplicaSet::burst);
  action("long-transaction", "Long Transaction", MarkKind::write, &ReplicaSet::write_long);
  controls_.explore("Semi-sync");
  controls_.slider("acks", "Replicas to wait for", settings_.acks, {1, 3, 1}).changed = changed;
  controls_.slider("ack-timeout", "At most (ms)", settings_.ack_timeout_ms, {100, 10000, 100})
      .changed = changed;
  controls_.explore("Network");
  controls_.slider("link", "To Replica 2 (ms)", settings_.link_ms, {10, 80, 10}).changed = changed;
  controls_.toggle("far-replica", "Replica 3 is far away", settings_.far).changed = changed;
  declare_faults();
  controls_.explore("One client");
  controls_.choice("remedy", "Remedy", remedy_, remedies).changed = [this] {
    set_.set_remedy(remedy_);
  };
  controls_.slider("read-after", "Reads so long after it wrote (ms)", read_after_ms_, {0, 200, 10});
}

void ReplicationLag::declare_faults() {
  const auto cut = [this](bool on) { act([&] { set_.cut_off_leader(on); }); };
  Control& cut_off = controls_.toggle(
      "cut-leader", "Leader is cut off", [this] { return set_.cut_off().has_value(); }, cut);
  cut_off.enabled = [this] { return set_.cut_off() || set_.cluster().up(set_.leader()); };
  cut_off.mark = MarkKind::cut;
  cut_off.mark_off = MarkKind::mend;
  controls_.explore("Up");
  for (NodeId node = 0; node < nodes; ++node) {
    const auto set_up = [this, node](bool on) {
      act([this, node, on] { set_.crash_or_restart(node, on); });
    };
    const auto is_up = [this, node] { return set_.cluster().up(node); };
    const char* label = node == 0 ? "First leader" : sources[node].label;
    Control& up = controls_.toggle(id(node), label, is_up, set_up);
    up.mark = MarkKind::mend;
    up.mark_off = MarkKind::cut;
  }
}

std::optional<NodeId> ReplicationLag::read_from() const {
  if (from_ == From::any) return std::nullopt;
  return from_ == From::leader ? set_.leader() : static_cast<NodeId>(from_);
}

// What shows something new: 0 a write, 1 a read, 2 a crash.
int ReplicationLag::next() const {
  const auto& reads = set_.cluster().reads();
  const auto* own = set_.last_own();
  if (!own || !set_.cluster().up(set_.leader())) return 0;
  if (reads.empty() || reads.back().sent_at < own->sent_at) return 1;
  return set_.failovers() > 0 ? 0 : news().kind == News::bad ? 1 : 2;
}

Milliseconds ReplicationLag::busy() const {
  const Time next = set_.moves() ? set_.next_happening() : never;
  if (next == never) return 0;
  return std::max<Milliseconds>(1, ceil_milliseconds(pace_.run_time(next)) - now());
}

void ReplicationLag::pass(Milliseconds time) {
  const Microseconds until = (now() + time) * 1000;
  while (set_.moves()) {
    const Time next = set_.next_happening();
    if (next == never || pace_.run_time(next) > until) break;
    set_.advance_to(next);
    note(pace_.run_time(next));
  }
  set_.advance_to(std::max(set_.now(), pace_.protocol_time(until)));
}

void ReplicationLag::disturb(const Message& message, Disturbance disturbance) {
  act([&] {
    microsims::disturb(set_.cluster(), pace_.translation(first_message_).id(message.number),
                       disturbance, delays);
  });
}

// Writes down what has happened by now, and chooses the pace from here on.
void ReplicationLag::note(Microseconds at) {
  const Time next = set_.next_happening();
  const bool dull = !set_.others_are_writing() && set_.cluster().in_flight().empty() &&
                    next != never && next - set_.now() >= worth_lapsing;
  pace_.set(dull, at, set_.now());
  follow(record_, pace_.translation(first_message_), set_.cluster().take_trace(),
         [](NodeId node, NodeId) { return node == nodes ? 0 : static_cast<int>(node) + 1; });
  for (const auto& event : set_.take_events()) note(ceil_milliseconds(at), event);
}

bool ReplicationLag::is_bad_answer(const Message& message) const {
  if (message.from < 1) return false;
  const auto* read =
      set_.served(static_cast<NodeId>(message.from - 1), pace_.instant(message.sent));
  return read && message.to == 0 && (set_.outcome(*read).stale || set_.outcome(*read).backwards);
}

}  // namespace microsims

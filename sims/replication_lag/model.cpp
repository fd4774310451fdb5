#include "replication_lag/model.hpp"

#include <algorithm>

#include "stage/model/words.hpp"

namespace microsims {

using distributed::replication::NodeRead;
using distributed::simulation::milliseconds, distributed::simulation::never,
    distributed::simulation::seconds;

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
                              {"leader-after-write", "Leader after write"},
                              {"wait-for-position", "Wait for position"},
                              {"one-replica", "One replica"}};
constexpr Named timeouts[] = {
    {"100-ms", "100 ms"}, {"1-s", "1 s"}, {"10-s", "10 s (MySQL)"}, {"never", "Never"}};
constexpr Time timeout_times[] = {milliseconds(100), seconds(1),
                                  distributed::replication::mysql_ack_timeout, never};
constexpr Named up_toggles[] = {{"leader-1", "First leader"},
                                {"replica-1", "Replica 1"},
                                {"replica-2", "Replica 2"},
                                {"replica-3", "Replica 3"}};

constexpr Time long_work = milliseconds(200), worth_lapsing = milliseconds(400);
constexpr Delays delays{.delayed = milliseconds(60), .copied = milliseconds(15)};

}  // namespace

ReplicationLag::ReplicationLag(std::uint64_t seed) : set_(seed), settings_(set_.settings()) {
  first_message_ -= static_cast<MessageNumber>(set_.cluster().messages_sent());
  declare();
}

// Does something now. The run's clock may have gone on while the network's stood still.
template <typename Do>
void ReplicationLag::act(Do what) {
  pace_.set(pace_.lapses(), now() * 1000, set_.now());
  what();
  note(now() * 1000);
}

void ReplicationLag::declare() {
  const auto rules = [this] {
    settings_.ack_timeout = timeout_times[static_cast<std::size_t>(timeout_)];
    act([this] { set_.change(settings_); });
  };
  controls_.choice("mode", "Mode", settings_.mode, modes).changed = rules;
  controls_.choice("read-from", "Read from", from_, sources);
  controls_.button("write", "Write", MarkKind::write, [this] { act([this] { set_.write(); }); })
      .primary_now = [this] { return next() == 0; };
  controls_
      .button("read", "Read", MarkKind::read, [this] { act([this] { set_.read(read_from()); }); })
      .primary_now = [this] { return next() == 1; };
  Control& crash = controls_.button("crash-leader", "Crash Leader", MarkKind::cut, [this] {
    act([this] { set_.crash_or_restart(set_.leader(), false); });
  });
  crash.enabled = [this] { return set_.cluster().up(set_.leader()) && set_.cluster().live() > 1; };
  crash.primary_now = [this] { return next() == 2; };

  controls_.explore("Load");
  controls_.slider("rate", "Writes of others, per second", settings_.rate, {10, 120, 10}).changed =
      rules;
  controls_.slider("apply", "A replica applies one in (ms)", settings_.apply_ms, {2, 20, 1})
      .changed = rules;
  controls_.button("others-write", "Others Write", MarkKind::write,
                   [this] { act([this] { set_.others_write(); }); });
  controls_.button("burst", "Burst of 10", MarkKind::write,
                   [this] { act([this] { set_.burst(); }); });
  controls_.button("long-transaction", "Long Transaction", MarkKind::write,
                   [this] { act([this] { set_.write(long_work); }); });
  controls_.explore("Semi-sync");
  controls_.slider("acks", "Acknowledgements to wait for", settings_.acks, {1, 3, 1}).changed =
      rules;
  controls_.choice("ack-timeout", "Asynchronous after", timeout_, timeouts).changed = rules;
  controls_.explore("Network");
  controls_.slider("link", "Leader to Replica 2 (ms)", settings_.link_ms, {10, 80, 10}).changed =
      rules;
  controls_.toggle("far-replica", "Replica 3 is far away", settings_.far).changed = rules;
  declare_faults();
  controls_.explore("One client");
  controls_.choice("remedy", "Remedy", remedy_, remedies).changed = [this] {
    set_.set_remedy(remedy_);
  };
  controls_.slider("read-after", "First read after a write (ms)", read_after_ms_, {0, 200, 10});
}

void ReplicationLag::declare_faults() {
  Control& cut = controls_.toggle(
      "cut-leader", "Leader is cut off", [this] { return set_.cut_off().has_value(); },
      [this](bool on) { act([this, on] { set_.cut_off_leader(on); }); });
  cut.enabled = [this] { return set_.cut_off() || set_.cluster().up(set_.leader()); };
  cut.mark = MarkKind::cut;
  cut.mark_off = MarkKind::mend;
  controls_.explore("Up");
  for (NodeId node = 0; node < nodes; ++node) {
    Control& up = controls_.toggle(
        up_toggles[node].id, up_toggles[node].label,
        [this, node] { return set_.cluster().up(node); },
        [this, node](bool on) { act([this, node, on] { set_.crash_or_restart(node, on); }); });
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
  return set_.failovers() > 0 ? 0 : 2;
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
    if (next == never) break;
    const Microseconds at = pace_.run_time(next);
    if (at > until) break;
    set_.advance_to(next);
    note(at);
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
  const Translation run = pace_.translation(first_message_);
  for (const NodeRead& read : set_.cluster().reads()) {
    if (read.served_at == never || static_cast<int>(read.node) + 1 != message.from ||
        run.at(read.served_at) != message.sent) {
      continue;
    }
    const auto out = set_.outcome(read);
    return out.stale || out.backwards;
  }
  return false;
}

}  // namespace microsims

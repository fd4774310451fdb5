// What Replication Lag tells: events, facts, state, sentences.

#include <span>

#include "replication_lag/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using namespace distributed::replication;
using distributed::simulation::never, distributed::simulation::to_milliseconds;

namespace {

constexpr const char* mode_ids[] = {"asynchronous", "semi-synchronous", "synchronous"};

// In the order of ReplicaSetEvent::Kind; what follows the name of the node, if it is told.
struct Told {
  MarkKind kind;
  const char *id, *before, *after;
};
constexpr Told told[] = {
    {MarkKind::write, "committed", " committed ", ""},
    {MarkKind::write, "received", " received ", ""},
    {MarkKind::write, "applied", " applied ", ""},
    {MarkKind::settled, "answered", "You were told that ", " is done"},
    {MarkKind::read, "read-answered", " answered ", ""},
    {MarkKind::elected, "promoted", " has the least lag and was promoted", ""},
    {MarkKind::lost, "lost", "Lost, though confirmed: ", ""},
    {MarkKind::lost, "gone", "Gone before anyone was told it is done: ", ""},
    {MarkKind::conflict, "diverged", " dropped ", ", which the new leader never had"},
    {MarkKind::cut, "degraded", " waited too long and went asynchronous", ""},
    {MarkKind::mend, "restored", " waits for acknowledgements again", ""}};

}  // namespace

std::string ReplicationLag::name(NodeId node) const {
  if (node != 0) return phrase({"Replica ", node});
  return set_.leader() == 0 ? "Leader" : "Old leader";
}

std::vector<std::string> ReplicationLag::lanes() const {
  return {"You", name(0), name(1), name(2), name(3)};
}

void ReplicationLag::note(Milliseconds at, const ReplicaSetEvent& event) {
  Told how = told[event.kind];
  std::string what = event.write ? phrase({"v", event.write}) : version_list(event.writes);
  int lane = static_cast<int>(event.node) + 1;
  if (event.kind == ReplicaSetEvent::answered) lane = 0;
  if (event.kind == ReplicaSetEvent::read) {
    lane = 0;
    const NodeRead& read = set_.cluster().reads()[event.write - 1];
    const auto out = set_.outcome(read);
    what = phrase({"v", read.version});
    if (out.stale) append(what, {", but you wrote v", out.own});
    if (out.backwards) append(what, {", but you had read v", out.seen});
    if (out.bad()) how.kind = MarkKind::conflict;
    if (out.bad()) how.id = out.stale ? "stale-read" : "read-backwards";
  }
  record_.mark(at, how.kind, how.id,
               phrase({how.before[0] == ' ' ? name(event.node) : "", how.before, what, how.after}),
               lane);
}

std::string ReplicationLag::lag_words(NodeId node) const {
  const SingleLeader& cluster = set_.cluster();
  if (!cluster.up(node)) return "down";
  const auto unseen = static_cast<long long>(cluster.unseen(node));
  if (unseen == 0) return node == set_.leader() ? "leads" : "in step";
  return phrase({ms_text(to_milliseconds(cluster.lag_time(node))), ", ", counted(unseen, "write"),
                 " behind"});
}

std::string ReplicationLag::losses() const {
  const auto &lost = set_.lost(), back = set_.diverged();
  if (lost.empty() && back.empty()) return {};
  if (back.empty()) return phrase({"Confirmed but lost: ", version_list(lost)});
  if (lost == back) return phrase({"Lost, and diverged: ", version_list(lost)});
  return phrase({"Lost: ", version_list(lost), "; diverged: ", version_list(back)});
}

std::vector<Fact> ReplicationLag::facts() const {
  Fact waited{"writeLatency", "Your last write waited", {}, milliseconds_unit};
  const WriteRecord* own = set_.last_own();
  if (own && own->latency() != never) waited.value = to_milliseconds(own->latency());
  waited.law = set_.latency_by_law();
  const Fact behind{
      "furthestMs", "Furthest behind", to_milliseconds(set_.furthest_behind()), {"ms", "ms", 1, 0}};
  const auto count = [](const char* id, const char* label, double value) {
    return Fact{id, label, value, plain_number, {}, value > 0 ? Tone::bad : Tone::plain};
  };
  Fact lost = count("lostWrites", "Lost by the last failover", double(set_.lost_last()));
  lost.law = set_.lost_by_law();
  const int stale = set_.reads_that_are(&ReplicaSet::Outcome::stale);
  const int backwards = set_.reads_that_are(&ReplicaSet::Outcome::backwards);
  return {waited, behind, count("staleReads", "Stale reads", stale),
          count("backwardReads", "Reads that went back", backwards), lost};
}

void ReplicationLag::state(Json& json) const {
  const SingleLeader& cluster = set_.cluster();
  json.member("mode", mode_ids[static_cast<int>(settings_.mode)]);
  json.member("degraded", cluster.degraded());
  json.member("leader", id(set_.leader()));
  json.member("clockMs", ms(set_.now()));
  constexpr NodeId each_node[] = {0, 1, 2, 3};
  json.objects("nodes", each_node, [&](NodeId node) {
    json.member("id", id(node));
    json.member("role", node == set_.leader() ? "leader" : "replica");
    json.member("up", cluster.up(node));
    json.member("position", cluster.log(node).size());
    json.member("applied", cluster.applied(node));
    json.member("lagMs", to_milliseconds(cluster.lag_time(node)));
    json.member("lagWrites", cluster.unseen(node));
  });
  const auto instant = [&](Time at) { return at == never ? std::nullopt : std::optional{ms(at)}; };
  const auto writes = std::span(cluster.writes()).subspan(ReplicaSet::writes_before);
  json.objects("writes", writes, [&](const WriteRecord& write) {
    json.member("version", write.number);
    json.member("own", set_.is_own(write.number));
    json.member("sentAt", ms(write.sent_at));
    json.member("answeredAt", instant(write.acknowledged_at));
    json.member("copies", write.lost ? 0 : write.copies(set_.now()));
  });
  json.objects("reads", set_.answered_reads(), [&](const NodeRead* read) {
    const auto out = set_.outcome(*read);
    json.member("version", read->version);
    json.member("from", id(read->node));
    json.member("ownLatest", out.own);
    json.member("stale", out.stale);
    json.member("backwards", out.backwards);
    json.member("answeredAt", ms(read->answered_at));
  });
  json.member("lost", set_.lost());
  json.member("diverged", set_.diverged());
  write_facts(json, facts());
}

ReplicationLag::News ReplicationLag::news() const {
  const auto& reads = set_.cluster().reads();
  const WriteRecord* write = set_.last_own();
  const auto wrote = [this](const WriteRecord& own) {
    return phrase({"You wrote v", own.number, " at ", ms_text(ms(own.sent_at))});
  };
  if (reads.empty() || (write && write->sent_at > reads.back().sent_at)) {
    if (!write) return {News::plain, "Nothing of yours yet", "All nodes began with v1 and v2"};
    if (write->lost) return {News::bad, "Your write is lost", wrote(*write)};
    const Time known = write->acknowledged_at;
    if (known == never) return {News::waits, "Waiting to be told “done”", wrote(*write)};
    return {News::good, "Your write is done",
            phrase({wrote(*write), "; told at ", ms_text(ms(known))})};
  }
  const NodeRead& read = reads.back();
  if (read.answered_at == never && set_.cluster().up(read.node)) {
    return {News::waits, "Waiting for the answer", phrase({"You asked ", name(read.node)})};
  }
  if (read.answered_at == never) return {News::bad, "No answer", name(read.node) + " is down"};
  const auto out = set_.outcome(read);
  const std::string answer =
      phrase({name(read.node), " answered v", read.version, " at ", ms_text(ms(read.answered_at))});
  if (out.stale) {
    const WriteRecord& own = set_.cluster().writes()[out.own - 1];
    return {News::bad, own.lost ? "Your write is lost" : "Stale read",
            phrase({wrote(own), "; ", answer})};
  }
  if (!out.backwards) return {News::good, "Fresh read", answer};
  return {News::bad, "Back in time", phrase({"You had read v", out.seen, "; ", answer})};
}

std::string ReplicationLag::describe() const {
  const News now = news();
  const SingleLeader& cluster = set_.cluster();
  std::string text = phrase({now.head, ": ", now.words, ". Replication is ",
                             mode_ids[static_cast<int>(settings_.mode)],
                             cluster.degraded() ? ", asynchronous after the time-out" : "", ". "});
  for (NodeId node = 0; node < nodes; ++node) {
    append(text,
           {name(node), node == set_.leader() && node > 0 ? ", now leader" : "",
            set_.cut_off() == node ? ", cut off" : "", ": position ", cluster.log(node).size(),
            ", ", cluster.applied(node), " applied, ", lag_words(node), ". "});
  }
  if (const std::string lost = losses(); !lost.empty()) append(text, {lost, ". "});
  return text + facts_in_words(facts());
}

std::vector<Fact> ReplicationLag::averages() const {
  const LagStudy& study = this->study();
  constexpr Unit ms{"ms", "ms", 1000, 0}, writes{"write", "writes", 1, 1};
  const Fact lost{"meanLoss", "Lost by a crash, rate × lag", study.mean_loss, writes,
                  study.mean_loss_law};
  if (!study.steady) return {lost};
  const SessionTrial &plain = study.trials[0], &waits = study.trials[3];
  return {
      lost,
      {"meanLag", "Mean lag after arrival", study.mean_lag, ms, study.mean_lag_law},
      {"missed", "First reads that miss their write", plain.missed, share_unit, study.missed_law},
      {"wait", "Waiting for its position takes", waits.mean_wait, ms, study.wait_law}};
}

std::string ReplicationLag::explored() const {
  return phrase({"Replicas are busy ", percent_text(utilisation(set_.settings().load())),
                 " of the time. ", facts_in_words(averages())});
}

std::string ReplicationLag::prompt() const {
  const News now = news();
  if (set_.promotion_comes()) return "The leader goes on alone. After 40 ms it is missed.";
  if (!set_.cluster().up(set_.leader())) return "Nobody leads. Click a node to bring it back.";
  if (!set_.last_own()) return "Press Write, then Read at once: has the replica your write yet?";
  if (now.kind == News::waits && !moving()) return "Replicas do not answer. Click one to start it.";
  if (set_.failovers() > 0 && !set_.cluster().up(0))
    return "Write, then click the old leader: what comes back with it?";
  if (now.kind == News::bad && set_.failovers() == 0)
    return "You miss your own write. Read from the leader, or take another mode.";
  if (next() == 1 && moving()) return "Now press Read, before the write has reached everybody.";
  if (next() == 1) return "Press Read: everybody who is up has the write by now.";
  if (next() == 2) return "Write again and press Crash Leader at once: is the write kept?";
  return "Try another mode: what does a write cost, what does a crash lose?";
}

}  // namespace microsims

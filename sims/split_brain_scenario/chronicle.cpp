#include "split_brain_scenario/chronicle.hpp"

#include <utility>

#include "split_brain_scenario/episode.hpp"

namespace microsims {

using Role = SplitBrain::Role;

namespace {

std::vector<int> all_of(const SplitBrain& cluster) {
  std::vector<int> nodes;
  for (int node = 0; node < static_cast<int>(cluster.size()); ++node) nodes.push_back(node);
  return nodes;
}

}  // namespace

void StoryChronicle::note(const Episode& episode, MarkKind kind, const char* id, std::string words,
                          int lane) {
  Mark mark;
  mark.at = ceil_milliseconds(episode.cluster().now());
  mark.kind = kind;
  mark.id = id;
  mark.words = std::move(words);
  mark.lane = lane;
  marks_.push_back(std::move(mark));
}

std::vector<Mark> StoryChronicle::take() {
  return std::exchange(marks_, {});
}

void StoryChronicle::watch(const Episode& episode) {
  const SplitBrain& cluster = episode.cluster();
  if (cluster.split() && !timed_out_ && episode.now() >= episode.cut_at() + heartbeat_timeout) {
    timed_out_ = true;
    const NodeId first = episode.setup().first_across();
    note(episode, MarkKind::act, "timeout",
         phrase({name_of(first), " heard no heartbeat for ", seconds_text(heartbeat_timeout)}),
         lane_of(first));
  }
  watch_nodes(episode);
  watch_writes(episode);
  if (episode.decided() && !cluster.elected() && !unelected_) {
    unelected_ = true;
    const NodeId first = episode.setup().first_across();
    note(episode, MarkKind::lost, "not-elected", name_of(first) + " was not elected",
         lane_of(first));
  }
  if (episode.in_conflict() && !contradicted_) {
    contradicted_ = true;
    std::vector<int> nodes;
    for (const auto& side : cluster.conflict()) nodes.push_back(static_cast<int>(side.leader));
    note(episode, MarkKind::conflict, "conflict",
         phrase({node_names(nodes), " contradict each other"}));
  }
  const bool agreed = episode.over() && cluster.caught_up();
  if (agreed && !agreed_) {
    note(episode, MarkKind::settled, "settled",
         phrase({node_names(all_of(cluster)), " agree on ", money(cluster.value(0))}));
  }
  agreed_ = agreed;
}

void StoryChronicle::watch_nodes(const Episode& episode) {
  const SplitBrain& cluster = episode.cluster();
  const bool elected = cluster.elected() && cluster.elected_at() != elected_at_;
  for (NodeId node = 0; node < cluster.size(); ++node) {
    const std::uint32_t bit = 1u << node;
    const Role role = cluster.role(node);
    if (role == Role::down && (down_ & bit) == 0) {
      note(episode, MarkKind::cut, "powered-off", name_of(node) + " was powered off",
           lane_of(node));
    } else if (role != Role::down && (down_ & bit) != 0) {
      note(episode, MarkKind::mend, "powered-on", name_of(node) + " is on again", lane_of(node));
    } else if (role == Role::replica && (leading_ & bit) != 0) {
      const auto leaders = cluster.leaders();
      if (cluster.split() || leaders.empty()) {
        note(episode, MarkKind::cut, "stood-down", name_of(node) + " stood down", lane_of(node));
      } else {
        note(episode, MarkKind::act, "followed",
             phrase({name_of(node), " follows ", name_of(leaders.front())}), lane_of(node));
      }
    }
    down_ = role == Role::down ? down_ | bit : down_ & ~bit;
    leading_ = role == Role::leader ? leading_ | bit : leading_ & ~bit;
  }
  if (!elected) return;
  elected_at_ = cluster.elected_at();
  note(episode, MarkKind::elected, "elected", name_of(*cluster.elected()) + " was elected",
       lane_of(*cluster.elected()));
}

void StoryChronicle::watch_writes(const Episode& episode) {
  const auto& writes = episode.cluster().writes();
  for (std::size_t i = 0; i < writes.size() && i < 2; ++i) {
    const std::string write = i == 0 ? "Write A" : "Write B";
    const std::string at = name_of(writes[i].at);
    const int lane = lane_of(writes[i].at);
    const Fate fate = episode.fate(i);
    if (fate != Fate::under_way && !answered_[i]) {
      answered_[i] = true;
      if (fate == Fate::confirmed) {
        note(episode, MarkKind::write, "write-confirmed",
             phrase({at, " confirmed ", write, ", ", money(writes[i].value)}), lane);
      } else if (fate == Fate::refused) {
        note(episode, MarkKind::lost, "write-refused", phrase({at, " refused ", write}), lane);
      } else {
        note(episode, MarkKind::lost, "write-unanswered", write + " got no answer",
             static_cast<int>(i));
      }
    }
    if (episode.lost(i) && !lost_[i]) {
      lost_[i] = true;
      note(episode, MarkKind::lost, "write-lost", write + " was lost, although it was confirmed");
    }
  }
}

}  // namespace microsims

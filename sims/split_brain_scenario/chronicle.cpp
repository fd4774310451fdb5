// What happens of itself in an episode, told as marks: after each event the episode is looked at,
// and what is new is noted.
//
//   episode.advance(seconds(30));
//   for (const Mark& mark : episode.take_marks()) ...      // "timeout", "elected" ...

#include <utility>

#include "split_brain_scenario/episode.hpp"

namespace microsims {
namespace {

using Role = LogCluster::Role;

// What is told once; of writes, for the one the bit, for the other the bit after it.
constexpr unsigned timed_out = 1, unelected = 2, contradicted = 4, agreed = 8, answer = 16,
                   loss = 64;

}  // namespace

void Episode::mark(MarkKind kind, const char* id, std::string words, int lane) {
  marks_.push_back({.at = ceil_milliseconds(cluster_.now()),
                    .kind = kind,
                    .id = id,
                    .words = std::move(words),
                    .lane = lane,
                    .value = {}});
}

bool Episode::is_news(unsigned what, bool happened) {
  if (!happened || (told_ & what) != 0) return false;
  told_ |= what;
  return true;
}

void Episode::tell() {
  if (is_news(timed_out, cluster_.split() && now() >= cut_at() + heartbeat_timeout)) {
    const NodeId first = setup_.first_across();
    mark(MarkKind::act, "timeout",
         phrase({name_of(first), " heard no heartbeat for ", seconds_text(heartbeat_timeout)}),
         lane_of(first));
  }
  tell_of_nodes();
  tell_of_writes();
  if (is_news(unelected, decided() && !cluster_.elected())) {
    const NodeId first = setup_.first_across();
    mark(MarkKind::lost, "not-elected", name_of(first) + " was not elected", lane_of(first));
  }
  if (is_news(contradicted, in_conflict())) {
    mark(MarkKind::conflict, "conflict",
         names_of(cluster_.contradiction()) + " contradict each other");
  }
  const bool agree = over() && cluster_.caught_up();
  if (is_news(agreed, agree)) {
    mark(MarkKind::settled, "settled",
         phrase({names_of(all_nodes(cluster_)), " agree on ", money(cluster_.value(0))}));
  }
  if (!agree) told_ &= ~agreed;
}

void Episode::tell_of_nodes() {
  const auto leaders = cluster_.leaders();
  for (const NodeId node : all_nodes(cluster_)) {
    const unsigned bit = 1u << node;
    const Role role = cluster_.role(node);
    const std::string name = name_of(node);
    const int lane = lane_of(node);
    if (role == Role::down && (off_ & bit) == 0) {
      mark(MarkKind::cut, "powered-off", name + " was powered off", lane);
    } else if (role != Role::down && (off_ & bit) != 0) {
      mark(MarkKind::mend, "powered-on", name + " is on again", lane);
    } else if (role == Role::replica && (led_ & bit) != 0) {
      if (cluster_.split() || leaders.empty()) {
        mark(MarkKind::cut, "stood-down", name + " stood down", lane);
      } else {
        mark(MarkKind::act, "followed", phrase({name, " follows ", name_of(leaders.front())}),
             lane);
      }
    }
    off_ = role == Role::down ? off_ | bit : off_ & ~bit;
    led_ = role == Role::leader ? led_ | bit : led_ & ~bit;
  }
  if (!cluster_.elected() || cluster_.elected_at() == elected_at_) return;
  elected_at_ = cluster_.elected_at();
  const NodeId elected = *cluster_.elected();
  mark(MarkKind::elected, "elected", name_of(elected) + " was elected", lane_of(elected));
}

void Episode::tell_of_writes() {
  int client = 0;
  for (const ClientWrite& write : writes()) {
    const std::string at = name_of(write.at);
    const int lane = lane_of(write.at);
    if (is_news(answer << client, write.fate != Fate::under_way)) {
      if (write.fate == Fate::confirmed) {
        mark(MarkKind::write, "write-confirmed",
             phrase({at, " confirmed ", write.name, ", ", money(write.balance)}), lane);
      } else if (write.fate == Fate::refused) {
        mark(MarkKind::lost, "write-refused", phrase({at, " refused ", write.name}), lane);
      } else {
        mark(MarkKind::lost, "write-unanswered", phrase({write.name, " got no answer"}), client);
      }
    }
    if (is_news(loss << client, write.lost)) {
      mark(MarkKind::lost, "write-lost",
           phrase({write.name, " was lost, although it was confirmed"}));
    }
    ++client;
  }
}

}  // namespace microsims

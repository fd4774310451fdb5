#pragma once
// What happens of itself in an episode, told as marks: it looks at the episode after each event and
// notes what is new.
//
//   chronicle.watch(episode);
//   for (Mark& mark : chronicle.take()) ...      // "timeout", "elected", "write-confirmed" ...
//
// Lanes of the space-time view: Client A, Client B, Node 1, Node 2, ...

#include <array>
#include <string>
#include <vector>

#include "split_brain_scenario/balance_log.hpp"
#include "stage/model/record.hpp"

namespace microsims {

class Episode;

constexpr int lane_of(NodeId node) {
  return static_cast<int>(node) + 2;
}

class StoryChronicle {
 public:
  void watch(const Episode& episode);

  /// The marks since they were taken last, at milliseconds of the episode's clock.
  std::vector<Mark> take();

 private:
  void watch_nodes(const Episode& episode);
  void watch_writes(const Episode& episode);
  void note(const Episode& episode, MarkKind kind, const char* id, std::string words,
            int lane = nobody);

  std::vector<Mark> marks_;
  std::uint32_t leading_ = 1, down_ = 0;  // a bit for each node
  Time elected_at_ = 0;
  std::array<bool, 2> answered_{}, lost_{};
  bool timed_out_ = false, unelected_ = false, contradicted_ = false, agreed_ = false;
};

}  // namespace microsims

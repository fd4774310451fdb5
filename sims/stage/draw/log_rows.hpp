#pragma once
// A client, the nodes of a cluster in rows, and each node's log in cells beside it, from the same
// entry on: who lacks what is seen at a glance.
//
//            (1)  Leader              | 3 | 4 | 5 | 6 |
//   (You)      (2)  Replica 1         | 3 | 4 | 5 |        who leads stands nearer to the client
//              (3)  Replica 2         | 3 | 4 |
//
//   LogRows rows(canvas, box, nodes, longest_log);
//   rows.arrange(canvas, cluster, {"You", theme.blue}, leader);     // the stands, lanes 0, 1, ...
//   for (int node = 0; node < nodes; ++node) {
//     rows.draw(canvas, node, {"Replica 1", "in step"}, [&](std::size_t entry) { return ...; });
//   }

#include <string>

#include "stage/draw/cluster.hpp"

namespace microsims {

/// One entry of a log:  [3] applied: filled;  [3] received: an edge, filled as far as it is applied;
/// an empty place where it is missing; crossed out if lost.
struct LogCell {
  enum State : std::uint8_t { missing, received, applied, lost } state = missing;
  std::string label{};
  float share = 0;      // of a received one: how much of it is applied
  bool marked = false;  // a bar below it: it is somebody's
  bool ticked = false;  // who wrote it knows that it is done
};

class LogRows {
 public:
  /// Each as many cells wide as there is room for, the last of them for the longest log's last entry.
  LogRows(const Box& box, int nodes, std::size_t longest);

  /// Adds the client and the nodes, numbered from 0, without hues, to a picture without stands; they
  /// glide when another one leads.
  void arrange(const Canvas& canvas, ClusterPicture& cluster, const char* client, const Hue& hue,
               int leader) const;

  /// What stands above the cells, at their left and their right end.
  struct Head {
    std::string name, words;
    ImU32 colour;  // of the words
  };
  void draw(const Canvas& canvas, int node, const Head& head,
            Callback<LogCell(std::size_t entry)> cell) const;

 private:
  float y(int node) const { return box_.y + pitch_ * (static_cast<float>(node) + 0.5f); }

  Box box_;
  int nodes_;
  float pitch_, radius_, leader_x_, replica_x_, logs_x_, cell_;
  std::size_t cells_, first_;
};

}  // namespace microsims

#pragma once
// What if gossip stops when it gets stale? Rumor mongering leaves some nodes without the news, and
// anti-entropy, which compares everything, finds them.
//
//   without |\                      |
//   the news| \__ k = 1: 20 %       |\ \    push: divided by e
//           |  \_ k = 2:  6 %       | \_\__ pull: squared
//           +-------- cycle         +------- cycle
//            rumor mongering          anti-entropy
//
// Source: A. Demers et al., "Epidemic Algorithms for Replicated Database Maintenance", PODC 1987.

#include <vector>

#include "random/generator.hpp"

namespace microsims {

struct Repair {
  static constexpr int nodes = 1000;

  /// Shares of the nodes, 0 to 1, that lack the news after cycle 0, 1, 2, ...
  using Course = std::vector<double>;

  struct Rumor {
    Course course;
    double law;  // the share that theory says never hears it
  };
  Rumor rumors[2];  // feedback and coin, with k = 1 and k = 2

  struct AntiEntropy {
    Course course, law;
  };
  AntiEntropy repairs[3];  // push, pull, push-pull; each from where the rumor with k = 1 ended

  explicit Repair(distributed::Generator chance);
};

}  // namespace microsims

#pragma once
// How many keys each node owns, as bars below the ring, with a line where all would be even.

#include <string>
#include <vector>

#include "consistent_hash_ring/model.hpp"
#include "consistent_hash_ring/view_ring.hpp"

namespace microsims {

class Histogram {
 public:
  Histogram(Canvas& canvas, const ConsistentHashRing& model, const Box& box);

  Focus pointed_at() const;

  void draw(const RingPicture& ring, const Focus& focus);

 private:
  static constexpr float name_of_level = 76;

  void value(float x, float top, const std::string& text, const TextStyle& style);
  void level(float y, float name_y, const std::string& name, ImU32 colour);

  Canvas& canvas_;
  const ConsistentHashRing& model_;
  std::vector<int> nodes_;
  Box plot_;
  float pitch_;
};

}  // namespace microsims

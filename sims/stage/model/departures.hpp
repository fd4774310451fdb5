#pragma once
// Things that set off one after another, evenly over a while, and travel equally long.
//
//   const Departures rows{.count = 48, .wait = 1000};
//   rows.departs(0);             // 1000 ms: they are noticed before they go
//   rows.landed(2500);           // how many have arrived by then: the first ones
//   rows.end();                  // when the last one has

#include <span>
#include <vector>

#include "stage/model/record.hpp"

namespace microsims {

struct Departures {
  std::uint32_t count = 0;
  Milliseconds wait = 0, spread = 1200, way = 800;

  Milliseconds departs(std::uint32_t i) const {
    return wait + (count > 0 ? spread * i / count : 0);
  }
  std::uint32_t departed(Milliseconds by) const {
    std::uint32_t low = 0, high = count;
    while (low < high) {
      const std::uint32_t middle = (low + high) / 2;
      departs(middle) <= by ? low = middle + 1 : high = middle;
    }
    return low;
  }
  std::uint32_t landed(Milliseconds by) const { return departed(by - way); }
  Milliseconds end() const { return count > 0 ? departs(count - 1) + way : 0; }
};

/// How many things are in each box, if those that change their box do so in their order, and so many
/// have: the others are still where they come from. Boxes count from 1; from 0 come new ones.
std::vector<std::size_t> boxes_at(std::span<const std::uint8_t> before,
                                  std::span<const std::uint8_t> after, std::uint32_t landed,
                                  std::size_t boxes);

}  // namespace microsims

#include "stage/model/departures.hpp"

namespace microsims {

std::vector<std::size_t> boxes_at(std::span<const std::uint8_t> before,
                                  std::span<const std::uint8_t> after, std::uint32_t landed,
                                  std::size_t boxes) {
  std::vector<std::size_t> counts(boxes + 1);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const bool moves = after[i] != before[i];
    ++counts[!moves || landed > 0 ? after[i] : before[i]];
    if (moves && landed > 0) --landed;
  }
  return counts;
}

}  // namespace microsims

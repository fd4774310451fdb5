#include "order/stable_sort.hpp"

#include <cstring>
#include <numeric>

namespace distributed {

std::vector<std::size_t> sorted_places(std::size_t count, Comparison before) {
  std::vector<std::size_t> places(count), left(count);
  std::iota(places.begin(), places.end(), std::size_t{0});
  for (std::size_t width = 1; width < count; width *= 2) {
    for (std::size_t middle = width; middle < count; middle += 2 * width) {
      if (!before(places[middle], places[middle - 1])) continue;  // in order already
      const std::size_t end = std::min(middle + width, count);
      std::size_t merged = middle - width, right = middle;
      std::copy(&places[merged], &places[middle], left.data());
      for (std::size_t taken = 0; taken < width;) {
        const bool from_right = right < end && before(places[right], left[taken]);
        places[merged++] = from_right ? places[right++] : left[taken++];
      }
    }
  }
  return places;
}

void rearrange(void* elements, std::size_t size, const std::vector<std::size_t>& places) {
  auto* const to = static_cast<std::byte*>(elements);
  const std::vector<std::byte> from(to, to + places.size() * size);
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::memcpy(to + i * size, from.data() + places[i] * size, size);
  }
}

}  // namespace distributed

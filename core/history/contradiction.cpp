#include "history/contradiction.hpp"

#include <algorithm>

namespace distributed::history {
namespace {

bool writes(const Operation& write, const Operation& read) {
  return write.kind == Operation::write && read.kind == Operation::read && write.key == read.key &&
         write.value == read.value;
}

History of(const History& history, const std::vector<std::size_t>& places) {
  History some;
  for (const std::size_t place : places) some.push_back(history[place]);
  return some;
}

// Without one, and without the reads that then nobody wrote for.
std::vector<std::size_t> without(const History& history, std::vector<std::size_t> places,
                                 std::size_t gone) {
  std::erase(places, gone);
  const std::vector<std::size_t> left = places;
  std::erase_if(places, [&](std::size_t place) {
    return writes(history[gone], history[place]) && history[place].value != 0 &&
           std::none_of(left.begin(), left.end(),
                        [&](std::size_t other) { return writes(history[other], history[place]); });
  });
  return places;
}

}  // namespace

std::vector<std::size_t> contradiction(const History& history, Level holds) {
  if (holds(history)) return {};
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < history.size(); ++i) places.push_back(i);
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (std::find(places.begin(), places.end(), i) == places.end()) continue;
    const std::vector<std::size_t> fewer = without(history, places, i);
    if (!holds(of(history, fewer))) places = fewer;
  }
  return places;
}

}  // namespace distributed::history

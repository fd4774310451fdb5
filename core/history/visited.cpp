#include "history/visited.hpp"

#include <algorithm>

#include "hash/mix.hpp"

namespace distributed::history {

bool Visited::insert(std::span<const std::uint64_t> words) {
  if (2 * std::size_t{count_} >= table_.size()) {
    table_.assign(4 * table_.size(), 0);
    for (std::uint32_t number = 0; number < count_; ++number) slot_of(at(number)) = number + 1;
  }
  std::uint32_t& slot = slot_of(words);
  if (slot != 0) return false;
  slot = ++count_;
  words_.insert(words_.end(), words.begin(), words.end());
  return true;
}

std::uint32_t& Visited::slot_of(std::span<const std::uint64_t> words) {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : words) hash = mix_64(hash + 0x9e3779b97f4a7c15 + word);
  for (auto place = static_cast<std::size_t>(hash);; ++place) {
    std::uint32_t& slot = table_[place & (table_.size() - 1)];
    if (slot == 0 || std::equal(words.begin(), words.end(), at(slot - 1).begin())) return slot;
  }
}

}  // namespace distributed::history

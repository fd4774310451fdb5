#pragma once
// The places that a search has been to, each so many words long.
//
//   Visited visited(3);
//   visited.insert(words);      // false: it was there before

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace distributed::history {

class Visited {
 public:
  explicit Visited(std::size_t width) : width_(width), table_(64) {}

  bool insert(std::span<const std::uint64_t> words);

 private:
  std::uint32_t& slot_of(std::span<const std::uint64_t> words);
  std::span<const std::uint64_t> at(std::uint32_t number) const {
    return {words_.data() + std::size_t{number} * width_, width_};
  }

  std::size_t width_;
  std::vector<std::uint64_t> words_;  // of all places, one after the other
  std::vector<std::uint32_t> table_;  // open addressing: the number of a place, counted from 1
  std::uint32_t count_ = 0;
};

}  // namespace distributed::history

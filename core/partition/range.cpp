#include "partition/range.hpp"

#include <algorithm>
#include <functional>

#include "text/error.hpp"

namespace distributed {

RangePartitioner::RangePartitioner(std::vector<std::string> splits, std::vector<Node> nodes)
    : splits_(std::move(splits)), ranges_(splits_.size() + 1, std::move(nodes)) {
  if (std::adjacent_find(splits_.begin(), splits_.end(), std::greater_equal<>{}) != splits_.end()) {
    throw_invalid_argument("the splits of ranges must ascend");
  }
}

std::size_t RangePartitioner::range_of(std::string_view key) const {
  return static_cast<std::size_t>(std::upper_bound(splits_.begin(), splits_.end(), key) -
                                  splits_.begin());
}

void RangePartitioner::split(std::string_view key) {
  const std::size_t range = range_of(key);
  if (range > 0 && splits_[range - 1] == key) {
    throw_invalid_argument("there is a split at this key already");
  }
  splits_.insert(splits_.begin() + static_cast<long>(range), std::string(key));
  ranges_.split(range);
}

}  // namespace distributed

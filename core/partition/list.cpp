#include "partition/list.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"
#include "text/error.hpp"

namespace distributed {

ListPartitioner::ListPartitioner(std::vector<std::string> values, std::vector<Node> nodes)
    : values_(std::move(values)), lists_(values_.size() + 1, std::move(nodes)) {
  stable_sort(values_);
  if (std::adjacent_find(values_.begin(), values_.end()) != values_.end()) {
    throw_invalid_argument("a list partitioner's values must differ");
  }
}

std::size_t ListPartitioner::place_of(std::string_view value) const {
  const auto found = std::lower_bound(values_.begin(), values_.end(), value);
  const bool listed = found != values_.end() && *found == value;
  return listed ? static_cast<std::size_t>(found - values_.begin()) : values_.size();
}

}  // namespace distributed

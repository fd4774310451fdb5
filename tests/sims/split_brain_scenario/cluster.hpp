#pragma once
// A story that begins, with a rule of promotion.

#include <cstddef>

#include "split_brain_scenario/split_brain.hpp"

namespace microsims {

inline SplitBrain cluster(Promotion promotion, std::size_t nodes = 3) {
  SplitBrainOptions options;
  options.promotion = promotion;
  options.nodes = nodes;
  return {options, distributed::Generator{1}};
}

}  // namespace microsims

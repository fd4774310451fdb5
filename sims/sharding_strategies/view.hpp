#pragma once
// What the view draws in the Explore drawer.

#include "sharding_strategies/model.hpp"
#include "stage/draw/canvas.hpp"

namespace microsims {

void draw_sharding_exploration(Canvas& canvas, const Box& area, const ShardingStrategies& model);

}  // namespace microsims

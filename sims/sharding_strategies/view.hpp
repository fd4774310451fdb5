#pragma once
// The parts of the picture: boxes, the rows in them and on their way, the drawer.

#include <vector>

#include "sharding_strategies/model.hpp"
#include "stage/draw/cluster.hpp"
#include "stage/draw/view.hpp"

namespace microsims {

/// Side by side.
std::vector<Box> boxes_of_shards(const Box& area, int shards);

/// Rows as dots, many as the level of what fills the boxes; new ones come from the router.
void draw_rows(Canvas& canvas, const std::vector<Box>& boxes, const Box& router,
               const ShardingStrategies& model);

void draw_sharding_exploration(Canvas& canvas, const Box& area, const ShardingStrategies& model);

}  // namespace microsims

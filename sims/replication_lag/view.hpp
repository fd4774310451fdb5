#pragma once
// What the drawer shows: lag over time and by load, what crashes lose, and what one client may expect.

#include "replication_lag/model.hpp"
#include "stage/draw/cluster.hpp"
#include "stage/draw/view.hpp"

namespace microsims {

void draw_lag_exploration(Canvas& canvas, const Box& area, const ReplicationLag& model);

}  // namespace microsims

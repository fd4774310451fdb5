#pragma once
// The messages of replicated databases, as the space-time view and its key name them.

#include "stage/model/model.hpp"

namespace microsims {

/// In the order of core's replication::Errand.
std::vector<MessageKind> errand_kinds();

}  // namespace microsims

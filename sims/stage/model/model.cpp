#include "stage/model/model.hpp"

#include <algorithm>

namespace microsims {

Milliseconds Model::run(Milliseconds most) {
  Milliseconds left = most;
  while (left > 0) {
    const Milliseconds step = std::min(left, busy());
    if (step <= 0) break;
    pass(step);
    now_ += step;
    left -= step;
  }
  return most - left;
}

}  // namespace microsims

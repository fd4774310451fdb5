#include "stage/draw/axis.hpp"

#include <initializer_list>

namespace microsims {

double nice_ceil(double value) {
  for (double power = 1e-9;; power *= 10) {
    for (const int nice : {1, 2, 5}) {
      if (!(nice * power < value * 0.999)) return nice * power;
    }
  }
}

float tick_step(float span, int wanted) {
  return static_cast<float>(nice_ceil(span / static_cast<float>(wanted)));
}

}  // namespace microsims

#include "random/distributions.hpp"

#include <cmath>
#include <numeric>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed {

double exponential(Generator& chance, double rate) {
  return -portable_log(uniform_positive(chance)) / rate;
}

double pareto(Generator& chance, double scale, double shape) {
  return scale * portable_exp(-portable_log(uniform_positive(chance)) / shape);
}

double normal(Generator& chance, double mean, double deviation) {
  for (;;) {
    const double x = 2.0 * uniform_unit(chance) - 1.0;
    const double y = 2.0 * uniform_unit(chance) - 1.0;
    const double square = x * x + y * y;
    if (square >= 1.0 || square == 0.0) continue;
    // sqrt is exact to the last bit by IEEE 754, unlike log and exp.
    return mean + deviation * x * std::sqrt(-2.0 * portable_log(square) / square);
  }
}

std::vector<std::uint32_t> sample(Generator& chance, std::uint32_t population,
                                  std::uint32_t count) {
  if (count > population) {
    throw_invalid_argument("sample: cannot take more items than the population has");
  }
  std::vector<std::uint32_t> items(population);
  std::iota(items.begin(), items.end(), 0u);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::swap(items[i], items[i + uniform_below(chance, population - i)]);
  }
  items.resize(count);
  return items;
}

}  // namespace distributed

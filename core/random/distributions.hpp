#pragma once
// Distributions over a Generator, the same on every machine and in every library.
//
//   Generator chance{seed};
//   uniform_below(chance, 6);            // 0 ... 5
//   uniform_unit(chance);                // [0, 1)
//   exponential(chance, 2.0);            // mean 1/2
//   sample(chance, 5, 3);                // three different numbers of 0 ... 4
//
// Arguments outside their range throw std::invalid_argument where a line says so; the plain number
// sources are on hot paths and trust their caller.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "random/generator.hpp"

namespace distributed {

/// Uniform in [0, bound), without bias; bound > 0, not checked.
/// Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29(1), 2019.
inline std::uint32_t uniform_below(Generator& chance, std::uint32_t bound) {
  std::uint64_t product = (chance() >> 32) * bound;
  if (static_cast<std::uint32_t>(product) < bound) {
    const std::uint32_t threshold = (0u - bound) % bound;
    while (static_cast<std::uint32_t>(product) < threshold) product = (chance() >> 32) * bound;
  }
  return static_cast<std::uint32_t>(product >> 32);
}

/// Uniform in [0, 1): a multiple of 2^-53.
inline double uniform_unit(Generator& chance) {
  return static_cast<double>(chance() >> 11) * 0x1.0p-53;
}

/// Uniform in (0, 1]: safe to take the logarithm of.
inline double uniform_positive(Generator& chance) {
  return static_cast<double>((chance() >> 11) + 1) * 0x1.0p-53;
}

/// Uniform in [low, high).
inline double uniform_between(Generator& chance, double low, double high) {
  return low + (high - low) * uniform_unit(chance);
}

/// True with the given probability; always below 0 never, above 1 always.
inline bool bernoulli(Generator& chance, double probability) {
  return uniform_unit(chance) < probability;
}

/// Exponential with the given rate (mean 1/rate); rate > 0, not checked. By inversion.
double exponential(Generator& chance, double rate);

/// Pareto with scale x_m (its minimum) and shape alpha, both > 0, not checked. By inversion.
double pareto(Generator& chance, double scale, double shape);

/// Normal with the given mean and standard deviation. G. Marsaglia's polar method, one value of the
/// pair, so that a draw depends on the generator's state alone.
double normal(Generator& chance, double mean, double deviation);

/// Shuffles in place, each order equally likely (Fisher and Yates, in Durstenfeld's form).
template <typename T>
void shuffle(Generator& chance, std::vector<T>& items) {
  for (std::size_t i = items.size(); i > 1; --i) {
    const std::size_t j = uniform_below(chance, static_cast<std::uint32_t>(i));
    std::swap(items[i - 1], items[j]);
  }
}

/// `count` different numbers of 0 ... population - 1 in random order, each selection equally
/// likely. Throws std::invalid_argument if count > population.
std::vector<std::uint32_t> sample(Generator& chance, std::uint32_t population, std::uint32_t count);

}  // namespace distributed

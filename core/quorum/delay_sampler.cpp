#include "quorum/delay_sampler.hpp"

#include "random/elementary.hpp"

namespace distributed {
namespace {

constexpr std::uint64_t all_steps = std::uint64_t{1} << 53;
constexpr double ln2 = 6.93147180559945309417e-01;

// The logarithm of u = 2^exponent / count.
double log_of_power(std::size_t exponent, std::uint64_t count) {
  return static_cast<double>(exponent) * ln2 - portable_log(static_cast<double>(count));
}

// The cubic in x = m - left that meets f at the four Chebyshev nodes of [left, left + width]: close
// to the best there is, and without a search. Newton's divided differences, then expanded.
template <typename F>
std::array<double, 4> fit_cubic(double left, double width, F f) {
  constexpr std::array<double, 4> cosines{-0.92387953251128674, -0.38268343236508977,
                                          0.38268343236508977, 0.92387953251128674};
  std::array<double, 4> x{}, c{};
  for (std::size_t i = 0; i < 4; ++i) {
    x[i] = 0.5 * width * (1 + cosines[i]);
    c[i] = f(left + x[i]);
  }
  for (std::size_t order = 1; order < 4; ++order) {
    for (std::size_t i = 3; i >= order; --i) c[i] = (c[i] - c[i - 1]) / (x[i] - x[i - order]);
  }
  for (std::size_t order = 3; order > 0; --order) {
    for (std::size_t i = order - 1; i < 3; ++i) c[i] -= x[order - 1] * c[i + 1];
  }
  return c;
}

}  // namespace

DelaySampler::DelaySampler(const DelayMixture& delay)
    : pareto_steps_(static_cast<std::uint64_t>(validate(delay).pareto_share *
                                               static_cast<double>(all_steps))),
      branches_{pareto_branch(delay, pareto_steps_), exponential_branch(delay, pareto_steps_)} {}

DelaySampler::Branch DelaySampler::pareto_branch(const DelayMixture& delay, std::uint64_t steps) {
  Branch branch;
  branch.least = delay.offset + delay.minimum;
  if (steps == 0) return branch;
  for (std::size_t e = 0; e < branch.powers.size(); ++e) {
    const double reach = portable_exp(-log_of_power(e, steps) / delay.shape);
    branch.powers[e] = {delay.offset, delay.minimum * reach};
  }
  for (std::size_t i = 0; i < branch.cubics.size(); ++i) {
    const double left = 1 + static_cast<double>(i) / pieces;
    branch.cubics[i] = fit_cubic(
        left, 1.0 / pieces, [&](double m) { return portable_exp(-portable_log(m) / delay.shape); });
  }
  return branch;
}

DelaySampler::Branch DelaySampler::exponential_branch(const DelayMixture& delay,
                                                      std::uint64_t first_step) {
  Branch branch;
  branch.first_step = first_step;
  branch.least = delay.offset;
  if (first_step == all_steps) return branch;
  for (std::size_t e = 0; e < branch.powers.size(); ++e) {
    branch.powers[e] = {delay.offset - log_of_power(e, all_steps - first_step) / delay.rate,
                        1 / delay.rate};
  }
  for (std::size_t i = 0; i < branch.cubics.size(); ++i) {
    const double left = 1 + static_cast<double>(i) / pieces;
    branch.cubics[i] = fit_cubic(left, 1.0 / pieces, [](double m) { return -portable_log(m); });
  }
  return branch;
}

}  // namespace distributed

#pragma once
// Draws from a DelayMixture at the price of two table look-ups, the same bits on every machine.
//
//   const DelaySampler delay{lnkd_ssd().write};
//   double milliseconds = delay.draw(chance);        // takes exactly one number from chance
//
// Inversion without a logarithm or a power: one of 2^53 equally likely steps chooses the branch of
// the mixture and leaves a whole number d, uniform over the steps of that branch, so that u =
// d/count. Written as d = 2^e * m with 1 <= m < 2,
//
//   exponential   -ln(u)/rate            = -ln(2^e/count)/rate  +  -ln(m)/rate
//   Pareto         minimum * u^(-1/a)    = minimum * (2^e/count)^(-1/a)  *  m^(-1/a)
//
// the first part comes from a table by e, the second is a cubic over each 64th of [1, 2). Only
// additions, multiplications and exact conversions are left, and no branch to mispredict. The
// relative error is below 1e-8 for shapes of 0.5 and more.
//
// Source of the idea: interpolated inversion, L. Devroye, "Non-Uniform Random Variate Generation",
// Springer, 1986, sections II.2 and III.3.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "quorum/latency_models.hpp"
#include "random/generator.hpp"

namespace distributed {

class DelaySampler {
 public:
  /// Throws std::out_of_range for an invalid delay.
  explicit DelaySampler(const DelayMixture& delay);

  /// One delay in ms.
  double draw(Generator& chance) const { return at(chance() >> 11); }

  /// The delay in ms at one of 2^53 equally likely steps; step < 2^53, not checked.
  double at(std::uint64_t step) const {
    const Branch& branch = branches_[step >= pareto_steps_];
    const double d = static_cast<double>(static_cast<std::int64_t>(step - branch.first_step + 1));
    std::uint64_t bits;
    std::memcpy(&bits, &d, sizeof bits);
    const Power& power = branch.powers[(bits >> 52) - 1023];
    const Cubic& cubic = branch.cubics[(bits >> 46) & 63];
    const std::uint64_t m_bits = (bits & 0x000fffffffffffff) | one_bits;
    const std::uint64_t left_bits = m_bits & 0xffffc00000000000;
    double m, left;
    std::memcpy(&m, &m_bits, sizeof m);
    std::memcpy(&left, &left_bits, sizeof left);
    const double x = m - left;
    const double within = cubic[0] + x * (cubic[1] + x * (cubic[2] + x * cubic[3]));
    return std::max(power.add + power.multiply * within, branch.least);
  }

 private:
  static constexpr std::uint64_t one_bits = 0x3ff0000000000000;
  static constexpr int pieces = 64;

  struct Power {
    double add = 0, multiply = 0;
  };
  using Cubic = std::array<double, 4>;

  struct Branch {
    std::uint64_t first_step = 0;
    double least = 0;  // the approximation must not undercut it by a rounding error
    std::array<Power, 54> powers{};
    std::array<Cubic, pieces> cubics{};
  };

  static Branch pareto_branch(const DelayMixture& delay, std::uint64_t steps);
  static Branch exponential_branch(const DelayMixture& delay, std::uint64_t first_step);

  std::uint64_t pareto_steps_;
  std::array<Branch, 2> branches_;
};

}  // namespace distributed

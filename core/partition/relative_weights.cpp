#include "partition/relative_weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

namespace distributed {
namespace {

constexpr double greatest_whole = 0x1p24;
constexpr double tolerance = 0x1p-50;

// The denominator of the simplest fraction that a ratio is; 0 if there is none up to greatest_whole.
// Convergents of the continued fraction: none that is as simple comes nearer.
std::uint64_t denominator(double ratio) {
  double rest = ratio;
  double p = 1, q = 0, p_before = 0, q_before = 1;
  while (true) {
    const double whole = std::floor(rest);
    p_before = std::exchange(p, whole * p + p_before);
    q_before = std::exchange(q, whole * q + q_before);
    if (!(p <= greatest_whole && q <= greatest_whole)) return 0;
    if (std::abs(ratio - p / q) <= tolerance * ratio) return static_cast<std::uint64_t>(q);
    rest = 1 / (rest - whole);
  }
}

}  // namespace

std::vector<double> relative_weights(std::vector<double> weights) {
  if (weights.empty()) return weights;
  const double lightest = *std::min_element(weights.begin(), weights.end());
  std::uint64_t unit = 1;  // what the lightest becomes
  for (const double weight : weights) {
    const std::uint64_t parts = denominator(weight / lightest);
    if (parts == 0) return weights;
    unit = std::lcm(unit, parts);
    if (weight / lightest * static_cast<double>(unit) > greatest_whole + 0.5) return weights;
  }
  const double heaviest = *std::max_element(weights.begin(), weights.end());
  if (heaviest / lightest * static_cast<double>(unit) > greatest_whole + 0.5) return weights;
  for (double& weight : weights) {
    weight = std::floor(weight / lightest * static_cast<double>(unit) + 0.5);
  }
  return weights;
}

std::vector<double> relative_weights(const Nodes& nodes) {
  std::vector<double> weights;
  for (const Node& node : nodes) weights.push_back(node.weight);
  return relative_weights(std::move(weights));
}

}  // namespace distributed

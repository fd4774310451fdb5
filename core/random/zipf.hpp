#pragma once
// Zipf's law: the k-th most frequent of n keys is drawn with probability proportional to 1/k^s.
//
//   const Zipf names(100000, 1.0);
//   names.probability(1);                    // 0.0827: one of twelve draws is the first name
//   names.share(100);                        // 0.429: of the first hundred together
//   names.draw(chance);                      // 1 ... 100000
//
// s = 0 is uniform, words and names have about 1, and the larger s, the hotter the first few.
//
// Drawing takes no table, so that a copy costs nothing, and 1.1 tries on average.
//
// Source: W. Hoermann and G. Derflinger, "Rejection-Inversion to Generate Variates from Monotone
// Discrete Distributions", ACM TOMACS 6(3), 1996, in the form of Apache Commons'
// RejectionInversionZipfSampler, which also holds for s = 1.

#include <cstdint>

#include "random/generator.hpp"

namespace distributed {

class Zipf {
 public:
  /// Takes time in proportion to `keys`. Throws std::out_of_range unless keys >= 1 and
  /// 0 <= exponent <= 20.
  Zipf(std::uint32_t keys, double exponent);

  std::uint32_t keys() const { return keys_; }
  double exponent() const { return exponent_; }

  /// Probability of the rank-th most frequent key. Throws std::out_of_range unless rank is 1 to
  /// keys.
  double probability(std::uint32_t rank) const;

  /// Of the `first` most frequent keys together; takes time in proportion. Throws
  /// std::out_of_range if there are not as many.
  double share(std::uint32_t first) const;

  /// A rank, 1 to keys.
  std::uint32_t draw(Generator& chance) const;

 private:
  double height(double x) const;
  double area(double x) const;
  double area_inverse(double area) const;

  std::uint32_t keys_;
  double exponent_;
  double sum_;  // of all 1/k^s
  double first_area_, last_area_, surely_;
};

}  // namespace distributed

#include "random/zipf.hpp"

#include "random/distributions.hpp"
#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed {
namespace {

constexpr double small = 1e-4;  // below it the series are more exact than the quotients

// (e^x - 1) / x and log(1 + x) / x, both 1 at 0.
double exp_quotient(double x) {
  if (x > small || x < -small) return (portable_exp(x) - 1) / x;
  return 1 + x * (0.5 + x * (1.0 / 6 + x / 24));
}
double log_quotient(double x) {
  if (x > small || x < -small) return portable_log(1 + x) / x;
  return 1 - x * (0.5 - x * (1.0 / 3 - x / 4));
}

double inverse_powers(std::uint32_t first, double exponent) {
  double sum = 0;
  // The small ones first, so that they are not lost in rounding.
  for (std::uint32_t rank = first; rank > 0; --rank) sum += portable_pow(rank, -exponent);
  return sum;
}

}  // namespace

Zipf::Zipf(std::uint32_t keys, double exponent) : keys_(keys), exponent_(exponent) {
  if (keys == 0 || !(exponent >= 0 && exponent <= 20)) {
    throw_out_of_range("Zipf: there are ", keys, " keys and the exponent is ", exponent,
                       ", must be at least 1 and 0 to 20");
  }
  sum_ = inverse_powers(keys, exponent);
  first_area_ = area(1.5) - 1;
  last_area_ = area(keys + 0.5);
  surely_ = 2 - area_inverse(area(2.5) - height(2));
}

double Zipf::probability(std::uint32_t rank) const {
  if (rank < 1 || rank > keys_) throw_out_of_range("Zipf: there is no rank ", rank);
  return height(rank) / sum_;
}

double Zipf::share(std::uint32_t first) const {
  if (first > keys_) throw_out_of_range("Zipf: there are not ", first, " keys");
  return inverse_powers(first, exponent_) / sum_;
}

std::uint32_t Zipf::draw(Generator& chance) const {
  for (;;) {
    const double drawn = last_area_ + uniform_unit(chance) * (first_area_ - last_area_);
    const double x = area_inverse(drawn);
    const double rounded = x + 0.5;
    const std::uint32_t rank = rounded < 1       ? 1
                               : rounded > keys_ ? keys_
                                                 : static_cast<std::uint32_t>(rounded);
    if (rank - x <= surely_ || drawn >= area(rank + 0.5) - height(rank)) return rank;
  }
}

// The hat x^-s, its integral from 1, and that integral's inverse.
double Zipf::height(double x) const {
  return portable_exp(-exponent_ * portable_log(x));
}

double Zipf::area(double x) const {
  const double log_x = portable_log(x);
  return log_x * exp_quotient((1 - exponent_) * log_x);
}

double Zipf::area_inverse(double area) const {
  double t = area * (1 - exponent_);
  if (t < -1 + 1e-15) t = -1 + 1e-15;  // by rounding, in the far tail
  return portable_exp(log_quotient(t) * area);
}

}  // namespace distributed

#include "text/number.hpp"

#include <cmath>
#include <cstdint>

namespace distributed {
namespace {

constexpr int significant = 12;

// Exact up to 10^22, by squaring; std::pow would be a kilobyte and differ between libraries.
double power_of_ten(int exponent) {
  double power = 1;
  for (double square = 10; exponent > 0; exponent /= 2, square *= square) {
    if (exponent % 2 == 1) power *= square;
  }
  return power;
}

// `digits` with the point `decimals` from the right, without zeros that say nothing.
std::string with_point(std::uint64_t digits, int decimals) {
  while (decimals > 0 && digits % 10 == 0) digits /= 10, --decimals;
  std::string text = std::to_string(digits);
  if (decimals == 0) return text;
  const auto behind = static_cast<std::size_t>(decimals);
  if (text.size() <= behind) text.insert(0, behind + 1 - text.size(), '0');
  text.insert(text.size() - behind, 1, '.');
  return text;
}

}  // namespace

std::string number_text(double value, int decimals) {
  if (std::isnan(value)) return "not a number";
  if (std::isinf(value)) return value < 0 ? "-infinity" : "infinity";
  const double digits = std::round(std::fabs(value) * power_of_ten(decimals));
  if (digits >= 1e18) return significant_text(value);
  const std::string text = with_point(static_cast<std::uint64_t>(digits), decimals);
  return value < 0 && digits > 0 ? "-" + text : text;
}

std::string significant_text(double value) {
  if (value == 0) return "0";
  const double size = std::fabs(value);
  int exponent = static_cast<int>(std::floor(std::log10(size)));
  const int shift = significant - 1 - exponent;
  // Powers of ten are exact up to 22; beyond, in two steps, so that none overflows.
  double scaled = shift < 0     ? size / power_of_ten(-shift)
                  : shift < 300 ? size * power_of_ten(shift)
                                : size * 1e300 * power_of_ten(shift - 300);
  if (std::nearbyint(scaled) >= 1e12) scaled /= 10, ++exponent;
  auto digits = static_cast<std::uint64_t>(std::nearbyint(scaled));
  const bool plain = exponent >= -4 && exponent < significant;
  std::string text;
  if (plain && exponent >= 0) {
    text = with_point(digits, significant - 1 - exponent);
  } else if (plain) {
    while (digits % 10 == 0) digits /= 10;
    text =
        "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + std::to_string(digits);
  } else {
    text = with_point(digits, significant - 1) + (exponent < 0 ? "e-" : "e+") +
           (std::abs(exponent) < 10 ? "0" : "") + std::to_string(std::abs(exponent));
  }
  return value < 0 ? "-" + text : text;
}

}  // namespace distributed

#include "text/number.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "random/distributions.hpp"

using namespace distributed;

TEST_CASE("Numbers are written as people write them", "[text]") {
  CHECK(number_text(3) == "3");
  CHECK(number_text(2.5) == "2.5");
  CHECK(number_text(0.126) == "0.13");
  CHECK(number_text(0.125) == "0.13");
  CHECK(number_text(0.05, 1) == "0.1");
  CHECK(number_text(0.004) == "0");
  CHECK(number_text(0.0625, 6) == "0.0625");
  CHECK(number_text(99.96, 1) == "100");
  CHECK(number_text(1234567.5, 0) == "1234568");
  CHECK(number_text(100) == "100");
  CHECK(number_text(-0.001) == "0");
  CHECK(number_text(-2.25, 1) == "-2.3");
  CHECK(number_text(1e20) == "1e+20");
  CHECK(number_text(std::numeric_limits<double>::infinity()) == "infinity");
  CHECK(number_text(-std::numeric_limits<double>::infinity()) == "-infinity");
  CHECK(number_text(std::nan("")) == "not a number");
}

TEST_CASE("Twelve significant digits are those of printf", "[text]") {
  const auto printed = [](double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.12g", value);
    return std::string{text};
  };
  for (const double value : {0.0,
                             1.0,
                             -1.0,
                             0.1,
                             1.0 / 3,
                             2.0 / 3,
                             1e-4,
                             9.9e-5,
                             1e11,
                             999999999999.0,
                             999999999999.6,
                             1e12,
                             1.5e-7,
                             123456.789,
                             1e22,
                             1e23,
                             1e300,
                             1e-300,
                             5e-324,
                             1.7976931348623157e308}) {
    CHECK(significant_text(value) == printed(value));
  }
  Generator chance{20};
  for (int i = 0; i < 20000; ++i) {
    const double size = std::pow(10, uniform_between(chance, -12, 15));
    const double value = uniform_between(chance, -1, 1) * size;
    REQUIRE(significant_text(value) == printed(value));
  }
}

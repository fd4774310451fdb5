#include "golden.hpp"
#include "random/distributions.hpp"
#include "random/elementary.hpp"
#include "random/zipf.hpp"

using namespace distributed;

void golden::random() {
  Generator chance{42};
  print_hex("random/words", {chance(), chance(), chance(), chance.split()()});

  Digest below, doubles, orders;
  for (std::uint32_t i = 1; i <= 10000; ++i) below.add(uniform_below(chance, i * 429496u));
  for (int i = 0; i < 10000; ++i) {
    doubles.add(uniform_between(chance, -3, 7));
    doubles.add(exponential(chance, 0.183));
    doubles.add(pareto(chance, 1.05, 1.51));
    doubles.add(normal(chance, 10, 3));
  }
  for (std::uint32_t i = 0; i < 100; ++i) {
    for (const std::uint32_t item : sample(chance, 100, i)) orders.add(item);
  }
  print_hex("random/below-doubles-orders", {below.value(), doubles.value(), orders.value()});

  Digest logarithms, exponentials, powers;
  for (int i = 1; i <= 10000; ++i) {
    logarithms.add(portable_log(i * 0.37));
    exponentials.add(portable_exp((i - 5000) * 0.13));
    powers.add(portable_pow(i * 0.001, 0.1 * (i % 70)));
  }
  print_hex("random/log-exp-pow", {logarithms.value(), exponentials.value(), powers.value()});
  Digest ranks;
  for (const double exponent : {0.0, 0.9, 1.0, 1.5}) {
    const Zipf zipf(100000, exponent);
    for (int i = 0; i < 5000; ++i) ranks.add(zipf.draw(chance));
  }
  print_hex("random/zipf", {ranks.value()});
  print_hex("random/log2-e", {bits_of(portable_log(2.0)), bits_of(portable_exp(1.0))});
}

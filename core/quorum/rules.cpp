#include "quorum/rules.hpp"

#include <stdexcept>
#include <string>

namespace distributed {
namespace {

void check_count(const char* name, int count, int n) {
  if (count >= 1 && count <= n) return;
  throw std::out_of_range("quorum: " + std::string(name) + " is " + std::to_string(count) +
                          ", must be 1 to n = " + std::to_string(n));
}

}  // namespace

const Quorum& validate(const Quorum& quorum) {
  if (quorum.n < 1) {
    throw std::out_of_range("quorum: n is " + std::to_string(quorum.n) + ", must be at least 1");
  }
  check_count("w", quorum.w, quorum.n);
  check_count("r", quorum.r, quorum.n);
  return quorum;
}

}  // namespace distributed

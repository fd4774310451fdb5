#include "quorum/rules.hpp"

#include <string>

#include "text/error.hpp"

namespace distributed {
namespace {

void check_count(const char* name, int count, int n) {
  if (count >= 1 && count <= n) return;
  throw_out_of_range("quorum: ", name, " is ", count, ", must be 1 to n = ", n);
}

}  // namespace

const Quorum& validate(const Quorum& quorum) {
  if (quorum.n < 1) {
    throw_out_of_range("quorum: n is ", quorum.n, ", must be at least 1");
  }
  check_count("w", quorum.w, quorum.n);
  check_count("r", quorum.r, quorum.n);
  return quorum;
}

}  // namespace distributed

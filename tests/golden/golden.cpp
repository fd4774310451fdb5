#include "golden.hpp"

#include <cinttypes>
#include <cstdio>

namespace golden {

void print(const char* name, const std::vector<std::uint64_t>& values) {
  std::printf("%s", name);
  for (const std::uint64_t value : values) std::printf(" %" PRIu64, value);
  std::printf("\n");
}

void print_hex(const char* name, const std::vector<std::uint64_t>& values) {
  std::printf("%s", name);
  for (const std::uint64_t value : values) std::printf(" %016" PRIx64, value);
  std::printf("\n");
}

}  // namespace golden

int main() {
  golden::random();
  golden::hash();
  golden::partition();
  golden::quorum();
  golden::simulation();
  golden::election();
  golden::replication();
  golden::crdt();
  golden::lag();
  golden::queueing();
  golden::gossip();
  golden::failure();
}

// What a page would call: lookups of keys that JavaScript has, one at a time. The caller writes the
// key into the buffer.

#include <emscripten.h>

#include <cstddef>
#include <string_view>

#include "../servers.hpp"
#include "partition/jump.hpp"

namespace {

char buffer[256];

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE char* key_buffer() {
  return buffer;
}

EMSCRIPTEN_KEEPALIVE unsigned ketama_owner(std::size_t length) {
  static const distributed::KetamaRing ring{{}, benchmarks::servers()};
  return ring.owner(std::string_view(buffer, length));
}

EMSCRIPTEN_KEEPALIVE unsigned ring_owner(std::size_t length) {
  static const distributed::Ring ring{{.vnodes = 160}, [] {
                                        auto equal = benchmarks::servers();
                                        for (auto& node : equal) node.weight = 1;
                                        return equal;
                                      }()};
  return ring.owner(std::string_view(buffer, length));
}

EMSCRIPTEN_KEEPALIVE int jump_bucket(unsigned low, unsigned high, int buckets) {
  return distributed::jump_hash(std::uint64_t{high} << 32 | low, buckets);
}
}

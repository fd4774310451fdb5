#include "partition/redis_slots.hpp"

#include "hash/crc16.hpp"

namespace distributed {

std::string_view redis_key_tag(std::string_view key) {
  const std::size_t open = key.find('{');
  if (open == std::string_view::npos) return key;
  const std::size_t close = key.find('}', open + 1);
  if (close == std::string_view::npos || close == open + 1) return key;
  return key.substr(open + 1, close - open - 1);
}

std::size_t redis_slot(std::string_view key) {
  return crc16_xmodem(redis_key_tag(key)) % redis_slots;
}

}  // namespace distributed

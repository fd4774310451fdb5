#include "hash/crc16.hpp"

namespace distributed {

std::uint16_t crc16_xmodem(std::string_view text) {
  std::uint32_t remainder = 0;
  for (const char character : text) {
    remainder ^= static_cast<std::uint32_t>(static_cast<unsigned char>(character)) << 8;
    for (int bit = 0; bit < 8; ++bit) {
      remainder = (remainder << 1) ^ ((remainder & 0x8000) != 0 ? 0x1021 : 0);
    }
  }
  return static_cast<std::uint16_t>(remainder);
}

}  // namespace distributed

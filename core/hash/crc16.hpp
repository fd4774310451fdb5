#pragma once
// CRC16 in the XMODEM variant, which Redis Cluster takes as its hash: polynomial 0x1021, from 0,
// no bits reversed.
//
//   crc16_xmodem("123456789");        // 0x31c3
//
// Source: Redis Cluster specification, appendix A.

#include <cstdint>
#include <string_view>

namespace distributed {

std::uint16_t crc16_xmodem(std::string_view text);

}  // namespace distributed

#pragma once
// What two nodes do when one of them contacts the other.
//
//   push       caller ---news---> peer
//   pull       caller <---news--- peer
//   push_pull  caller <--news--> peer
//
// Source: A. Demers et al., "Epidemic Algorithms for Replicated Database Maintenance", PODC 1987.

#include <array>
#include <cstdint>

namespace distributed::gossip {

/// Which way news travels between the caller and the peer it has chosen.
enum class Exchange : std::uint8_t { push, pull, push_pull };

inline constexpr std::array all_exchanges{Exchange::push, Exchange::pull, Exchange::push_pull};

}  // namespace distributed::gossip

#pragma once
// Which of several servers a request goes to.
//
//   Router router(Routing::two_choices, Generator{42});
//   router.pick(lengths, session);                    // a place in `lengths`
//
//   round robin        by turns; blind to who is slow
//   random             any, with equal chance; blind too, and uneven
//   least connections  the one with the fewest requests under way; of equals by turns
//   two choices        of two different ones at random the one with fewer: nearly as good, and it
//                      asks only two (two_choices.hpp)
//   sticky             always the same one for the same session
//   one queue          none yet: requests wait in one line and the next free server takes them, the
//                      best there can be (erlang.hpp); pick() gives a free one, if there is one

#include <cstddef>
#include <cstdint>
#include <span>

#include "random/generator.hpp"

namespace distributed::queueing {

enum class Routing : std::uint8_t {
  round_robin,
  random,
  least_connections,
  two_choices,
  sticky,
  one_queue
};

class Router {
 public:
  Router(Routing routing, Generator chance) : routing_(routing), chance_(chance) {}

  /// The place of the server for a request, of which lengths[i] says how many requests it has
  /// already; there must be at least one. `session` matters to sticky only. For one_queue
  /// lengths.size() if no server is free.
  std::size_t pick(std::span<const std::size_t> lengths, std::uint32_t session);

  void set_routing(Routing routing) { routing_ = routing; }
  Routing routing() const { return routing_; }

 private:
  std::size_t shortest(std::span<const std::size_t> lengths);

  Routing routing_;
  Generator chance_;
  std::size_t turn_ = 0;
};

}  // namespace distributed::queueing

#include "queueing/routing.hpp"

#include "hash/mix.hpp"
#include "random/distributions.hpp"

namespace distributed::queueing {

std::size_t Router::pick(std::span<const std::size_t> lengths, std::uint32_t session) {
  const auto servers = static_cast<std::uint32_t>(lengths.size());
  switch (routing_) {
    case Routing::round_robin:
      return turn_++ % servers;
    case Routing::random:
      return uniform_below(chance_, servers);
    case Routing::least_connections:
      return shortest(lengths);
    case Routing::two_choices: {
      const std::size_t one = uniform_below(chance_, servers);
      if (servers == 1) return one;
      std::size_t other = uniform_below(chance_, servers - 1);
      other += other >= one;
      return lengths[other] < lengths[one] ? other : one;
    }
    case Routing::sticky:
      return mix_64(session) % servers;
    case Routing::one_queue:
      break;
  }
  const std::size_t best = shortest(lengths);
  return lengths[best] == 0 ? best : servers;
}

std::size_t Router::shortest(std::span<const std::size_t> lengths) {
  std::size_t best = turn_++ % lengths.size();
  for (std::size_t step = 1, place = best; step < lengths.size(); ++step) {
    place = place + 1 == lengths.size() ? 0 : place + 1;
    if (lengths[place] < lengths[best]) best = place;
  }
  return best;
}

}  // namespace distributed::queueing

#include "sharding/router.hpp"

#include "random/zipf.hpp"

namespace distributed {

Router::Router(const Placement& placement, double cache_share, bool shards_redirect) {
  if (placement.scheme().strategy != Strategy::directory) return;
  const auto values = static_cast<double>(placement.owners().size());
  directory_.emplace(placement.owners(), static_cast<std::size_t>(values * cache_share),
                     shards_redirect);
}

Router::Route Router::find(const UserQuery& query, const Placement& placement) {
  if (!directory_ || !query.of_one_value(placement)) return {query.asked(placement)};
  Route route{{}, {}, directory_->believed(query.low)};
  route.lookup = directory_->look_up(query.low);
  if (route.lookup->node != 0) route.shards.push_back(route.lookup->node);
  return route;
}

void Router::follow(const Placement& placement) {
  if (!directory_) return;
  for (std::uint32_t value = 0; value < placement.owners().size(); ++value) {
    const NodeId owner = placement.owner(value);
    if (value >= directory_->rows()) {
      directory_->add(owner);
    } else if (directory_->owner(value) != owner) {
      directory_->move(value, owner);
    }
  }
}

void Router::look_up(int times, Generator& chance) {
  const Zipf zipf{static_cast<std::uint32_t>(directory_->rows()), 1};
  for (int i = 0; i < times; ++i) directory_->look_up(zipf.draw(chance) - 1);
}

double Router::hit_law() const {
  const auto values = static_cast<std::uint32_t>(directory_->rows());
  const Zipf zipf{values, 1};
  std::vector<double> probabilities;
  for (std::uint32_t rank = 1; rank <= values; ++rank) {
    probabilities.push_back(zipf.probability(rank));
  }
  return lru_hit_share(probabilities, directory_->capacity());
}

}  // namespace distributed

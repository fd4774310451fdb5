#pragma once
// Who finds the shards of a query, by the placement's rule or by a directory that it remembers.
//
//   Router router(placement, 0.5, false);        // remembers half of the values, if by directory
//   Router::Route route = router.find(query, placement);
//   route.shards;                                // whom to ask; none if the directory is down
//   router.follow(placement);                    // rows have moved: the router does not hear of it
//
// Only a query for one value of the shard key goes by the directory; all others ask every shard.

#include "partition/cached_directory.hpp"
#include "sharding/user_query.hpp"

namespace distributed {

class Router {
 public:
  struct Route {
    std::vector<NodeId> shards{};
    std::optional<Lookup> lookup{};  ///< if the directory was needed, or its memory
    NodeId believed = 0;             ///< where the router thought the row was; 0: it had no idea
  };

  Router() = default;
  /// `cache_share` of the values are remembered, 0 to 1.
  Router(const Placement& placement, double cache_share, bool shards_redirect);

  Route find(const UserQuery& query, const Placement& placement);

  /// The directory is told where values are now; new ones come in.
  void follow(const Placement& placement);

  /// So many values are looked up, frequent ones after Zipf with exponent 1, as in a real load.
  void look_up(int times, Generator& chance);
  /// The share of them that Che's law has the router remember (cached_directory.hpp).
  double hit_law() const;

  bool has_directory() const { return directory_.has_value(); }
  /// There must be one, not checked.
  CachedDirectory& directory() { return *directory_; }
  const CachedDirectory& directory() const { return *directory_; }

 private:
  std::optional<CachedDirectory> directory_;  // by value of the shard key
};

}  // namespace distributed

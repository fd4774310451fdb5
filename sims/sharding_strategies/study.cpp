// What the drawer measures beside the run, each with its law.

#include <algorithm>

#include "partition/hot_keys.hpp"
#include "random/distributions.hpp"
#include "sharding_strategies/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

constexpr std::uint32_t other_rows = 10'000;
constexpr int simulated_queries = 5000;

double share_of_fullest(const std::vector<std::size_t>& counts, std::size_t rows) {
  return static_cast<double>(*std::max_element(counts.begin(), counts.end())) /
         static_cast<double>(rows);
}

}  // namespace

const std::vector<ShardingStrategies::Method>& ShardingStrategies::methods() const {
  if (!methods_.empty()) return methods_;
  const Users others{seed_, other_rows, exponent_};
  const auto add = [&](const char* name, Strategy strategy, HashBy by, Growth growth) {
    const Scheme scheme{strategy, by, growth, scheme_.key};
    Placement placement{others, scheme, shards()};
    const std::vector<std::uint8_t> before = placement.owners(others);
    std::optional<double> law = placement.law(others, true);
    if (law) *law /= other_rows;
    placement.add_shard(others);
    const std::vector<std::uint8_t> after = placement.owners(others);
    int moved = 0;
    for (std::size_t row = 0; row < after.size(); ++row) moved += before[row] != after[row];
    methods_.push_back({name, moved / double{other_rows}, law, scheme});
  };
  add("mod N", Strategy::hash, HashBy::mod_n, Growth::split);
  add("ring", Strategy::hash, HashBy::ring, Growth::split);
  add("logical", Strategy::hash, HashBy::logical, Growth::split);
  add("split", Strategy::range, HashBy::mod_n, Growth::split);
  add("recut", Strategy::range, HashBy::mod_n, Growth::recut);
  add("direct.", Strategy::directory, HashBy::mod_n, Growth::split);
  add("geogr.", Strategy::geographic, HashBy::mod_n, Growth::split);
  return methods_;
}

const std::vector<ShardingStrategies::KeyStudy>& ShardingStrategies::keys_study() const {
  if (!keys_study_.empty()) return keys_study_;
  Users more = *users_;
  more.add(100);
  for (const Column column : {Column::user_id, Column::name, Column::country, Column::signup}) {
    Scheme scheme = scheme_;
    scheme.key = column;
    Placement placement{users(), scheme, shards()};
    const std::vector<std::size_t> now = placement.counts(users());
    KeyStudy study{share_of_fullest(now, users().size()), 0};
    if (scheme.column() == Column::name) {
      std::vector<std::uint32_t> shard_of_rank;
      for (std::uint32_t rank = 1; rank <= Users::names; ++rank) {
        shard_of_rank.push_back(placement.owner(Users::name_of_rank(rank)) - 1);
      }
      const auto shares = distributed::zipf_shares(users().zipf(), shard_of_rank,
                                                   static_cast<std::size_t>(shards()));
      study.law = *std::max_element(shares.begin(), shares.end());
    }
    placement.take_in(more);
    std::vector<std::size_t> next = placement.counts(more);
    for (std::size_t shard = 0; shard < next.size(); ++shard) next[shard] -= now[shard];
    study.next = share_of_fullest(next, 100);
    keys_study_.push_back(study);
  }
  return keys_study_;
}

const std::vector<std::pair<int, double>>& ShardingStrategies::fan_out() const {
  if (!fan_out_.empty()) return fan_out_;
  distributed::Generator chance = distributed::Generator{seed_}.split().split();
  for (const int asked : {1, 10, 25, 50, 75, 100}) {
    int slow = 0;
    for (int query = 0; query < simulated_queries; ++query) {
      bool any = false;
      for (int shard = 0; shard < asked; ++shard) {
        any |= distributed::bernoulli(chance, slow_share());
      }
      slow += any;
    }
    fan_out_.emplace_back(asked, slow / double{simulated_queries});
  }
  return fan_out_;
}

std::vector<Fact> ShardingStrategies::lookups() const {
  if (!directory_) return {};
  const distributed::LookupCounts& counts = directory_->counts();
  const auto keys = static_cast<std::uint32_t>(directory_->rows());
  if (!hit_law_) {
    const distributed::Zipf zipf{keys, 1};
    std::vector<double> probabilities;
    for (std::uint32_t rank = 1; rank <= keys; ++rank) {
      probabilities.push_back(zipf.probability(rank));
    }
    hit_law_ = distributed::lru_hit_share(probabilities, directory_->capacity());
  }
  const auto all = static_cast<double>(counts.lookups());
  const auto share = [&](const char* id, const char* label, std::uint64_t count) {
    Fact fact{id, label, std::nullopt, share_unit};
    if (all > 0) fact.value = static_cast<double>(count) / all;
    return fact;
  };
  Fact hits = share("hits", "Known to the router", counts.hits);
  hits.law = hit_law_;
  Fact requests{"requests", "Requests per look-up", std::nullopt};
  if (all > 0) requests.value = static_cast<double>(counts.requests) / all;
  return {{"lookups", "Look-ups", all},
          hits,
          share("misses", "Asked of the directory", counts.misses),
          share("stale", "Sent to the old shard first", counts.stale),
          share("failed", "Not answered", counts.failed),
          requests,
          {"outOfDate", "Keys remembered wrongly", static_cast<double>(directory_->out_of_date())}};
}

}  // namespace microsims

#pragma once
// Ids that say on which logical shard their row lies, made by the shards themselves.
//
//   const InstagramId id{.milliseconds = now - instagram_epoch, .shard = 5, .sequence = 1};
//   const std::uint64_t number = pack(id);
//   instagram_id(number).shard;              // 5: no lookup needed
//
//   Instagram   | 41 bits milliseconds | 13 bits shard | 10 bits sequence |     ids rise with time
//   Pinterest   | 2 reserved | 16 bits shard | 10 bits type | 36 bits row |     as shards fill
//
//   InstagramSequence ids;                   // one for each shard
//   ids.next(now_ms, 5);                     // none once 1024 were made in this millisecond
//
// Sources: M. Krieger, "Sharding & IDs at Instagram", 2012 (at most 8192 shards, 1024 ids per shard
// and millisecond; it takes the sequence mod 1024 and trusts that there are fewer, while this one
// refuses; it speaks of 41 years, but 2^41 ms are 69); M. Weiner, "Sharding Pinterest: How we scaled our MySQL fleet",
// 2015. A scheme of this kind is called after Twitter's Snowflake.

#include <cstdint>
#include <optional>

namespace distributed {

/// The Unix time in ms at which Instagram's ids begin.
inline constexpr std::uint64_t instagram_epoch = 1314220021721;

struct InstagramId {
  std::uint64_t milliseconds = 0;  ///< since the epoch, below 2^41
  std::uint32_t shard = 0;         ///< below 2^13
  std::uint32_t sequence = 0;      ///< below 2^10

  friend bool operator==(const InstagramId&, const InstagramId&) = default;
};

struct PinterestId {
  std::uint32_t shard = 0;  ///< below 2^16
  std::uint32_t type = 0;   ///< what the row is, below 2^10
  std::uint64_t row = 0;    ///< in the shard's table, below 2^36

  friend bool operator==(const PinterestId&, const PinterestId&) = default;
};

/// The id as one number. Throw std::out_of_range if a part does not fit.
std::uint64_t pack(const InstagramId& id);
std::uint64_t pack(const PinterestId& id);

/// The parts of an id; Pinterest's reserved bits count for nothing.
InstagramId instagram_id(std::uint64_t number);
PinterestId pinterest_id(std::uint64_t number);

/// Makes the ids of one shard.
class InstagramSequence {
 public:
  /// An id of this millisecond since the epoch; none if it has given 1024 already, or if a later
  /// millisecond was asked for before. Throws as pack.
  std::optional<std::uint64_t> next(std::uint64_t milliseconds, std::uint32_t shard);

 private:
  std::uint64_t milliseconds_ = 0;
  std::uint32_t made_ = 0;  // in that millisecond
};

}  // namespace distributed

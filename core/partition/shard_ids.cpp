#include "partition/shard_ids.hpp"

#include "text/error.hpp"

namespace distributed {
namespace {

constexpr int sequence_bits = 10, instagram_shard_bits = 13, millisecond_bits = 41;
constexpr int row_bits = 36, type_bits = 10, pinterest_shard_bits = 16;

std::uint64_t low_bits(std::uint64_t number, int bits) {
  return number & ((std::uint64_t{1} << bits) - 1);
}

std::uint64_t fitting(const char* part, std::uint64_t value, int bits) {
  if (value >> bits != 0) {
    throw_out_of_range("id: the ", part, " is ", value, ", must fit into ", bits, " bits");
  }
  return value;
}

}  // namespace

std::uint64_t pack(const InstagramId& id) {
  return fitting("time", id.milliseconds, millisecond_bits)
             << (instagram_shard_bits + sequence_bits) |
         fitting("shard", id.shard, instagram_shard_bits) << sequence_bits |
         fitting("sequence", id.sequence, sequence_bits);
}

std::uint64_t pack(const PinterestId& id) {
  return fitting("shard", id.shard, pinterest_shard_bits) << (type_bits + row_bits) |
         fitting("type", id.type, type_bits) << row_bits | fitting("row", id.row, row_bits);
}

InstagramId instagram_id(std::uint64_t number) {
  return {
      number >> (instagram_shard_bits + sequence_bits),
      static_cast<std::uint32_t>(low_bits(number >> sequence_bits, instagram_shard_bits)),
      static_cast<std::uint32_t>(low_bits(number, sequence_bits)),
  };
}

PinterestId pinterest_id(std::uint64_t number) {
  return {
      static_cast<std::uint32_t>(low_bits(number >> (type_bits + row_bits), pinterest_shard_bits)),
      static_cast<std::uint32_t>(low_bits(number >> row_bits, type_bits)),
      low_bits(number, row_bits),
  };
}

std::optional<std::uint64_t> InstagramSequence::next(std::uint64_t milliseconds,
                                                     std::uint32_t shard) {
  if (milliseconds < milliseconds_) return std::nullopt;
  if (milliseconds > milliseconds_) {
    milliseconds_ = milliseconds;
    made_ = 0;
  }
  if (made_ == 1u << sequence_bits) return std::nullopt;
  return pack(InstagramId{milliseconds, shard, made_++});
}

}  // namespace distributed

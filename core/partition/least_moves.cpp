#include "partition/least_moves.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "text/error.hpp"

namespace distributed {
namespace {

void check_same_rows(std::size_t before, std::size_t after) {
  if (before == after) return;
  throw_invalid_argument("least moves: there are ", before, " rows before and ", after, " after");
}

// The largest sum of gain[row * size + column] with one column for each row, all different.
// Kuhn's method on the costs -gain: rows join one by one, each along the cheapest augmenting path.
std::int64_t best_assignment(const std::vector<std::int64_t>& gain, std::size_t size) {
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max() / 2;
  std::vector<std::int64_t> row_price(size + 1), column_price(size + 1);
  std::vector<std::size_t> row_of(size + 1), came_from(size + 1);  // 0: none
  for (std::size_t joining = 1; joining <= size; ++joining) {
    std::vector<std::int64_t> slack(size + 1, far);
    std::vector<bool> reached(size + 1);
    std::size_t column = 0;
    row_of[0] = joining;
    do {
      reached[column] = true;
      const std::size_t row = row_of[column];
      std::size_t nearest = 0;
      std::int64_t step = far;
      for (std::size_t other = 1; other <= size; ++other) {
        if (reached[other]) continue;
        const std::int64_t cost =
            -gain[(row - 1) * size + other - 1] - row_price[row] - column_price[other];
        if (cost < slack[other]) {
          slack[other] = cost;
          came_from[other] = column;
        }
        if (slack[other] < step) {
          step = slack[other];
          nearest = other;
        }
      }
      for (std::size_t other = 0; other <= size; ++other) {
        if (reached[other]) {
          row_price[row_of[other]] += step;
          column_price[other] -= step;
        } else {
          slack[other] -= step;
        }
      }
      column = nearest;
    } while (row_of[column] != 0);
    for (; column != 0; column = came_from[column]) row_of[column] = row_of[came_from[column]];
  }
  std::int64_t sum = 0;
  for (std::size_t column = 1; column <= size; ++column) {
    sum += gain[(row_of[column] - 1) * size + column - 1];
  }
  return sum;
}

// The names in a list of owners, each once, ascending.
std::vector<std::uint32_t> names_in(std::span<const std::uint32_t> owners) {
  std::vector<std::uint32_t> names;
  for (const std::uint32_t owner : owners) {
    const auto place = std::lower_bound(names.begin(), names.end(), owner);
    if (place == names.end() || *place != owner) names.insert(place, owner);
  }
  return names;
}

std::size_t place_of(const std::vector<std::uint32_t>& names, std::uint32_t owner) {
  return static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), owner) -
                                  names.begin());
}

}  // namespace

std::vector<std::size_t> even_shares(std::size_t rows, std::size_t shards) {
  if (shards == 0) throw_invalid_argument("even shares: there must be at least one shard");
  std::vector<std::size_t> shares(shards, rows / shards);
  for (std::size_t i = 0; i < rows % shards; ++i) ++shares[i];
  return shares;
}

std::size_t least_moves(std::span<const std::size_t> before, std::span<const std::size_t> after) {
  const std::size_t rows = std::accumulate(before.begin(), before.end(), std::size_t{0});
  check_same_rows(rows, std::accumulate(after.begin(), after.end(), std::size_t{0}));
  std::size_t stay = 0;
  for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
    stay += std::min(before[i], after[i]);
  }
  return rows - stay;
}

std::size_t least_moves_to_even(std::span<const std::size_t> staying, std::size_t rows,
                                std::size_t shards) {
  const std::size_t placed = std::accumulate(staying.begin(), staying.end(), std::size_t{0});
  if (shards == 0 || staying.size() > shards || placed > rows) {
    throw_invalid_argument("least moves: ", staying.size(), " shards with ", placed,
                           " rows cannot stay among ", shards, " with ", rows);
  }
  // Those of the fullest shards keep one row more, as many as the remainder allows.
  std::size_t stay = 0, one_more = rows % shards;
  for (const std::size_t has : staying) {
    stay += std::min(has, rows / shards);
    if (has > rows / shards && one_more > 0) {
      --one_more;
      ++stay;
    }
  }
  return rows - stay;
}

std::size_t rows_moved(std::span<const std::uint32_t> before,
                       std::span<const std::uint32_t> after) {
  check_same_rows(before.size(), after.size());
  std::size_t moved = 0;
  for (std::size_t i = 0; i < before.size(); ++i) moved += before[i] != after[i];
  return moved;
}

std::size_t partition_distance(std::span<const std::uint32_t> before,
                               std::span<const std::uint32_t> after) {
  check_same_rows(before.size(), after.size());
  const std::vector<std::uint32_t> old_names = names_in(before), new_names = names_in(after);
  const std::size_t size = std::max(old_names.size(), new_names.size());
  std::vector<std::int64_t> common(size * size);
  for (std::size_t i = 0; i < before.size(); ++i) {
    ++common[place_of(old_names, before[i]) * size + place_of(new_names, after[i])];
  }
  return before.size() - static_cast<std::size_t>(best_assignment(common, size));
}

}  // namespace distributed

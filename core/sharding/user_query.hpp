#pragma once
// Queries for users, and what they find.
//
//   UserQuery query = any_query(QueryKind::range, users, Column::user_id, row, chance);
//   query.condition();                           // "user id from 12 to before 22"
//   query.rows(users);                           // 10
//   query.asked(placement);                      // the shards that must be asked
//
// A range is over the shard key, and as long as a sixth of its values. A join is of users with their
// orders, which are placed by the same strategy by their user's id: with users placed by user id
// each shard has the partners of its own rows, otherwise rows must travel (query.hpp).

#include "sharding/placement.hpp"

namespace distributed {

enum class QueryKind : std::uint8_t { one_key, range, country, join };

struct UserQuery {
  QueryKind kind = QueryKind::one_key;
  Column column = Column::user_id;
  std::uint32_t low = 0, high = 0;  ///< values from low to before high; of a join none

  std::string condition() const;

  /// How many rows there are to be found.
  std::uint32_t rows(const Users& users) const;

  /// Whether it is a join of which no row must travel.
  bool joins_by_itself(const Placement& placement) const {
    return kind == QueryKind::join && placement.scheme().column() == Column::user_id;
  }

  /// Whether the placement knows the one value that it asks for.
  bool of_one_value(const Placement& placement) const {
    return high == low + 1 && column == placement.scheme().column();
  }

  std::vector<NodeId> asked(const Placement& placement) const;
};

/// "user id"
const char* name_of(Column column);

/// For the key, or the country, of `row`; a range is drawn. The shard key is a column.
UserQuery any_query(QueryKind kind, const Users& users, Column shard_key, std::uint32_t row,
                    Generator& chance);

}  // namespace distributed

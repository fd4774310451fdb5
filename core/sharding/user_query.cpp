#include "sharding/user_query.hpp"

#include <algorithm>

#include "random/distributions.hpp"
#include "text/phrase.hpp"

namespace distributed {

const char* name_of(Column column) {
  static constexpr const char* names[] = {"user id", "name", "country", "sign-up date"};
  return names[static_cast<int>(column)];
}

std::string UserQuery::condition() const {
  if (kind == QueryKind::join) return "users join orders by user id";
  if (kind != QueryKind::range) return phrase({name_of(column), " = ", Users::text(column, low)});
  return phrase({name_of(column), " from ", Users::text(column, low), " to before ",
                 Users::text(column, high)});
}

std::uint32_t UserQuery::rows(const Users& users) const {
  if (kind == QueryKind::join) return users.size();
  std::uint32_t found = 0;
  for (std::uint32_t row = 0; row < users.size(); ++row) {
    const std::uint32_t value = users.value(row, column);
    found += value >= low && value < high;
  }
  return found;
}

std::vector<NodeId> UserQuery::asked(const Placement& placement) const {
  if (kind == QueryKind::join) return placement.asked(Query::join, 0, 0);
  if (column != placement.scheme().column()) return placement.asked(Query::other_column, 0, 0);
  return placement.asked(of_one_value(placement) ? Query::one_key : Query::key_range, low, high);
}

UserQuery any_query(QueryKind kind, const Users& users, Column shard_key, std::uint32_t row,
                    Generator& chance) {
  UserQuery query{kind, kind == QueryKind::country ? Column::country : shard_key};
  if (kind == QueryKind::join) return query;
  query.low = users.value(row, query.column);
  query.high = query.low + 1;
  if (kind == QueryKind::range) {
    const std::uint32_t values = users.values(query.column), span = std::max(2u, values / 6);
    query.low = uniform_below(chance, values - span);
    query.high = query.low + span;
  }
  return query;
}

}  // namespace distributed

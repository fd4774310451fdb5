#pragma once
// Where two logs part, and whether one continues the other or both went their own way.
//
//   std::vector<int> a{1, 2, 3}, b{1, 2}, c{1, 4};
//   common_length(a, b);     // 2
//   contradict(a, b);        // false: a continues b
//   contradict(a, c);        // true: after 1 they disagree
//
// A replica whose log only lags behind catches up by itself; logs that contradict each other need a
// decision about what survives (M. Kleppmann, "Designing Data-Intensive Applications", O'Reilly,
// 2017, chapter 5, "Detecting concurrent writes").

#include <cstddef>
#include <vector>

namespace distributed::replication {

/// How many entries, from the first on, are the same in both.
template <typename Entry>
std::size_t common_length(const std::vector<Entry>& a, const std::vector<Entry>& b) {
  std::size_t length = 0;
  while (length < a.size() && length < b.size() && a[length] == b[length]) ++length;
  return length;
}

/// Whether each has an entry that the other lacks.
template <typename Entry>
bool contradict(const std::vector<Entry>& a, const std::vector<Entry>& b) {
  const std::size_t common = common_length(a, b);
  return common < a.size() && common < b.size();
}

}  // namespace distributed::replication

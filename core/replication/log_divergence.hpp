#pragma once
// Where two logs part, and whether one continues the other or both went their own way.
//
//   std::vector<int> a{1, 2, 3}, b{1, 2}, c{1, 4};
//   common_length(a, b);     // 2
//   contradict(a, b);        // false: a continues b
//   contradict(a, c);        // true: after 1 they disagree
//   merged<int>({&a, &c}, std::less{});     // 1, 2, 3, 4: what is common, then in order
//
// A replica whose log only lags behind catches up by itself; logs that contradict each other need a
// decision about what survives (M. Kleppmann, "Designing Data-Intensive Applications", O'Reilly,
// 2017, chapter 5, "Detecting concurrent writes").

#include <algorithm>
#include <cstddef>
#include <vector>

#include "order/stable_sort.hpp"

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

/// How many entries, from the first on, all the logs share; there must be a log, not checked.
template <typename Entry>
std::size_t common_length(const std::vector<const std::vector<Entry>*>& logs) {
  std::size_t length = logs.front()->size();
  for (const auto* log : logs) length = std::min(length, common_length(*logs.front(), *log));
  return length;
}

/// What the logs share, then what any has beyond that, every entry once, in the order in which
/// earlier(a, b) has them; of equals in the order of the logs. There must be a log, not checked.
template <typename Entry, typename Earlier>
std::vector<Entry> merged(const std::vector<const std::vector<Entry>*>& logs, Earlier earlier) {
  const std::size_t common = common_length(logs);
  std::vector<Entry> entries;
  for (const auto* log : logs) {
    for (std::size_t index = common; index < log->size(); ++index) {
      const Entry& entry = (*log)[index];
      if (std::find(entries.begin(), entries.end(), entry) == entries.end()) {
        entries.push_back(entry);
      }
    }
  }
  stable_sort(entries, earlier);
  const std::vector<Entry>& any = *logs.front();
  entries.insert(entries.begin(), any.begin(), any.begin() + static_cast<std::ptrdiff_t>(common));
  return entries;
}

}  // namespace distributed::replication

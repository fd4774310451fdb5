#include "split_brain_scenario/balance_log.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"
#include "replication/log_divergence.hpp"

namespace microsims {

distributed::election::LogPosition end_of(const BalanceLog& log) {
  return {log.empty() ? 0 : log.back().epoch, static_cast<std::uint32_t>(log.size())};
}

bool holds_write(const BalanceLog& log, std::uint32_t write) {
  return std::any_of(log.begin(), log.end(),
                     [write](const BalanceEntry& entry) { return entry.write == write; });
}

std::size_t common_length(const std::vector<const BalanceLog*>& logs) {
  std::size_t length = logs.front()->size();
  for (const BalanceLog* log : logs) {
    length = std::min(length, distributed::replication::common_length(*logs.front(), *log));
  }
  return length;
}

BalanceLog merged(const std::vector<const BalanceLog*>& logs) {
  const std::size_t common = common_length(logs);
  BalanceLog entries;
  for (const BalanceLog* log : logs) {
    for (std::size_t index = common; index < log->size(); ++index) {
      const BalanceEntry& entry = (*log)[index];
      if (std::find(entries.begin(), entries.end(), entry) == entries.end()) {
        entries.push_back(entry);
      }
    }
  }
  distributed::stable_sort(entries, [](const BalanceEntry& a, const BalanceEntry& b) {
    return a.written_at < b.written_at;
  });
  const BalanceLog& any = *logs.front();
  entries.insert(entries.begin(), any.begin(), any.begin() + static_cast<std::ptrdiff_t>(common));
  return entries;
}

}  // namespace microsims

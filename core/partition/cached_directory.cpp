#include "partition/cached_directory.hpp"

#include <utility>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed {

CachedDirectory::CachedDirectory(std::vector<NodeId> owners, std::size_t capacity,
                                 bool shards_redirect)
    : rows_(owners.size()), capacity_(capacity), redirects_(shards_redirect) {
  for (std::size_t row = 0; row < owners.size(); ++row) rows_[row].owner = owners[row];
}

Lookup CachedDirectory::look_up(std::size_t row) {
  const Row& found = at(row);
  const auto place = static_cast<std::uint32_t>(row);
  Lookup answer{Lookup::hit, found.owner, 1};
  if (!found.remembered) {
    answer.outcome = up_ ? Lookup::miss : Lookup::failed;
    answer.requests = up_ ? 2 : 1;
  } else if (found.believed != found.owner) {
    answer.outcome = redirects_ || up_ ? Lookup::stale : Lookup::failed;
    answer.requests = redirects_ || !up_ ? 2 : 3;
  }
  if (answer.outcome == Lookup::failed) {
    answer.node = 0;
    forget(place);
  } else {
    remember(place, answer.node);
  }
  ++(answer.outcome == Lookup::hit     ? counts_.hits
     : answer.outcome == Lookup::miss  ? counts_.misses
     : answer.outcome == Lookup::stale ? counts_.stale
                                       : counts_.failed);
  counts_.requests += answer.requests;
  return answer;
}

void CachedDirectory::move(std::size_t row, NodeId to) {
  out_of_date_ -= out_of_date(row);
  rows_[row].owner = to;
  out_of_date_ += out_of_date(row);
}

std::size_t CachedDirectory::add(NodeId owner) {
  rows_.emplace_back().owner = owner;
  return rows_.size() - 1;
}

const CachedDirectory::Row& CachedDirectory::at(std::size_t row) const {
  if (row >= rows_.size()) throw_out_of_range("directory: there is no row ", row);
  return rows_[row];
}

void CachedDirectory::remember(std::uint32_t row, NodeId node) {
  if (capacity_ == 0) return;
  forget(row);
  if (remembered_ == capacity_) forget(oldest_);
  rows_[row].believed = node;
  rows_[row].remembered = true;
  link_as_newest(row);
  ++remembered_;
}

void CachedDirectory::forget(std::uint32_t row) {
  if (!rows_[row].remembered) return;
  out_of_date_ -= out_of_date(row);
  rows_[row].remembered = false;
  unlink(row);
  --remembered_;
}

void CachedDirectory::link_as_newest(std::uint32_t row) {
  if (remembered_ == 0) {
    oldest_ = row;
  } else {
    rows_[newest_].newer = row;
    rows_[row].older = newest_;
  }
  newest_ = row;
}

void CachedDirectory::unlink(std::uint32_t row) {
  const Row& gone = rows_[row];
  if (row == oldest_) {
    oldest_ = gone.newer;
  } else {
    rows_[gone.older].newer = gone.newer;
  }
  if (row == newest_) {
    newest_ = gone.older;
  } else {
    rows_[gone.newer].older = gone.older;
  }
}

double lru_hit_share(std::span<const double> probabilities, std::size_t capacity) {
  double all = 0, hottest = 0;
  std::size_t asked_for = 0;
  for (const double p : probabilities) {
    if (!(p >= 0)) throw_invalid_argument("LRU: a probability is ", p, ", must be at least 0");
    all += p;
    hottest = p > hottest ? p : hottest;
    asked_for += p > 0;
  }
  if (!(all > 0)) throw_invalid_argument("LRU: no row is asked for");
  if (capacity == 0) return 0;
  if (capacity >= asked_for) return 1;
  const auto sums = [&](double time) {
    std::pair<double, double> kept_and_hit;
    for (const double p : probabilities) {
      const double kept = 1 - portable_exp(-p * time);
      kept_and_hit.first += kept;
      kept_and_hit.second += p * kept;
    }
    return kept_and_hit;
  };
  double low = 0, high = 1 / hottest;
  while (sums(high).first < static_cast<double>(capacity)) high *= 2;
  for (int halving = 0; halving < 40; ++halving) {
    const double middle = low + (high - low) / 2;
    (sums(middle).first < static_cast<double>(capacity) ? low : high) = middle;
  }
  return sums(high).second / all;
}

}  // namespace distributed

#pragma once
// A line: first come, first served. Copies as the vector that it is.
//
//   Line<Job> line;
//   line.push(job);
//   line.front();
//   line.pop();
//
// For things with an instant `at`, in order of it: push_by_time(). It is cheap if what comes is
// nearly always the latest.

#include <cstddef>
#include <utility>
#include <vector>

namespace distributed::queueing {

template <typename T>
class Line {
 public:
  bool empty() const { return first_ == items_.size(); }
  std::size_t size() const { return items_.size() - first_; }

  /// The i-th from the front; there must be one, not checked.
  const T& operator[](std::size_t i) const { return items_[first_ + i]; }
  const T& front() const { return items_[first_]; }

  void push(T item) { items_.push_back(std::move(item)); }

  /// Behind all that are not later.
  void push_by_time(T item) {
    items_.push_back(std::move(item));
    for (std::size_t i = items_.size() - 1; i > first_ && items_[i].at < items_[i - 1].at; --i) {
      std::swap(items_[i], items_[i - 1]);
    }
  }

  /// There must be one, not checked.
  void pop() {
    ++first_;
    // What has gone is cleared away once it is half of all: each item is moved once at most.
    if (2 * first_ < items_.size()) return;
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }

 private:
  std::vector<T> items_;
  std::size_t first_ = 0;
};

}  // namespace distributed::queueing

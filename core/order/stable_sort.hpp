#pragma once
// Sorting where its code weighs more than its time.
//
//   stable_sort(arrivals);                               // ascending
//   stable_sort(values, [](const Sibling& a, const Sibling& b) { return a.write < b.write; });
//   for (const std::size_t i : sorted_places(keys.size(), [&](std::size_t a, std::size_t b) {
//          return keys[a].point < keys[b].point;
//        })) ...                                         // in order, while the keys stay in place
//
// std::sort is code of its own for every type and comparison, one to two kilobytes each time; here
// places are sorted, whatever stands there, by one function for all. Meant for the few elements of
// a simulation: with a million, std::sort is some times faster.
//
// A merge sort from below: at most n log2 n comparisons, about n of what is in order already; equal
// elements stay in their order, so results do not depend on the standard library.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <vector>

namespace distributed {

/// Refers to a function that says whether the element at one place comes before that at another.
/// Of anything but an argument, the function must outlive it.
class Comparison {
 public:
  template <typename Before>
  requires(!std::is_same_v<Before, Comparison>)  // NOLINTNEXTLINE(google-explicit-constructor)
      Comparison(const Before& before)
      : function_(&before), call_([](const void* function, std::size_t a, std::size_t b) -> bool {
          return (*static_cast<const Before*>(function))(a, b);
        }) {}

  bool operator()(std::size_t a, std::size_t b) const { return call_(function_, a, b); }

 private:
  const void* function_;
  bool (*call_)(const void*, std::size_t, std::size_t);
};

/// The places 0 ... count - 1 in the order of what stands there; those of equals ascend.
std::vector<std::size_t> sorted_places(std::size_t count, Comparison before);

/// Moves to each place i what stood at places[i]: `size` bytes each, which may be copied as such.
void rearrange(void* elements, std::size_t size, const std::vector<std::size_t>& places);

/// Sorts the elements; those of which neither comes before the other stay in their order.
template <typename T, typename Before = std::less<>>
void stable_sort(std::vector<T>& elements, Before before = {}) {
  const std::vector<std::size_t> places =
      sorted_places(elements.size(), [&elements, &before](std::size_t a, std::size_t b) {
        return before(elements[a], elements[b]);
      });
  if constexpr (std::is_trivially_copyable_v<T>) {
    rearrange(elements.data(), sizeof(T), places);  // NOLINT(bugprone-sizeof-expression): any T
  } else {
    std::vector<T> sorted;
    for (const std::size_t place : places) sorted.push_back(std::move(elements[place]));
    elements = std::move(sorted);
  }
}

}  // namespace distributed

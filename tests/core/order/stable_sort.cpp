#include "order/stable_sort.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "random/distributions.hpp"

using namespace distributed;

namespace {

struct Card {
  std::uint32_t rank;
  std::uint64_t dealt;

  friend bool operator==(const Card&, const Card&) = default;
};

// `count` cards of so few ranks that most of them have equals.
std::vector<Card> deal(std::size_t count, std::uint32_t ranks, Generator& chance) {
  std::vector<Card> cards;
  for (std::size_t i = 0; i < count; ++i) cards.push_back({uniform_below(chance, ranks), i});
  return cards;
}

bool lower(const Card& a, const Card& b) {
  return a.rank < b.rank;
}

}  // namespace

TEST_CASE("Any number of elements are sorted as std::stable_sort does", "[order]") {
  Generator chance{7};
  for (std::size_t count = 0; count <= 200; ++count) {
    for (const std::uint32_t ranks : {1u, 2u, 7u, 1000u}) {
      std::vector<Card> cards = deal(count, ranks, chance);
      std::vector<Card> expected = cards;
      std::stable_sort(expected.begin(), expected.end(), lower);
      stable_sort(cards, lower);
      REQUIRE(cards == expected);
    }
  }
}

TEST_CASE("What is not copied byte by byte is sorted too", "[order]") {
  Generator chance{8};
  const auto shorter = [](const std::string& a, const std::string& b) {
    return a.size() < b.size();
  };
  for (std::size_t count = 0; count <= 50; ++count) {
    std::vector<std::string> words;
    for (const Card& card : deal(count, 40, chance)) {
      words.push_back(std::string(card.rank, '-') + std::to_string(card.dealt));
    }
    std::vector<std::string> expected = words;
    std::stable_sort(expected.begin(), expected.end(), shorter);
    stable_sort(words, shorter);
    REQUIRE(words == expected);
  }
}

TEST_CASE("Without a comparison elements ascend", "[order]") {
  std::vector<double> numbers{2.5, -1, 0, 2.5, -7};
  stable_sort(numbers);
  CHECK(numbers == std::vector<double>{-7, -1, 0, 2.5, 2.5});
}

TEST_CASE("Places are sorted while the elements stay", "[order]") {
  const std::vector<int> numbers{30, 10, 20, 10};
  const auto places = sorted_places(
      numbers.size(), [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
  CHECK(places == std::vector<std::size_t>{1, 3, 2, 0});
}

TEST_CASE("What is in order already takes one comparison an element", "[order]") {
  std::size_t comparisons = 0;
  const auto places = sorted_places(1000, [&](std::size_t a, std::size_t b) {
    ++comparisons;
    return a < b;
  });
  CHECK(std::is_sorted(places.begin(), places.end()));
  CHECK(comparisons < 1000);
}

TEST_CASE("Sorting takes no more than n log2 n comparisons", "[order]") {
  Generator chance{9};
  std::vector<Card> cards = deal(1024, 1u << 31, chance);
  std::size_t comparisons = 0;
  stable_sort(cards, [&](const Card& a, const Card& b) {
    ++comparisons;
    return a.rank < b.rank;
  });
  CHECK(comparisons <= 1024 * 10);
}

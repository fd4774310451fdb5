#pragma once
// Rows for experiments with sharding: users with an id, a name, a country and the day on which they
// signed up.
//
//   user id   rises with every user, each has one        u0000017
//   name      one of 200, frequent ones after Zipf       Zipf: core/random/zipf.hpp
//   country   one of nine, unequal                       am/us
//   sign-up   rises with the user id                     2025-03-14
//
// What is hashed and compared is the key, a text. The values of a column are numbered from 0 in the
// order of their keys, so that work on many rows is work on numbers.

#include <cstdint>
#include <string>
#include <vector>

#include "random/generator.hpp"
#include "random/zipf.hpp"

namespace distributed {

enum class Column : std::uint8_t { user_id, name, country, signup };

class Users {
 public:
  static constexpr std::uint32_t names = 200, countries = 9, days = 730;

  /// `exponent` is that of the names' law. Throws std::out_of_range as Zipf does.
  Users(std::uint64_t seed, std::uint32_t rows, double exponent);

  /// New users, whose ids and days go on from those of the last.
  void add(std::uint32_t rows);

  std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }
  std::uint32_t value(std::uint32_t row, Column column) const;
  /// How many values the column has so far.
  std::uint32_t values(Column column) const;
  /// How many rows have each of them.
  std::vector<std::size_t> rows_of_values(Column column) const;
  const Zipf& zipf() const { return zipf_; }

  static std::string key(Column column, std::uint32_t value);
  /// As people read it: "17", "US".
  static std::string text(Column column, std::uint32_t value);
  /// The name, as a value, of the rank-th most frequent, from 1.
  static std::uint32_t name_of_rank(std::uint32_t rank) { return (rank * 73 + 39) % names; }

 private:
  std::uint32_t rows_at_first_;
  Zipf zipf_;
  Generator chance_;
  std::vector<std::uint8_t> names_, countries_;
};

}  // namespace distributed

#include "sharding/users.hpp"

#include "random/distributions.hpp"
#include "text/phrase.hpp"

namespace distributed {
namespace {

// In the order of the alphabet, as are the names made of them.
constexpr const char* beginnings[] = {"Al", "Be", "Ca", "Da", "El", "Fa", "Ga", "Ha", "In", "Jo",
                                      "Ka", "Le", "Ma", "Ni", "Ol", "Pa", "Ro", "Sa", "Ti", "Vi"};
constexpr const char* endings[] = {"da", "do", "la", "lin", "mo", "na", "ra", "ris", "sa", "ta"};

struct Country {
  const char *key, *text;
  std::uint32_t percent;
};
constexpr Country all_countries[Users::countries] = {
    {"am/br", "BR", 12}, {"am/ca", "CA", 3}, {"am/us", "US", 30},
    {"as/in", "IN", 20}, {"as/jp", "JP", 8}, {"eu/de", "DE", 10},
    {"eu/es", "ES", 3},  {"eu/fr", "FR", 6}, {"eu/gb", "GB", 8}};

std::string digits(std::uint32_t number, std::size_t width) {
  std::string text = phrase({number});
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

// The day as a date, day 0 is 2024-01-01 (H. Hinnant, "chrono-compatible low-level date
// algorithms", civil_from_days, for days after the year 2000).
std::string date(std::uint32_t day) {
  const std::uint32_t since_march_2000 = day + 8706;
  const std::uint32_t of_era = since_march_2000 % 146097;
  const std::uint32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::uint32_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::uint32_t from_march = (5 * of_year + 2) / 153;
  const std::uint32_t month = from_march < 10 ? from_march + 3 : from_march - 9;
  return phrase({2000 + year + (month <= 2), "-", digits(month, 2), "-",
                 digits(of_year - (153 * from_march + 2) / 5 + 1, 2)});
}

}  // namespace

Users::Users(std::uint64_t seed, std::uint32_t rows, double exponent)
    : rows_at_first_(rows), zipf_(names, exponent), chance_(seed) {
  add(rows);
}

void Users::add(std::uint32_t rows) {
  for (std::uint32_t row = 0; row < rows; ++row) {
    names_.push_back(static_cast<std::uint8_t>(name_of_rank(zipf_.draw(chance_))));
    std::uint32_t percent = uniform_below(chance_, 100);
    std::uint8_t country = 0;
    while (percent >= all_countries[country].percent) percent -= all_countries[country++].percent;
    countries_.push_back(country);
  }
}

std::uint32_t Users::value(std::uint32_t row, Column column) const {
  switch (column) {
    case Column::user_id:
      return row;
    case Column::name:
      return names_[row];
    case Column::country:
      return countries_[row];
    case Column::signup:
      break;
  }
  return static_cast<std::uint32_t>(std::uint64_t{row} * days / rows_at_first_);
}

std::uint32_t Users::values(Column column) const {
  if (column == Column::name) return names;
  if (column == Column::country) return countries;
  return value(size() - 1, column) + 1;
}

std::vector<std::size_t> Users::rows_of_values(Column column) const {
  std::vector<std::size_t> rows(values(column));
  for (std::uint32_t row = 0; row < size(); ++row) ++rows[value(row, column)];
  return rows;
}

std::string Users::key(Column column, std::uint32_t value) {
  if (column == Column::user_id) return phrase({"u", digits(value + 1, 7)});
  return column == Column::country ? all_countries[value].key : text(column, value);
}

std::string Users::text(Column column, std::uint32_t value) {
  switch (column) {
    case Column::user_id:
      return phrase({value + 1});
    case Column::name:
      return phrase({beginnings[value / 10], endings[value % 10]});
    case Column::country:
      return all_countries[value].text;
    case Column::signup:
      break;
  }
  return date(value);
}

}  // namespace distributed

#include "partition/point_schemes.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string>

#include "partition/relative_weights.hpp"
#include "text/error.hpp"

namespace distributed {
namespace {

// A node's name with a number behind it, written again and again.
class NumberedName {
 public:
  NumberedName(const std::string& name, char separator)
      : text_(name + separator), stem_(text_.size()) {
    text_.resize(stem_ + longest_number);
  }

  std::string_view operator()(std::uint32_t number) {
    const auto end = std::to_chars(text_.data() + stem_, text_.data() + text_.size(), number).ptr;
    return {text_.data(), static_cast<std::size_t>(end - text_.data())};
  }

 private:
  static constexpr std::size_t longest_number = 10;
  std::string text_;
  std::size_t stem_;
};

std::vector<std::uint32_t> proportional_counts(const Nodes& nodes, std::uint32_t per_weight) {
  constexpr double most = 2147483648.0;
  std::vector<std::uint32_t> counts;
  for (const Node& node : nodes) {
    const double count = std::floor(node.weight * per_weight + 0.5);
    counts.push_back(static_cast<std::uint32_t>(std::clamp(count, 1.0, most)));
  }
  return counts;
}

template <typename Scheme>
void hash_each(const Scheme& scheme, std::span<const std::string_view> keys,
               std::span<typename Scheme::Point> points) {
  if (keys.size() != points.size()) {
    throw_invalid_argument("of_keys: there must be room for one point for each key");
  }
  for (std::size_t i = 0; i < keys.size(); ++i) points[i] = scheme.of_key(keys[i]);
}

}  // namespace

void PlainPoints::of_keys(std::span<const std::string_view> keys, std::span<Point> points) const {
  hash_each(*this, keys, points);
}

std::vector<std::uint32_t> PlainPoints::counts(const Nodes& nodes) const {
  return proportional_counts(nodes, vnodes);
}

void PlainPoints::append(const Node& node, std::uint32_t first, std::uint32_t last,
                         std::vector<Point>& points) const {
  NumberedName name(node.name, '#');
  for (std::uint32_t i = first; i < last; ++i) points.push_back(of_key(name(i)));
}

std::vector<std::uint32_t> KetamaPoints::counts(const Nodes& nodes) const {
  const std::vector<double> weights = relative_weights(nodes);
  const auto total = static_cast<float>(std::accumulate(weights.begin(), weights.end(), 0.0));
  const auto servers = static_cast<float>(nodes.size());
  std::vector<std::uint32_t> counts;
  for (const double weight : weights) {
    const float share = static_cast<float>(weight) / total;
    // 40.0 is a double in the C source, and floorf takes a float.
    const auto groups = static_cast<float>(double{share} * 40.0 * double{servers});
    counts.push_back(4 * static_cast<std::uint32_t>(std::floor(groups)));
  }
  return counts;
}

void KetamaPoints::append(const Node& node, std::uint32_t first, std::uint32_t last,
                          std::vector<Point>& points) const {
  NumberedName name(node.name, '-');
  for (std::uint32_t group = first / 4; group < last / 4; ++group) {
    for (const std::uint32_t word : md5(name(group))) points.push_back(word);
  }
}

void EnvoyPoints::of_keys(std::span<const std::string_view> keys, std::span<Point> points) const {
  hash_each(*this, keys, points);
}

std::vector<std::uint32_t> EnvoyPoints::counts(const Nodes& nodes) const {
  if (minimum_ring_size > maximum_ring_size) {
    throw_invalid_argument("the minimum size of a ring cannot be above its maximum");
  }
  std::vector<std::uint32_t> counts;
  if (nodes.empty()) return counts;
  const std::vector<double> weights = relative_weights(nodes);
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  const double lightest = *std::min_element(weights.begin(), weights.end()) / total;
  const double scale =
      std::min(std::ceil(lightest * static_cast<double>(minimum_ring_size)) / lightest,
               static_cast<double>(maximum_ring_size));
  // What rounding gives one node the next one lacks.
  double target = 0, given = 0;
  for (const double weight : weights) {
    target += scale * (weight / total);
    std::uint32_t count = 0;
    for (; given < target; ++given) ++count;
    counts.push_back(count);
  }
  return counts;
}

void EnvoyPoints::append(const Node& node, std::uint32_t first, std::uint32_t last,
                         std::vector<Point>& points) const {
  NumberedName name(node.name, '_');
  for (std::uint32_t i = first; i < last; ++i) points.push_back(xxh64(name(i)));
}

void CassandraTokens::of_keys(std::span<const std::string_view> keys,
                              std::span<Point> points) const {
  hash_each(*this, keys, points);
}

std::vector<std::uint32_t> CassandraTokens::counts(const Nodes& nodes) const {
  return proportional_counts(nodes, num_tokens);
}

void CassandraTokens::append(const Node& node, std::uint32_t first, std::uint32_t last,
                             std::vector<Point>& points) const {
  NumberedName name(node.name, '-');
  for (std::uint32_t i = first; i < last; ++i) points.push_back(of_key(name(i)));
}

}  // namespace distributed

#include "stage/model/words.hpp"

namespace microsims {

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    append(text, {i == 0 ? "" : i + 1 == words.size() ? " and " : ", ", words[i]});
  }
  return text;
}

std::string list_of_numbers(const std::vector<int>& numbers) {
  std::vector<std::string> words;
  for (const int number : numbers) words.push_back(phrase({number}));
  return list_of(words);
}

std::string counted(long long count, std::string_view one, std::string_view many) {
  if (count == 1 || !many.empty()) return phrase({count, " ", count == 1 ? one : many});
  return phrase({count, " ", one, "s"});
}

std::string node_name(int node) {
  return phrase({"Node ", node + 1});
}

std::string node_id(int node) {
  return phrase({"node-", node + 1});
}

std::string node_names(const std::vector<int>& nodes, bool lower) {
  if (nodes.empty()) return lower ? "no node" : "No node";
  std::vector<int> numbers;
  for (const int node : nodes) numbers.push_back(node + 1);
  return phrase(
      {lower ? "node" : "Node", nodes.size() == 1 ? " " : "s ", list_of_numbers(numbers)});
}

std::vector<std::string> lanes_of(std::vector<std::string> before, int nodes) {
  for (int node = 0; node < nodes; ++node) before.push_back(node_name(node));
  return before;
}

std::string version_list(const std::vector<std::uint32_t>& writes) {
  std::vector<std::string> words;
  for (const std::uint32_t write : writes) words.push_back(phrase({"v", write}));
  if (words.size() <= 3) return list_of(words);
  return phrase({words.front(), " to ", words.back(), " (", words.size(), " writes)"});
}

std::string ms_text(double milliseconds) {
  return phrase({number_text(milliseconds, 0), "\u00a0ms"});
}

std::string seconds_text(double seconds, int decimals) {
  return phrase({number_text(seconds, decimals), "\u00a0s"});
}

}  // namespace microsims

#pragma once
// What every sim says in the same way: lists, counted nouns, names of nodes, seconds.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stage/model/text.hpp"

namespace microsims {

/// "a", "a and b", "a, b and c"
std::string list_of(const std::vector<std::string>& words);
/// The same of numbers: "1, 3 and 4"
std::string list_of_numbers(const std::vector<int>& numbers);

/// "1 node", "3 nodes": the plural adds an s unless it is given.
std::string counted(long long count, std::string_view one, std::string_view many = "");

/// Nodes are counted from 0 in code and from 1 by people: "Node 3", "node-3".
std::string node_name(int node);
std::string node_id(int node);

/// "Node 2", "Nodes 2 and 3", "No node"; `lower` begins in lower case. Nodes counted from 0.
std::string node_names(const std::vector<int>& nodes, bool lower = false);

/// Those before, then "Node 1" and so on: the lanes of a space-time view.
std::vector<std::string> lanes_of(std::vector<std::string> before, int nodes);

/// "v3", "v3 and v4", "v3 to v9 (6 writes)" if there are more than three.
std::string version_list(const std::vector<std::uint32_t>& writes);

/// "12 ms", the number and its unit on one line.
std::string ms_text(double milliseconds);

/// "12.5 s", the number and its unit on one line.
std::string seconds_text(double seconds, int decimals = 1);

}  // namespace microsims

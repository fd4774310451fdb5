#include "consistent_hash_ring/explored.hpp"

#include "stage/model/text.hpp"

namespace microsims {

std::string moved_by_ring(const ConsistentHashRing& model) {
  return phrase({"The ring moved ", model.change().moved, " of ", model.keys().size(), " keys."});
}

std::string moved_by_hash_mod(const ConsistentHashRing& model) {
  return phrase({"hash mod N would have moved ", model.change().by_hash_mod, " of ",
                 model.keys().size(), "."});
}

std::string ConsistentHashRing::explored() const {
  std::string text;
  if (change_.of_membership()) {
    append(text, {moved_by_ring(*this), " ", moved_by_hash_mod(*this), " "});
  }
  const MembershipChange change = compared_change();
  append(text, {"Of 10,000 keys, from ", change.before.size(), " to ", change.nodes_after(),
                " nodes, these shares move: "});
  for (const MethodResult& method : methods()) {
    append(text, {method.name, " ", percent_text(method.moved / static_cast<double>(most_keys)),
                  ", then its fullest node has ", number_text(method.max_over_mean, 2),
                  " times the mean; "});
  }
  append(text, {"in theory a node’s fair share is ", percent_text(change.least()),
                ", and hash mod N moves ", percent_text(change.hash_mod_law()),
                ". Spread of 10,000 keys, deviation by mean: with ", vnodes_,
                vnodes_ == 1 ? " virtual node " : " virtual nodes ", percent_text(variation()),
                " measured, ", percent_text(expected_variation()), " in theory; "});
  append(text,
         {"with 1 ", percent_text(variation_with(1)), ", with 10 ",
          percent_text(variation_with(10)), ", with 50 ", percent_text(variation_with(50)), "."});
  return text;
}

}  // namespace microsims

// The situation in words: describe(), explored(), prompt() and what the picture says.

#include <algorithm>

#include "consistent_hash_ring/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using distributed::Node;
using distributed::Ring;
using Kind = ConsistentHashRing::Change::Kind;

}  // namespace

std::string node_label(int node) {
  std::string label(1, static_cast<char>('A' + (node - 1) % 8));
  if (node > 8) label += std::to_string((node - 1) / 8 + 1);
  return label;
}

std::string key_name(std::size_t index) {
  return phrase({"key_", index + 1});
}

std::string key_label(std::size_t index) {
  return phrase({"k", index + 1});
}

std::string ConsistentHashRing::counter() const {
  return phrase({"Keys migrated: ", arrived(), " / Total keys: ", keys_.size()});
}

std::string ConsistentHashRing::way_in_words(std::size_t index) const {
  const Key& key = keys_[index];
  std::string text =
      phrase({key_label(index), " lies at ", number_text(Ring::degrees(key.point), 1),
              " degrees and belongs to ", node_label(key.owner), ", ",
              number_text(Ring::degrees(key.token - key.point), 1), " degrees clockwise"});
  const int first = static_cast<int>(ring_.next(key.point).owner);
  if (first != key.owner) append(text, {", as ", node_label(first), " is full"});
  const std::vector<int> copies = copies_of(key);
  for (std::size_t i = 1; i < copies.size(); ++i) {
    text += (i == 1 ? "; copies on " : " and ") + node_label(copies[i]);
  }
  return phrase({text, "."});
}

std::string ConsistentHashRing::move_in_words(std::size_t index) const {
  const Key& key = keys_[index];
  return phrase({key_label(index), " from ", node_label(key.from), " to ", node_label(key.owner)});
}

std::string ConsistentHashRing::last_change_in_words() const {
  const std::string node = phrase({"Node ", node_label(change_.node)});
  std::string text;
  switch (change_.kind) {
    case Kind::none:
      return "";
    case Kind::joined:
      text = phrase({node, " joined"});
      break;
    case Kind::left:
      text = phrase({node, " left"});
      break;
    case Kind::vnodes:
      text = phrase({"Every node has ", counted(vnodes_, "virtual node"), " now"});
      break;
    case Kind::bound:
      text = bound() == 0
                 ? "Loads are not bounded now"
                 : phrase({"No node owns more than ", number_text(bound()), " times the mean now"});
      break;
  }
  if (!change_.of_membership()) {
    return phrase({text, ": on this ring ", counted(change_.laid_out_anew, "key"),
                   change_.laid_out_anew == 1 ? " has" : " have", " another owner."});
  }
  if (change_.moved == 0) return phrase({text, ": no key had to move."});
  if (moving()) return phrase({text, ": ", counted(change_.moved, "key"), " on the way."});
  if (change_.moved > keys_to_name) {
    return phrase({text, ": ", counted(change_.moved, "key"), " moved."});
  }
  std::vector<std::string> moves;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i].from != keys_[i].owner) moves.push_back(move_in_words(i));
  }
  return phrase({text, ": moved ", list_of(moves), "."});
}

std::string ConsistentHashRing::describe() const {
  const int count = static_cast<int>(nodes().size());
  std::string text =
      phrase({"A ring of hashes from 0 to 360 degrees with ", count, " nodes, ",
              counted(vnodes_, "virtual node"), " each, and ", keys_.size(), " keys. "});
  int counts[most_nodes + 1] = {};
  for (const Key& key : keys_) ++counts[holder(key)];
  std::vector<std::string> parts;
  if (count <= nodes_to_teach) {
    for (const Node& node : nodes()) {
      std::string part = phrase(
          {node_label(static_cast<int>(node.id)), " owns ", counted(counts[node.id], "key")});
      if (keys_.size() <= keys_to_name && counts[node.id] > 0) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < keys_.size(); ++i) {
          if (holder(keys_[i]) == static_cast<int>(node.id)) names.push_back(key_label(i));
        }
        append(part, {" (", list_of(names), ")"});
      }
      parts.push_back(part);
    }
    append(text, {list_of(parts), ". "});
  } else {
    int fewest = most_keys, most = 0;
    for (const Node& node : nodes()) {
      fewest = std::min(fewest, counts[node.id]);
      most = std::max(most, counts[node.id]);
    }
    append(text, {"The nodes own from ", fewest, " to ", counted(most, "key"), ". "});
  }
  append(text, {counter(), "."});
  const std::string change = last_change_in_words();
  if (!change.empty()) append(text, {" ", change});
  if (followed_ > 0) append(text, {" Key ", way_in_words(*followed())});
  return text;
}

// What a node that joined or left has set in motion, once it is over.
std::string ConsistentHashRing::outcome() const {
  const std::string node = node_label(change_.node);
  const bool joined = change_.kind == Kind::joined;
  if (bound() != 0) {
    return phrase({counted(change_.moved, "key"), " moved: full nodes pass keys on clockwise."});
  }
  if (change_.moved == 0) {
    return joined ? phrase({"Node ", node, " joined, but is the next node of no key: none moved."})
                  : phrase({"Node ", node, " owned no key: nothing had to move."});
  }
  return joined ? phrase({"Only ", counted(change_.moved, "key"), " moved, all to ", node,
                          can_add() ? ". Add one more, or Remove Node." : ". Now Remove Node."})
                : phrase({"Only the keys of ", node, " moved. ",
                          proposes_add() ? "Press Add Node." : "Now raise the virtual nodes."});
}

std::string ConsistentHashRing::prompt() const {
  const std::string node = phrase({"Node ", node_label(change_.node)});
  const bool under_way = moving() && change_.moved > 0, waiting = clock() < departure;
  switch (change_.kind) {
    case Kind::none:
      return "Keys belong to the next node clockwise. Press Add Node.";
    case Kind::joined:
      if (!under_way) return outcome();
      if (bound() != 0) return phrase({node, " joined. Orange: the keys that must move."});
      return waiting ? phrase({node, " joined. Orange: the keys whose next node is now ",
                               node_label(change_.node), "."})
                     : phrase({"The orange keys glide clockwise to ", node_label(change_.node),
                               ". All others stay."});
    case Kind::left:
      if (!under_way) return outcome();
      if (bound() != 0) return phrase({node, " leaves. Orange: the keys that must move."});
      return waiting ? phrase({node, " leaves. Orange: the keys that it owned."})
                     : phrase({"The keys of ", node_label(change_.node),
                               " go on clockwise to the next node."});
    case Kind::vnodes:
      if (vnodes_ == 1) return "One arc per node: uneven shares. Raise the virtual nodes.";
      return phrase(
          {vnodes_, counts_background() || keys_.size() >= 1000
                        ? " short arcs per node: the more, the smaller the spread."
                        : " short arcs per node, but few keys: count 10,000 in Explore."});
    case Kind::bound:
      break;
  }
  if (bound() == 0) return "No limit: keys belong to the next node clockwise again.";
  return "Full nodes pass keys on clockwise to the next with room.";
}

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

// The situation in words: describe(), explored(), prompt() and what the picture says.

#include <algorithm>

#include "consistent_hash_ring/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using distributed::Node;
using distributed::Ring;
using Kind = ConsistentHashRing::Change::Kind;

std::string counted_keys(long long count) {
  return counted(count, "key");
}

}  // namespace

std::string node_label(distributed::NodeId node) {
  const std::string letter(1, static_cast<char>('A' + (node - 1) % 8));
  return node > 8 ? phrase({letter, (node - 1) / 8 + 1}) : letter;
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

std::string ConsistentHashRing::copies_in_words(const Key& key) const {
  std::string text;
  const std::vector<NodeId> copies = copies_of(key);
  for (std::size_t i = 1; i < copies.size(); ++i) {
    append(text, {i == 1 ? "copies on " : " and ", node_label(copies[i])});
  }
  return text;
}

std::string ConsistentHashRing::way_in_words(std::size_t index) const {
  const Key& key = keys_[index];
  const NodeId first = ring_.next(key.point).owner;
  const std::string copies = copies_in_words(key);
  return phrase({key_label(index), " lies at ", number_text(Ring::degrees(key.point), 1),
                 " degrees and belongs to ", node_label(key.owner), ", ",
                 number_text(Ring::degrees(key.way()), 1), " degrees clockwise",
                 first == key.owner ? "" : phrase({", as ", node_label(first), " is full"}),
                 copies.empty() ? "" : "; ", copies, "."});
}

std::string ConsistentHashRing::move_in_words(std::size_t index) const {
  const Key& key = keys_[index];
  return phrase({key_label(index), " from ", node_label(key.from), " to ", node_label(key.owner)});
}

std::string ConsistentHashRing::change_in_words() const {
  const char* happened = change_.kind == Kind::joined ? " joined" : " left";
  return phrase({"Node ", node_label(change_.node), happened});
}

std::string ConsistentHashRing::last_change_in_words() const {
  if (change_.kind == Kind::none) return "";
  if (!change_.of_membership()) {
    const std::string text =
        change_.kind == Kind::vnodes ? phrase({"Every node has ", counted(vnodes_, "virtual node")})
        : bound() == 0
            ? "Loads are not bounded"
            : phrase({"No node owns more than ", number_text(bound()), " times the mean"});
    return phrase({text, " now: on this ring ", counted_keys(change_.laid_out_anew),
                   change_.laid_out_anew == 1 ? " has" : " have", " another owner."});
  }
  const std::string text = change_in_words();
  const std::string moved = counted_keys(change_.moved);
  if (change_.moved == 0) return text + ": no key had to move.";
  if (moving()) return phrase({text, ": ", moved, " on the way."});
  if (change_.moved > keys_to_name) return phrase({text, ": ", moved, " moved."});
  std::vector<std::string> moves;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i].changes_hands()) moves.push_back(move_in_words(i));
  }
  return phrase({text, ": moved ", list_of(moves), "."});
}

std::string ConsistentHashRing::describe() const {
  std::string text =
      phrase({"A ring of hashes from 0 to 360 degrees with ", nodes().size(), " nodes, ",
              counted(vnodes_, "virtual node"), " each, and ", keys_.size(), " keys. "});
  std::vector<std::string> parts;
  std::size_t fewest = most_keys, most = 0;
  for (const Node& node : nodes()) {
    const std::vector<std::size_t> held = keys_at(node.id);
    fewest = std::min(fewest, held.size());
    most = std::max(most, held.size());
    std::vector<std::string> names;
    for (const std::size_t key : held) {
      if (keys_.size() <= keys_to_name) names.push_back(key_label(key));
    }
    parts.push_back(phrase({node_label(node.id), " owns ", counted_keys(held.size()),
                            names.empty() ? "" : phrase({" (", list_of(names), ")"})}));
  }
  if (nodes().size() <= nodes_to_teach) {
    append(text, {list_of(parts), ". "});
  } else {
    append(text, {"The nodes own from ", fewest, " to ", counted_keys(most), ". "});
  }
  append(text, {counter(), "."});
  const std::string change = last_change_in_words();
  if (!change.empty()) append(text, {" ", change});
  if (followed_ > 0) append(text, {" Key ", way_in_words(*followed())});
  return text;
}

// What a node that joined or left has set in motion, once it is over.
std::string ConsistentHashRing::outcome() const {
  const std::string node = node_label(change_.node), moved = counted_keys(change_.moved);
  const bool joined = change_.kind == Kind::joined;
  if (bound() != 0) return moved + " moved: full nodes pass keys on clockwise.";
  if (change_.moved == 0) {
    return phrase({"Node ", node,
                   joined ? " joined, but is the next node of no key: none moved."
                          : " owned no key: nothing had to move."});
  }
  return joined ? phrase({"Only ", moved, " moved, all to ", node,
                          can_add() ? ". Add one more, or Remove Node." : ". Now Remove Node."})
                : phrase({"Only the keys of ", node, " moved. ",
                          proposes_add() ? "Press Add Node." : "Now raise the virtual nodes."});
}

std::string ConsistentHashRing::prompt() const {
  if (change_.kind == Kind::none) return "Keys belong to the next node clockwise. Press Add Node.";
  if (change_.kind == Kind::vnodes) {
    if (vnodes_ == 1) return "One arc per node: uneven shares. Raise the virtual nodes.";
    return phrase({vnodes_, counts_background() || keys_.size() >= 1000
                                ? " short arcs per node: the more, the smaller the spread."
                                : " short arcs per node, but few keys: count 10,000 in Explore."});
  }
  if (change_.kind == Kind::bound) {
    return bound() == 0 ? "No limit: keys belong to the next node clockwise again."
                        : "Full nodes pass keys on clockwise to the next with room.";
  }
  if (!moving() || change_.moved == 0) return outcome();
  const bool joined = change_.kind == Kind::joined;
  const std::string node = node_label(change_.node);
  if (bound() != 0 || clock() < departure) {
    return phrase({"Node ", node, joined ? " joined" : " leaves", ". Orange: the keys ",
                   bound() != 0 ? "that must move"
                   : joined     ? "whose next node is now " + node
                                : "that it owned",
                   "."});
  }
  return joined ? phrase({"The orange keys glide clockwise to ", node, ". All others stay."})
                : phrase({"The keys of ", node, " go on clockwise to the next node."});
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
  append(text, {"Of 10,000 keys, from ", change.before.size(), " to ", change.after().size(),
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
  for (const int vnodes : {1, 10, 50}) {
    append(text,
           {"with ", vnodes, " ", percent_text(variation_with(vnodes)), vnodes == 50 ? "." : ", "});
  }
  return text;
}

}  // namespace microsims

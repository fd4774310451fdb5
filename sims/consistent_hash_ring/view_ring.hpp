#pragma once
// The ring itself: arcs in the colours of their owners, tokens, nodes outside, keys inside, and the
// keys on their way.
//
//       (A)───┐                nodes stand outside, at the hash of their name, pushed apart where
//      ▓▓▓▓▓▓▓▓▓▓▓             they would overlap; a thin line leads to the true place
//      ▓▓ ┌─(A) k2             keys inside, with the letter of their owner; many keys are dust
//      ▓▓   180°

#include <array>
#include <optional>
#include <vector>

#include "consistent_hash_ring/circle.hpp"
#include "consistent_hash_ring/model.hpp"
#include "stage/draw/canvas.hpp"
#include "stage/draw/palette.hpp"

namespace microsims {

/// What the person points at or follows: a node, a key, or nothing.
struct Focus {
  distributed::NodeId node = 0;
  std::optional<std::size_t> key{};
  bool alone = true;  // the rest of the picture steps back
};

class RingPicture {
 public:
  using Model = ConsistentHashRing;
  using Key = Model::Key;
  using NodeId = Model::NodeId;

  RingPicture(Canvas& canvas, const Model& model, ImVec2 centre, float outer_radius);

  /// What is under the mouse.
  Focus pointed_at() const;

  void draw(const Focus& focus);

  /// Where a key can be clicked.
  Box place_of(std::size_t key) const;

  const Hue& hue_of(NodeId node) const { return hues_[node]; }

 private:
  static constexpr std::size_t most_tokens_to_mark = 800;

  struct PlacedNode {
    NodeId number;
    float home, angle;  // where its first token lies, and where it is drawn
    bool leaving;
  };

  const Theme& theme() const { return canvas_.theme(); }
  double now() const { return model_.clock(); }

  float presence(NodeId node) const;
  void place_nodes();
  void place_keys();
  void draw_arcs();
  void draw_arcs_of(const distributed::Ring& ring, float inner, float outer, float opacity);
  void draw_tokens();
  void draw_dial();
  float dial_radius() const;
  void draw_node_at(const PlacedNode& node);

  bool must_move(const Key& key) const { return key.changes_hands() && model_.is_moving(key); }
  bool has_moved(const Key& key) const { return key.changes_hands() && !model_.is_moving(key); }

  float presence_of_key(std::size_t i) const;
  void draw_key(std::size_t i);
  void draw_copies(std::size_t i, float angle, float shown);
  bool shows_copies() const;
  void draw_halo(ImVec2 at);
  float way_done(const Key& key) const;
  bool is_under_way(const Key& key) const;
  void draw_way_left(const Key& key);
  void draw_flight(std::size_t i);
  ImVec2 dust_place(std::size_t i) const;
  float dust_radius(std::size_t i) const;
  void draw_dust();
  void draw_grain(ImVec2 at, float half, ImU32 colour);
  void draw_way_of(std::size_t i);

  Canvas& canvas_;
  const Model& model_;
  ImDrawList& ink_;
  Circle circle_;
  bool named_nodes_, named_keys_;
  float node_radius_, key_radius_, band_, radius_, node_orbit_, key_orbit_;
  std::array<Hue, Model::most_nodes + 1> hues_;
  std::vector<PlacedNode> nodes_;
  std::vector<float> key_angles_;
  Focus focus_;
};

}  // namespace microsims

// The picture of the ring: the ring itself, a histogram below it, a card of signs beside it.

#include <algorithm>
#include <cmath>

#include "consistent_hash_ring/view_explore.hpp"
#include "consistent_hash_ring/view_ring.hpp"
#include "stage/draw/breakpoints.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/draw/view.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

constexpr float histogram_height = 86, counter_height = 24, spread_height = 20;

void draw_counter(const Canvas& canvas, const ConsistentHashRing& model, const Box& box) {
  const Theme& theme = canvas.theme();
  float y = box.y + counter_height / 2;
  const bool moving = model.moving() && model.arrived() < model.change().moved;
  canvas.text({box.x, y}, model.counter(),
              {.size = TextSize::strong, .colour = moving ? theme.orange.text : theme.text});
  const bool background = model.counts_background();
  const std::string what = background             ? "per node, of 10,000 keys"
                           : model.replicas() > 1 ? "keys + copies per node"
                                                  : "keys per node";
  const float used = canvas.text_width(model.counter(), TextSize::strong) + 16;
  if (used + canvas.text_width(what, TextSize::small) <= box.width) {
    canvas.text({box.right(), y}, what,
                {.size = TextSize::small, .colour = theme.text_soft, .align = Align::right});
  }
  if (!background) return;
  y += counter_height / 2 + spread_height / 2 - 1;
  canvas.text({box.x, y},
              phrase({"10,000 keys: spread ", percent_text(model.variation()), " measured, ",
                      percent_text(model.expected_variation()), " in theory"}),
              {.size = TextSize::small});
}

// "k2  A → F", the letters in the colours of their nodes.
void draw_move(const Canvas& canvas, const RingPicture& ring, ImVec2 at, const std::string& key,
               distributed::NodeId from, distributed::NodeId to) {
  canvas.text(at, key, {.size = TextSize::small});
  const float x = at.x + 42;
  for (const auto node : {from, to}) {
    draw_node(canvas, {node == from ? x : x + 42, at.y}, 9,
              {.hue = ring.hue_of(node), .label = node_label(node)});
  }
  draw_arrow(canvas, {{x + 13, at.y}, {x + 29, at.y}}, canvas.theme().text_soft, 1.25f);
}

void draw_last_change(const Canvas& canvas, const ConsistentHashRing& model,
                      const RingPicture& ring, const Box& box) {
  using Kind = ConsistentHashRing::Change::Kind;
  const ConsistentHashRing::Change& change = model.change();
  const bool membership = change.of_membership();
  const float line = 22, low = box.bottom() - line / 2;
  float y = box.y + line / 2;
  const TextStyle small{.size = TextSize::small},
      soft{.size = TextSize::small, .colour = canvas.theme().text_soft};
  const auto say = [&](float at, std::string_view words, const TextStyle& style) {
    canvas.text({box.x, at}, words, style);
  };
  say(y,
      change.kind == Kind::none    ? "Last change"
      : membership                 ? model.change_in_words()
      : change.kind == Kind::bound ? "Bounded load"
                                   : counted(model.vnodes(), "virtual node") + " each",
      {.size = TextSize::strong});
  y += line;
  if (change.kind == Kind::none) return say(y, "Nothing has moved yet.", soft);
  // At the foot what was to be expected, above it as many moves as there is room for.
  if (membership) {
    const double fair = model.compared_change().least() * static_cast<double>(model.keys().size());
    say(low - line, phrase({"Expected: ", number_text(fair), " keys, a node’s share"}), soft);
  }
  const int migrated = model.migrated_in_all() - change.moved + model.arrived();
  say(low, phrase({"Migrated since the start: ", migrated}), soft);
  if (!membership) {
    say(y, "Laid out anew, which is no migration:", small);
    return say(y + line,
               phrase({change.laid_out_anew, " of ", model.keys().size(), " have another owner."}),
               small);
  }
  if (change.moved == 0) return say(y, "No key had to move.", small);
  const int room = std::max(1, static_cast<int>((low - line - y) / line));
  const int columns = box.width >= 200 ? 2 : 1;
  int shown = 0;
  const int most = change.moved <= room * columns ? change.moved : (room - 1) * columns;
  for (std::size_t i = 0; i < model.keys().size() && shown < most; ++i) {
    const auto& key = model.keys()[i];
    if (!key.changes_hands()) continue;
    const ImVec2 at{
        box.x + box.width / static_cast<float>(columns) * static_cast<float>(shown % columns),
        y + line * static_cast<float>(shown / columns)};
    draw_move(canvas, ring, at, key_label(i), key.from, key.owner);
    ++shown;
  }
  if (shown == change.moved) return;
  say(y + line * static_cast<float>((shown + columns - 1) / columns),
      phrase(
          {shown == 0 ? "" : "and ", change.moved - shown, shown == 0 ? " keys moved" : " more"}),
      small);
}

// Beside the ring, where there is room: what the signs mean, and what the last change did.
void draw_card_of(const Canvas& canvas, const ConsistentHashRing& model, const RingPicture& ring,
                  const Box& box) {
  draw_card(canvas, box);
  const Theme& theme = canvas.theme();
  const float line = 27;
  const float sign = box.x + 28, words = box.x + 54;
  float y = box.y + 24;
  const TextStyle small{.size = TextSize::small};
  const auto row = [&](float radius, const Hue& hue, std::string_view label,
                       std::string_view meaning) {
    draw_node(canvas, {sign, y}, radius, {.hue = hue, .label = label});
    canvas.text({words, y}, meaning, small);
    y += line;
  };
  row(10, ring.hue_of(1), "", "node, at the hash of its name");
  canvas.ink().AddCircle({sign, y}, 11, ring.hue_of(5).edge, 0, 1.25f);
  row(8, ring.hue_of(5), "", "node that can be removed");
  row(10, ring.hue_of(1), "A", "key: letter of its owner");
  row(10, theme.orange, "", "key that must move");
  canvas.ink().AddRectFilled({sign - 14, y - 5}, {sign, y + 5}, ring.hue_of(1).fill);
  canvas.ink().AddRectFilled({sign + 1, y - 5}, {sign + 14, y + 5}, ring.hue_of(2).fill);
  canvas.text({words, y}, "arc: hashes owned by A, by B", small);
  y += line - 7;
  canvas.ink().AddLine({box.x + 14, y}, {box.right() - 14, y}, theme.card_edge);
  draw_last_change(canvas, model, ring, {box.x + 16, y + 6, box.width - 32, box.bottom() - y - 12});
}

std::string words_for_node(const ConsistentHashRing& model, distributed::NodeId node) {
  if (!model.nodes().contains(node))
    return phrase({"Node ", node_label(node), " leaves the ring."});
  const auto tokens = model.ring().points_of(node);
  std::string text =
      phrase({"Node ", node_label(node), ", \"", model.nodes().at(node).name, "\"",
              ConsistentHashRing::is_fixed(node) ? ", fixed" : ", can be removed", "\n",
              tokens.size(), tokens.size() == 1 ? " virtual node" : " virtual nodes"});
  for (std::size_t i = 0; i < tokens.size() && tokens.size() <= 3; ++i) {
    append(text,
           {i == 0 ? ": " : ", ", number_text(distributed::Ring::degrees(tokens[i]), 1), "°"});
  }
  const auto held = model.keys_at(node);
  append(text, {"\nowns ", percent_text(model.share_of_ring(node)), " of the ring\nand ",
                held.size(), held.size() == 1 ? " key" : " keys"});
  for (std::size_t i = 0; i < held.size() && held.size() <= 8; ++i) {
    append(text, {i == 0 ? ": " : ", ", key_label(held[i])});
  }
  return text;
}

std::string words_for_key(const ConsistentHashRing& model, std::size_t i) {
  const auto& key = model.keys()[i];
  std::string text = phrase({"Key ", key_label(i), ", \"", key_name(i), "\": hash at ",
                             number_text(distributed::Ring::degrees(key.point), 1), "°\n",
                             number_text(distributed::Ring::degrees(key.way()), 1),
                             "° clockwise to node ", node_label(key.owner)});
  const auto first = model.ring().next(key.point).owner;
  if (first != key.owner) append(text, {"\nnode ", node_label(first), " is full"});
  if (model.is_moving(key)) append(text, {"\nmoving there from node ", node_label(key.from)});
  const std::string copies = model.copies_in_words(key);
  return copies.empty() ? text : phrase({text, "\n", copies});
}

class ConsistentHashRingView : public ViewOf<ConsistentHashRing> {
 protected:
  void draw(Canvas& canvas, const Box& area, const ConsistentHashRing& model) override;
  void explore(Canvas& canvas, const Box& area, const ConsistentHashRing& model) override {
    draw_ring_exploration(canvas, area, model);
  }
};

void ConsistentHashRingView::draw(Canvas& canvas, const Box& area,
                                  const ConsistentHashRing& model) {
  const bool wide = area.width >= three_abreast;
  const float below =
      histogram_height + counter_height + 14 + (model.counts_background() ? spread_height : 0);
  const float side = std::min(area.height - below - 4, area.width - 16);
  const float card_width = std::min(area.width - side - 56, 320.f);
  const float all = wide ? side + 32 + card_width : area.width - 24;
  const float left = area.centre().x - all / 2;
  const ImVec2 centre{wide ? left + side / 2 : area.centre().x, area.y + side / 2};
  const float floor = area.y + side + 2;

  RingPicture ring{canvas, model, centre, side / 2};
  Focus focus = ring.pointed_at();
  const auto bar = draw_histogram(
      canvas, {left, area.bottom() - histogram_height - 6, all, histogram_height}, model, focus);
  if (focus.node == 0 && !focus.key) focus = {.node = bar};
  const Focus pointed = focus;
  if (focus.node == 0 && !focus.key) focus = {.key = model.followed(), .alone = false};
  ring.draw(focus);
  draw_counter(canvas, model, {left, floor, all, counter_height});
  if (wide) {
    draw_card_of(canvas, model, ring, {left + side + 32, area.y + 4, card_width, side - 8});
  }
  if (pointed.node != 0) canvas.tooltip(words_for_node(model, pointed.node));
  if (!pointed.key) return;
  const std::size_t key = *pointed.key;
  canvas.tooltip(words_for_key(model, key));
  // A click, or a tap where nothing can be pointed at, keeps the way of the key in sight.
  if (canvas.clicked("key", ring.place_of(key))) {
    canvas.set("follow-key", model.followed() == key ? 0.0 : static_cast<double>(key + 1));
  }
}

}  // namespace

extern const Sim consistent_hash_ring;
const Sim consistent_hash_ring = sim_of<ConsistentHashRing, ConsistentHashRingView>({
    .id = "consistent-hash-ring",
    .title = "Consistent Hash Ring",
    .height = 680,
    .explore_height = 740,
    .step = 0.5,
});

}  // namespace microsims

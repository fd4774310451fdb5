#include "stage/draw/fan.hpp"

#include <algorithm>

#include "stage/model/text.hpp"

namespace microsims {

void arrange_fan(const Canvas& canvas, ClusterPicture& cluster, const Box& client, const Box& row,
                 int nodes) {
  const auto count = static_cast<float>(nodes);
  const float pitch = std::min(row.width / count, 150.f);
  const float radius = std::clamp(std::min(pitch * 0.34f, row.height * 0.16f), 16.f, 40.f);
  const float y = row.bottom() - canvas.line_height(TextSize::small) - radius - 10;
  cluster.stands.push_back({.centre = client.centre(), .hidden = true});
  for (int i = 0; i < nodes; ++i) {
    const std::string number = number_text(i + 1);
    const float x = row.centre().x + pitch * (static_cast<float>(i) - (count - 1) / 2);
    cluster.stands.push_back({.centre = {canvas.glide(phrase({"replica ", number}), x), y},
                              .radius = radius,
                              .hue = canvas.theme().plain,
                              .label = number});
  }
  // Leaving the client side by side keeps the ways apart.
  cluster.way = [&cluster, middle = client.centre().x, bottom = client.bottom()](int from, int to) {
    const Stand& stand = cluster.stands[static_cast<std::size_t>(std::max(from, to))];
    const ImVec2 mouth{middle + (stand.centre.x - middle) * 0.3f, bottom};
    const Bow way = way_between(mouth, 4, stand.centre, stand.radius + 5);
    return from == 0 ? way : way.back();
  };
}

void mark_sets(const Canvas& canvas, ClusterPicture& cluster, const NodeSet& left,
               const NodeSet& right, const Hue& both) {
  for (std::size_t i = 1; i < cluster.stands.size(); ++i) {
    Stand& stand = cluster.stands[i];
    const auto lit_in = [node = static_cast<int>(i) - 1](const NodeSet& set) {
      return std::count(set.nodes.begin(), set.nodes.end(), node) > 0;
    };
    const bool first = lit_in(left), second = lit_in(right);
    stand.glow = canvas.glide(phrase({"lit ", stand.label}), first || second ? 1.f : 0.f, 0.3f);
    if (stand.down || !(first || second)) continue;
    stand.hue = first && second ? both : first ? left.hue : right.hue;
    if (first) stand.badges.push_back({left.letter, left.hue, {-0.8f, 0.8f}});
    if (second) stand.badges.push_back({right.letter, right.hue, {0.8f, 0.8f}});
  }
}

}  // namespace microsims

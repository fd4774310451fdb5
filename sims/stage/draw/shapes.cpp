#include "stage/draw/shapes.hpp"

#include <algorithm>
#include <cmath>

namespace microsims {
namespace {

ImVec2 moved(ImVec2 point, float x, float y) {
  return {point.x + x, point.y + y};
}

}  // namespace

void draw_node(const Canvas& canvas, ImVec2 centre, float radius, const NodeStyle& style) {
  // Rings of falling opacity make a soft halo without a texture.
  for (int ring = 4; ring > 0 && style.glow > 0; --ring) {
    canvas.disc(centre, radius + 2.5f * static_cast<float>(ring),
                faded(style.hue.fill, 0.13f * style.glow));
  }
  if (style.outlined) canvas.ink().AddCircle(centre, radius + 4, style.hue.edge, 0, 2);
  canvas.disc(centre, radius, style.hue.fill, style.hue.edge, 1.75f);
  const TextSize size = radius >= 16 ? TextSize::strong : TextSize::small;
  canvas.text(centre, style.label, {.size = size, .colour = style.hue.ink, .align = Align::centre});
}

Way way_between(ImVec2 from, float from_radius, ImVec2 to, float to_radius) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float length = std::max(std::sqrt(dx * dx + dy * dy), 1e-3f);
  const float x = dx / length, y = dy / length;
  return {moved(from, x * from_radius, y * from_radius), moved(to, -x * to_radius, -y * to_radius)};
}

Bow bow_between(ImVec2 from, float from_radius, ImVec2 to, float to_radius, float bend_by) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float by = bend_by * std::min(1.f, 300 / std::max(std::hypot(dx, dy), 1.f));
  const ImVec2 bend{(from.x + to.x) / 2 - dy * by, (from.y + to.y) / 2 + dx * by};
  return {way_between(from, from_radius, bend, 0).from, bend,
          way_between(to, to_radius, bend, 0).from};
}

void draw_line(const Canvas& canvas, const Bow& bow, ImU32 colour, float thickness) {
  canvas.ink().AddBezierQuadratic(bow.from, bow.bend, bow.to, colour, thickness);
}

void draw_arrow(const Canvas& canvas, const Bow& bow, ImU32 colour, float thickness) {
  const float length = std::hypot(bow.to.x - bow.from.x, bow.to.y - bow.from.y);
  const float neck = std::max(0.f, 1 - (5 + 2 * thickness) / std::max(length, 1.f));
  const ImVec2 at = bow.at(neck);
  // Up to the head, along the part of the curve that lies before it.
  const ImVec2 bend{bow.from.x + (bow.bend.x - bow.from.x) * neck,
                    bow.from.y + (bow.bend.y - bow.from.y) * neck};
  canvas.ink().AddBezierQuadratic(bow.from, bend, at, colour, thickness);
  draw_arrow(canvas, Way{at, bow.to}, colour, thickness);
}

void draw_arrow(const Canvas& canvas, const Way& way, ImU32 colour, float thickness) {
  const Way unit = way_between(way.from, 0, way.to, 0);
  const float dx = unit.to.x - unit.from.x, dy = unit.to.y - unit.from.y;
  const float length = std::max(std::sqrt(dx * dx + dy * dy), 1e-3f);
  const float x = dx / length, y = dy / length;
  const float head = 5 + 2 * thickness;
  const ImVec2 neck = moved(way.to, -x * head, -y * head);
  canvas.ink().AddLine(way.from, neck, colour, thickness);
  canvas.ink().AddTriangleFilled(way.to, moved(neck, -y * head * 0.5f, x * head * 0.5f),
                                 moved(neck, y * head * 0.5f, -x * head * 0.5f), colour);
}

void draw_dashes(const Canvas& canvas, const Way& way, ImU32 colour, float thickness, float dash) {
  const float length = std::hypot(way.to.x - way.from.x, way.to.y - way.from.y);
  const int pieces = std::max(1, static_cast<int>(length / dash)) | 1;
  for (int i = 0; i < pieces; i += 2) {
    const auto begin = static_cast<float>(i), all = static_cast<float>(pieces);
    canvas.ink().AddLine(way.at(begin / all), way.at((begin + 1) / all), colour, thickness);
  }
}

void draw_pulse(const Canvas& canvas, const Way& way, float share, const Hue& hue) {
  if (canvas.reduced_motion() || share <= 0 || share >= 1) return;
  constexpr int tail = 6;
  for (int i = tail; i > 0; --i) {
    const float behind = share - 0.025f * static_cast<float>(i);
    if (behind <= 0) continue;
    const float fade = 1 - static_cast<float>(i) / (tail + 1);
    canvas.disc(way.at(behind), 2 + 3 * fade, faded(hue.fill, 0.5f * fade));
  }
  canvas.disc(way.at(share), 6, hue.fill, hue.edge, 1.5f);
}

void draw_pulse(const Canvas& canvas, const Bow& bow, float share, const Hue& hue) {
  if (share <= 0 || share >= 1) return;
  // Along the tangent, from which the way hardly departs within the length of a tail.
  const float behind = std::max(0.f, share - 0.15f);
  const ImVec2 head = bow.at(share), tail = bow.at(behind);
  const float x = (head.x - tail.x) / (2 * (share - behind)),
              y = (head.y - tail.y) / (2 * (share - behind));
  draw_pulse(canvas, Way{{head.x - x, head.y - y}, {head.x + x, head.y + y}}, 0.5f, hue);
}

Box draw_badge(const Canvas& canvas, ImVec2 centre, std::string_view text, const Hue& hue) {
  const float width = canvas.text_width(text, TextSize::small) + 12;
  const float height = canvas.line_height(TextSize::small) + 5;
  const Box box{centre.x - width / 2, centre.y - height / 2, width, height};
  canvas.framed(box, hue, height / 2);
  canvas.text(centre, text, {.size = TextSize::small, .colour = hue.ink, .align = Align::centre});
  return box;
}

void draw_crown(const Canvas& canvas, ImVec2 centre, float width) {
  const Hue& gold = canvas.theme().gold;
  const float half = width / 2, height = width * 0.7f;
  const float top = centre.y - height / 2, bottom = centre.y + height / 2;
  const float dip = top + height * 0.5f;
  const ImVec2 outline[] = {{centre.x - half, bottom},     {centre.x - half, top + height * 0.15f},
                            {centre.x - half * 0.5f, dip}, {centre.x, top},
                            {centre.x + half * 0.5f, dip}, {centre.x + half, top + height * 0.15f},
                            {centre.x + half, bottom}};
  ImDrawList& ink = canvas.ink();
  // Convex pieces: the outline as a whole is not.
  for (int i = 0; i < 3; ++i) {
    const float left = centre.x - half + half * static_cast<float>(i) * 0.5f;
    ink.AddTriangleFilled({left, bottom}, outline[1 + 2 * i], {left + half, bottom}, gold.fill);
  }
  ink.AddRectFilled({centre.x - half, bottom - height * 0.3f}, {centre.x + half, bottom},
                    gold.fill);
  ink.AddPolyline(outline, 7, gold.edge, ImDrawFlags_Closed, 1.5f);
}

void draw_cross(const Canvas& canvas, ImVec2 centre, float radius, ImU32 colour) {
  const float thickness = std::max(2.f, radius * 0.28f);
  canvas.ink().AddLine(moved(centre, -radius, -radius), moved(centre, radius, radius), colour,
                       thickness);
  canvas.ink().AddLine(moved(centre, radius, -radius), moved(centre, -radius, radius), colour,
                       thickness);
}

void draw_tick(const Canvas& canvas, ImVec2 centre, float radius, ImU32 colour) {
  const ImVec2 points[] = {moved(centre, -radius, 0), moved(centre, -radius * 0.25f, radius * 0.7f),
                           moved(centre, radius, -radius * 0.7f)};
  canvas.ink().AddPolyline(points, 3, colour, 0, std::max(2.f, radius * 0.3f));
}

float draw_banner(const Canvas& canvas, const Box& box, std::string_view text, const Hue& hue) {
  canvas.rounded(box, hue.fill, 6);
  canvas.text(box.centre(), text,
              {.size = TextSize::strong, .colour = hue.ink, .align = Align::centre});
  return box.height;
}

void draw_card(const Canvas& canvas, const Box& box) {
  canvas.fill(box, canvas.theme().card, 8);
  canvas.ink().AddRect(box.low(), box.high(), canvas.theme().card_edge, 8);
}

namespace {

// Returns the colour of words on it.
ImU32 draw_status_card(const Canvas& canvas, const Box& box, const Hue& hue) {
  const bool plain = hue.fill == canvas.theme().plain.fill;
  if (plain) {
    draw_card(canvas, box);
    return canvas.theme().text;
  }
  canvas.framed(box, hue, 8);
  return hue.ink;
}

}  // namespace

void draw_status(const Canvas& canvas, const Box& box, std::string_view words, const Hue& hue) {
  const ImU32 ink = draw_status_card(canvas, box, hue);
  canvas.text(
      box.centre(), words,
      {.size = TextSize::strong, .colour = ink, .align = Align::centre, .room = box.width - 16});
}

void draw_status(const Canvas& canvas, const Box& box, std::string_view words,
                 std::string_view sentence, const Hue& hue) {
  const ImU32 ink = draw_status_card(canvas, box, hue);
  const float x = box.centre().x, room = box.width - 16;
  canvas.text({x, box.y + box.height * 0.32f}, words,
              {.size = TextSize::strong, .colour = ink, .align = Align::centre, .room = room});
  canvas.text({x, box.y + box.height * 0.71f}, sentence,
              {.size = TextSize::small, .colour = ink, .align = Align::centre, .room = room});
}

}  // namespace microsims

#include "stage/draw/legend.hpp"

#include <algorithm>

#include "stage/draw/shapes.hpp"

namespace microsims {
namespace {

constexpr float roomy_gap = 24, tight_gap = 12, line = 20;

float sign_width(Sign sign) {
  return sign == Sign::line || sign == Sign::dashes ? 30.f : 20.f;
}

std::string_view words_of(const LegendEntry& entry, bool shortened) {
  return shortened && !entry.short_words.empty() ? entry.short_words : entry.words;
}

float width_of(const Canvas& canvas, const LegendEntry& entry, bool shortened) {
  return sign_width(entry.sign) + canvas.text_width(words_of(entry, shortened), TextSize::small);
}

void draw_sign(const Canvas& canvas, ImVec2 at, const LegendEntry& entry) {
  const Hue& hue = entry.hue;
  const ImVec2 centre{at.x + 7, at.y};
  switch (entry.sign) {
    case Sign::disc:
      canvas.disc(centre, 6, hue.fill, hue.edge, 1);
      canvas.text(centre, entry.letter,
                  {.size = TextSize::small, .colour = hue.ink, .align = Align::centre, .room = 9});
      break;
    case Sign::line:
      canvas.ink().AddLine(at, {at.x + 23, at.y}, hue.text, 2.25f);
      break;
    case Sign::dashes:
      draw_dashes(canvas, {at, {at.x + 23, at.y}}, hue.text, 1.75f, 5);
      break;
    case Sign::cross:
      draw_cross(canvas, centre, 5, hue.text);
      break;
    case Sign::tick:
      draw_tick(canvas, centre, 5, hue.text);
      break;
    case Sign::crown:
      draw_crown(canvas, centre, 14);
      break;
    case Sign::square:
      canvas.ink().AddRectFilled({centre.x - 5, centre.y - 5}, {centre.x + 5, centre.y + 5},
                                 hue.fill, 1);
      break;
    case Sign::outline:
      canvas.ink().AddRect({centre.x - 5, centre.y - 5}, {centre.x + 5, centre.y + 5}, hue.text, 1,
                           0, 1.75f);
      break;
  }
}

}  // namespace

std::vector<PlacedEntry> lay_out_legend(const Canvas& canvas, const Box& box,
                                        const std::vector<LegendEntry>& entries) {
  const auto row_width = [&](std::size_t from, std::size_t to, bool shortened, float gap) {
    float width = -gap;
    for (std::size_t i = from; i < to; ++i) width += width_of(canvas, entries[i], shortened) + gap;
    return width;
  };
  const std::size_t count = entries.size();
  bool shortened = false;
  float gap = roomy_gap;
  if (row_width(0, count, false, gap) > box.width) {
    gap = tight_gap;
    shortened = row_width(0, count, false, gap) > box.width;
  }
  // As many rows as are needed, the first as full as it can be.
  std::vector<std::size_t> ends;
  for (std::size_t from = 0; from < count;) {
    std::size_t to = from + 1;
    while (to < count && row_width(from, to + 1, shortened, gap) <= box.width) ++to;
    ends.push_back(to);
    from = to;
  }
  std::vector<PlacedEntry> placed;
  float y = box.centre().y - line * (static_cast<float>(ends.size()) - 1) / 2;
  std::size_t from = 0;
  for (const std::size_t to : ends) {
    float x = box.centre().x - row_width(from, to, shortened, gap) / 2;
    for (; from < to; ++from) {
      placed.push_back({{x, y}, shortened});
      x += width_of(canvas, entries[from], shortened) + gap;
    }
    y += line;
  }
  return placed;
}

void draw_legend(const Canvas& canvas, const Box& box, const std::vector<LegendEntry>& entries) {
  const auto placed = lay_out_legend(canvas, box, entries);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const LegendEntry& entry = entries[i];
    const ImVec2 at = placed[i].at;
    draw_sign(canvas, at, entry);
    canvas.text({at.x + sign_width(entry.sign), at.y}, words_of(entry, placed[i].shortened),
                {.size = TextSize::small, .colour = canvas.theme().text_soft});
  }
}

}  // namespace microsims

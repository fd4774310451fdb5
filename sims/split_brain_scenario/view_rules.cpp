
#include "split_brain_scenario/view_story.hpp"
#include "stage/draw/breakpoints.hpp"
#include "stage/draw/facts.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

// "A" and what became of it: a tick, a cross, or a word where there is room.
void draw_fate(const Canvas& canvas, ImVec2 at, const char* write, const Fact& fate, bool narrow) {
  const ImU32 colour = colour_of(canvas.theme(), fate.tone);
  canvas.text(at, write, {.size = TextSize::small});
  const ImVec2 sign{at.x + 18, at.y};
  if (fate.tone == Tone::good) {
    draw_tick(canvas, sign, 5, colour);
  } else {
    draw_cross(canvas, sign, 4, colour);
  }
  if (narrow) return;
  canvas.text({at.x + 28, at.y}, fate.words, {.size = TextSize::small, .colour = colour});
}

// In the order of facts_of().
void draw_outcome(const Canvas& canvas, ImVec2 at, float width, const std::vector<Fact>& facts,
                  bool narrow) {
  constexpr float wide_columns[] = {0, 0.15f, 0.36f, 0.58f, 0.82f};
  constexpr float narrow_columns[] = {0, 0.19f, 0.51f, 0.63f, 0.76f};
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const ImVec2 cell{at.x + width * (narrow ? narrow_columns : wide_columns)[i], at.y};
    if (i == 2 || i == 3) {
      draw_fate(canvas, cell, i == 2 ? "A" : "B", facts[i], narrow);
    } else {
      canvas.text(cell, cell_text(facts[i]),
                  {.size = TextSize::small, .colour = colour_of(canvas.theme(), facts[i].tone)});
    }
  }
}

}  // namespace

void draw_rules_table(const Canvas& canvas, const Box& area, const SplitBrainScenario& model) {
  const Theme& theme = canvas.theme();
  const bool narrow = area.width < three_abreast;
  const Box inner = area.middle(widest_row, 12);
  const float left = inner.x, width = inner.width;
  canvas.text({left, area.y + 22}, "The same split under each rule", {.size = TextSize::strong});
  const char* note =
      "Lost: confirmed to the client, but in no balance any more. Where nobody decided a conflict, "
      "the last write wins.";
  const bool three_lines = canvas.text_width(note, TextSize::small) > 1.9f * width;
  const float top = area.y + 40, bottom = area.bottom() - (three_lines ? 62 : 44), gap = 6;
  const float height = (bottom - top - 3 * gap) / static_cast<float>(std::size(promotion_rules));
  for (std::size_t rule = 0; rule < std::size(promotion_rules); ++rule) {
    const auto promotion = static_cast<Promotion>(rule);
    const Box row{left, top + (height + gap) * static_cast<float>(rule), width, height};
    draw_card(canvas, row);
    if (promotion == model.setup().promotion) {
      canvas.ink().AddRect(row.low(), row.high(), theme.accent.fill, 8, 0, 2.5f);
    }
    const float x = row.x + 12;
    // Where there is room the promise stands beside the name.
    const float step = height / (narrow ? 3.4f : 2.3f);
    const float y = row.centre().y - step * (narrow ? 1 : 0.5f);
    canvas.text({x, y}, rule_of(promotion).title, {.size = TextSize::strong});
    canvas.text({narrow ? x : x + 170, narrow ? y + step : y}, rule_of(promotion).promise,
                {.size = TextSize::small, .colour = theme.text_soft});
    const ImVec2 at{x, y + step * (narrow ? 2.f : 1.f)};
    if (const auto& outcome = model.outcome(promotion)) {
      draw_outcome(canvas, at, row.width - 24, facts_of(*outcome), narrow);
    } else {
      canvas.text(at, "not played yet", {.size = TextSize::small, .colour = theme.text_soft});
    }
  }
  canvas.paragraph({left, bottom + 6}, width, note,
                   {.size = TextSize::small, .colour = theme.text_soft});
}

}  // namespace microsims

#include "split_brain_scenario/view_rules.hpp"

#include <algorithm>

#include "split_brain_scenario/explored.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

// "A" and what became of it: a tick, a cross, or a word where there is room.
void draw_fate(const Canvas& canvas, ImVec2 at, const char* write, Fate fate, bool narrow) {
  const Theme& theme = canvas.theme();
  const bool good = fate == Fate::confirmed;
  const ImU32 colour = good ? theme.green.text : theme.red.text;
  canvas.text(at, write, {.size = TextSize::small});
  const ImVec2 sign{at.x + 18, at.y};
  if (good) {
    draw_tick(canvas, sign, 5, colour);
  } else {
    draw_cross(canvas, sign, 4, colour);
  }
  if (narrow) return;
  canvas.text({at.x + 28, at.y}, text_of(fate), {.size = TextSize::small, .colour = colour});
}

void draw_outcome(const Canvas& canvas, ImVec2 at, float width, const Outcome& outcome,
                  bool narrow) {
  const Theme& theme = canvas.theme();
  const auto word = [&](float share, const std::string& text, ImU32 colour) {
    canvas.text({at.x + width * share, at.y}, text, {.size = TextSize::small, .colour = colour});
  };
  word(0, leaders_of(outcome), outcome.leaders == 1 ? theme.green.text : theme.red.text);
  word(narrow ? 0.19f : 0.15f, election_of(outcome), theme.text);
  const float a = narrow ? 0.51f : 0.36f, b = narrow ? 0.63f : 0.58f;
  draw_fate(canvas, {at.x + width * a, at.y}, "A", outcome.a, narrow);
  draw_fate(canvas, {at.x + width * b, at.y}, "B", outcome.b, narrow);
  word(narrow ? 0.76f : 0.82f, loss_of(outcome),
       outcome.lost == 0 ? theme.green.text : theme.red.text);
}

}  // namespace

void draw_rules_table(const Canvas& canvas, const Box& area, const SplitBrainScenario& model) {
  const Theme& theme = canvas.theme();
  const bool narrow = area.width < 640;
  const Box inner = area.middle(widest_row, 12);
  const float left = inner.x, width = inner.width;
  canvas.text({left, area.y + 22}, "The same split under each rule", {.size = TextSize::strong});
  const char* note =
      "Lost: confirmed to the client, but in no balance any more. Where nobody decided a conflict, "
      "the last write wins.";
  const bool three_lines = canvas.text_width(note, TextSize::small) > 1.9f * width;
  const float top = area.y + 40, bottom = area.bottom() - (three_lines ? 62 : 44), gap = 6;
  const float height = (bottom - top - 3 * gap) / static_cast<float>(promotion_rules.size());
  for (std::size_t rule = 0; rule < promotion_rules.size(); ++rule) {
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
      draw_outcome(canvas, at, row.width - 24, *outcome, narrow);
    } else {
      canvas.text(at, "not played yet", {.size = TextSize::small, .colour = theme.text_soft});
    }
  }
  canvas.paragraph({left, bottom + 6}, width, note,
                   {.size = TextSize::small, .colour = theme.text_soft});
}

}  // namespace microsims

#include "stage/draw/facts.hpp"

#include <algorithm>

#include "stage/draw/layout.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr float row_height = 22, head_height = 18, title_height = 24;

bool has_law(const std::vector<Fact>& facts) {
  return std::any_of(facts.begin(), facts.end(), [](const Fact& fact) { return !!fact.law; });
}

}  // namespace

ImU32 colour_of(const Theme& theme, Tone tone) {
  return tone == Tone::good ? theme.green.text : tone == Tone::bad ? theme.red.text : theme.text;
}

float height_of(const FactTable& table) {
  return (table.title.empty() ? 0 : title_height) + (has_law(table.facts) ? head_height : 0) +
         row_height * static_cast<float>(table.facts.size());
}

void draw_fact_table(const Canvas& canvas, const Box& box, const FactTable& table) {
  const Theme& theme = canvas.theme();
  const bool with_law = has_law(table.facts);
  float values = 0, laws = 0;
  if (with_law) {
    values = canvas.text_width(table.value_name, TextSize::small);
    laws = canvas.text_width(table.law_name, TextSize::small);
  }
  for (const Fact& fact : table.facts) {
    values = std::max(values, canvas.text_width(value_text(fact), TextSize::strong));
    laws = std::max(laws, canvas.text_width(law_text(fact), TextSize::body));
  }
  constexpr float gap = 12;
  const float law_right = box.right() - values - gap;
  const float room = (with_law ? law_right - laws : box.right() - values) - gap - box.x;
  const auto at_right = [&](float x, float y, std::string_view text, TextSize size, ImU32 colour) {
    canvas.text({x, y}, text, {.size = size, .colour = colour, .align = Align::right});
  };
  float y = box.y;
  if (!table.title.empty()) {
    canvas.text({box.x, y + title_height / 2}, table.title,
                {.size = TextSize::strong, .room = box.width});
    y += title_height;
  }
  if (with_law) {
    at_right(box.right(), y + head_height / 2, table.value_name, TextSize::small, theme.text_soft);
    at_right(law_right, y + head_height / 2, table.law_name, TextSize::small, theme.purple.text);
    y += head_height;
  }
  for (const Fact& fact : table.facts) {
    const float middle = y + row_height / 2;
    canvas.text({box.x, middle}, fact.label, {.room = std::max(room, 20.f)});
    at_right(law_right, middle, law_text(fact), TextSize::body, theme.purple.text);
    at_right(box.right(), middle, value_text(fact), TextSize::strong, colour_of(theme, fact.tone));
    y += row_height;
  }
}

void draw_fact_lines(const Canvas& canvas, const Box& box, const std::vector<FactLine>& lines,
                     bool narrow) {
  const Theme& theme = canvas.theme();
  draw_card(canvas, box);
  const float pitch = narrow ? 21.f : 26.f, top = box.y + (narrow ? 18.f : 23.f);
  const std::size_t rows = narrow ? lines.size() : (lines.size() + 1) / 2;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& [words, tone, sign, rest] = lines[i];
    ImVec2 at{i < rows ? box.x + 14 : box.centre().x, top + pitch * static_cast<float>(i % rows)};
    const ImU32 colour = colour_of(theme, tone);
    if (sign) {
      tone == Tone::good ? draw_tick(canvas, {at.x + 8, at.y}, 6, colour)
                         : draw_cross(canvas, {at.x + 8, at.y}, 5, colour);
      at.x += 24;
    }
    const TextSize size = tone == Tone::plain ? TextSize::body : TextSize::strong;
    canvas.text(at, words, {.size = size, .colour = colour});
    canvas.text({at.x + canvas.text_width(words, size), at.y}, rest, {.colour = theme.text_soft});
  }
}

}  // namespace microsims

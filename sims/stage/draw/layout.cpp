#include "stage/draw/layout.hpp"

namespace microsims {

std::vector<Box> columns_or_stacked(const Box& box, int count, float gap, bool stacked) {
  const auto parts = static_cast<float>(count);
  const float width = stacked ? box.width : (box.width - (parts - 1) * gap) / parts;
  const float height = stacked ? (box.height - (parts - 1) * gap) / parts : box.height;
  std::vector<Box> boxes;
  for (int i = 0; i < count; ++i) {
    const auto at = static_cast<float>(i);
    boxes.push_back(stacked ? Box{box.x, box.y + (height + gap) * at, width, height}
                            : Box{box.x + (width + gap) * at, box.y, width, height});
  }
  return boxes;
}

Box draw_words(const Canvas& canvas, const Box& box, std::string_view heading,
               const std::vector<std::string>& lines) {
  canvas.text({box.x, box.y + 12}, heading, {.size = TextSize::strong});
  float y = box.y + 28;
  for (const std::string& line : lines) {
    y += canvas.paragraph({box.x, y}, box.width, line,
                          {.size = TextSize::small, .colour = canvas.theme().text_soft}) +
         2;
  }
  y += 8;
  return {box.x, y, box.width, box.bottom() - y};
}

}  // namespace microsims

#include "stage/draw/canvas.hpp"

#include <algorithm>
#include <cstring>

#include "stage/draw/easing.hpp"

namespace microsims {

void Glides::advance(float seconds) {
  moving_ = false;
  std::erase_if(glides_, [](const Glide& glide) { return !glide.used; });
  for (Glide& glide : glides_) {
    glide.used = false;
    if (glide.value == glide.to) continue;
    glide.elapsed += seconds;
    const float way = ease_out(glide.elapsed / glide.duration);
    glide.value =
        glide.elapsed >= glide.duration ? glide.to : glide.from + (glide.to - glide.from) * way;
    moving_ = moving_ || glide.value != glide.to;
  }
}

float Glides::toward(std::string_view key, float target, float seconds, bool at_once) {
  // A frame asks in the order of the frame before: most often it is the next one.
  const std::size_t count = glides_.size();
  std::size_t tried = 0;
  while (tried < count && glides_[(next_ + tried) % count].key != key) ++tried;
  if (tried == count) {
    glides_.push_back({std::string{key}, target, target, target, 0, seconds, true});
    return target;
  }
  next_ = (next_ + tried) % count + 1;
  Glide& glide = glides_[next_ - 1];
  if (at_once || glide.to != target) {
    moving_ = moving_ || !at_once;
    glide.from = glide.value = at_once ? target : glide.value;
    glide.to = target;
    glide.elapsed = 0;
    glide.duration = seconds;
  }
  glide.used = true;
  return glide.value;
}

Canvas::Canvas(const Box& region, const Theme& theme, const Fonts& fonts, const Surface& surface,
               Glides& glides, Pointer& pointer, Spotlight& spotlight, bool reduced_motion)
    : region_(region),
      theme_(&theme),
      fonts_(&fonts),
      surface_(surface),
      glides_(&glides),
      pointer_(&pointer),
      spotlight_(&spotlight),
      reduced_motion_(reduced_motion) {}

const Disc* Canvas::disc_for(float radius) const {
  for (const Disc& disc : fonts_->discs) {
    if (disc.radius * fonts_->scale >= radius) return &disc;
  }
  return nullptr;
}

void Canvas::fill(const Box& box, ImU32 colour, float rounding) const {
  constexpr float worth_a_command = 16000;  // square pixels
  if (box.width * box.height < worth_a_command) return rounded(box, colour, rounding);
  if (rounding > 0) draw_rim(box, colour, rounding);
  const Box middle{box.x, box.y + rounding, box.width, box.height - 2 * rounding};
  void* data = nullptr;
  std::memcpy(&data, &colour, sizeof colour);
  ink().PushClipRect(middle.low(), middle.high(), true);
  ink().AddCallback(surface_.fill_clip, data);
  ink().PopClipRect();
}

void Canvas::rounded(const Box& box, ImU32 colour, float radius) const {
  if (box.width <= 0 || box.height <= 0) return;
  radius = std::min({radius, box.width / 2, box.height / 2});
  if (radius > 0) draw_rim(box, colour, radius);
  ink().PrimReserve(6, 4);
  ink().PrimRect({box.x, box.y + radius}, {box.right(), box.bottom() - radius}, colour);
}

void Canvas::framed(const Box& box, const Hue& hue, float radius, float thickness) const {
  framed(box, hue.fill, hue.edge, radius, thickness);
}

void Canvas::framed(const Box& box, ImU32 inside, ImU32 edge, float radius, float thickness) const {
  rounded(box, edge, radius);
  rounded(box.shrunk(thickness), inside, radius - thickness);
}

// Above and below the middle of a rounded box: quarters of discs, and what lies between them.
void Canvas::draw_rim(const Box& box, ImU32 colour, float radius) const {
  const Disc* disc = disc_for(radius);
  if (!disc) disc = &fonts_->discs.back();
  const float soft = radius * Disc::margin / disc->radius;
  const ImVec2 middle{(disc->from.x + disc->to.x) / 2, (disc->from.y + disc->to.y) / 2};
  ink().PrimReserve(36, 24);
  for (const bool below : {false, true}) {
    const float inner_y = below ? box.bottom() - radius : box.y + radius;
    const float outer_y = below ? box.bottom() + soft : box.y - soft;
    for (const bool right : {false, true}) {
      ink().PrimRectUV({right ? box.right() - radius : box.x + radius, inner_y},
                       {right ? box.right() + soft : box.x - soft, outer_y}, middle,
                       {right ? disc->to.x : disc->from.x, below ? disc->to.y : disc->from.y},
                       colour);
    }
    ink().PrimRect({box.x + radius, inner_y}, {box.right() - radius, below ? box.bottom() : box.y},
                   colour);
  }
}

void Canvas::disc(ImVec2 centre, float radius, ImU32 colour) const {
  const Disc* disc = disc_for(radius);
  if (!disc) return ink().AddCircleFilled(centre, radius, colour);
  const float half = radius * (disc->radius + Disc::margin) / disc->radius;
  ink().PrimReserve(6, 4);
  ink().PrimRectUV({centre.x - half, centre.y - half}, {centre.x + half, centre.y + half},
                   disc->from, disc->to, colour);
}

void Canvas::disc(ImVec2 centre, float radius, ImU32 colour, ImU32 edge, float thickness) const {
  disc(centre, radius + thickness / 2, edge);
  disc(centre, radius - thickness / 2, colour);
}

ImFont* Canvas::font(TextSize size) const {
  switch (size) {
    case TextSize::small:
      return fonts_->small;
    case TextSize::strong:
      return fonts_->strong;
    case TextSize::title:
      return fonts_->title;
    case TextSize::body:
      break;
  }
  return fonts_->body;
}

float Canvas::line_height(TextSize size) const {
  return font(size)->FontSize * fonts_->scale;
}

float Canvas::text_width(std::string_view text, TextSize size) const {
  if (text.empty()) return 0;
  return font(size)
      ->CalcTextSizeA(line_height(size), 1e6f, 0, text.data(), text.data() + text.size())
      .x;
}

void Canvas::text(ImVec2 at, std::string_view text, const TextStyle& style) const {
  if (text.empty()) return;  // ImGui would look for the end of a text that may not be there
  float height = line_height(style.size);
  if (style.align != Align::left || style.room > 0) {
    float width = text_width(text, style.size);
    if (style.room > 0 && width > style.room) {
      height *= style.room / width;
      width = style.room;
    }
    if (style.align != Align::left) at.x -= style.align == Align::centre ? width / 2 : width;
  }
  at.y -= height / 2;
  ink().AddText(font(style.size), height, at, style.colour ? style.colour : theme_->text,
                text.data(), text.data() + text.size());
}

namespace {

// A number stays on the line of the word before it: "Node 1".
std::size_t word_end(std::string_view text, std::size_t from) {
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  std::size_t at = text.find(' ', from);
  while (at < text.size() && is_digit(at + 1)) at = text.find(' ', at + 1);
  return std::min(at, text.size());
}

}  // namespace

std::vector<std::string_view> Canvas::broken(std::string_view text, float width,
                                             TextSize size) const {
  std::vector<std::string_view> lines;
  std::size_t start = 0, end = 0;  // the line so far
  for (std::size_t word = 0; word < text.size();) {
    const std::size_t next = word_end(text, word);
    if (end > start && text_width(text.substr(start, next - start), size) > width) {
      lines.push_back(text.substr(start, end - start));
      start = word;
    }
    end = next;
    word = next + 1;
  }
  if (end > start) lines.push_back(text.substr(start, end - start));
  return lines;
}

float Canvas::paragraph(ImVec2 at, float width, std::string_view text,
                        const TextStyle& style) const {
  std::vector<std::string_view> lines = broken(text, width, style.size);
  // The narrowest width that needs no further line leaves no single word on the last one.
  const std::size_t count = lines.size();
  for (float low = width / 3; count > 1 && width - low > 4;) {
    const float middle = (low + width) / 2;
    auto tighter = broken(text, middle, style.size);
    if (tighter.size() > count) {
      low = middle;
    } else {
      width = middle;
      lines = std::move(tighter);
    }
  }
  const float height = line_height(style.size) * 1.12f;
  for (const std::string_view line : lines) {
    this->text({at.x, at.y + height / 2}, line, style);
    at.y += height;
  }
  return height * static_cast<float>(lines.size());
}

float Canvas::glide(std::string_view key, float target, float seconds) const {
  return glides_->toward(key, target, seconds, reduced_motion_);
}

bool Canvas::pointed_at(const Box& box) const {
  return pointer_->free() && box.contains(pointer());
}

bool Canvas::pointed_at(ImVec2 centre, float radius) const {
  const float dx = pointer().x - centre.x, dy = pointer().y - centre.y;
  return pointer_->free() && dx * dx + dy * dy <= radius * radius;
}

}  // namespace microsims

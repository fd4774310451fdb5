#include "stage/draw/tank.hpp"

#include <algorithm>
#include <cmath>

#include "stage/model/text.hpp"

namespace microsims {
namespace {

// Cut to the box by hand: a clip rectangle for each would be a draw call for each.
void hatch(const Canvas& canvas, const Box& box, ImU32 colour) {
  constexpr float apart = 8;
  for (float y = box.bottom() + box.width - apart; y > box.y; y -= apart) {
    const float from = std::max(0.f, y - box.bottom()), to = std::min(box.width, y - box.y);
    canvas.ink().AddLine({box.x + from, y - from}, {box.x + to, y - to}, colour, 1.5f);
  }
}

}  // namespace

void draw_tank(const Canvas& canvas, const Box& box, std::initializer_list<TankPart> parts,
               std::optional<float> law, bool alarm) {
  const Theme& theme = canvas.theme();
  canvas.fill(box, theme.track);
  float filled = 0;
  for (const TankPart& part : parts) {
    const float to = std::min(filled + part.share, 1.f);
    const Box area{box.x, box.bottom() - box.height * to, box.width, box.height * (to - filled)};
    filled = to;
    if (area.height < 0.5f) continue;
    canvas.fill(area, part.hue.fill);
    if (part.hatched) hatch(canvas, area.shrunk(1), part.hue.edge);
  }
  canvas.ink().AddRect(box.low(), box.high(), alarm ? theme.red.text : theme.line, 0, 0,
                       alarm ? 3.f : 1.5f);
  if (!law) return;
  const float y = box.bottom() - box.height * std::min(*law, 1.f);
  draw_dashes(canvas, Way{{box.x - 6, y}, {box.right() + 6, y}}, theme.purple.text, 2, 4);
}

void draw_slabs(const Canvas& canvas, const Box& box, std::initializer_list<Slabs> slabs,
                bool alarm) {
  const Theme& theme = canvas.theme();
  constexpr float pitch = 4, words = 18;
  std::uint32_t all = 0, before = 0;
  for (const Slabs& each : slabs) all += each.count;
  // Where it stands.
  for (const float x : {box.x, box.right()}) {
    canvas.ink().AddLine({x, box.y + words}, {x, box.bottom()}, faded(theme.line, 0.35f));
  }
  if (all == 0) return;
  const auto room = static_cast<std::uint32_t>((box.height - words) / pitch);
  const std::uint32_t shown = std::min(all, room);
  std::uint32_t drawn = 0;
  for (const Slabs& each : slabs) {
    before += each.count;
    for (const std::uint32_t end = before * shown / all; drawn < end; ++drawn) {
      const float y = box.bottom() - pitch * static_cast<float>(drawn + 1);
      canvas.ink().AddRectFilled({box.x, y + 1}, {box.right(), y + pitch}, each.hue.fill);
    }
  }
  canvas.text({box.centre().x, box.bottom() - pitch * static_cast<float>(shown) - words / 2},
              number_text(all),
              {.size = alarm ? TextSize::strong : TextSize::small,
               .colour = alarm ? theme.red.text : theme.text_soft,
               .align = Align::centre});
}

void draw_flow(const Canvas& canvas, const Way& way, float load, const Hue& hue,
               std::optional<Milliseconds> clock) {
  if (load <= 0) return;
  draw_line(canvas, way, faded(hue.fill, clock ? 0.55f : 0.3f), std::min(1.5f + 5 * load, 14.f));
  if (!clock) return;
  constexpr Milliseconds trip = 700;
  const int seen = std::clamp(static_cast<int>(std::lround(4 * load)), 1, 5);
  for (int i = 0; i < seen; ++i) {
    const Milliseconds at = (*clock + trip * i / seen) % trip;
    draw_pulse(canvas, way, static_cast<float>(at) / static_cast<float>(trip), hue);
  }
}

}  // namespace microsims

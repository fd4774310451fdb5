#include "stage/draw/panel.hpp"

#include <algorithm>
#include <cmath>

#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr float thumb = 10;

Touch touch(const Canvas& canvas, const Control& control, const Box& box) {
  return control.is_enabled() ? canvas.touch(control.id, box) : Touch{};
}

// Returns whether it was clicked.
bool draw_button(Canvas& canvas, const Control& control, const Box& box, float shift = 0) {
  const Theme& theme = canvas.theme();
  const Touch state = touch(canvas, control, box);
  const bool enabled = control.is_enabled();
  ImU32 fill = theme.card, edge = theme.line, ink = theme.text;
  if (control.is_primary() && enabled) {
    fill = theme.accent.fill;
    edge = theme.accent.edge;
    ink = theme.accent.ink;
    if (state.hovered) fill = mixed(fill, theme.accent.edge, 0.35f);
    if (state.held) fill = mixed(fill, theme.accent.edge, 0.7f);
  } else if (state.held) {
    fill = theme.press;
  } else if (state.hovered) {
    fill = theme.hover;
  }
  if (!enabled) {
    fill = theme.panel;
    edge = theme.track;
    ink = mixed(theme.text_soft, theme.panel, 0.25f);
  }
  canvas.framed(box, fill, edge, 8);
  canvas.text({box.centre().x - shift, box.centre().y}, control.label,
              {.size = TextSize::strong, .colour = ink, .align = Align::centre});
  return state.clicked;
}

// A toggle that opens a part of the page: a button with an arrow that points at that part.
void draw_disclosure(Canvas& canvas, const Control& control, const Box& box) {
  const Value value = control.value();
  const bool open = *std::get_if<bool>(&value);
  if (draw_button(canvas, control, box, chevron / 2)) canvas.set(control.id, !open);
  const float half = canvas.text_width(control.label, TextSize::strong) / 2;
  const float x = box.centre().x + half + 3, y = box.centre().y;
  const float way = 4 * canvas.glide(phrase({control.id, " arrow"}), open ? -1.f : 1.f, 0.15f);
  const ImVec2 arrow[] = {{x - 5, y - way / 2}, {x, y + way / 2}, {x + 5, y - way / 2}};
  canvas.ink().AddPolyline(arrow, 3, canvas.theme().text, 0, 2);
}

void draw_slider(Canvas& canvas, const Control& control, const Box& box, SliderForm form) {
  const Theme& theme = canvas.theme();
  const Range range = control.range();
  const Value held_value = control.value();
  const double value = *std::get_if<double>(&held_value);
  const bool enabled = control.is_enabled() && range.max > range.min;
  const std::string text = number_text(value);

  const bool behind = form == SliderForm::value_behind;
  const float label_y = box.y + canvas.line_height() / 2;
  const float left = box.x + thumb;
  const float value_width = std::max(canvas.text_width("000", TextSize::strong),
                                     canvas.text_width(number_text(range.max), TextSize::strong));
  const float right = box.right() - thumb - (behind ? value_width : 0.f);
  const float y = box.bottom() - thumb - 2;
  canvas.text({box.x, label_y}, control.label,
              {.size = form == SliderForm::roomy ? TextSize::body : TextSize::small});
  canvas.text({box.right(), behind ? y : label_y}, text,
              {.size = TextSize::strong, .align = Align::right});
  const auto place = [&](double at) {
    const double share = range.max > range.min ? (at - range.min) / (range.max - range.min) : 0;
    return left + (right - left) * static_cast<float>(share);
  };
  const Touch state = enabled ? canvas.touch(control.id, box) : Touch{};
  const float x = canvas.glide(phrase({control.id, " thumb"}), place(value), 0.12f);
  canvas.rounded({left - 3, y - 3, right - left + 6, 6}, theme.track, 3);
  const ImU32 paint = enabled ? theme.accent.fill : theme.line;
  canvas.rounded({left - 3, y - 3, x - left + 3, 6}, paint, 3);
  const double steps = (range.max - range.min) / range.step;
  for (int i = 0; steps <= 12 && i <= static_cast<int>(steps + 0.5); ++i) {
    const float tick = place(range.min + i * range.step);
    canvas.disc({tick, y}, 2, tick <= x ? theme.accent.ink : theme.line);
  }
  if (state.hovered || state.held) {
    canvas.disc({x, y}, thumb + 5, faded(theme.accent.fill, 0.2f));
  }
  canvas.disc({x, y}, thumb, paint, theme.card, 2);

  if (state.held) {
    const double share = std::clamp((canvas.pointer().x - left) / (right - left), 0.f, 1.f);
    const double step = std::round(share * (range.max - range.min) / range.step);
    const double wanted = std::min(range.min + step * range.step, range.max);
    if (wanted != value) canvas.set(control.id, wanted);
  }
}

void draw_toggle(Canvas& canvas, const Control& control, const Box& box) {
  const Theme& theme = canvas.theme();
  const Value value = control.value();
  const bool on = *std::get_if<bool>(&value);
  const Touch state = touch(canvas, control, box);
  const float y = box.y + box.height / 2;
  const float share = canvas.glide(phrase({control.id, " knob"}), on ? 1.f : 0.f, 0.12f);
  const ImU32 track = mixed(theme.line, theme.accent.fill, share);
  canvas.rounded({box.x, y - 11, 40, 22}, control.is_enabled() ? track : theme.track, 11);
  canvas.disc({box.x + 11 + 18 * share, y}, state.hovered ? 9.f : 8.f, theme.card);
  canvas.text({box.x + 50, y}, control.label,
              {.colour = control.is_enabled() ? theme.text : theme.text_soft});
  if (state.clicked) canvas.set(control.id, !on);
}

void draw_choice(Canvas& canvas, const Control& control, const Box& box) {
  const Theme& theme = canvas.theme();
  const Value value = control.value();
  const std::string& chosen = *std::get_if<std::string>(&value);
  canvas.framed(box, theme.card, theme.line, 8);
  const float width = box.width / static_cast<float>(control.options.size());
  for (std::size_t i = 0; i < control.options.size(); ++i) {
    const Option& option = control.options[i];
    const Box part{box.x + width * static_cast<float>(i), box.y, width, box.height};
    const bool is_chosen = option.id == chosen;
    Touch state;
    if (control.is_enabled()) state = canvas.touch(phrase({control.id, "=", option.id}), part);
    if (state.clicked && !is_chosen) canvas.set(control.id, option.id);
    if (is_chosen) {
      canvas.rounded(part.shrunk(3), theme.accent.fill, 6);
    } else if (state.hovered) {
      canvas.rounded(part.shrunk(3), theme.hover, 6);
    }
    canvas.text(part.centre(), option.label,
                {.size = is_chosen ? TextSize::strong : TextSize::body,
                 .colour = is_chosen ? theme.accent.ink : theme.text,
                 .align = Align::centre,
                 .room = width - 10});
  }
}

}  // namespace

void draw_panel(Canvas& canvas, const PanelLayout& layout) {
  for (const auto& [text, at] : layout.labels) {
    canvas.text(at, text, {.size = TextSize::small, .colour = canvas.theme().text_soft});
  }
  for (const auto& [control, box, form] : layout.controls) {
    switch (control->kind) {
      case ControlKind::button:
        if (draw_button(canvas, *control, box)) canvas.press(control->id);
        break;
      case ControlKind::slider:
        draw_slider(canvas, *control, box, form);
        break;
      case ControlKind::toggle:
        control->discloses ? draw_disclosure(canvas, *control, box)
                           : draw_toggle(canvas, *control, box);
        break;
      case ControlKind::choice:
        draw_choice(canvas, *control, box);
        break;
    }
  }
}

}  // namespace microsims

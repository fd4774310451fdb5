#include "stage/draw/panel.hpp"

#include <algorithm>
#include <cmath>

#include "stage/draw/shapes.hpp"

namespace microsims {
namespace {

constexpr float target = 44;  // what a finger hits
constexpr float gap = 8;
constexpr float thumb = 10;
constexpr float slider_gap = 32;
constexpr float widest_button = 230;

// A slider has its label and value above the track, or, where many share a narrow row, a small
// label above and the value behind the track.
bool is_compact(const Canvas& canvas, const Control& control, const Box& box) {
  return canvas.text_width(control.label) + 40 > box.width;
}

float least_width(const Canvas& canvas, const Control& control) {
  switch (control.kind) {
    case ControlKind::button:
      return canvas.text_width(control.label, TextSize::strong) + 28;
    case ControlKind::toggle:
      return canvas.text_width(control.label) + 64;
    case ControlKind::choice: {
      float widest = 0;
      for (const Option& option : control.options) {
        widest = std::max(widest, canvas.text_width(option.label, TextSize::strong) + 20);
      }
      return widest * static_cast<float>(control.options.size());
    }
    case ControlKind::slider:
      break;
  }
  return std::max(100.f, canvas.text_width(control.label, TextSize::small));
}

// Whether two controls may stand in one row.
bool go_together(const Control& a, const Control& b) {
  const auto group = [](ControlKind kind) {
    return kind == ControlKind::slider ? 0 : kind == ControlKind::choice ? 1 : 2;
  };
  return group(a.kind) == group(b.kind) && a.kind != ControlKind::choice;
}

struct Widget {
  bool hovered = false, held = false, clicked = false;
};

// Takes part in ImGui's focus of mouse and touch; what it looks like is drawn by the caller.
Widget widget(const Control& control, const Box& box) {
  if (!control.is_enabled()) return {};
  ImGui::SetCursorScreenPos(box.low());
  const bool clicked = ImGui::InvisibleButton(control.id.c_str(), {box.width, box.height});
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return {hovered, ImGui::IsItemActive(), clicked};
}

void draw_button(Canvas& canvas, const Control& control, const Box& box) {
  const Theme& theme = canvas.theme();
  const Widget state = widget(control, box);
  const bool enabled = control.is_enabled();
  ImU32 fill = theme.card, edge = theme.line, ink = theme.text;
  if (control.primary && enabled) {
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
  canvas.ink().AddRectFilled(box.low(), box.high(), fill, 8);
  canvas.ink().AddRect(box.low(), box.high(), edge, 8, 0, 1.25f);
  canvas.text(box.centre(), control.label,
              {.size = TextSize::strong, .colour = ink, .align = Align::centre});
  if (state.clicked) canvas.press(control.id);
}

void draw_slider(Canvas& canvas, const Control& control, const Box& box) {
  const Theme& theme = canvas.theme();
  const Range range = control.range();
  const Value held_value = control.value();
  const double value = *std::get_if<double>(&held_value);
  const bool enabled = control.is_enabled() && range.max > range.min;
  const std::string text = number_text(value);

  const bool compact = is_compact(canvas, control, box);
  const float value_width = compact ? canvas.text_width("000", TextSize::strong) : 0;
  const float label_y = box.y + canvas.line_height() / 2;
  const float left = box.x + thumb, right = box.right() - thumb - value_width;
  const float y = box.bottom() - thumb - 2;
  canvas.text({box.x, label_y}, control.label,
              {.size = compact ? TextSize::small : TextSize::body});
  canvas.text({box.right(), compact ? y : label_y}, text,
              {.size = TextSize::strong, .align = Align::right});
  const auto place = [&](double at) {
    const double share = range.max > range.min ? (at - range.min) / (range.max - range.min) : 0;
    return left + (right - left) * static_cast<float>(share);
  };
  const Widget state = enabled ? widget(control, box) : Widget{};
  const float x = canvas.glide(control.id + " thumb", place(value), 0.12f);
  canvas.ink().AddRectFilled({left - 3, y - 3}, {right + 3, y + 3}, theme.track, 3);
  canvas.ink().AddRectFilled({left - 3, y - 3}, {x, y + 3}, theme.accent.fill, 3);
  const double steps = (range.max - range.min) / range.step;
  for (int i = 0; steps <= 12 && i <= static_cast<int>(steps + 0.5); ++i) {
    const float tick = place(range.min + i * range.step);
    canvas.ink().AddCircleFilled({tick, y}, 2, tick <= x ? theme.accent.ink : theme.line);
  }
  if (state.hovered || state.held) {
    canvas.ink().AddCircleFilled({x, y}, thumb + 5, faded(theme.accent.fill, 0.2f));
  }
  canvas.ink().AddCircleFilled({x, y}, thumb, enabled ? theme.accent.fill : theme.line);
  canvas.ink().AddCircle({x, y}, thumb, theme.card, 0, 2);

  if (state.held) {
    const double share = std::clamp((ImGui::GetIO().MousePos.x - left) / (right - left), 0.f, 1.f);
    const double step = std::round(share * (range.max - range.min) / range.step);
    const double wanted = std::min(range.min + step * range.step, range.max);
    if (wanted != value) canvas.set(control.id, wanted);
  }
}

void draw_toggle(Canvas& canvas, const Control& control, const Box& box) {
  const Theme& theme = canvas.theme();
  const Value value = control.value();
  const bool on = *std::get_if<bool>(&value);
  const Widget state = widget(control, box);
  const float y = box.y + box.height / 2;
  const float share = canvas.glide(control.id + " knob", on ? 1.f : 0.f, 0.12f);
  const ImU32 track = mixed(theme.line, theme.accent.fill, share);
  canvas.ink().AddRectFilled({box.x, y - 11}, {box.x + 40, y + 11},
                             control.is_enabled() ? track : theme.track, 11);
  canvas.ink().AddCircleFilled({box.x + 11 + 18 * share, y}, state.hovered ? 9.f : 8.f, theme.card);
  canvas.text({box.x + 50, y}, control.label,
              {.colour = control.is_enabled() ? theme.text : theme.text_soft});
  if (state.clicked) canvas.set(control.id, !on);
}

void draw_choice(Canvas& canvas, const Control& control, const Box& box) {
  const Theme& theme = canvas.theme();
  const Value value = control.value();
  const std::string& chosen = *std::get_if<std::string>(&value);
  canvas.ink().AddRectFilled(box.low(), box.high(), theme.card, 8);
  const float width = box.width / static_cast<float>(control.options.size());
  ImGui::PushID(control.id.c_str());
  for (std::size_t i = 0; i < control.options.size(); ++i) {
    const Option& option = control.options[i];
    const Box part{box.x + width * static_cast<float>(i), box.y, width, box.height};
    const bool is_chosen = option.id == chosen;
    bool hovered = false;
    if (control.is_enabled()) {
      if (canvas.clicked(option.id.c_str(), part) && !is_chosen) canvas.set(control.id, option.id);
      hovered = ImGui::IsItemHovered();
    }
    if (is_chosen) {
      const Box inner = part.shrunk(3);
      canvas.ink().AddRectFilled(inner.low(), inner.high(), theme.accent.fill, 6);
    } else if (hovered) {
      const Box inner = part.shrunk(3);
      canvas.ink().AddRectFilled(inner.low(), inner.high(), theme.hover, 6);
    }
    canvas.text(part.centre(), option.label,
                {.size = is_chosen ? TextSize::strong : TextSize::body,
                 .colour = is_chosen ? theme.accent.ink : theme.text,
                 .align = Align::centre});
  }
  ImGui::PopID();
  canvas.ink().AddRect(box.low(), box.high(), theme.line, 8, 0, 1.25f);
}

}  // namespace

PanelLayout lay_out(const Canvas& canvas, const std::vector<const Control*>& controls,
                    const Box& area) {
  PanelLayout layout;
  float y = area.y;
  for (std::size_t first = 0; first < controls.size();) {
    std::size_t end = first + 1;
    while (end < controls.size() && go_together(*controls[first], *controls[end])) ++end;
    const std::size_t count = end - first;
    const bool sliders = controls[first]->kind == ControlKind::slider;
    const bool buttons = controls[first]->kind == ControlKind::button;
    float widest = 0, sum = 0;
    for (std::size_t i = first; i < end; ++i) {
      const float least = least_width(canvas, *controls[i]);
      widest = std::max(widest, least);
      sum += least;
    }
    const auto total_gap = [](float one, std::size_t columns) {
      return one * static_cast<float>(columns - 1);
    };
    float between = gap;
    if (sliders) {
      between = total_gap(slider_gap, count) + 190 * static_cast<float>(count) <= area.width
                    ? slider_gap
                    : 2 * gap;
    }
    // As few rows as fit, then as even as possible.
    const std::size_t fit = std::max<std::size_t>(
        1, static_cast<std::size_t>((area.width + between) / (widest + between)));
    std::size_t rows = (count + fit - 1) / fit;
    // Buttons of their own widths may fit into one row where equal ones do not.
    const bool own_widths = rows > 1 && sum + total_gap(between, count) <= area.width;
    if (own_widths) rows = 1;
    const std::size_t columns = (count + rows - 1) / rows;
    const float room = area.width - total_gap(between, columns);
    float width = room / static_cast<float>(columns);
    if (buttons) width = std::min(width, widest_button);
    const float extra = own_widths ? (room - sum) / static_cast<float>(count) : 0;
    const float row_width =
        own_widths ? area.width : width * static_cast<float>(columns) + total_gap(between, columns);
    float x = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i % columns == 0) x = area.x + (area.width - row_width) / 2;
      const Control& control = *controls[first + i];
      const float wide = own_widths ? least_width(canvas, control) + extra : width;
      const auto row = static_cast<float>(i / columns);
      layout.controls.push_back({&control, {x, y + (target + gap) * row, wide, target}});
      x += wide + between;
    }
    y += (target + gap) * static_cast<float>(rows);
    first = end;
  }
  layout.height = std::max(0.f, y - gap - area.y);
  return layout;
}

void draw_panel(Canvas& canvas, const PanelLayout& layout) {
  for (const auto& [control, box] : layout.controls) {
    switch (control->kind) {
      case ControlKind::button:
        draw_button(canvas, *control, box);
        break;
      case ControlKind::slider:
        draw_slider(canvas, *control, box);
        break;
      case ControlKind::toggle:
        draw_toggle(canvas, *control, box);
        break;
      case ControlKind::choice:
        draw_choice(canvas, *control, box);
        break;
    }
  }
}

}  // namespace microsims

#include "stage/draw/panel.hpp"

#include <algorithm>
#include <cmath>

#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr float target = 44;  // what a finger hits
constexpr float gap = 8;
constexpr float thumb = 10;
constexpr float slider_gap = 32;
constexpr float widest_button = 230;
constexpr float widest_panel =
    4 * widest_button + 3 * gap;  // of the panel: sliders end where buttons do
constexpr float chevron = 22;

SliderForm form_of(const Canvas& canvas, const Control& control, float width) {
  if (control.kind != ControlKind::slider) return SliderForm::roomy;
  if (canvas.text_width(control.label) + 40 <= width) return SliderForm::roomy;
  const float least = canvas.text_width(control.label, TextSize::small) +
                      canvas.text_width("0", TextSize::strong) + 4;
  return least <= width ? SliderForm::small_label : SliderForm::value_behind;
}

// In the drawer a choice says what it chooses; in the panel its options do.
float choice_label(const Canvas& canvas, const Control& control) {
  if (control.place != ControlPlace::explore) return 0;
  return canvas.text_width(control.label, TextSize::small) + 10;
}

float least_width(const Canvas& canvas, const Control& control) {
  switch (control.kind) {
    case ControlKind::button:
      return canvas.text_width(control.label, TextSize::strong) + 20;
    case ControlKind::toggle:
      if (control.discloses) {
        return canvas.text_width(control.label, TextSize::strong) + 20 + chevron;
      }
      return canvas.text_width(control.label) + 58;
    case ControlKind::choice: {
      float widest = 0;
      for (const Option& option : control.options) {
        widest = std::max(widest, canvas.text_width(option.label, TextSize::strong) + 20);
      }
      return choice_label(canvas, control) + widest * static_cast<float>(control.options.size());
    }
    case ControlKind::slider:
      break;
  }
  return std::max(100.f, canvas.text_width(control.label, TextSize::small));
}

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
  canvas.ink().AddRectFilled(box.low(), box.high(), fill, 8);
  canvas.ink().AddRect(box.low(), box.high(), edge, 8, 0, 1.25f);
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
  const float right =
      box.right() - thumb - (behind ? canvas.text_width("000", TextSize::strong) : 0.f);
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
  canvas.ink().AddRectFilled({left - 3, y - 3}, {right + 3, y + 3}, theme.track, 3);
  const ImU32 paint = enabled ? theme.accent.fill : theme.line;
  canvas.ink().AddRectFilled({left - 3, y - 3}, {x, y + 3}, paint, 3);
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
  canvas.ink().AddRectFilled({box.x, y - 11}, {box.x + 40, y + 11},
                             control.is_enabled() ? track : theme.track, 11);
  canvas.disc({box.x + 11 + 18 * share, y}, state.hovered ? 9.f : 8.f, theme.card);
  canvas.text({box.x + 50, y}, control.label,
              {.colour = control.is_enabled() ? theme.text : theme.text_soft});
  if (state.clicked) canvas.set(control.id, !on);
}

void draw_choice(Canvas& canvas, const Control& control, const Box& whole) {
  const Theme& theme = canvas.theme();
  const float label = choice_label(canvas, control);
  const Box box{whole.x + label, whole.y, whole.width - label, whole.height};
  if (label > 0) {
    canvas.text({whole.x, whole.centre().y}, control.label,
                {.size = TextSize::small, .colour = theme.text_soft});
  }
  const Value value = control.value();
  const std::string& chosen = *std::get_if<std::string>(&value);
  canvas.ink().AddRectFilled(box.low(), box.high(), theme.card, 8);
  const float width = box.width / static_cast<float>(control.options.size());
  for (std::size_t i = 0; i < control.options.size(); ++i) {
    const Option& option = control.options[i];
    const Box part{box.x + width * static_cast<float>(i), box.y, width, box.height};
    const bool is_chosen = option.id == chosen;
    Touch state;
    if (control.is_enabled()) state = canvas.touch(phrase({control.id, "=", option.id}), part);
    if (state.clicked && !is_chosen) canvas.set(control.id, option.id);
    if (is_chosen) {
      const Box inner = part.shrunk(3);
      canvas.ink().AddRectFilled(inner.low(), inner.high(), theme.accent.fill, 6);
    } else if (state.hovered) {
      const Box inner = part.shrunk(3);
      canvas.ink().AddRectFilled(inner.low(), inner.high(), theme.hover, 6);
    }
    canvas.text(part.centre(), option.label,
                {.size = is_chosen ? TextSize::strong : TextSize::body,
                 .colour = is_chosen ? theme.accent.ink : theme.text,
                 .align = Align::centre});
  }
  canvas.ink().AddRect(box.low(), box.high(), theme.line, 8, 0, 1.25f);
}

// Sliders stand with sliders and buttons with buttons; a choice goes with what is before it.
std::size_t group_end(const std::vector<const Control*>& controls, std::size_t first) {
  const auto kind_of = [&](std::size_t i) { return controls[i]->kind; };
  std::size_t i = first;
  while (i + 1 < controls.size() && kind_of(i) == ControlKind::choice) ++i;
  const bool sliders = kind_of(i) == ControlKind::slider;
  while (i < controls.size() &&
         (kind_of(i) == ControlKind::choice || (kind_of(i) == ControlKind::slider) == sliders)) {
    ++i;
  }
  return i;
}

struct Row {
  std::size_t first, end;
  float least;  // width without the gaps
};

// As many controls into each row as their own widths allow.
std::vector<Row> fill_rows(const std::vector<float>& widths, float between, float room) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const auto gaps = rows.empty() ? 0.f : static_cast<float>(rows.back().end - rows.back().first);
    if (rows.empty() || rows.back().least + widths[i] + gaps * between > room) {
      rows.push_back({i, i + 1, widths[i]});
    } else {
      ++rows.back().end;
      rows.back().least += widths[i];
    }
  }
  return rows;
}

// The narrowest rows that need no further one: no single control is left to the last row.
std::vector<Row> balanced_rows(const std::vector<float>& widths, float between, float room) {
  std::vector<Row> rows = fill_rows(widths, between, room);
  const std::size_t count = rows.size();
  for (float low = 0; count > 1 && room - low > 4;) {
    const float middle = (low + room) / 2;
    std::vector<Row> tighter = fill_rows(widths, between, middle);
    if (tighter.size() > count) {
      low = middle;
    } else {
      room = middle;
      rows = std::move(tighter);
    }
  }
  return rows;
}

// Columns of one width, as even as possible.
std::vector<Row> even_rows(const std::vector<float>& widths, float between, float room) {
  const float widest = *std::max_element(widths.begin(), widths.end());
  const std::size_t count = widths.size();
  const std::size_t fit =
      std::max<std::size_t>(1, static_cast<std::size_t>((room + between) / (widest + between)));
  const std::size_t lines = (count + fit - 1) / fit, columns = (count + lines - 1) / lines;
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; i += columns) {
    rows.push_back({i, std::min(i + columns, count), 0});
  }
  return rows;
}

// Places one group below `y`; returns how high it is.
float place_group(const Canvas& canvas, const std::vector<const Control*>& group, const Box& area,
                  float y, PanelLayout& layout) {
  std::vector<float> widths;
  bool sliders = true, buttons = true, alike = true;
  for (const Control* control : group) {
    widths.push_back(least_width(canvas, *control));
    sliders = sliders && control->kind == ControlKind::slider;
    buttons = buttons && (control->kind == ControlKind::button || control->discloses);
    alike = alike && control->kind == group.front()->kind;
  }
  alike = alike || buttons;
  const auto count = static_cast<float>(group.size());
  const bool roomy = 190 * count + slider_gap * (count - 1) <= area.width;
  const float between = !sliders ? gap : roomy ? slider_gap : 1.5f * gap;

  const std::vector<Row> even = even_rows(widths, between, area.width);
  std::vector<Row> rows = balanced_rows(widths, between, area.width);
  const bool columns = alike && even.size() <= rows.size();
  if (columns) rows = even;
  const auto in_columns = static_cast<float>(even.front().end - even.front().first);
  float column = (area.width - between * (in_columns - 1)) / in_columns;
  if (buttons) column = std::min(column, widest_button);

  for (const Row& row : rows) {
    const auto length = static_cast<float>(row.end - row.first);
    // What is left over makes everything wider but switches, which would only grow apart.
    float growing = 0;
    for (std::size_t i = row.first; i < row.end; ++i) {
      growing += group[i]->kind != ControlKind::toggle || group[i]->discloses ? 1.f : 0.f;
    }
    const float left_over = area.width - row.least - between * (length - 1);
    const auto width_of = [&](std::size_t i) {
      if (columns) return column;
      const bool grows = group[i]->kind != ControlKind::toggle || group[i]->discloses;
      const float width = widths[i] + (grows ? left_over / growing : 0);
      return group[i]->kind == ControlKind::button || group[i]->discloses
                 ? std::min(width, widest_button)
                 : width;
    };
    float row_width = between * (columns ? in_columns - 1 : length - 1);
    if (columns) {
      row_width += column * in_columns;
    } else {
      for (std::size_t i = row.first; i < row.end; ++i) row_width += width_of(i);
    }
    float x = area.x + (area.width - row_width) / 2;
    SliderForm form = SliderForm::roomy;
    for (std::size_t i = row.first; i < row.end; ++i) {
      form = std::max(form, form_of(canvas, *group[i], width_of(i)));
    }
    for (std::size_t i = row.first; i < row.end; ++i) {
      layout.controls.push_back({group[i], {x, y, width_of(i), target}, form});
      x += width_of(i) + between;
    }
    y += target + gap;
  }
  return static_cast<float>(rows.size()) * (target + gap);
}

}  // namespace

PanelLayout lay_out(const Canvas& canvas, const std::vector<const Control*>& controls,
                    const Box& whole) {
  PanelLayout layout;
  const float width = std::min(whole.width, widest_panel);
  const Box area{whole.centre().x - width / 2, whole.y, width, 0};
  float height = 0;
  for (std::size_t first = 0; first < controls.size();) {
    const std::size_t end = group_end(controls, first);
    const std::vector<const Control*> group{controls.begin() + static_cast<std::ptrdiff_t>(first),
                                            controls.begin() + static_cast<std::ptrdiff_t>(end)};
    height += place_group(canvas, group, area, area.y + height, layout);
    first = end;
  }
  layout.height = std::max(0.f, height - gap);
  return layout;
}

void draw_panel(Canvas& canvas, const PanelLayout& layout) {
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

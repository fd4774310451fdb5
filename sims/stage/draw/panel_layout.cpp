#include "stage/draw/panel.hpp"

#include <algorithm>

#include "stage/draw/breakpoints.hpp"

namespace microsims {
namespace {

constexpr float target = 44;  // what a finger hits
constexpr float gap = 8;
constexpr float slider_gap = 32;
constexpr float widest_button = (widest_row - 3 * gap) / 4;
constexpr float labels_beside_from = narrow_page;  // of the drawer; narrower, they stand above
constexpr float label_height = 22;
constexpr float label_gap = 16;
constexpr float flow_gap = 12;

SliderForm form_of(const Canvas& canvas, const Control& control, float width) {
  if (control.kind != ControlKind::slider) return SliderForm::roomy;
  if (canvas.text_width(control.label) + 40 <= width) return SliderForm::roomy;
  const float least = canvas.text_width(control.label, TextSize::small) +
                      canvas.text_width("0", TextSize::strong) + 4;
  return least <= width ? SliderForm::small_label : SliderForm::value_behind;
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
      return widest * static_cast<float>(control.options.size());
    }
    case ControlKind::slider:
      break;
  }
  return std::max(100.f, canvas.text_width(control.label, TextSize::small));
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
    // Nothing grows in a row of switches: they begin where all others do.
    float x = columns || growing > 0 ? area.x + (area.width - row_width) / 2 : area.x;
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

using List = std::vector<const Control*>;

// Into groups of kinds that look well in one row, each with rows of its own.
float place_groups(const Canvas& canvas, const List& controls, const Box& area, float y,
                   PanelLayout& layout) {
  const float top = y;
  for (std::size_t first = 0; first < controls.size();) {
    const std::size_t end = group_end(controls, first);
    const List group{controls.begin() + static_cast<std::ptrdiff_t>(first),
                     controls.begin() + static_cast<std::ptrdiff_t>(end)};
    y += place_group(canvas, group, area, y, layout);
    first = end;
  }
  return y - top;
}

// In the drawer a choice by itself says what it chooses; what is among others, their section says.
std::string_view label_of(const Control& control) {
  if (!control.section.empty()) return control.section;
  return control.kind == ControlKind::choice ? std::string_view{control.label} : "";
}

std::size_t section_end(const List& controls, std::size_t first) {
  std::size_t i = first + 1;
  if (controls[first]->section.empty()) return i;
  while (i < controls.size() && controls[i]->section == controls[first]->section) ++i;
  return i;
}

float natural_width(const Canvas& canvas, const Control& control) {
  const float least = least_width(canvas, control);
  switch (control.kind) {
    case ControlKind::slider:
      return std::max(190.f, canvas.text_width(control.label) + 40);
    case ControlKind::choice:
      return least + 12 * static_cast<float>(control.options.size());
    case ControlKind::button:
      return std::max(120.f, least + 16);
    case ControlKind::toggle:
      break;
  }
  return least;
}

// From the left, each as wide as it needs to be; returns the height.
float place_flowing(const Canvas& canvas, const List& section, const Box& area, float y,
                    PanelLayout& layout) {
  const float top = y;
  float whole = -flow_gap;
  for (const Control* control : section) whole += natural_width(canvas, *control) + flow_gap;
  float x = area.x;
  const Control* before = nullptr;
  for (const Control* control : section) {
    const float width = std::min(natural_width(canvas, *control), area.width);
    // What does not fit into one row has one for its sliders.
    const bool breaks =
        whole > area.width && before &&
        (control->kind == ControlKind::slider) != (before->kind == ControlKind::slider);
    if (before && (breaks || x + width > area.right())) {
      x = area.x;
      y += target + gap;
    }
    before = control;
    layout.controls.push_back({control, {x, y, width, target}, form_of(canvas, *control, width)});
    x += width + flow_gap;
  }
  return y + target + gap - top;
}

PanelLayout with_height(PanelLayout layout, float height) {
  layout.height = std::max(0.f, height - gap);
  return layout;
}

}  // namespace

PanelLayout lay_out_panel(const Canvas& canvas, const List& controls, const Box& whole) {
  PanelLayout layout;
  const Box area = whole.middle(widest_row);
  const float height = place_groups(canvas, controls, area, area.y, layout);
  return with_height(std::move(layout), height);
}

PanelLayout lay_out_drawer(const Canvas& canvas, const List& controls, const Box& whole) {
  PanelLayout layout;
  const Box area = whole.middle(widest_row);
  const bool beside = area.width >= labels_beside_from;
  float column = 0;
  for (const Control* control : controls) {
    if (!beside) break;
    column = std::max(column, canvas.text_width(label_of(*control), TextSize::small) + label_gap);
  }
  const Box right{area.x + column, area.y, area.width - column, 0};
  float y = area.y;
  for (std::size_t first = 0; first < controls.size();) {
    const std::size_t end = section_end(controls, first);
    const List section{controls.begin() + static_cast<std::ptrdiff_t>(first),
                       controls.begin() + static_cast<std::ptrdiff_t>(end)};
    const float label_y = y + (beside ? target : label_height - 4) / 2;
    layout.labels.push_back({label_of(*section.front()), {area.x, label_y}});
    if (!beside) y += label_height;
    y += beside ? place_flowing(canvas, section, right, y, layout)
                : place_groups(canvas, section, area, y, layout);
    first = end;
  }
  return with_height(std::move(layout), y - area.y);
}

}  // namespace microsims

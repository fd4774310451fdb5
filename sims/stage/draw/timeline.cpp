#include "stage/draw/timeline.hpp"

#include <algorithm>
#include <cmath>

#include "stage/draw/marks.hpp"
#include "stage/draw/page.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

constexpr float dimmed = 0.38f;
constexpr float mark_radius = 5.5f, flag_radius = 4.5f, marks_gap = 14;
/// A run shorter than this does not fill its bar.
constexpr Milliseconds shortest_bar = 1000;

// Which of several kinds a person must not miss.
int weight_of(MarkKind kind) {
  constexpr MarkKind rising[] = {MarkKind::act,  MarkKind::read,    MarkKind::write,
                                 MarkKind::mend, MarkKind::settled, MarkKind::cut,
                                 MarkKind::lost, MarkKind::elected, MarkKind::conflict};
  return static_cast<int>(std::find(std::begin(rising), std::end(rising), kind) - rising);
}

TimeScale scale_of(const Session& session, const Box& bar) {
  return {session.beginning(), std::max(session.end(), session.beginning() + shortest_bar), bar.x,
          bar.width};
}

struct Colours {
  ImU32 fill, ink;
};

Colours button_colours(const Theme& theme, bool enabled, const Touch& touch) {
  const ImU32 fill = touch.held ? theme.press : touch.hovered ? theme.hover : 0;
  return {fill, enabled ? theme.text : mixed(theme.text_soft, theme.panel, 0.55f)};
}

void draw_play(const Canvas& canvas, ImVec2 at, bool paused, ImU32 ink) {
  const auto [x, y] = at;
  if (paused) {
    canvas.ink().AddTriangleFilled({x - 6, y - 9}, {x + 10, y}, {x - 6, y + 9}, ink);
    return;
  }
  for (const float side : {-6.f, 2.f}) {
    canvas.ink().AddRectFilled({x + side, y - 8}, {x + side + 4.5f, y + 8}, ink, 1);
  }
}

// One event back or on: a triangle before a bar.
void draw_skip(const Canvas& canvas, ImVec2 at, float side, ImU32 ink) {
  const auto [x, y] = at;
  const float bar = x + side * 6;
  canvas.ink().AddRectFilled({std::min(bar, bar + side * 3), y - 7},
                             {std::max(bar, bar + side * 3), y + 7}, ink, 1);
  canvas.ink().AddTriangleFilled({x - side * 6, y - 7}, {x + side * 5, y}, {x - side * 6, y + 7},
                                 ink);
}

// Two ways that part.
void draw_fork(const Canvas& canvas, ImVec2 at, ImU32 ink) {
  const auto [x, y] = at;
  const ImVec2 upper[] = {{x - 9, y}, {x - 2, y}, {x + 3, y - 6}, {x + 9, y - 6}};
  const ImVec2 lower[] = {{x - 2, y}, {x + 3, y + 6}, {x + 9, y + 6}};
  canvas.ink().AddPolyline(upper, 4, ink, 0, 2);
  canvas.ink().AddPolyline(lower, 3, ink, 0, 2);
  canvas.disc({x + 9, y - 6}, 2.5f, ink);
  canvas.disc({x + 9, y + 6}, 2.5f, ink);
}

// Lanes with a message between them.
void draw_lanes(const Canvas& canvas, ImVec2 at, ImU32 ink) {
  const auto [x, y] = at;
  for (const float lane : {-7.f, 7.f}) {
    canvas.ink().AddLine({x - 10, y + lane}, {x + 10, y + lane}, ink, 1.75f);
  }
  draw_arrow(canvas, Way{{x - 6, y - 6}, {x + 5, y + 6}}, ink, 1.5f);
}

void draw_label(const Canvas& canvas, const Box& box, std::string_view label, ImU32 ink) {
  if (box.width <= 44) return;
  canvas.text({box.x + 40, box.centre().y}, label,
              {.size = TextSize::small, .colour = ink, .room = box.width - 46});
}

void draw_part(Canvas& canvas, const Session& session, const TimelineLayout::Part& part,
               float icon_y) {
  const Control* control = session.find(part.control);
  const bool enabled = control && control->is_enabled();
  const Theme& theme = canvas.theme();
  const Touch touch = enabled ? canvas.touch(part.control, part.box) : Touch{};
  const auto [fill, ink] = button_colours(theme, enabled, touch);
  const Box inner = part.box.shrunk(3);
  if (fill) canvas.rounded(inner, fill, 8);
  const ImVec2 at{part.box.x + std::min(22.f, part.box.width / 2), icon_y};
  const bool shows_diagram = session.shows_diagram();
  if (part.control == "pause") {
    draw_play(canvas, at, session.paused(), ink);
    if (touch.clicked) canvas.set("pause", !session.paused());
    if (touch.hovered) canvas.tooltip(session.paused() ? "Play" : "Pause");
  } else if (part.control == "diagram") {
    if (shows_diagram) canvas.rounded(inner, theme.accent.fill, 8);
    const ImU32 on = shows_diagram ? theme.accent.ink : ink;
    draw_lanes(canvas, at, on);
    draw_label(canvas, part.box, "Space-time", on);
    if (touch.clicked) canvas.set("diagram", !shows_diagram);
    if (touch.hovered) canvas.tooltip(shows_diagram ? "Back to the picture" : "Space-time view");
  } else {
    if (part.control == "other-run") {
      draw_fork(canvas, at, ink);
      draw_label(canvas, part.box, "Other run", ink);
    } else {
      draw_skip(canvas, at, part.control == "time-back" ? -1.f : 1.f, ink);
    }
    if (touch.clicked) canvas.press(std::string{part.control});
    if (touch.hovered) canvas.tooltip(control->label);
  }
}

void draw_marks(const Canvas& canvas, const Session& session, const TimeScale& scale,
                const Box& bar, float track) {
  const Theme& theme = canvas.theme();
  const std::vector<Mark>& marks = session.record().marks();
  const float flag = bar.y + 11;
  const MarkGroup* pointed = nullptr;
  float nearest = 9;
  const auto groups_of = [&](bool commands) {
    return group_marks(marks, commands, scale, marks_gap);
  };
  const std::vector<MarkGroup> commands = groups_of(true), events = groups_of(false);
  const bool over = canvas.pointed_at(bar);
  for (const auto* groups : {&commands, &events}) {
    for (const MarkGroup& group : *groups) {
      const float y = group.command ? flag : track;
      const float shown = group.at > session.now() ? dimmed : 1;
      if (group.command) {
        canvas.ink().AddLine({group.x, flag + flag_radius}, {group.x, track - 3},
                             faded(theme.text_soft, shown * 0.8f), 1.25f);
      } else {
        canvas.disc({group.x, y}, mark_radius + 2, theme.panel);
      }
      draw_mark(canvas, {group.x, y}, group.command ? flag_radius : mark_radius, group.kind, shown);
      if (group.count > 1) {
        // Several: a second edge, as of a pile.
        canvas.ink().AddLine({group.x + mark_radius + 2, y - 3}, {group.x + mark_radius + 2, y + 3},
                             faded(theme.text_soft, shown), 1.5f);
      }
      const float away = std::hypot(canvas.pointer().x - group.x, (canvas.pointer().y - y) * 0.5f);
      if (over && away < nearest) {
        nearest = away;
        pointed = &group;
      }
    }
  }
  if (pointed) canvas.tooltip(words_of(marks, *pointed));
}

void draw_bar(Canvas& canvas, const Session& session, const TimelineLayout& layout) {
  const Theme& theme = canvas.theme();
  const Box& bar = layout.bar;
  const TimeScale scale = scale_of(session, bar);
  const float track = bar.bottom() - 14;
  const float x = scale.x(static_cast<double>(session.now()));
  const float end = scale.x(static_cast<double>(session.end()));
  const bool enabled = session.end() > session.beginning();
  const Box reach{bar.x - 8, bar.y, bar.width + 16, bar.height};
  const Touch touch = enabled ? canvas.touch("time", reach) : Touch{};
  canvas.rounded({bar.x, track - 2, bar.width, 4}, faded(theme.track, 0.5f), 2);
  canvas.rounded({bar.x, track - 2, end - bar.x, 4}, theme.line, 2);
  canvas.rounded({bar.x, track - 2, x - bar.x, 4}, theme.accent.fill, 2);
  draw_marks(canvas, session, scale, bar, track);
  // Slim, so that a mark below it is still seen.
  const ImU32 thumb = enabled ? theme.accent.fill : theme.line;
  if (touch.hovered || touch.held) {
    canvas.rounded({x - 7, track - 14, 14, 26}, faded(theme.accent.fill, 0.22f), 7);
  }
  canvas.rounded({x - 3.5f, track - 12, 7, 22}, theme.panel, 3);
  canvas.rounded({x - 2.5f, track - 11, 5, 20}, thumb, 2.5f);
  if (!touch.held) return;
  const Milliseconds wanted =
      std::clamp(scale.at(canvas.pointer().x), session.beginning(), session.end());
  const bool to_beginning = wanted <= session.beginning();
  if (wanted != session.now() || (to_beginning && session.can_go_back())) {
    canvas.set("time", seconds_of(wanted));
  }
}

std::string time_words(const Session& session, bool with_end) {
  const std::string now = seconds_text(seconds_of(session.now()));
  if (!with_end || session.at_end()) return now;
  return phrase({now, " / ", seconds_text(seconds_of(session.end()))});
}

}  // namespace

Milliseconds TimeScale::at(float place) const {
  const float share = std::clamp((place - left) / width, 0.f, 1.f);
  return from + static_cast<Milliseconds>(share * static_cast<double>(to - from) + 0.5);
}

std::vector<MarkGroup> group_marks(const std::vector<Mark>& marks, bool commands,
                                   const TimeScale& scale, float gap) {
  std::vector<MarkGroup> groups;
  float first_x = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const Mark& mark = marks[i];
    if (mark.command != commands || mark.at < scale.from || mark.at > scale.to) continue;
    const float x = scale.x(static_cast<double>(mark.at));
    // As wide as the first allows: a chain of close marks is several groups, not one.
    if (!groups.empty() && x - first_x < gap) {
      MarkGroup& group = groups.back();
      ++group.count;
      if (weight_of(mark.kind) > weight_of(group.kind)) group.kind = mark.kind;
      continue;
    }
    groups.push_back({x, mark.kind, commands, i, 1, mark.at});
    first_x = x;
  }
  return groups;
}

std::string words_of(const std::vector<Mark>& marks, const MarkGroup& group) {
  constexpr std::size_t most = 4, longest = 70;
  std::string text;
  std::size_t told = 0;
  for (std::size_t i = group.first; i < marks.size() && told < std::min(most, group.count); ++i) {
    const Mark& mark = marks[i];
    if (mark.command != group.command) continue;
    std::string words = mark.words;
    if (words.size() > longest) words = phrase({words.substr(0, words.rfind(' ', longest)), " …"});
    append(text, {told > 0 ? "\n" : "", seconds_text(seconds_of(mark.at)), ": ", words});
    ++told;
  }
  if (group.count > told) append(text, {"\nand ", group.count - told, " more"});
  return text;
}

TimelineLayout lay_out_timeline(const Canvas& canvas, const Session& session, const Box& strip) {
  TimelineLayout layout;
  const bool narrow = strip.width < narrow_page, wide = strip.width >= three_abreast;
  constexpr float button = 44;  // what a finger hits
  const float margin = narrow ? 2.f : page_margin - 6;
  float left = strip.x + margin;
  for (const char* control : {"time-back", "pause", "time-on"}) {
    layout.parts.push_back({control, {left, strip.y, button, strip.height}});
    left += button;
  }
  float right = strip.right() - margin;
  const auto at_right = [&](const char* control, std::string_view label) {
    const float width = wide ? 48 + canvas.text_width(label, TextSize::small) : button;
    right -= width;
    layout.parts.push_back({control, {right, strip.y, width, strip.height}});
  };
  if (session.find("diagram") && strip.width < both_views) at_right("diagram", "Space-time");
  if (session.has_other_run()) at_right("other-run", "Other run");
  layout.words_below = narrow;
  if (!narrow) {
    // As wide as the longest words it will have, so that the bar does not change while it is held.
    right -= canvas.text_width("00.0 s / 00.0 s", TextSize::small) + 20;
  }
  layout.bar = {left + 12, strip.y, right - left - 26, strip.height};
  layout.words = narrow ? ImVec2{layout.parts[1].box.centre().x, strip.bottom() - 9}
                        : ImVec2{layout.bar.right() + 16, strip.bottom() - 14};
  // A little beyond its ends, where its outermost marks stand.
  layout.parts.push_back(
      {"time", {layout.bar.x - 8, strip.y, layout.bar.width + 16, strip.height}});
  return layout;
}

void draw_timeline(Canvas& canvas, const Session& session, const Box& strip,
                   const TimelineLayout& layout) {
  const Theme& theme = canvas.theme();
  canvas.fill(strip, theme.panel);
  canvas.ink().AddLine({strip.x, strip.bottom() - 0.5f}, {strip.right(), strip.bottom() - 0.5f},
                       faded(theme.region_edge, 0.6f));
  const std::string words = time_words(session, !layout.words_below);
  canvas.text(layout.words, words,
              {.size = TextSize::small,
               .colour = theme.text,
               .align = layout.words_below ? Align::centre : Align::left});
  draw_bar(canvas, session, layout);
  const float middle = strip.centre().y, raised = middle - (layout.words_below ? 5.f : 0.f);
  for (std::size_t i = 0; i < layout.parts.size(); ++i) {
    const TimelineLayout::Part& part = layout.parts[i];
    if (part.control != "time") draw_part(canvas, session, part, i < 3 ? raised : middle);
  }
}

}  // namespace microsims

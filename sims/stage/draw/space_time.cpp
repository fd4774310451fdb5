#include "stage/draw/space_time.hpp"

#include <algorithm>
#include <cmath>

#include "stage/draw/axis.hpp"
#include "stage/draw/marks.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

constexpr float dimmed = 0.3f;
constexpr float readable = 76;      // pixels that a message of the usual length takes
constexpr float now_share = 0.82f;  // of the width, where the present stands in a long run
constexpr float mark_radius = 6, flag_radius = 5;

double microseconds(Milliseconds time) {
  return static_cast<double>(time) * 1000;
}

// How long a message is on its way, on the average of the last ones; 0: there are none.
double usual_time(const Record& record) {
  constexpr std::size_t last = 200;
  const auto& messages = record.messages();
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = messages.size(); i-- > 0 && count < last;) {
    sum += static_cast<double>(messages[i].due - messages[i].sent) / 1000;
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

// Along the line of a message, no further than an instant.
ImVec2 cut_off(const MessageLine& line, float x) {
  if (line.to.x <= x || line.to.x <= line.from.x) return line.to;
  const float share = std::clamp((x - line.from.x) / (line.to.x - line.from.x), 0.f, 1.f);
  return {line.from.x + (line.to.x - line.from.x) * share,
          line.from.y + (line.to.y - line.from.y) * share};
}

const Hue& hue_of_kind(const Theme& theme, const std::vector<MessageKind>& kinds,
                       const Message& message) {
  return hue_of(theme, message.kind < kinds.size() ? kinds[message.kind].colour : MarkKind::act);
}

void draw_head(const Canvas& canvas, ImVec2 from, ImVec2 to, ImU32 colour) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float length = std::max(std::hypot(dx, dy), 1e-3f);
  const float x = dx / length * 8, y = dy / length * 8;
  canvas.ink().AddTriangleFilled(to, {to.x - x - y * 0.5f, to.y - y + x * 0.5f},
                                 {to.x - x + y * 0.5f, to.y - y - x * 0.5f}, colour);
}

void draw_end(const Canvas& canvas, const MessageLine& line, const Message& message, const Hue& hue,
              float shown) {
  const ImU32 red = faded(canvas.theme().red.text, shown);
  switch (line.end) {
    case MessageLine::End::arrow:
      return draw_head(canvas, line.from, line.to, faded(hue.text, shown));
    case MessageLine::End::cross:
      if (message.fate == Delivery::dropped) canvas.ink().AddCircle(line.to, 9, red, 0, 1.5f);
      return draw_cross(canvas, line.to, 4.5f, red);
    case MessageLine::End::bar:
      draw_head(canvas, line.from, line.to, faded(hue.text, shown));
      return canvas.ink().AddRectFilled({line.to.x + 1, line.to.y - 8},
                                        {line.to.x + 4, line.to.y + 8}, red);
    case MessageLine::End::open:
      return;
  }
}

std::string story_of(const Model& model, const Message& message, Milliseconds now) {
  const std::string words = model.words_of(message);
  const auto at = [](Microseconds time) {
    return seconds_text(static_cast<double>(time) / 1e6, 2);
  };
  const bool ended = !message.travels() && message.ended <= now * 1000;
  if (message.sent > now * 1000) return phrase({words, "\nsent at ", at(message.sent)});
  if (!ended) return phrase({words, "\non its way since ", at(message.sent)});
  constexpr const char* fates[] = {"", "arrived at ", "refused at ", "lost at ", "dropped at "};
  return phrase({words, "\n", fates[static_cast<int>(message.fate)], at(message.ended)});
}

void draw_lines(Canvas& canvas, const Session& session, const SpaceTime& view) {
  const Theme& theme = canvas.theme();
  const Milliseconds now = session.now();
  const float now_x = view.time.x(static_cast<double>(now));
  const auto kinds = session.model().message_kinds();
  const std::vector<Message>& messages = session.record().messages();
  const Message* nearest = nullptr;
  float least = 7;
  const bool over = canvas.pointed_at(view.plot);
  for (const Message& message : messages) {
    const auto line = line_of(view, message, session.end());
    if (!line) continue;
    const Hue& hue = hue_of_kind(theme, kinds, message);
    const float thickness = canvas.is_lit(message.number) ? 3.5f : 1.75f;
    const ImVec2 reached = cut_off(*line, now_x);
    if (reached.x < line->to.x || line->from.x > now_x) {
      const ImVec2 from = line->from.x > now_x ? line->from : reached;
      canvas.ink().AddLine(from, line->to, faded(hue.text, dimmed), thickness);
    }
    if (line->from.x <= now_x) {
      if (canvas.is_lit(message.number)) {
        canvas.ink().AddLine(line->from, reached, faded(theme.text, 0.3f), 7);
      }
      canvas.ink().AddLine(line->from, reached, hue.text, thickness);
      // A copy is sent beside what it copies.
      if (message.copy_of) canvas.ink().AddCircle(line->from, 4, hue.text, 0, 1.5f);
    }
    draw_end(canvas, *line, message, hue, line->to.x > now_x + 0.5f ? dimmed : 1);
    const bool under_way =
        line->from.x <= now_x && (line->end == MessageLine::End::open || line->to.x > now_x + 0.5f);
    if (under_way) canvas.disc(reached, 4.5f, hue.fill, hue.edge, 1.25f);
    const float away = distance(canvas.pointer(), line->from, line->to);
    if (over && away < least) {
      least = away;
      nearest = &message;
    }
  }
  if (!nearest) return;
  canvas.point_out(nearest->number);
  canvas.tooltip(story_of(session.model(), *nearest, now));
}

// A click on the line of one that is under way opens its menu.
void take_click(Canvas& canvas, const Session& session, const SpaceTime& view) {
  if (!view.plot.contains(canvas.pointer())) return;
  const Milliseconds now = session.now();
  const Message* nearest = nullptr;
  float least = 9;
  for (const Message& message : session.model().record().messages()) {
    if (!message.travels()) continue;
    const auto line = line_of(view, message, now);
    if (!line) continue;
    const float away = distance(canvas.pointer(), line->from, line->to);
    if (away >= least) continue;
    least = away;
    nearest = &message;
  }
  if (!nearest) return;
  const ImVec2 at = canvas.pointer();
  const Touch touch = canvas.touch(phrase({"line ", nearest->number}), {at.x - 1, at.y - 1, 2, 2});
  if (touch.hovered) {
    canvas.point_out(nearest->number);
    canvas.tooltip(story_of(session.model(), *nearest, now));
  }
  if (touch.clicked) canvas.choose(nearest->number);
}

void draw_lane_marks(const Canvas& canvas, const Session& session, const SpaceTime& view) {
  const std::vector<Mark>& marks = session.record().marks();
  const Milliseconds now = session.now();
  const Mark* pointed = nullptr;
  for (const Mark& mark : marks) {
    if (mark.command || mark.at < view.time.from || mark.at > view.time.to) continue;
    const auto y = view.y(mark.lane);
    if (!y) continue;
    const ImVec2 at{view.time.x(static_cast<double>(mark.at)), *y};
    canvas.disc(at, mark_radius + 1.5f, canvas.theme().region);
    draw_mark(canvas, at, mark_radius, mark.kind, mark.at > now ? dimmed : 1);
    if (canvas.pointed_at(at, 9)) pointed = &mark;
  }
  if (pointed) {
    canvas.tooltip(phrase({seconds_text(seconds_of(pointed->at)), ": ", pointed->words}));
  }
}

void draw_commands(const Canvas& canvas, const Session& session, const SpaceTime& view) {
  const Theme& theme = canvas.theme();
  const std::vector<Mark>& marks = session.record().marks();
  for (const MarkGroup& group : group_marks(marks, true, view.time, 2 * flag_radius + 4)) {
    const float shown = group.at > session.now() ? dimmed : 1;
    const ImVec2 at{group.x, view.commands_y};
    draw_dashes(canvas, Way{{at.x, at.y + flag_radius + 2}, {at.x, view.plot.bottom()}},
                faded(theme.text_soft, 0.35f * shown), 1, 3);
    draw_mark(canvas, at, flag_radius, group.kind, shown);
    if (canvas.pointed_at(at, 10)) canvas.tooltip(words_of(marks, group));
  }
}

void draw_axis(const Canvas& canvas, const SpaceTime& view) {
  const Theme& theme = canvas.theme();
  const auto span = static_cast<float>(view.time.to - view.time.from) / 1000;
  const float step = tick_step(span, std::max(2, static_cast<int>(view.plot.width / 80)));
  const auto first = std::ceil(static_cast<double>(view.time.from) / 1000 / step - 1e-6);
  const int decimals = step < 0.1f ? 2 : step < 1 ? 1 : 0;
  for (double tick = first; tick * step * 1000 <= static_cast<double>(view.time.to) + 0.5; ++tick) {
    const float x = view.time.x(tick * step * 1000);
    canvas.ink().AddLine({x, view.plot.y}, {x, view.plot.bottom()}, faded(theme.line, 0.18f));
    if (x > view.plot.right() - 14) continue;
    canvas.text({x, view.axis_y}, seconds_text(tick * step, decimals),
                {.size = TextSize::small, .colour = theme.text_soft, .align = Align::centre});
  }
}

void draw_lanes(const Canvas& canvas, const std::vector<std::string>& names, const SpaceTime& view,
                const Box& box) {
  const Theme& theme = canvas.theme();
  for (const int lane : view.lanes) {
    const float y = *view.y(lane);
    canvas.ink().AddLine({view.plot.x, y}, {view.plot.right(), y}, faded(theme.line, 0.55f), 1.25f);
    canvas.text(
        {view.plot.x - 8, y}, names[static_cast<std::size_t>(lane)],
        {.size = TextSize::small, .align = Align::right, .room = view.plot.x - 8 - box.x - 4});
  }
}

}  // namespace

std::optional<float> SpaceTime::y(int lane) const {
  const auto found = std::find(lanes.begin(), lanes.end(), lane);
  if (found == lanes.end()) return std::nullopt;
  const auto pitch = plot.height / static_cast<float>(lanes.size());
  return plot.y + pitch * (static_cast<float>(found - lanes.begin()) + 0.5f);
}

float distance(ImVec2 point, ImVec2 from, ImVec2 to) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float square = dx * dx + dy * dy;
  const float along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / std::max(square, 1e-6f);
  const float share = std::clamp(along, 0.f, 1.f);
  return std::hypot(point.x - from.x - dx * share, point.y - from.y - dy * share);
}

TimeScale window_of(const Session& session, float left, float width) {
  constexpr double shortest = 500;  // milliseconds
  const Milliseconds beginning = session.beginning();
  const double whole = static_cast<double>(session.end() - beginning) * 1.04;
  const double usual = usual_time(session.record());
  const double fits = usual > 0 ? nice_ceil(usual * width / readable) : whole;
  const auto span = static_cast<Milliseconds>(std::max(shortest, std::min(fits, nice_ceil(whole))));
  const auto before = static_cast<Milliseconds>(static_cast<double>(span) * now_share);
  // Of a run that fits all is seen; of a longer one what led to the present, and its end if near.
  Milliseconds from = session.now() - before;
  from = std::min(from, session.end() + span / 25 - span);
  from = std::max(from, beginning);
  return {from, from + span, left, width};
}

std::vector<int> lanes_of(const Session& session, std::size_t most, const TimeScale& window) {
  const auto count = session.model().lanes().size();
  std::vector<int> lanes;
  if (count <= most) {
    for (std::size_t i = 0; i < count; ++i) lanes.push_back(static_cast<int>(i));
    return lanes;
  }
  const auto add = [&](int lane) {
    const bool fits = lanes.size() < most && lane >= 0 && static_cast<std::size_t>(lane) < count;
    if (fits && std::find(lanes.begin(), lanes.end(), lane) == lanes.end()) lanes.push_back(lane);
  };
  const auto& messages = session.record().messages();
  for (std::size_t i = messages.size(); i-- > 0 && lanes.size() + 1 < most;) {
    const Message& message = messages[i];
    if (message.sent > window.to * 1000 || message.due < window.from * 1000) continue;
    add(message.from);
    add(message.to);
  }
  std::sort(lanes.begin(), lanes.end());
  return lanes;
}

SpaceTime lay_out_space_time(const Canvas& canvas, const Session& session, const Box& box) {
  constexpr float commands = 24, axis = 22, margin = 12, left_out_height = 18, least_pitch = 18;
  SpaceTime view;
  const std::vector<std::string> names = session.model().lanes();
  const Box inner = box.shrunk(margin);
  const float height = inner.height - commands - axis;
  const auto most = static_cast<std::size_t>(std::max(1.f, height / least_pitch));
  view.lanes = lanes_of(session, std::min(most, most_lanes),
                        window_of(session, 0, std::max(1.f, inner.width - 60)));
  const bool some = view.lanes.size() < names.size();
  if (some) {
    const std::string all = counted(static_cast<long long>(names.size()), "lane");
    view.left_out = view.lanes.empty()
                        ? phrase({all, ": no room for them below each other"})
                        : phrase({view.lanes.size(), " of ", all, ": those with messages lately"});
  }
  float widest = 0;
  for (const int lane : view.lanes) {
    widest =
        std::max(widest, canvas.text_width(names[static_cast<std::size_t>(lane)], TextSize::small));
  }
  const float names_width = std::min(widest + 12, inner.width * 0.25f);
  const float top = inner.y + commands + (some ? left_out_height : 0);
  view.plot = {inner.x + names_width, top, inner.width - names_width, inner.bottom() - axis - top};
  // Few lanes need not lie far apart.
  constexpr float widest_pitch = 84;
  view.plot.height =
      std::min(view.plot.height,
               widest_pitch * static_cast<float>(std::max<std::size_t>(view.lanes.size(), 1)));
  view.time = window_of(session, view.plot.x, std::max(1.f, view.plot.width));
  view.commands_y = top - commands / 2;
  view.axis_y = view.plot.bottom() + axis / 2 + 2;
  return view;
}

std::optional<MessageLine> line_of(const SpaceTime& view, const Message& message,
                                   Milliseconds now) {
  const auto from = view.y(message.from), to = view.y(message.to);
  if (!from || !to) return std::nullopt;
  const bool ended = !message.travels() && message.ended <= now * 1000;
  const auto sent = static_cast<double>(message.sent), due = static_cast<double>(message.due);
  const double end = ended ? static_cast<double>(message.ended) : std::min(due, microseconds(now));
  if (end < sent || end < microseconds(view.time.from) || sent > microseconds(view.time.to)) {
    return std::nullopt;
  }
  const bool came =
      ended && (message.fate == Delivery::arrived || message.fate == Delivery::refused);
  const double share = came || due <= sent ? 1 : std::min(1.0, (end - sent) / (due - sent));
  MessageLine line{message.number,
                   {view.time.x(sent / 1000), *from},
                   {view.time.x(end / 1000), *from + (*to - *from) * static_cast<float>(share)},
                   MessageLine::End::open};
  if (ended) {
    line.end = message.fate == Delivery::arrived   ? MessageLine::End::arrow
               : message.fate == Delivery::refused ? MessageLine::End::bar
                                                   : MessageLine::End::cross;
  }
  return line;
}

void draw_space_time(Canvas& canvas, const Session& session, const Box& box) {
  const Theme& theme = canvas.theme();
  const SpaceTime view = lay_out_space_time(canvas, session, box);
  const std::vector<std::string> names = session.model().lanes();
  if (!view.left_out.empty()) {
    canvas.text({box.centre().x, view.lanes.empty() ? box.centre().y : box.y + 14}, view.left_out,
                {.size = TextSize::small,
                 .colour = theme.text_soft,
                 .align = Align::centre,
                 .room = box.width - 24});
  }
  if (view.lanes.empty()) return;
  draw_axis(canvas, view);
  draw_lanes(canvas, names, view, box);
  canvas.ink().PushClipRect({view.plot.x - 6, box.y}, {view.plot.right() + 6, box.bottom()}, true);
  draw_commands(canvas, session, view);
  const float now_x = view.time.x(static_cast<double>(session.now()));
  canvas.ink().AddLine({now_x, view.commands_y - 8}, {now_x, view.plot.bottom() + 4},
                       theme.accent.fill, 2);
  canvas.disc({now_x, view.commands_y - 8}, 4, theme.accent.fill);
  take_click(canvas, session, view);
  draw_lines(canvas, session, view);
  draw_lane_marks(canvas, session, view);
  canvas.ink().PopClipRect();
}

}  // namespace microsims

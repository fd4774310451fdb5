#include "stage/draw/cluster.hpp"

#include <algorithm>
#include <cmath>

#include "stage/draw/easing.hpp"
#include "stage/draw/marks.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr float ways_off_rim = 4;

Hue hue_of_message(const Theme& theme, const ClusterPicture& cluster,
                   const std::vector<MessageKind>& kinds, const Message& message) {
  if (cluster.bad && cluster.bad(message)) return theme.red;
  if (cluster.hue) return cluster.hue(message);
  return hue_of(theme, message.kind < kinds.size() ? kinds[message.kind].colour : MarkKind::act);
}

// Rides beside its message, on the left hand of those that travel to the right, so that two that
// meet pass each other.
void draw_name(const Canvas& canvas, const Bow& bow, float share, const char* name,
               const Hue& hue) {
  const ImVec2 at = bow.at(std::clamp(share, 0.08f, 0.92f));
  const float dx = bow.to.x - bow.from.x, dy = bow.to.y - bow.from.y;
  if (std::abs(dx) < std::abs(dy)) {
    draw_badge(canvas, {at.x - canvas.text_width(name, TextSize::small) / 2 - 16, at.y}, name, hue);
  } else {
    draw_badge(canvas, {at.x, at.y + (dx >= 0 ? -15.f : 15.f)}, name, hue);
  }
}

// Named to who points at it, and chosen by a click.
void take_pointer(Canvas& canvas, const Model& model, const Message& message, ImVec2 at) {
  constexpr float reach = 13;
  if (!message.travels()) {
    if (canvas.pointed_at(at, reach)) canvas.tooltip(model.words_of(message));
    return;
  }
  const Box box{at.x - reach, at.y - reach, 2 * reach, 2 * reach};
  const Touch touch = canvas.touch(phrase({"message ", message.number}), box);
  if (touch.hovered) {
    canvas.point_out(message.number);
    canvas.tooltip(model.words_of(message));
  }
  if (touch.clicked) canvas.choose(message.number);
}

// It does not move: an arrow along its way, and a place where it can be pointed at.
constexpr float still_share = 0.5f;

void draw_message(Canvas& canvas, const ClusterPicture& cluster, const Model& model,
                  const std::vector<MessageKind>& kinds, const Message& message,
                  const MessagePlace& place) {
  const Theme& theme = canvas.theme();
  const Hue hue = hue_of_message(theme, cluster, kinds, message);
  const Bow bow = way_of(cluster, message.from, message.to);
  const bool lit = canvas.is_lit(message.number);
  const bool still = canvas.reduced_motion() && place.sign == MessagePlace::Sign::pulse;
  const ImVec2 at = bow.at(still ? still_share : place.share);
  if (lit) draw_line(canvas, bow, faded(theme.text, 0.75f), 2.5f);
  switch (place.sign) {
    case MessagePlace::Sign::cross:
      if (message.fate == Delivery::dropped) {
        canvas.ink().AddCircle(at, 10, faded(theme.red.text, place.opacity), 0, 1.75f);
      }
      draw_cross(canvas, at, 5.5f, faded(theme.red.text, place.opacity));
      break;
    case MessagePlace::Sign::bar: {
      const ImVec2 before = bow.at(0.9f);
      const float dx = bow.to.x - before.x, dy = bow.to.y - before.y;
      const float length = std::max(std::hypot(dx, dy), 1e-3f);
      const float x = -dy / length * 9, y = dx / length * 9;
      canvas.ink().AddLine({at.x - x, at.y - y}, {at.x + x, at.y + y},
                           faded(theme.red.text, place.opacity), 3.5f);
      break;
    }
    case MessagePlace::Sign::pulse: {
      if (still) draw_arrow(canvas, bow, hue.text, 2);
      // Of a duplicate there are two, one behind the other.
      if (message.copy_of) {
        canvas.ink().AddCircle(at, 10, hue.edge, 0, 1.5f);
      }
      if (!still) draw_pulse(canvas, bow, place.share, hue);
      const bool answer =
          message.kind < kinds.size() && kinds[message.kind].colour == MarkKind::settled;
      if (answer) {
        canvas.disc(at, 6.5f, theme.card, hue.text, 1.5f);
        draw_tick(canvas, at, 3.5f, hue.text);
      } else if (still) {
        canvas.disc(at, 6, hue.fill, hue.edge, 1.5f);
      }
      if (lit) canvas.ink().AddCircle(at, 13, theme.text, 0, 2);
      if (cluster.named && cluster.named(message) && message.kind < kinds.size()) {
        draw_name(canvas, bow, still ? still_share : place.share, kinds[message.kind].label, hue);
      }
      break;
    }
  }
  take_pointer(canvas, model, message, at);
}

void draw_caption(const Canvas& canvas, const Stand& stand) {
  const auto [x, y] = stand.centre;
  const float aside = stand.radius + 5;
  const bool below = stand.caption_side == Side::below, left = stand.caption_side == Side::left;
  const ImVec2 at = below
                        ? ImVec2{x, y + stand.radius + 6 + canvas.line_height(TextSize::small) / 2}
                        : ImVec2{left ? x - aside : x + aside, y};
  canvas.text(at, stand.caption,
              {.size = TextSize::small,
               .colour = stand.caption_colour ? stand.caption_colour : canvas.theme().text_soft,
               .align = below  ? Align::centre
                        : left ? Align::right
                               : Align::left});
}

}  // namespace

Bow way_of(const ClusterPicture& cluster, int from, int to) {
  if (cluster.way) return cluster.way(from, to);
  const Stand& a = cluster.stands[static_cast<std::size_t>(from)];
  const Stand& b = cluster.stands[static_cast<std::size_t>(to)];
  return way_between(a.centre, a.radius + ways_off_rim, b.centre, b.radius + ways_off_rim);
}

std::optional<MessagePlace> place_of(const Message& message, Microseconds now) {
  if (now < message.sent) return std::nullopt;
  const auto share_at = [&](Microseconds at) {
    return ease_in_out(share_of(static_cast<double>(at), static_cast<double>(message.sent),
                                static_cast<double>(message.due)));
  };
  if (message.travels() || now < message.ended) {
    // One whose end is not known yet is at its end at the latest.
    return MessagePlace{std::clamp(share_at(now), 0.001f, 0.999f)};
  }
  if (message.fate == Delivery::arrived || now >= message.ended + end_seen_for) return std::nullopt;
  const float gone = share_of(static_cast<double>(now), static_cast<double>(message.ended),
                              static_cast<double>(message.ended + end_seen_for));
  if (message.fate == Delivery::refused) {
    return MessagePlace{1, 1 - gone, MessagePlace::Sign::bar};
  }
  return MessagePlace{share_at(message.ended), 1 - gone, MessagePlace::Sign::cross};
}

void draw_link(const Canvas& canvas, const ClusterPicture& cluster, int from, int to,
               const LinkStyle& style) {
  const ImU32 colour = style.colour ? style.colour : faded(canvas.theme().line, 0.6f);
  const Bow bow = way_of(cluster, from, to);
  if (style.dashed) {
    draw_dashes(canvas, Way{bow.from, bow.to}, colour, style.thickness, 5);
  } else if (style.arrow) {
    draw_arrow(canvas, bow, colour, style.thickness);
  } else {
    draw_line(canvas, bow, colour, style.thickness);
  }
}

void draw_messages(Canvas& canvas, const ClusterPicture& cluster, const Model& model) {
  const std::vector<MessageKind> kinds = model.message_kinds();
  const auto lanes = static_cast<int>(cluster.stands.size());
  const Microseconds now = model.now() * 1000;
  for (const Message& message : model.record().messages()) {
    if (message.from < 0 || message.to < 0 || message.from >= lanes || message.to >= lanes) {
      continue;
    }
    if (cluster.shown && !cluster.shown(message)) continue;
    if (const auto place = place_of(message, now)) {
      draw_message(canvas, cluster, model, kinds, message, *place);
    }
  }
}

void draw_stands(Canvas& canvas, const ClusterPicture& cluster, const Model& model) {
  const Theme& theme = canvas.theme();
  for (const Stand& stand : cluster.stands) {
    if (stand.hidden) continue;
    const auto [x, y] = stand.centre;
    const float radius = stand.radius;
    Hue hue = stand.hue;
    if (stand.down) {
      hue.fill = mixed(hue.fill, theme.region, 0.6f);
      hue.ink = theme.text_soft;
    }
    draw_node(canvas, stand.centre, radius,
              {.hue = hue,
               .label = stand.label,
               .glow = stand.down ? 0 : stand.glow,
               .outlined = stand.outlined});
    if (stand.down) {
      draw_cross(canvas, stand.centre, radius * 0.7f, faded(theme.red.text, 0.6f));
      canvas.text(stand.centre, stand.label, {.size = TextSize::strong, .align = Align::centre});
    }
    if (stand.crown) {
      draw_crown(canvas, {x + stand.crown_side.x * radius, y + stand.crown_side.y * radius},
                 radius * stand.crown_width);
    }
    if (stand.ticked) {
      const ImVec2 at{x + radius * 0.8f, y - radius * 0.7f};
      canvas.disc(at, 7.5f, theme.green.fill, theme.card, 1.5f);
      draw_tick(canvas, at, 4, theme.green.ink);
    }
    for (const Badge& badge : stand.badges) {
      draw_badge(canvas, {x + badge.side.x * radius, y + badge.side.y * radius}, badge.text,
                 badge.hue);
    }
    draw_caption(canvas, stand);
    // A finger needs more than a small node.
    const float reach = std::max(radius, 16.f);
    const Box box{x - reach, y - reach, 2 * reach, 2 * reach};
    if (!stand.control.empty() && canvas.clicked(stand.control, box)) {
      const Control* control = model.controls().find(stand.control);
      if (control && control->kind == ControlKind::toggle) {
        const Value value = control->value();
        canvas.set(stand.control, !*std::get_if<bool>(&value));
      } else {
        canvas.press(stand.control);
      }
    }
    if (!stand.tip.empty() && canvas.pointed_at(stand.centre, reach)) canvas.tooltip(stand.tip);
  }
}

}  // namespace microsims

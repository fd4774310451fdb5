#include "stage/draw/row_boxes.hpp"

#include <algorithm>

#include "stage/draw/easing.hpp"
#include "stage/draw/layout.hpp"
#include "stage/draw/palette.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr float head = 26, foot = 22, margin = 6, widest_pitch = 28;

// What of a box is filled.
Box room_of(const Box& box) {
  return {box.x + margin, box.y + head, box.width - 2 * margin, box.height - head - foot};
}

// Places for rows in a box, from below: as wide apart as so many allow.
struct Grid {
  float pitch = widest_pitch;
  std::size_t columns = 1;

  Grid(const Box& room, std::size_t rows) {
    for (; pitch > 3; pitch -= 0.5f) {
      columns = static_cast<std::size_t>(std::max(1.f, room.width / pitch));
      if (columns * static_cast<std::size_t>(room.height / pitch) >= rows) return;
    }
  }
  ImVec2 at(const Box& room, std::size_t i) const {
    const float left = room.centre().x - pitch * static_cast<float>(columns) / 2;
    return {left + pitch * (static_cast<float>(i % columns) + 0.5f),
            room.bottom() - pitch * (static_cast<float>(i / columns) + 0.5f)};
  }
};

// Above the straight way in its middle.
ImVec2 on_way(ImVec2 from, ImVec2 to, float share) {
  const float lift = 30 * 4 * share * (1 - share);
  return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share - lift};
}

class Painter {
 public:
  Painter(const Canvas& canvas, const RowBoxes& rows) : canvas_(canvas), rows_(rows) {
    std::vector<std::size_t> old(256), now(256);
    for (std::size_t row = 0; row < rows.after.size(); ++row) {
      ++old[rows.before[row]];
      ++now[rows.after[row]];
    }
    const bool moves = rows.clock < rows.departures.end();
    for (std::size_t box = 1; box < now.size(); ++box) {
      most_ = std::max({most_, now[box], moves ? old[box] : 0});
    }
  }

  void draw_dots() const {
    const Grid grid{room_of(rows_.boxes.front()), most_};
    std::vector<std::size_t> old(256), now(256);
    std::uint32_t number = 0;
    // Gaps close while the others travel.
    const float closed = ease_in_out(share_of(static_cast<double>(rows_.clock),
                                              static_cast<double>(rows_.departures.wait),
                                              static_cast<double>(rows_.departures.end())));
    const bool still = canvas_.reduced_motion();
    std::vector<Dot> above;
    for (std::uint32_t row = 0; row < rows_.after.size(); ++row) {
      const std::uint8_t from = rows_.before[row], to = rows_.after[row];
      const ImVec2 end = grid.at(room_of(rows_.boxes[to - 1]), now[to]++);
      const std::size_t place = old[from]++;
      const bool stood = from != 0 && from <= rows_.boxes.size();
      const ImVec2 begin = stood ? grid.at(room_of(rows_.boxes[from - 1]), place) : rows_.source;
      const Hue hue = node_hue(canvas_.theme(), to);
      if (from == to) {
        const float share = still || rows_.clock >= rows_.departures.end() ? 1 : closed;
        draw({row, on_line(begin, end, share), hue, grid.pitch * 0.4f, 0});
        continue;
      }
      const float share = share_on_way(number++);
      if (share >= 1) {
        draw({row, end, hue, grid.pitch * 0.4f, 0});
        if (stood && rows_.leave_copies && rows_.clock < rows_.departures.end()) {
          canvas_.disc(begin, grid.pitch * 0.4f, faded(canvas_.theme().orange.fill, 0.3f));
        }
      } else if (from != 0 || (share > 0 && !still)) {
        const Hue& sign = from != 0 ? canvas_.theme().orange : canvas_.theme().gold;
        above.push_back({row, still ? begin : on_way(begin, end, ease_in_out(share)), sign,
                         grid.pitch * (share > 0 ? 0.44f : 0.4f), to});
      }
    }
    for (const Dot& dot : above) draw(dot);
  }

  // A sample of those on their way are dots.
  void draw_levels() const {
    const Theme& theme = canvas_.theme();
    const std::size_t boxes = rows_.boxes.size();
    std::vector<std::size_t> still(256), waiting(256);
    const std::uint32_t landed = rows_.departures.landed(rows_.clock),
                        departed = rows_.departures.departed(rows_.clock),
                        every = std::max(1u, rows_.departures.count / 240);
    std::vector<std::uint32_t> sample;  // row, number, row, ...
    std::uint32_t number = 0;
    for (std::uint32_t row = 0; row < rows_.after.size(); ++row) {
      const std::uint8_t from = rows_.before[row], to = rows_.after[row];
      if (from == to || number < landed) {
        ++still[to];
      } else if (number >= departed) {
        ++waiting[from];
      } else if (number % every == 0) {
        sample.insert(sample.end(), {row, number});
      }
      number += from != to;
    }
    const float unit = 1 / (static_cast<float>(most_) * 1.05f);
    const auto top = [&](std::size_t box) {
      const Box room = room_of(rows_.boxes[box - 1]);
      return room.bottom() - room.height * static_cast<float>(still[box] + waiting[box]) * unit;
    };
    for (std::size_t box = 1; box <= boxes; ++box) {
      const Box room = room_of(rows_.boxes[box - 1]);
      const Hue hue = node_hue(theme, static_cast<unsigned>(box));
      const float upper = top(box),
                  middle = upper + room.height * static_cast<float>(waiting[box]) * unit;
      canvas_.rounded({room.x, upper, room.width, middle - upper}, theme.orange.fill, 0);
      canvas_.fill({room.x, middle, room.width, room.bottom() - middle}, hue.fill);
      canvas_.ink().AddRect({room.x, upper}, room.high(), hue.edge);
    }
    for (std::size_t i = 0; i < sample.size() && !canvas_.reduced_motion(); i += 2) {
      const std::uint32_t row = sample[i];
      const float spread = static_cast<float>(row % 17) / 17 - 0.5f;
      const auto mouth = [&](std::size_t box) {
        const Box room = room_of(rows_.boxes[box - 1]);
        return ImVec2{room.centre().x + spread * room.width * 0.8f, top(box)};
      };
      const std::uint8_t from = rows_.before[row];
      canvas_.disc(on_way(from == 0 ? rows_.source : mouth(from), mouth(rows_.after[row]),
                          ease_in_out(share_on_way(sample[i + 1]))),
                   4, from == 0 ? theme.gold.fill : theme.orange.fill);
    }
  }

 private:
  struct Dot {
    std::uint32_t row;
    ImVec2 at;
    Hue hue;
    float radius;
    int label;  // 0: none
  };

  static ImVec2 on_line(ImVec2 from, ImVec2 to, float share) {
    return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
  }

  float share_on_way(std::uint32_t number) const {
    const Milliseconds departs = rows_.departures.departs(number);
    return share_of(static_cast<double>(rows_.clock), static_cast<double>(departs),
                    static_cast<double>(departs + rows_.departures.way));
  }

  void draw(const Dot& dot) const {
    if (dot.radius > 3) {
      canvas_.disc(dot.at, dot.radius, dot.hue.fill, dot.hue.edge, 1);
    } else {
      canvas_.disc(dot.at, dot.radius, dot.hue.fill);
    }
    if (dot.label && dot.radius >= 7) {
      canvas_.text(
          dot.at, phrase({dot.label}),
          {.size = TextSize::small, .colour = dot.hue.ink, .align = Align::centre, .room = 10});
    }
    if (rows_.words && canvas_.pointed_at(dot.at, std::max(dot.radius, 4.f))) {
      canvas_.tooltip(rows_.words(dot.row));
    }
  }

  const Canvas& canvas_;
  const RowBoxes& rows_;
  std::size_t most_ = 1;
};

}  // namespace

std::vector<Box> row_boxes(const Box& area, int count) {
  return columns_or_stacked(area, count, area.width < narrow_page ? 4 : 8, false);
}

void draw_rows(const Canvas& canvas, const RowBoxes& rows) {
  const Painter painter{canvas, rows};
  rows.after.size() > rows.most_dots ? painter.draw_levels() : painter.draw_dots();
}

}  // namespace microsims

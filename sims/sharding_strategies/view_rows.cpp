// The rows: dots that fill their boxes from below, orange while they must move.

#include <algorithm>
#include <cmath>

#include "sharding_strategies/view.hpp"
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
  int columns = 1;

  Grid(const Box& room, std::size_t rows) {
    for (; pitch > 3; pitch -= 0.5f) {
      columns = std::max(1, static_cast<int>(room.width / pitch));
      const int lines = static_cast<int>(room.height / pitch);
      if (static_cast<std::size_t>(columns * lines) >= rows) return;
    }
  }
  ImVec2 at(const Box& room, std::size_t i) const {
    const auto across = static_cast<float>(i % static_cast<std::size_t>(columns));
    const auto line = static_cast<float>(i / static_cast<std::size_t>(columns));
    const float left = room.centre().x - pitch * static_cast<float>(columns) / 2;
    return {left + pitch * (across + 0.5f), room.bottom() - pitch * (line + 0.5f)};
  }
  float radius() const { return pitch * 0.4f; }
};

// Above the straight way in its middle.
ImVec2 on_way(ImVec2 from, ImVec2 to, float share) {
  const float lift = 30 * 4 * share * (1 - share);
  return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share - lift};
}

std::string words_for_row(const ShardingStrategies& model, std::uint32_t row) {
  const Users& users = model.users();
  const auto text = [&](Column column) { return Users::text(column, users.value(row, column)); };
  std::string words =
      phrase({"user ", text(Column::user_id), ": ", text(Column::name), ", ", text(Column::country),
              ", ", text(Column::signup), "\nshard ", model.owners()[row]});
  const std::uint8_t before = model.owners_before()[row];
  if (before != model.owners()[row] && before != 0) append(words, {", before ", before});
  return words;
}

struct Traveller {
  std::uint32_t row, number;
  ImVec2 from, to;
};

}  // namespace

std::vector<Box> boxes_of_shards(const Box& area, int shards) {
  return columns_or_stacked(area, shards, area.width < narrow_page ? 4 : 8, false);
}

namespace {

// The same for so many rows that they are levels; a sample of those on their way are dots.
void draw_levels(Canvas& canvas, const std::vector<Box>& boxes, const Box& router,
                 const ShardingStrategies& model, std::size_t most) {
  const Theme& theme = canvas.theme();
  std::vector<std::size_t> still(boxes.size() + 1), waiting(boxes.size() + 1);
  const std::uint32_t landed = model.landed(), departed = model.departed(0),
                      all = model.travellers();
  const std::uint32_t every = std::max<std::uint32_t>(1, all / 240);
  std::vector<Traveller> sample;
  std::uint32_t number = 0;
  for (std::uint32_t row = 0; row < model.users().size(); ++row) {
    const std::uint8_t from = model.owners_before()[row], to = model.owners()[row];
    const std::uint32_t mine = number;
    number += from != to;
    if (from == to || mine < landed) {
      ++still[to];
    } else if (mine >= departed) {
      ++waiting[from];
    } else if (mine % every == 0) {
      sample.push_back({row, mine, {}, {}});
    }
  }
  const auto top = [&](std::size_t shard) {
    const Box room = room_of(boxes[shard - 1]);
    return room.bottom() - room.height * static_cast<float>(still[shard] + waiting[shard]) /
                               static_cast<float>(most);
  };
  for (std::size_t shard = 1; shard <= boxes.size(); ++shard) {
    const Box room = room_of(boxes[shard - 1]);
    const Hue hue = node_hue(theme, static_cast<int>(shard));
    const float upper = top(shard);
    const float middle =
        upper + room.height * static_cast<float>(waiting[shard]) / static_cast<float>(most);
    canvas.ink().AddRectFilled({room.x, upper}, {room.right(), middle}, theme.orange.fill);
    canvas.ink().AddRectFilled({room.x, middle}, room.high(), hue.fill);
    canvas.ink().AddRect({room.x, upper}, room.high(), hue.edge);
  }
  for (const Traveller& each : sample) {
    const std::size_t from = model.owners_before()[each.row], to = model.owners()[each.row];
    const float share = ease_in_out(share_of(
        static_cast<double>(model.clock()), static_cast<double>(model.departs(each.number)),
        static_cast<double>(model.departs(each.number) + ShardingStrategies::way)));
    if (canvas.reduced_motion()) continue;
    const float spread = static_cast<float>(each.row % 17) / 17 - 0.5f;
    const auto mouth = [&](std::size_t shard) {
      const Box room = room_of(boxes[shard - 1]);
      return ImVec2{room.centre().x + spread * room.width * 0.8f, top(shard)};
    };
    canvas.disc(on_way(from == 0 ? router.centre() : mouth(from), mouth(to), share), 4,
                from == 0 ? theme.gold.fill : theme.orange.fill);
  }
}

}  // namespace

void draw_rows(Canvas& canvas, const std::vector<Box>& boxes, const Box& router,
               const ShardingStrategies& model) {
  const Theme& theme = canvas.theme();
  const auto &before = model.owners_before(), &after = model.owners();
  std::vector<std::size_t> old(ShardingStrategies::most_shards + 1), now = old;
  for (std::size_t row = 0; row < after.size(); ++row) {
    ++old[before[row]];
    ++now[after[row]];
  }
  std::size_t most = 1;
  for (std::size_t shard = 1; shard < now.size(); ++shard) {
    most = std::max({most, now[shard], model.moving() ? old[shard] : 0});
  }
  if (model.users().size() > ShardingStrategies::rows_to_show) {
    return draw_levels(canvas, boxes, router, model, most + most / 20);
  }
  const Grid grid{room_of(boxes.front()), most};
  std::fill(old.begin(), old.end(), 0);
  now = old;
  const auto clock = static_cast<double>(model.clock());
  const double begins = ShardingStrategies::first_departs,
               ends = begins + ShardingStrategies::departing + ShardingStrategies::way;
  const float closed = model.moving() ? ease_in_out(share_of(clock, begins, ends)) : 1.f;
  std::vector<Traveller> travellers;
  std::uint32_t number = 0;
  const auto dot = [&](std::uint32_t row, ImVec2 at, const Hue& hue, float swell,
                       const std::string& label) {
    const float radius = grid.radius() * swell;
    if (radius > 3) {
      canvas.disc(at, radius, hue.fill, hue.edge, 1);
    } else {
      canvas.disc(at, radius, hue.fill);
    }
    if (radius >= 7) {
      canvas.text(at, label,
                  {.size = TextSize::small, .colour = hue.ink, .align = Align::centre, .room = 10});
    }
    if (canvas.pointed_at(at, std::max(radius, 4.f))) canvas.tooltip(words_for_row(model, row));
  };
  for (std::uint32_t row = 0; row < after.size(); ++row) {
    const std::uint8_t from = before[row], to = after[row];
    const std::size_t new_place = now[to]++;
    const std::size_t old_place = old[from]++;
    const ImVec2 end = grid.at(room_of(boxes[to - 1]), new_place);
    const bool stood = from != 0 && from <= boxes.size();
    const ImVec2 begin = stood ? grid.at(room_of(boxes[from - 1]), old_place) : router.centre();
    if (from != to) {
      travellers.push_back({row, number++, begin, end});
    } else {
      const ImVec2 at{begin.x + (end.x - begin.x) * closed, begin.y + (end.y - begin.y) * closed};
      dot(row, canvas.reduced_motion() ? end : at, node_hue(theme, to), 1, "");
    }
  }
  for (const Traveller& each : travellers) {
    const auto departs = static_cast<double>(model.departs(each.number));
    const float share = share_of(clock, departs, departs + ShardingStrategies::way);
    const std::uint8_t from = before[each.row], to = after[each.row];
    if (share >= 1) {
      dot(each.row, each.to, node_hue(theme, to), 1, "");
    } else if (from != 0) {
      const ImVec2 at =
          canvas.reduced_motion() ? each.from : on_way(each.from, each.to, ease_in_out(share));
      dot(each.row, at, theme.orange, share > 0 ? 1.1f : 1, phrase({to}));
    } else if (share > 0 && !canvas.reduced_motion()) {
      dot(each.row, on_way(each.from, each.to, ease_in_out(share)), theme.gold, 1.1f, phrase({to}));
    }
  }
}

}  // namespace microsims

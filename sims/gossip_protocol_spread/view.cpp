#include "stage/draw/view.hpp"

#include <algorithm>
#include <cmath>

#include "gossip_protocol_spread/model.hpp"
#include "gossip_protocol_spread/view_explore.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/easing.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using distributed::gossip::Contact;
using distributed::gossip::Exchange;
using Status = GossipProtocolSpread::Status;
using Trip = GossipProtocolSpread::Trip;

constexpr float least_radius = 13;  // smaller nodes are dots without words
constexpr float label_height = 18;

// A grid of as many places as there are nodes, as far apart as the box allows.
struct Grid {
  Box box;
  std::size_t nodes, columns = 1;
  float pitch_x = 0, pitch_y = 0, radius = 0;

  Grid(const Box& area, std::size_t count) : box(area), nodes(count) {
    // Beyond this places would only grow apart.
    const float widest = 92 * std::sqrt(static_cast<float>(count)) + 580;
    if (box.width > widest) box = {box.centre().x - widest / 2, box.y, widest, box.height};
    spread_out(label_height);
    radius = std::min(0.34f * std::min(pitch_x, pitch_y - label_height), 27.f);
    if (radius >= least_radius) return;
    spread_out(0);
    radius = std::clamp(0.3f * std::min(pitch_x, pitch_y), 1.5f, 8.f);
  }

  // As far apart as can be, with room for a label below each.
  void spread_out(float label) {
    float best = 0;
    for (std::size_t down = 2; down <= nodes; ++down) {
      const std::size_t across = (nodes + down - 1) / down;
      const float x = box.width / static_cast<float>(across);
      const float y = box.height / static_cast<float>(down);
      if (std::min(x, y - label) <= best) continue;
      best = std::min(x, y - label);
      columns = across;
      pitch_x = x;
      pitch_y = y;
    }
  }

  bool dots() const { return radius < least_radius; }

  ImVec2 place(std::size_t i, const GossipProtocolSpread::Node& node) const {
    const std::size_t row = i / columns;
    const std::size_t in_row = std::min(columns, nodes - row * columns);
    const float column =
        static_cast<float>(i % columns) + 0.5f + static_cast<float>(columns - in_row) / 2;
    const float below = dots() ? 0 : label_height;
    const float loose_x = std::max(0.f, pitch_x / 2 - radius - 6);
    const float loose_y = std::max(0.f, (pitch_y - below) / 2 - radius - 2);
    return {box.x + pitch_x * column + node.dx * std::min(loose_x, pitch_x * 0.22f),
            box.y + pitch_y * (static_cast<float>(row) + 0.5f) - below / 2 +
                node.dy * std::min(loose_y, pitch_y * 0.22f)};
  }
};

// The way of a message, bent so that it passes between the nodes and not over them.
struct Bow {
  ImVec2 from, bend, to;

  ImVec2 at(float share) const {
    const float a = (1 - share) * (1 - share), b = 2 * share * (1 - share), c = share * share;
    return {a * from.x + b * bend.x + c * to.x, a * from.y + b * bend.y + c * to.y};
  }
  Bow back() const { return {to, bend, from}; }
};

// From rim to rim.
Bow bow_between(ImVec2 from, ImVec2 to, float radius, float bend_by) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float by = bend_by * std::min(1.f, 300 / std::max(std::hypot(dx, dy), 1.f));
  const ImVec2 bend{(from.x + to.x) / 2 - dy * by, (from.y + to.y) / 2 + dx * by};
  return {way_between(from, radius, bend, 0).from, bend, way_between(to, radius, bend, 0).from};
}

class GossipProtocolSpreadView : public ViewOf<GossipProtocolSpread> {
  void draw(Canvas& canvas, const Box& area, const GossipProtocolSpread& model) override {
    const bool narrow = area.width < narrow_page;
    const float chart_height = std::clamp(area.height * 0.4f, 130.f, 200.f);
    const Box inner = area.middle(widest_row, 12);
    const Box chart{inner.x, inner.bottom() - chart_height - 8, inner.width, chart_height};
    const float counter_y = chart.y - 16;
    const float legend_y = counter_y - 26;
    const Box field{area.x + 10, area.y, area.width - 20, legend_y - 12 - area.y};

    const Grid grid{field, model.nodes().size()};
    places_.resize(model.nodes().size());
    for (std::size_t i = 0; i < places_.size(); ++i) places_[i] = grid.place(i, model.nodes()[i]);
    if (grid.dots()) {
      draw_dots(canvas, grid, model);
    } else {
      find_ways(grid, model);
      draw_messages(canvas, grid, model);
      draw_nodes(canvas, grid, model);
      draw_labels(canvas, grid);
    }
    tell_pointed(canvas, grid, model);
    draw_legend(canvas, {area.centre().x, legend_y}, narrow, grid.dots());
    canvas.text({area.centre().x, counter_y}, counter(model),
                {.size = TextSize::strong, .align = Align::centre});
    draw_curves(canvas, chart, model, narrow);
  }

  void explore(Canvas& canvas, const Box& area, const GossipProtocolSpread& model) override {
    draw_gossip_exploration(canvas, area, model);
  }

  static std::string counter(const GossipProtocolSpread& model) {
    return phrase({"Round ", model.spread().round(), " — Nodes informed: ", model.shown_informed(),
                   " / ", model.spread().live(), "."});
  }

  static const Hue& hue_of(const Theme& theme, Status status) {
    return status == Status::fresh    ? theme.orange
           : status == Status::spread ? theme.green
                                      : theme.plain;
  }

  // The ways of the messages, each bent as little as it must be to keep clear of other nodes.
  void find_ways(const Grid& grid, const GossipProtocolSpread& model) {
    ways_.clear();
    for (const Contact& contact : model.spread().contacts()) {
      Bow best{};
      float most_room = -1e9f;
      for (const float bend : {0.2f, -0.2f, 0.4f, -0.4f, 0.6f, -0.6f, 0.9f, -0.9f, 1.2f, -1.2f}) {
        const Bow bow =
            bow_between(places_[contact.from], places_[contact.to], grid.radius + 3, bend);
        const float room = room_along(grid, bow, contact);
        if (room <= most_room) continue;
        most_room = room;
        best = bow;
      }
      ways_.push_back(best);
    }
  }

  // How far a way keeps off other nodes and the edges of the field; 8 px are enough.
  float room_along(const Grid& grid, const Bow& bow, const Contact& contact) const {
    float room = 8;
    for (int i = 1; i < 32; ++i) {
      const auto [x, y] = bow.at(static_cast<float>(i) / 32);
      room = std::min(
          {room, x - grid.box.x, grid.box.right() - x, y - grid.box.y, grid.box.bottom() - y});
      for (std::size_t node = 0; node < places_.size(); ++node) {
        if (node == contact.from || node == contact.to) continue;
        room = std::min(room, std::hypot(x - places_[node].x, y - places_[node].y) - grid.radius);
      }
    }
    return room;
  }

  // Who contacted whom in this round: each while its messages travel, then those that brought news.
  void draw_messages(const Canvas& canvas, const Grid& grid,
                     const GossipProtocolSpread& model) const {
    const Theme& theme = canvas.theme();
    const double now = model.clock();
    if (model.started() && model.spread().round() == 0 && now < 1) {
      // Node 4 is asked and does not answer.
      const Way way = way_between(places_[model.first()], grid.radius + 3,
                                  places_[GossipProtocolSpread::down_node], grid.radius + 3);
      const float share = share_of(now, 0.05, 0.5);
      draw_dashes(canvas, way, faded(theme.line, 0.8f), 1.25f);
      draw_pulse(canvas, way, ease_in_out(share), theme.blue);
      if (share >= 1) draw_cross(canvas, way.to, 5, theme.red.text);
    }
    const auto& contacts = model.spread().contacts();
    for (std::size_t i = 0; i < contacts.size(); ++i) {
      const Contact& contact = contacts[i];
      const Trip trip = GossipProtocolSpread::trip(i);
      const Bow& bow = ways_[i];
      const bool caller_knew = knew(model, contact.from);
      const float shown = share_of(now, trip.sent, trip.sent + 0.1);
      const float there = share_of(now, trip.sent, trip.met);
      const float back = share_of(now, trip.met, trip.answered);
      if (contact.useful && (caller_knew ? there : back) >= 1) {
        draw_told(canvas, caller_knew ? bow : bow.back());
      } else if (shown > 0 && back < 1) {
        canvas.ink().AddBezierQuadratic(bow.from, bow.bend, bow.to,
                                        faded(theme.line, 0.55f * shown * (1 - back)), 1.25f);
      }
      const bool half_way = contact.lost && there >= 0.5f;
      if (half_way && back < 1) draw_cross(canvas, bow.at(0.5f), 5, theme.red.text);
      if (caller_knew && model.exchange() != Exchange::pull && !half_way) {
        draw_message(canvas, bow, ease_in_out(there));
      }
      if (knew(model, contact.to) && model.exchange() != Exchange::push && !contact.lost) {
        draw_message(canvas, bow.back(), ease_in_out(back));
      }
    }
  }

  // Only the news: of a question, or of an answer with nothing new, the line tells enough.
  static void draw_message(const Canvas& canvas, const Bow& bow, float share) {
    if (share <= 0 || share >= 1) return;
    // Along the tangent, from which the way hardly departs within the length of a tail.
    const ImVec2 head = bow.at(share), tail = bow.at(std::max(0.f, share - 0.15f));
    const float x = (head.x - tail.x) / 0.3f, y = (head.y - tail.y) / 0.3f;
    draw_pulse(canvas, {{head.x - x, head.y - y}, {head.x + x, head.y + y}}, 0.5f,
               canvas.theme().orange);
  }

  // An arrow that stays: who told whom.
  static void draw_told(const Canvas& canvas, const Bow& bow) {
    const ImU32 colour = faded(canvas.theme().orange.text, 0.75f);
    canvas.ink().AddBezierQuadratic(bow.from, bow.bend, bow.to, colour, 1.75f);
    draw_arrow(canvas, {bow.at(0.95f), bow.to}, colour, 1.75f);
  }

  // Whether a node knew at the beginning of this round.
  static bool knew(const GossipProtocolSpread& model, std::uint32_t node) {
    return model.spread().status(node) == Status::spread;
  }

  void draw_nodes(const Canvas& canvas, const Grid& grid, const GossipProtocolSpread& model) const {
    const Theme& theme = canvas.theme();
    const float radius = grid.radius;
    for (std::uint32_t i = 0; i < places_.size(); ++i) {
      const ImVec2 centre = places_[i];
      const Status status = model.shown(i);
      const Hue& hue = hue_of(theme, status);
      if (status == Status::down) {
        draw_node(canvas, centre, radius, {.hue = theme.plain, .label = ""});
        draw_cross(canvas, centre, radius * 0.7f, theme.red.text);
        continue;
      }
      // What has just changed swells for a moment.
      const double since = status == Status::unknown ? 9 : model.clock() - changed_at(model, i);
      const float swell =
          since < 0 || canvas.reduced_motion() ? 0 : 1 - ease_out(share_of(since, 0, 0.45));
      if (swell > 0) {
        canvas.ink().AddCircle(centre, radius + 3 + 12 * (1 - swell), faded(hue.edge, swell), 0, 2);
      }
      draw_node(canvas, centre, radius + 2.5f * swell,
                {.hue = hue, .label = "", .glow = status == Status::fresh ? 0.8f : 0.f});
      if (status == Status::spread) {
        draw_tick(canvas, centre, radius * 0.38f, hue.ink);
      } else {
        canvas.text(centre, status == Status::fresh ? "!" : "?",
                    {.size = radius >= 17 ? TextSize::title : TextSize::strong,
                     .colour = status == Status::fresh ? hue.ink : hue.text,
                     .align = Align::centre});
      }
    }
  }

  // The ways of messages pass behind the words.
  void draw_labels(const Canvas& canvas, const Grid& grid) const {
    const Theme& theme = canvas.theme();
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const std::string label = phrase({grid.pitch_x >= 84 ? "Node " : "", i + 1});
      const ImVec2 at{places_[i].x, places_[i].y + grid.radius + label_height / 2 + 1};
      if (i == GossipProtocolSpread::down_node) {
        draw_badge(canvas, at, phrase({label, " DOWN"}), theme.red);
        continue;
      }
      const float half = canvas.text_width(label, TextSize::small) / 2 + 3;
      canvas.ink().AddRectFilled({at.x - half, at.y - 8}, {at.x + half, at.y + 8},
                                 faded(theme.region, 0.9f), 6);
      canvas.text(at, label,
                  {.size = TextSize::small, .colour = theme.text_soft, .align = Align::centre});
    }
  }

  static double changed_at(const GossipProtocolSpread& model, std::uint32_t node) {
    const auto& [dx, dy, heard_at, heard_round, heard_from] = model.nodes()[node];
    const std::uint32_t round = model.spread().round();
    if (heard_round == round) return heard_at;
    return heard_round + 1 == round ? GossipProtocolSpread::trip(0).met : -9;
  }

  // Thousands of nodes as squares and diamonds, four corners each.
  void draw_dots(const Canvas& canvas, const Grid& grid, const GossipProtocolSpread& model) const {
    const Theme& theme = canvas.theme();
    ImDrawList& ink = canvas.ink();
    const ImDrawListFlags before = ink.Flags;
    ink.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    const float small = std::max(1.f, grid.radius * 0.5f), large = grid.radius;
    for (std::uint32_t i = 0; i < places_.size(); ++i) {
      const auto [x, y] = places_[i];
      switch (model.shown(i)) {
        case Status::unknown:
          ink.AddRectFilled({x - small, y - small}, {x + small, y + small}, theme.line);
          break;
        case Status::fresh: {
          const float r = large * 1.5f;
          ink.AddQuadFilled({x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}, theme.orange.fill);
          break;
        }
        case Status::spread:
          ink.AddRectFilled({x - large, y - large}, {x + large, y + large}, theme.green.fill);
          break;
        case Status::down:
          break;
      }
    }
    draw_news(canvas, large, model);
    ink.Flags = before;
    const ImVec2 down = places_[GossipProtocolSpread::down_node];
    draw_cross(canvas, down, std::max(5.f, large), theme.red.text);
  }

  // Of so many messages only those that bring news are shown.
  void draw_news(const Canvas& canvas, float radius, const GossipProtocolSpread& model) const {
    const double now = model.clock();
    if (canvas.reduced_motion() || now >= GossipProtocolSpread::messages_end) return;
    const ImU32 colour = canvas.theme().orange.text;
    const float half = std::clamp(radius * 0.6f, 1.5f, 3.f);
    const auto& contacts = model.spread().contacts();
    for (std::size_t i = 0; i < contacts.size(); ++i) {
      if (!contacts[i].useful) continue;
      const Trip trip = GossipProtocolSpread::trip(i);
      const bool back = !knew(model, contacts[i].from);
      const float share =
          back ? share_of(now, trip.met, trip.answered) : share_of(now, trip.sent, trip.met);
      if (share <= 0 || share >= 1) continue;
      Way way{places_[contacts[i].from], places_[contacts[i].to]};
      if (back) std::swap(way.from, way.to);
      const auto [x, y] = way.at(ease_in_out(share));
      canvas.ink().AddRectFilled({x - half, y - half}, {x + half, y + half}, colour);
    }
  }

  void tell_pointed(const Canvas& canvas, const Grid& grid,
                    const GossipProtocolSpread& model) const {
    if (!canvas.pointed_at(grid.box)) return;
    for (std::uint32_t i = 0; i < places_.size(); ++i) {
      if (!canvas.pointed_at(places_[i], std::max(grid.radius, 4.f))) continue;
      return canvas.tooltip(story(model, i));
    }
  }

  static std::string story(const GossipProtocolSpread& model, std::uint32_t node) {
    const std::string name = phrase({"Node ", node + 1});
    const Status status = model.shown(node);
    if (status == Status::down) return phrase({name, " is down"});
    if (status == Status::unknown) return phrase({name, " does not know yet"});
    const auto& heard = model.nodes()[node];
    if (node == model.first()) return phrase({name, " noticed that Node 4 is down"});
    return phrase(
        {name, " heard it from Node ", heard.heard_from + 1, " in round ", heard.heard_round});
  }

  static void draw_legend(const Canvas& canvas, ImVec2 centre, bool narrow, bool dots) {
    const Theme& theme = canvas.theme();
    const TextStyle small{.size = TextSize::small, .colour = theme.text_soft};
    const char* texts[] = {
        narrow ? "does not know" : "does not know yet", narrow ? "new" : "new: has just heard it",
        narrow ? "spread" : "spread: has passed it on", narrow ? "4 DOWN" : "Node 4 DOWN"};
    const Hue* hues[] = {&theme.plain, &theme.orange, &theme.green, &theme.red};
    const float gap = !narrow ? 26.f : dots ? 10.f : 16.f, sign = dots ? 17.f : 22.f;
    // Dots have no words of their own.
    const int count = dots ? 4 : 3;
    float width = -gap;
    for (int i = 0; i < count; ++i) {
      width += sign + canvas.text_width(texts[i], TextSize::small) + gap;
    }
    float x = centre.x - width / 2;
    for (int i = 0; i < count; ++i) {
      const ImVec2 at{x + 8, centre.y};
      const Hue& hue = *hues[i];
      if (i == 3) {
        draw_cross(canvas, at, 5, theme.red.text);
      } else if (!dots) {
        const char* labels[] = {"?", "!", ""};
        draw_node(canvas, at, 8.5f, {.hue = hue, .label = labels[i]});
        if (i == 2) draw_tick(canvas, at, 4, hue.ink);
      } else if (i == 1) {
        canvas.ink().AddQuadFilled({at.x, at.y - 6}, {at.x + 6, at.y}, {at.x, at.y + 6},
                                   {at.x - 6, at.y}, hue.fill);
      } else {
        const float half = i == 0 ? 2.f : 4.f;
        canvas.ink().AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half},
                                   i == 0 ? theme.line : hue.fill);
      }
      canvas.text({x + sign, centre.y}, texts[i], small);
      x += sign + canvas.text_width(texts[i], TextSize::small) + gap;
    }
  }

  void draw_curves(Canvas& canvas, const Box& box, const GossipProtocolSpread& model,
                   bool narrow) const {
    const Theme& theme = canvas.theme();
    const auto live = static_cast<float>(model.spread().live());
    const std::string y_name = phrase({narrow ? "" : "nodes ", "informed, of ", live});
    const std::size_t known = model.started() ? model.spread().history().size() : 0;
    const std::size_t expected_end = model.expected_from() + model.expected().size();
    const std::size_t longest =
        std::max({known, expected_end, model.earlier() ? model.earlier()->history.size() : 0,
                  std::size_t{7}});
    const float last_round = canvas.glide("last round", static_cast<float>(longest - 1));

    LineChart chart{.series = {},
                    .x_max = last_round,
                    .y_max = 1.08f * live,
                    .x_name = "round",
                    .y_name = y_name,
                    .least_x_step = 1};
    Series run{.name = "this run", .points = {}, .hue = theme.blue, .markers = true};
    for (std::size_t round = 0; round + 1 < known; ++round) {
      run.points.push_back(
          {static_cast<float>(round), static_cast<float>(model.spread().history()[round])});
    }
    if (known > 0) {
      // The last point grows out of the one before as the news arrives.
      const float end = static_cast<float>(known - 1);
      const float share = canvas.reduced_motion()
                              ? 1
                              : share_of(model.clock(), 0, GossipProtocolSpread::messages_end);
      const auto informed = static_cast<float>(model.shown_informed());
      run.points.push_back({known == 1 ? 0 : end - 1 + ease_in_out(share), informed});
      if (known == 1 && model.shown_informed() == 0) run.points.clear();
    }
    Series law{.name = "expected", .points = {}, .hue = theme.purple, .dashed = true};
    for (std::size_t i = 0; i < model.expected().size(); ++i) {
      law.points.push_back(
          {static_cast<float>(model.expected_from() + i), static_cast<float>(model.expected()[i])});
    }
    // Stays at the top once all know.
    if (!law.points.empty() && law.points.back().x < last_round) {
      law.points.push_back({last_round, law.points.back().y});
    }
    chart.series.push_back(std::move(run));
    chart.series.push_back(std::move(law));
    std::string before, growth;
    const double factor = 1 + model.fanout() * (1 - model.loss());
    if (!narrow && !model.earlier() && model.exchange() == Exchange::push) {
      growth = phrase({"×", number_text(factor, 1),
                       box.width < 600 ? " per round" : " if each call reached a new node"});
      chart.series.push_back(exponential(growth, factor, live, theme.plain));
    }
    if (model.earlier()) {
      before = narrow ? "before" : phrase({"before, fanout ", model.earlier()->fanout});
      Series earlier{.name = before, .points = {}, .hue = theme.plain};
      for (std::size_t i = 0; i < model.earlier()->history.size(); ++i) {
        earlier.points.push_back(
            {static_cast<float>(i), static_cast<float>(model.earlier()->history[i])});
      }
      chart.series.insert(chart.series.begin(), std::move(earlier));
    }
    // The goal, below all others.
    Series all{.name = "", .points = {{0, live}, {last_round, live}}, .hue = theme.plain};
    all.hue.text = faded(theme.line, 0.6f);
    chart.series.insert(chart.series.begin(), std::move(all));
    draw_line_chart(canvas, box, chart);
  }

  // What it would be if every message found a node that does not know, as long as there are any.
  static Series exponential(std::string_view name, double factor, float live, const Hue& hue) {
    Series growth{.name = name, .points = {{0, 1}}, .hue = hue, .dashed = true};
    double informed = 1;
    for (float round = 0; informed < live; ++round) {
      const double next = informed * factor;
      const double share = std::min(1.0, (live - informed) / (next - informed));
      growth.points.push_back({round + static_cast<float>(share),
                               static_cast<float>(std::min(next, static_cast<double>(live)))});
      informed = next;
    }
    return growth;
  }

  std::vector<ImVec2> places_;
  std::vector<Bow> ways_;  // of the messages of the last round
};

}  // namespace

extern const Sim gossip_protocol_spread;
const Sim gossip_protocol_spread{
    .id = "gossip-protocol-spread",
    .title = "Gossip Protocol Spread",
    .height = 660,
    .explore_height = 350,
    .step = 0.25,
    .make_model = [](std::uint64_t seed) -> std::unique_ptr<Model> {
      return std::make_unique<GossipProtocolSpread>(seed);
    },
    .make_view = []() -> std::unique_ptr<View> {
      return std::make_unique<GossipProtocolSpreadView>();
    },
    .explore_height_narrow = 600,
};

}  // namespace microsims

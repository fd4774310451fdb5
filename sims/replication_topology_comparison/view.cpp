#include "stage/draw/view.hpp"

#include <algorithm>
#include <cmath>

#include "order/stable_sort.hpp"
#include "replication_topology_comparison/explored.hpp"
#include "replication_topology_comparison/model.hpp"
#include "replication_topology_comparison/view_explore.hpp"
#include "stage/draw/easing.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using Comparison = ReplicationTopologyComparison;
using distributed::replication::Role;

constexpr float side_by_side_from = 640;
constexpr float preview_height = 52;
constexpr float header_height = 36;
constexpr float pill_height = 30;
constexpr float client_height = 24;
constexpr float note_height = 20;

// The places of a topology in its picture.
struct Places {
  std::array<ImVec2, World::nodes> nodes;
  std::vector<ImVec2> clients;  // one; in multi-leader one above each leader
  float border = 0;             // x of the line between the regions
  float radius = 0;
};

class ReplicationTopologyComparisonView : public ViewOf<Comparison> {
  void draw(Canvas& canvas, const Box& area, const Comparison& model) override {
    const bool wide = area.width >= side_by_side_from;
    const float legend_height = wide ? 24.f : 40.f;
    const Box all{area.x + 12, area.y, area.width - 24, area.height - legend_height - 4};
    int previews = 0;
    for (const Topology topology : all_topologies) {
      const bool highlighted = topology == model.topology();
      Box box = all;
      if (wide) {
        const float gap = 10, width = (all.width - 2 * gap) / 3;
        box = {all.x + (width + gap) * static_cast<float>(topology), all.y, width, all.height};
      } else if (highlighted) {
        box.y += preview_height + 8;
        box.height -= preview_height + 8;
      } else {
        box.width = (all.width - 8) / 2;
        box.x += (box.width + 8) * static_cast<float>(previews++);
        box.height = preview_height;
      }
      draw_panel(canvas, glided(canvas, id_of(topology), box), topology, model);
    }
    draw_legend(canvas,
                {area.x + 12, area.bottom() - legend_height, area.width - 24, legend_height}, wide);
  }

  void explore(Canvas& canvas, const Box& box, const Comparison& model) override {
    draw_comparison(canvas, box, model);
  }

  static Box glided(Canvas& canvas, const std::string& key, const Box& box) {
    return {canvas.glide(phrase({key, " x"}), box.x), canvas.glide(phrase({key, " y"}), box.y),
            canvas.glide(phrase({key, " width"}), box.width),
            canvas.glide(phrase({key, " height"}), box.height)};
  }

  void draw_panel(Canvas& canvas, const Box& box, Topology topology, const Comparison& model) {
    const Theme& theme = canvas.theme();
    const bool highlighted = topology == model.topology();
    draw_card(canvas, box);
    canvas.ink().PushClipRect(box.low(), box.high(), true);
    if (box.height < preview_height + 40) {
      draw_preview(canvas, box, topology, model);
    } else {
      draw_whole(canvas, box, topology, model);
    }
    canvas.ink().PopClipRect();
    if (highlighted) {
      canvas.ink().AddRect(box.low(), box.high(), theme.accent.fill, 8, 0, 3);
    }
    if (!highlighted) {
      const Touch state = canvas.touch(id_of(topology), box);
      if (state.clicked) canvas.set("topology", std::string{id_of(topology)});
      if (state.hovered) canvas.ink().AddRect(box.low(), box.high(), theme.line, 8, 0, 2);
    }
  }

  void draw_whole(Canvas& canvas, const Box& box, Topology topology, const Comparison& model) {
    const Theme& theme = canvas.theme();
    const bool highlighted = topology == model.topology();
    const bool one_line = box.width >= 280;
    const float top = draw_header(canvas, box, topology, highlighted, one_line);
    const float width = box.width - 20;
    const float card_height = scorecard_height(canvas, width) + 4 + figures_height(canvas);
    const Box card{box.x + 10, box.bottom() - card_height - 6, width, card_height};
    const Box picture{box.x + 6, top + 4, box.width - 12, card.y - 8 - top - 4};
    draw_picture(canvas, picture, topology, model);
    canvas.ink().AddLine({card.x, card.y - 4}, {card.right(), card.y - 4}, theme.card_edge);
    draw_scorecard(canvas, card, topology);
    const float y = card.bottom() - figures_height(canvas);
    draw_figures(canvas, {card.x, y, width, card.bottom() - y}, topology, model);
  }

  // Returns where the header ends.
  static float draw_header(Canvas& canvas, const Box& box, Topology topology, bool highlighted,
                           bool one_line) {
    const Theme& theme = canvas.theme();
    const float y = box.y + header_height / 2 + 1;
    const ImU32 ink = highlighted ? theme.accent.ink : theme.text;
    if (highlighted) {
      canvas.ink().AddRectFilled(box.low(), {box.right(), box.y + header_height + 2},
                                 theme.accent.fill, 8, ImDrawFlags_RoundCornersTop);
    }
    canvas.ink().AddCircle({box.x + 17, y}, 7, ink, 0, 1.75f);
    if (highlighted) canvas.disc({box.x + 17, y}, 4, ink);
    const float title_x = box.x + 30, pill_x = box.right() - 10 - pill_width(canvas);
    canvas.text({title_x, y}, title_of(topology),
                {.size = TextSize::strong,
                 .colour = ink,
                 .room = highlighted && one_line ? pill_x - 6 - title_x : 0});
    if (highlighted && one_line && box.width < 350) {
      // On the narrowest page the band, its mark and its button must do.
    } else if (highlighted) {
      const float x = box.x + 38 + canvas.text_width(title_of(topology), TextSize::strong);
      canvas.text(
          {one_line ? x : box.right() - 10, y}, "selected",
          {.size = TextSize::small, .colour = ink, .align = one_line ? Align::left : Align::right});
    } else if (one_line) {
      canvas.text({box.right() - 10, y}, "click to highlight",
                  {.size = TextSize::small, .colour = theme.text_soft, .align = Align::right});
    }
    if (one_line) {
      // The pill stands in the band.
      if (highlighted) draw_pill(canvas, {pill_x + pill_width(canvas) / 2, y}, ink);
      return box.y + header_height + 6;
    }
    const float line = box.y + header_height + 6 + pill_height / 2;
    if (!highlighted) {
      canvas.text({box.centre().x, line}, "click to highlight",
                  {.size = TextSize::small, .colour = theme.text_soft, .align = Align::centre});
    } else {
      draw_pill(canvas, {box.centre().x, line}, theme.accent.text);
    }
    return box.y + header_height + 8 + pill_height;
  }

  // The selector at the top: Simulate Write for the highlighted panel.
  static constexpr const char* pill_label = "Simulate Write";

  static float pill_width(const Canvas& canvas) { return canvas.text_width(pill_label) + 44; }

  static void draw_pill(Canvas& canvas, ImVec2 centre, ImU32 edge) {
    const Theme& theme = canvas.theme();
    const float width = pill_width(canvas);
    const Box pill{centre.x - width / 2, centre.y - pill_height / 2, width, pill_height};
    const Touch state = canvas.touch("pill", pill.shrunk(-6));
    const ImU32 fill = state.held ? theme.press : state.hovered ? theme.hover : theme.card;
    canvas.ink().AddRectFilled(pill.low(), pill.high(), fill, pill_height / 2);
    canvas.ink().AddRect(pill.low(), pill.high(), edge, pill_height / 2, 0, 1.5f);
    const float x = pill.x + 16;
    canvas.ink().AddTriangleFilled({x - 4, centre.y - 6}, {x + 6, centre.y}, {x - 4, centre.y + 6},
                                   theme.accent.text);
    canvas.text({pill.x + 30, centre.y}, pill_label, {.colour = theme.accent.text});
    if (state.clicked) canvas.press("simulate-write");
  }

  static void draw_preview(Canvas& canvas, const Box& box, Topology topology,
                           const Comparison& model) {
    const Theme& theme = canvas.theme();
    const ImU32 ink = theme.text;
    const bool tiny = box.width < 170;
    const Box mini{box.x + (tiny ? 0.f : 6.f), box.y + 8, tiny ? 0.f : 56.f, box.height - 16};
    const Places places = places_of(mini, topology, model, 5);
    for (NodeId node = 0; node < World::nodes && !tiny; ++node) {
      const Hue hue = hue_of(theme, topology, node, model);
      canvas.disc(places.nodes[node], 5, hue.fill, hue.edge, 1.25f);
    }
    const float x = mini.right() + 8;
    canvas.text({x, box.centre().y - 9}, title_of(topology),
                {.size = TextSize::strong, .colour = ink});
    const auto figures = model.figures(topology);
    const std::string line = !figures              ? "tap to highlight"
                             : figures->latency_ms ? phrase({"client: ", ms(*figures->latency_ms)})
                                                   : "client waits";
    canvas.text({x, box.centre().y + 11}, line,
                {.size = TextSize::small, .colour = theme.text_soft});
  }

  static Hue hue_of(const Theme& theme, Topology topology, NodeId node, const Comparison& model) {
    const Role role = model.role(topology, node);
    Hue hue = role == Role::leader ? theme.gold : role == Role::peer ? theme.teal : theme.plain;
    if (!model.up(node)) {
      hue.fill = mixed(hue.fill, theme.card, 0.75f);
      hue.ink = theme.text_soft;
    }
    return hue;
  }

  // Shares of the picture's width and height.
  static Places places_of(const Box& box, Topology topology, const Comparison& model,
                          float radius) {
    Places places;
    places.radius = radius;
    const World& world = model.world();
    const auto at = [&](float x, float y) {
      return ImVec2{box.x + radius + (box.width - 2 * radius) * x,
                    box.y + radius + (box.height - 2 * radius) * y};
    };
    constexpr float columns[] = {0, 0.25f, 0.5f, 0.75f, 1};
    const float border = (at(columns[1], 0).x + at(columns[2], 0).x) / 2;
    places.border = border;
    if (topology == Topology::multi_leader) {
      constexpr ImVec2 shares[] = {{.2f, .2f}, {.2f, 1}, {.72f, .2f}, {.5f, 1}, {.94f, 1}};
      for (NodeId node = 0; node < World::nodes; ++node) {
        places.nodes[node] = at(shares[node].x, shares[node].y);
      }
      places.border = at(0.35f, 0).x;
      places.clients = {places.nodes[0], places.nodes[2]};
    } else if (topology == Topology::leaderless) {
      constexpr float heights[] = {.4f, .7f, 1, .7f, .4f};
      for (NodeId node = 0; node < World::nodes; ++node) {
        places.nodes[node] = at(columns[node], heights[node]);
      }
      places.clients = {!world.regions      ? at(0.5f, 0)
                        : world.client_in_b ? at(0.75f, 0)
                                            : at(0.17f, 0)};
    } else {
      float row = 0;
      for (NodeId node = 0; node < World::nodes; ++node) {
        const bool leads = model.role(topology, node) == Role::leader;
        if (world.regions) {
          places.nodes[node] =
              leads ? at(std::clamp(columns[node], 0.14f, 0.86f), 0.2f) : at(columns[node], 1);
        } else {
          places.nodes[node] = leads ? at(0.5f, 0.2f) : at(0.08f + 0.28f * row++, 1);
        }
        if (leads) places.clients.assign(1, places.nodes[node]);
      }
      if (world.regions) {
        places.clients.assign(1, at(std::clamp(columns[world.home()], 0.17f, 0.83f), 0));
      }
    }
    return places;
  }

  void draw_picture(Canvas& canvas, const Box& box, Topology topology, const Comparison& model) {
    const Theme& theme = canvas.theme();
    const std::string key = id_of(topology);
    const bool regions = model.world().regions;
    const float below = canvas.line_height(TextSize::small) + 6 + note_height + (regions ? 16 : 0);
    const Box field{box.x + 4, box.y + client_height + 4, box.width - 8,
                    box.height - client_height - 4 - below};
    const float share = topology == Topology::leaderless ? 0.08f : 0.085f;
    const float radius =
        std::clamp(std::min(field.width * share, field.height * 0.15f), 12.f, 26.f);
    Places places = places_of(field, topology, model, radius);
    for (NodeId node = 0; node < World::nodes; ++node) {
      ImVec2& at = places.nodes[node];
      const std::string name = phrase({key, node});
      at.x = field.x +
             canvas.glide(phrase({name, " x"}), (at.x - field.x) / field.width) * field.width;
      at.y = field.y +
             canvas.glide(phrase({name, " y"}), (at.y - field.y) / field.height) * field.height;
    }
    const float client_y = box.y + client_height / 2;
    for (std::size_t i = 0; i < places.clients.size(); ++i) {
      ImVec2& at = places.clients[i];
      const std::string name = phrase({key, " client ", i});
      at = {field.x + canvas.glide(name, (at.x - field.x) / field.width) * field.width, client_y};
    }

    if (regions) draw_regions(canvas, box, places, box.bottom() - note_height - 8);
    draw_ways(canvas, places, topology, model);
    draw_messages(canvas, places, topology, model);
    for (const ImVec2 client : places.clients) draw_client(canvas, client);
    if (topology == Topology::leaderless) {
      const ImVec2 client = places.clients[0];
      // On its arrows, or, where these are flat, beside the client.
      const bool low = field.height < 0.4f * field.width;
      draw_badge(canvas,
                 {client.x + (low ? 52.f : 0.f), client.y + (low ? 0.f : client_height / 2 + 13)},
                 phrase({"W=", model.w()}), theme.orange);
    }
    for (NodeId node = 0; node < World::nodes; ++node) {
      draw_replica(canvas, places.nodes[node], radius, topology, node, model);
    }
    const std::string note = model.note(topology);
    const bool bad = model.note_is_bad(topology);
    canvas.text({box.centre().x, box.bottom() - 8}, note,
                {.size = TextSize::small,
                 .colour = bad ? theme.red.text : theme.text,
                 .align = Align::centre});
  }

  static void draw_regions(const Canvas& canvas, const Box& box, const Places& places, float y) {
    const Theme& theme = canvas.theme();
    const float x = places.border;
    draw_dashes(canvas, {{x, box.y + client_height + 4}, {x, y + 8}}, theme.line, 1.25f, 4);
    const TextStyle style{
        .size = TextSize::small, .colour = theme.text_soft, .align = Align::centre};
    canvas.text({(box.x + x) / 2, y}, "Region A", style);
    canvas.text({(x + box.right()) / 2, y}, "Region B", style);
  }

  static void draw_client(const Canvas& canvas, ImVec2 centre) {
    const Theme& theme = canvas.theme();
    const float width = canvas.text_width("Client", TextSize::small) + 14;
    const Box box{centre.x - width / 2, centre.y - client_height / 2, width, client_height};
    canvas.ink().AddRectFilled(box.low(), box.high(), theme.hover, 4);
    canvas.ink().AddRect(box.low(), box.high(), theme.text_soft, 4);
    canvas.text(centre, "Client",
                {.size = TextSize::small, .colour = theme.text, .align = Align::centre});
  }

  // Where a message between two nodes, or a client and a node, runs.
  static Way way(const Places& places, NodeId from, NodeId to) {
    const bool from_client = from >= World::nodes, to_client = to >= World::nodes;
    const auto mouth = [&](NodeId node) {
      // In multi-leader each leader has its own client.
      const ImVec2 client =
          places.clients.size() > 1 && node == 2 ? places.clients[1] : places.clients[0];
      return ImVec2{client.x, client.y + client_height / 2};
    };
    if (from_client) {
      return way_between(mouth(to), 2, places.nodes[to], places.radius + 4);
    }
    if (to_client) {
      return way_between(places.nodes[from], places.radius + 4, mouth(from), 2);
    }
    return way_between(places.nodes[from], places.radius + 4, places.nodes[to], places.radius + 4);
  }

  static void draw_ways(const Canvas& canvas, const Places& places, Topology topology,
                        const Comparison& model) {
    const Theme& theme = canvas.theme();
    const ImU32 colour = faded(theme.line, 0.8f);
    const auto arrow = [&](NodeId from, NodeId to) {
      draw_arrow(canvas, way(places, from, to), colour, 1.25f);
    };
    for (NodeId node = 0; node < World::nodes; ++node) {
      const Role role = model.role(topology, node);
      if (topology == Topology::leaderless) {
        const std::vector<NodeId> targets = model.targets();
        const bool asked = std::find(targets.begin(), targets.end(), node) != targets.end();
        const Way line = way(places, World::nodes, node);
        if (asked) {
          draw_arrow(canvas, line, theme.orange.text, 1.75f);
        } else {
          draw_dashes(canvas, line, faded(theme.line, 0.6f), 1, 5);
        }
      } else if (role == Role::leader) {
        arrow(World::nodes, node);
        for (NodeId to = 0; to < World::nodes; ++to) {
          const bool multi = topology == Topology::multi_leader;
          const bool serves = !multi || model.role(topology, to) == Role::leader ||
                              model.multi().leader_of(to) == node;
          if (to != node && serves) arrow(node, to);
        }
      }
    }
  }

  static void draw_messages(const Canvas& canvas, const Places& places, Topology topology,
                            const Comparison& model) {
    const Theme& theme = canvas.theme();
    for (const Pulse& pulse : model.pulses(topology)) {
      const Way line = way(places, pulse.from, pulse.to);
      const auto share = static_cast<float>(pulse.progress(model.now()));
      const bool answers = pulse.kind == Errand::ack || pulse.kind == Errand::answer;
      const bool gossips = pulse.kind == Errand::anti_entropy;
      const Hue& hue = answers ? theme.green : gossips ? theme.purple : theme.orange;
      if (!answers || canvas.reduced_motion()) {
        draw_arrow(canvas, line, faded(hue.text, 0.85f), 1.75f);
      }
      if (canvas.reduced_motion()) continue;
      if (pulse.lost()) {
        draw_cross(canvas, line.at(share), 5, faded(theme.red.text, 1 - share));
        continue;
      }
      if (!answers) {
        draw_pulse(canvas, line, std::max(share, 0.001f), hue);
        continue;
      }
      const ImVec2 at = line.at(share);
      canvas.disc(at, 6.5f, theme.card, hue.text, 1.5f);
      draw_tick(canvas, at, 3.5f, hue.text);
    }
  }

  static void draw_replica(Canvas& canvas, ImVec2 centre, float radius, Topology topology,
                           NodeId node, const Comparison& model) {
    const Theme& theme = canvas.theme();
    const std::string number = std::to_string(node + 1);
    const Role role = model.role(topology, node);
    const bool up = model.up(node), acked = model.acked(topology, node);
    const bool highlighted = topology == model.topology();
    const Box hit{centre.x - 22, centre.y - 22, 44, 44};
    bool pointed = canvas.pointed_at(centre, radius + 4);
    if (highlighted && canvas.clicked(number.c_str(), hit))
      canvas.set(phrase({"node-", number}), !up);

    const float lit =
        canvas.glide(phrase({id_of(topology), " lit ", number}), up && acked ? 1.f : 0.f, 0.3f);
    draw_node(canvas, centre, radius,
              {.hue = hue_of(theme, topology, node, model), .label = number, .glow = 0.6f * lit});
    if (role == Role::leader) {
      draw_crown(canvas, {centre.x - radius * 0.9f, centre.y - radius * 0.9f}, radius * 0.9f);
    }
    if (!up) {
      draw_cross(canvas, centre, radius * 0.7f, faded(theme.red.text, 0.6f));
      canvas.text(centre, number, {.size = TextSize::strong, .align = Align::centre});
    } else if (acked) {
      const ImVec2 at{centre.x + radius * 0.8f, centre.y - radius * 0.7f};
      canvas.disc(at, 7.5f, theme.green.fill, theme.card, 1.5f);
      draw_tick(canvas, at, 4, theme.green.ink);
    }
    const std::uint32_t version = model.version(topology, node);
    const bool undecided =
        topology == Topology::multi_leader && model.multi().siblings(node).size() > 1;
    std::string label = phrase({"v", version});
    if (undecided) {
      std::vector<std::uint32_t> numbers;
      for (const auto& sibling : model.multi().siblings(node)) numbers.push_back(sibling.write);
      distributed::stable_sort(numbers);
      label.clear();
      for (const std::uint32_t each : numbers) {
        append(label, {label.empty() ? "v" : "|", each});
      }
    }
    const bool latest = version > 0 && version == model.writes(topology).size();
    // Below a leader there are arrows: its version stands beside it, off the other leader's side.
    const bool leads = role == Role::leader;
    const bool on_right = topology == Topology::multi_leader && node > 0;
    const float aside = radius + 5;
    const ImVec2 place =
        !leads ? ImVec2{centre.x, centre.y + radius + 2 + canvas.line_height(TextSize::small) / 2}
               : ImVec2{centre.x + (on_right ? aside : -aside), centre.y};
    canvas.text(place, up ? label : "down",
                {.size = TextSize::small,
                 .colour = !up || undecided ? theme.red.text
                           : latest         ? theme.green.text
                                            : theme.text_soft,
                 .align = !leads     ? Align::centre
                          : on_right ? Align::left
                                     : Align::right});
    if (pointed) {
      const char* what = role == Role::leader    ? "leader"
                         : role == Role::replica ? "replica"
                                                 : "node";
      std::string text = phrase({"Node ", number, ", ", what, up ? "" : ", down", ": v", version,
                                 ", value ", model.value(topology, node)});
      if (highlighted) text += up ? "\nClick to stop it" : "\nClick to start it again";
      canvas.tooltip(text);
    }
  }

  struct Row {
    const char* label;
    const char* word;
  };

  static std::array<Row, 4> rows_of(Topology topology) {
    const Scorecard card = scorecard_of(topology);
    return {{{"Write latency:", card.write_latency},
             {"Read scalability:", card.read_scalability},
             {"Conflict handling:", card.conflict_handling},
             {"Geographic distribution:", card.geographic_distribution}}};
  }

  // Whether label and word fit side by side, in all three panels.
  static bool in_one_line(const Canvas& canvas, float width) {
    float widest = 0;
    for (const Topology topology : all_topologies) {
      for (const auto& [label, word] : rows_of(topology)) {
        widest = std::max(widest, canvas.text_width(label, TextSize::small) + 6 +
                                      canvas.text_width(word, TextSize::strong));
      }
    }
    return widest <= width;
  }

  static float scorecard_height(const Canvas& canvas, float width) {
    return 4 * (in_one_line(canvas, width) ? 20.f : 37.f);
  }

  static void draw_scorecard(const Canvas& canvas, const Box& box, Topology topology) {
    const Theme& theme = canvas.theme();
    const bool one_line = in_one_line(canvas, box.width);
    float y = box.y;
    for (const auto& [label, word] : rows_of(topology)) {
      canvas.text({box.x, y + (one_line ? 11.f : 9.f)}, label,
                  {.size = TextSize::small, .colour = theme.text_soft});
      const float x = one_line ? box.x + canvas.text_width(label, TextSize::small) + 6 : box.x;
      canvas.text({x, y + (one_line ? 10.f : 24.f)}, word, {.size = TextSize::strong});
      y += one_line ? 20.f : 37.f;
    }
  }

  static float figures_height(const Canvas& canvas) {
    return 4 * (canvas.line_height(TextSize::small) + 3) + 6;
  }

  static void draw_figures(const Canvas& canvas, const Box& box, Topology topology,
                           const Comparison& model) {
    const Theme& theme = canvas.theme();
    const float pitch = canvas.line_height(TextSize::small) + 3;
    canvas.fill({box.x - 5, box.y, box.width + 10, box.height + 1}, theme.hover, 5);
    float y = box.y + 3 + pitch / 2;
    const auto row = [&](std::string_view label, std::string_view value) {
      canvas.text({box.x, y}, label, {.size = TextSize::small, .colour = theme.text_soft});
      canvas.text({box.right(), y}, value,
                  {.size = TextSize::small, .colour = theme.text, .align = Align::right});
      y += pitch;
    };
    const auto figures = model.figures(topology);
    const std::size_t writes = model.writes(topology).size();
    row("Measured, last write", writes == 0 ? "none yet" : phrase({"v", writes}));
    const std::string none = "–";
    row("Client latency", !figures              ? none
                          : figures->latency_ms ? ms(*figures->latency_ms)
                          : model.moving()      ? "waiting"
                                                : "no answer");
    const bool everywhere = figures && figures->everywhere_ms;
    row(everywhere || !figures ? "All replicas have it" : "Replicas that have it",
        !figures     ? none
        : everywhere ? ms(*figures->everywhere_ms)
                     : phrase({figures->copies, " of ", figures->alive}));
    row("Reads of the old value",
        figures && figures->stale_share ? percent_text(*figures->stale_share) : none);
  }

  static void draw_legend(const Canvas& canvas, const Box& box, bool wide) {
    const Theme& theme = canvas.theme();
    const char* slow = "Slow motion: 1 ms on the network takes 15 ms here";
    static_assert(Comparison::slow_motion == 15);
    const TextStyle soft{.size = TextSize::small, .colour = theme.text_soft};
    const float line = wide ? 0 : 18.f;
    const float y = box.y + 11;
    struct Entry {
      const Hue& hue;
      const char* text;
      bool tick;
    };
    const Entry entries[] = {{theme.orange, "write", false},
                             {theme.green, "acknowledgement", true},
                             {theme.purple, "anti-entropy", false}};
    float width = -14;
    for (const Entry& entry : entries) width += 16 + canvas.text_width(entry.text, soft.size) + 14;
    float x = wide ? box.x : box.centre().x - width / 2;
    for (const auto& [hue, text, tick] : entries) {
      if (tick) {
        canvas.ink().AddCircle({x + 5, y}, 6, hue.text, 0, 1.5f);
        draw_tick(canvas, {x + 5, y}, 3.5f, hue.text);
      } else {
        canvas.disc({x + 5, y}, 5, hue.fill, hue.edge, 1);
      }
      canvas.text({x + 16, y}, text, soft);
      x += 16 + canvas.text_width(text, soft.size) + 14;
    }
    canvas.text({wide ? box.right() : box.centre().x, y + line}, slow,
                {.size = TextSize::small,
                 .colour = theme.text_soft,
                 .align = wide ? Align::right : Align::centre});
  }
};

}  // namespace

extern const Sim replication_topology_comparison;
const Sim replication_topology_comparison{
    .id = "replication-topology-comparison",
    .title = "Replication Topology Comparison",
    .height = 740,
    .explore_height = 430,
    .step = 0.15,
    .make_model = [](std::uint64_t seed) -> std::unique_ptr<Model> {
      return std::make_unique<ReplicationTopologyComparison>(seed);
    },
    .make_view = []() -> std::unique_ptr<View> {
      return std::make_unique<ReplicationTopologyComparisonView>();
    },
    .explore_height_narrow = 920,
};

}  // namespace microsims

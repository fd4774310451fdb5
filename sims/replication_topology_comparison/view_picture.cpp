#include "replication_topology_comparison/view.hpp"

#include <algorithm>
#include <array>

#include "stage/draw/cluster.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using distributed::replication::Role;

constexpr float client_height = 24;
constexpr float note_height = 20;
constexpr float gap_to_node = 4, gap_to_client = 2;

// The places of a topology in its picture.
struct Places {
  std::array<ImVec2, World::nodes> nodes;
  std::vector<ImVec2> clients;  // one; in multi-leader one above each leader
  float border = 0;             // x of the line between the regions
  float radius = 0;
};

Hue hue_of(const Theme& theme, Role role) {
  return role == Role::leader ? theme.gold : role == Role::peer ? theme.teal : theme.plain;
}

Places places_of(const Box& box, Topology topology, const ReplicationTopologyComparison& model,
                 float radius) {
  // By shares of the picture's width and height.
  constexpr float columns[] = {0, 0.25f, 0.5f, 0.75f, 1}, heights[] = {.4f, .7f, 1, .7f, .4f};
  constexpr ImVec2 two_groups[] = {{.2f, .2f}, {.2f, 1}, {.72f, .2f}, {.5f, 1}, {.94f, 1}};
  const auto at = [&](float x, float y) {
    return ImVec2{box.x + radius + (box.width - 2 * radius) * x,
                  box.y + radius + (box.height - 2 * radius) * y};
  };
  const World& world = model.world();
  Places places;
  places.radius = radius;
  places.border = topology == Topology::multi_leader
                      ? at(0.35f, 0).x
                      : (at(columns[1], 0).x + at(columns[2], 0).x) / 2;
  float row = 0;
  for (NodeId node = 0; node < World::nodes; ++node) {
    const bool leads = model.clusters().of(topology).role(node) == Role::leader;
    const float x = columns[node];
    ImVec2& place = places.nodes[node];
    if (topology == Topology::leaderless) {
      place = at(x, heights[node]);
    } else if (topology == Topology::multi_leader) {
      place = at(two_groups[node].x, two_groups[node].y);
    } else if (world.regions) {
      place = leads ? at(std::clamp(x, 0.14f, 0.86f), 0.2f) : at(x, 1);
    } else {
      place = leads ? at(0.5f, 0.2f) : at(0.08f + 0.28f * row++, 1);
    }
    if (leads) places.clients.push_back(place);
  }
  if (topology == Topology::single_leader && world.regions) {
    places.clients = {at(std::clamp(columns[world.home()], 0.17f, 0.83f), 0)};
  }
  if (topology == Topology::leaderless) {
    places.clients = {at(!world.regions ? 0.5f : world.client_in_b ? 0.75f : 0.17f, 0)};
  }
  return places;
}

// All of it moves to where it belongs; the clients stay in their line at the top.
void glide_to(const Canvas& canvas, Places& places, const Box& field, Topology topology,
              float client_y) {
  const std::string key = id_of(topology);
  const auto share = [&](std::string_view what, std::size_t i, float target) {
    return canvas.glide(phrase({key, what, i}), target);
  };
  for (std::size_t i = 0; i < places.nodes.size(); ++i) {
    ImVec2& at = places.nodes[i];
    at.x = field.x + share(" x", i, (at.x - field.x) / field.width) * field.width;
    at.y = field.y + share(" y", i, (at.y - field.y) / field.height) * field.height;
  }
  for (std::size_t i = 0; i < places.clients.size(); ++i) {
    ImVec2& at = places.clients[i];
    at = {field.x + share(" client ", i, (at.x - field.x) / field.width) * field.width, client_y};
  }
}

// Where a message between two nodes, or a client and a node, runs.
Bow message_way(const Places& places, NodeId from, NodeId to) {
  const auto mouth = [&](NodeId node) {
    // In multi-leader each leader has its own client.
    const bool second = places.clients.size() > 1 && node == Clusters::leaders[1];
    const ImVec2 client = places.clients[second ? 1 : 0];
    return ImVec2{client.x, client.y + client_height / 2};
  };
  const float rim = places.radius + gap_to_node;
  if (from == Clusters::client) {
    return way_between(mouth(to), gap_to_client, places.nodes[to], rim);
  }
  if (to == Clusters::client) {
    return way_between(places.nodes[from], rim, mouth(from), gap_to_client);
  }
  return way_between(places.nodes[from], rim, places.nodes[to], rim);
}

NodeId node_of_lane(int lane) {
  const int place = lane % lanes_each;
  return place == 0 ? Clusters::client : static_cast<NodeId>(place - 1);
}

std::string tip_of(const Clusters& clusters, Topology topology, NodeId node, bool highlighted) {
  const Role role = clusters.of(topology).role(node);
  const bool up = clusters.up(node);
  std::string text =
      phrase({node_name(static_cast<int>(node)), ", ", roles[static_cast<int>(role)].label,
              up ? "" : ", down", ": v", clusters.of(topology).version(node), ", value ",
              clusters.value(topology, node)});
  if (highlighted) text += up ? "\nClick to stop it" : "\nClick to start it again";
  return text;
}

Stand stand_of(const Canvas& canvas, const Places& places, Topology topology, NodeId node,
               const ReplicationTopologyComparison& model) {
  const Theme& theme = canvas.theme();
  const Clusters& clusters = model.clusters();
  const Role role = clusters.of(topology).role(node);
  const bool up = clusters.up(node), acked = up && clusters.of(topology).acked(node);
  const std::uint32_t version = clusters.of(topology).version(node);
  const bool highlighted = topology == model.topology();
  const bool latest = version > 0 && version == clusters.of(topology).writes().size();
  const bool bad = !up || clusters.holds_several(topology, node);
  Stand stand;
  stand.centre = places.nodes[node];
  stand.radius = places.radius;
  stand.hue = hue_of(theme, role);
  stand.label = std::to_string(node + 1);
  stand.caption = up ? clusters.version_text(topology, node) : "down";
  // Below a leader there are arrows: its version stands beside it, off the other leader's side.
  if (role == Role::leader) {
    stand.caption_side = topology == Topology::multi_leader && node > 0 ? Side::right : Side::left;
  }
  stand.caption_colour = bad ? theme.red.text : latest ? theme.green.text : theme.text_soft;
  stand.glow =
      0.6f * canvas.glide(phrase({id_of(topology), " lit ", node}), acked ? 1.f : 0.f, 0.3f);
  stand.crown = role == Role::leader;
  stand.crown_side = {-0.9f, -0.9f};
  stand.crown_width = 0.9f;
  stand.down = !up;
  stand.ticked = acked;
  stand.tip = tip_of(clusters, topology, node, highlighted);
  if (highlighted) stand.control = node_id(static_cast<int>(node));
  return stand;
}

void draw_ways(const Canvas& canvas, const ClusterPicture& picture, Topology topology,
               const Clusters& clusters) {
  const Theme& theme = canvas.theme();
  const auto link = [&](NodeId from, NodeId to, const LinkStyle& style) {
    draw_link(canvas, picture, lane_of(topology, from), lane_of(topology, to), style);
  };
  const LinkStyle arrow{.colour = faded(theme.line, 0.8f), .arrow = true};
  const std::vector<NodeId> targets = clusters.leaderless().targets();
  for (NodeId node = 0; node < World::nodes; ++node) {
    if (topology == Topology::leaderless) {
      const bool asked = std::find(targets.begin(), targets.end(), node) != targets.end();
      link(Clusters::client, node,
           asked ? LinkStyle{.colour = theme.orange.text, .thickness = 1.75f, .arrow = true}
                 : LinkStyle{.thickness = 1, .dashed = true});
    } else if (clusters.of(topology).role(node) == Role::leader) {
      link(Clusters::client, node, arrow);
      for (NodeId to = 0; to < World::nodes; ++to) {
        const bool serves = topology == Topology::single_leader ||
                            clusters.of(topology).role(to) == Role::leader ||
                            clusters.multi().leader_of(to) == node;
        if (to != node && serves) link(node, to, arrow);
      }
    }
  }
}

void draw_regions(const Canvas& canvas, const Box& box, float border, float y) {
  const Theme& theme = canvas.theme();
  draw_dashes(canvas, Way{{border, box.y + client_height + 4}, {border, y + 8}}, theme.line, 1.25f,
              4);
  const TextStyle style{.size = TextSize::small, .colour = theme.text_soft, .align = Align::centre};
  canvas.text({(box.x + border) / 2, y}, "Region A", style);
  canvas.text({(border + box.right()) / 2, y}, "Region B", style);
}

void draw_client(const Canvas& canvas, ImVec2 centre) {
  const Theme& theme = canvas.theme();
  const float width = canvas.text_width("Client", TextSize::small) + 14;
  const Box box{centre.x - width / 2, centre.y - client_height / 2, width, client_height};
  canvas.framed(box, theme.hover, theme.text_soft, 4);
  canvas.text(centre, "Client",
              {.size = TextSize::small, .colour = theme.text, .align = Align::centre});
}

}  // namespace

void draw_topology(Canvas& canvas, const Box& box, Topology topology,
                   const ReplicationTopologyComparison& model) {
  const Theme& theme = canvas.theme();
  const bool regions = model.world().regions;
  const float below = canvas.line_height(TextSize::small) + 6 + note_height + (regions ? 16 : 0);
  const Box field{box.x + 4, box.y + client_height + 4, box.width - 8,
                  box.height - client_height - 4 - below};
  const float share = topology == Topology::leaderless ? 0.08f : 0.085f;
  const float radius = std::clamp(std::min(field.width * share, field.height * 0.15f), 12.f, 26.f);
  Places places = places_of(field, topology, model, radius);
  glide_to(canvas, places, field, topology, box.y + client_height / 2);

  ClusterPicture picture;
  picture.stands.resize(all_topologies.size() * lanes_each, Stand{.centre = {}, .hidden = true});
  for (NodeId node = 0; node < World::nodes; ++node) {
    picture.stands[static_cast<std::size_t>(lane_of(topology, node))] =
        stand_of(canvas, places, topology, node, model);
  }
  picture.way = [&places](int from, int to) {
    return message_way(places, node_of_lane(from), node_of_lane(to));
  };
  picture.shown = [topology](const Message& message) {
    return message.from / lanes_each == static_cast<int>(topology);
  };

  if (regions) draw_regions(canvas, box, places.border, box.bottom() - note_height - 8);
  draw_ways(canvas, picture, topology, model.clusters());
  draw_messages(canvas, picture, model);
  for (const ImVec2 client : places.clients) draw_client(canvas, client);
  if (topology == Topology::leaderless) {
    const ImVec2 client = places.clients[0];
    // On its arrows, or, where these are flat, beside the client.
    const bool low = field.height < 0.4f * field.width;
    draw_badge(canvas,
               {client.x + (low ? 52.f : 0.f), client.y + (low ? 0.f : client_height / 2 + 13)},
               phrase({"W=", model.rules().w}), theme.orange);
  }
  draw_stands(canvas, picture, model);
  const auto note = model.note(topology);
  canvas.text({box.centre().x, box.bottom() - 8}, note.words,
              {.size = TextSize::small,
               .colour = note.tone == Tone::bad ? theme.red.text : theme.text,
               .align = Align::centre});
}

void draw_small_nodes(const Canvas& canvas, const Box& box, Topology topology,
                      const ReplicationTopologyComparison& model) {
  const Places places = places_of(box, topology, model, 5);
  for (NodeId node = 0; node < World::nodes; ++node) {
    Hue hue = hue_of(canvas.theme(), model.clusters().of(topology).role(node));
    if (!model.clusters().up(node)) hue.fill = mixed(hue.fill, canvas.theme().card, 0.75f);
    canvas.disc(places.nodes[node], 5, hue.fill, hue.edge, 1.25f);
  }
}

}  // namespace microsims

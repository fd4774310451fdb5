#include "stage/draw/view.hpp"

#include <algorithm>
#include <cmath>

#include "split_brain_scenario/explored.hpp"
#include "split_brain_scenario/model.hpp"
#include "split_brain_scenario/view_rules.hpp"
#include "stage/draw/easing.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using Kind = SplitBrainMessage::Kind;
using Role = SplitBrain::Role;

// One decimal always, so that a running number does not jump.
std::string seconds_text(double seconds) {
  const auto tenths = static_cast<int>(seconds * 10 + 1e-6);
  return phrase({tenths / 10, ".", tenths % 10, " s"});
}

constexpr const char* elected_text = "Elected new leader.";

constexpr double cut_takes = 0.8, heal_takes = 0.5, flash_takes = 2.4;

// Where everything stands in a frame.
struct Places {
  Box clients, graph, strip, logs;
  std::array<ImVec2, most_nodes> nodes;
  std::array<ImVec2, 2> mouths;  // where the clients' messages leave
  float radius = 0, middle = 0;
  bool narrow = false, crowded = false;
};

class SplitBrainView : public ViewOf<SplitBrainScenario> {
  void draw(Canvas& canvas, const Box& area, const SplitBrainScenario& model) override {
    const Places places = arrange(canvas, area, model.setup());
    draw_links(canvas, places, model);
    draw_cut(canvas, places, model.episode());
    draw_fencing(canvas, places, model.episode());
    draw_messages(canvas, places, model.episode());
    draw_nodes(canvas, places, model);
    draw_clients(canvas, places, model.episode());
    draw_strip(canvas, places, model);
    draw_logs(canvas, places, model.episode());
  }

  void explore(Canvas& canvas, const Box& area, const SplitBrainScenario& model) override {
    draw_rules_table(canvas, area, model);
  }

  // Each side stands on an arc of its own, so that no link runs through a third node.
  static Places arrange(Canvas& canvas, const Box& area, const Setup& setup) {
    Places places;
    places.narrow = area.width < 560;
    const Box inner = area.middle(widest_row, 12);
    const float left = inner.x, width = inner.width;
    places.clients = {left, area.y + 2, width, 26};
    const float log_height = places.narrow ? 92 : 104, strip_height = places.narrow ? 50 : 60;
    const float gap = places.narrow ? 6 : 10;
    places.logs = {left, area.bottom() - log_height - gap, width, log_height};
    places.strip = {left, places.logs.y - gap - strip_height, width, strip_height};
    const float top = places.clients.bottom() + 6;
    places.graph = {left, top, width, places.strip.y - gap - top};
    places.middle = area.centre().x;
    std::array<int, 2> on_side{}, placed{};
    for (NodeId node = 0; node < setup.nodes; ++node) ++on_side[setup.beside[node] ? 0 : 1];
    const int most = std::max(on_side[0], on_side[1]);
    const float height = places.graph.height;
    places.radius = std::clamp(height / (3.1f * static_cast<float>(most)), 13.f, 30.f);
    places.crowded = most > 2 || height < 110;
    const float reach = std::min(width * (places.narrow ? 0.21f : 0.25f), 190.f);
    const float mouth = places.narrow ? 14 : 46, below = places.clients.bottom() + 3;
    places.mouths = {ImVec2{places.middle - mouth, below}, ImVec2{places.middle + mouth, below}};
    for (NodeId node = 0; node < setup.nodes; ++node) {
      const std::size_t side = setup.beside[node] ? 0 : 1;
      const int count = on_side[side];
      const int row = placed[side]++;
      // -1 at the top to 1 at the bottom of the arc.
      const float along =
          count == 1 ? 0 : 2 * static_cast<float>(row) / static_cast<float>(count - 1) - 1;
      const float inward = reach * (1 - (places.crowded ? 0.3f : 0.22f) * along * along);
      const float up = height / 2 - places.radius - 6;
      const std::string key = name_of(node);
      const float x = places.middle + (side == 0 ? -inward : inward);
      const float crown = places.radius * 0.4f;
      const float y = places.graph.centre().y + crown + along * (up - crown);
      places.nodes[node] = {canvas.glide(phrase({key, " x"}), x),
                            canvas.glide(phrase({key, " y"}), y)};
    }
    return places;
  }

  /// How far the cut reaches down, 0 to 1.
  static float cut_share(const Canvas& canvas, const Episode& episode) {
    const double now = episode.now();
    if (canvas.reduced_motion()) return episode.cluster().split() ? 1 : 0;
    const float drawn = ease_in_out(share_of(now, episode.cut_at(), episode.cut_at() + cut_takes));
    const double healed = episode.healed_at();
    return drawn * (1 - ease_in_out(share_of(now, healed, healed + heal_takes)));
  }

  static void draw_links(const Canvas& canvas, const Places& places,
                         const SplitBrainScenario& model) {
    const Theme& theme = canvas.theme();
    const Setup& setup = model.setup();
    const float cut_to = places.graph.y + places.graph.height * cut_share(canvas, model.episode());
    for (NodeId a = 0; a < setup.nodes; ++a) {
      for (NodeId b = a + 1; b < setup.nodes; ++b) {
        const Way way =
            way_between(places.nodes[a], places.radius + 4, places.nodes[b], places.radius + 4);
        const float run = way.to.x - way.from.x;
        const bool crosses = setup.beside[a] != setup.beside[b] && std::abs(run) > 1;
        const ImVec2 crossing = crosses ? way.at((places.middle - way.from.x) / run) : way.from;
        if (crosses && crossing.y < cut_to) {
          draw_dashes(canvas, way, faded(theme.line, 0.5f), 1.5f, 5);
          draw_cross(canvas, crossing, 6, theme.red.text);
        } else {
          canvas.ink().AddLine(way.from, way.to, theme.line, 2);
        }
      }
    }
  }

  static void draw_cut(const Canvas& canvas, const Places& places, const Episode& episode) {
    const float share = cut_share(canvas, episode);
    if (share <= 0) return;
    const ImU32 red = canvas.theme().red.text;
    constexpr float dash = 10, period = 17;
    const float top = places.graph.y, bottom = top + places.graph.height * share;
    // The dashes run along the line for as long as time does.
    const float shift = canvas.reduced_motion()
                            ? 0
                            : static_cast<float>(std::fmod((episode.now() - episode.cut_at()) * 14,
                                                           static_cast<double>(period)));
    for (float y = top + shift - period; y < bottom; y += period) {
      const float from = std::max(y, top), to = std::min(y + dash, bottom);
      if (to > from) canvas.ink().AddLine({places.middle, from}, {places.middle, to}, red, 3);
    }
  }

  static void draw_fencing(const Canvas& canvas, const Places& places, const Episode& episode) {
    const auto& fencing = episode.cluster().fencing();
    if (!fencing) return;
    const Hue& hue = canvas.theme().purple;
    using distributed::simulation::to_seconds;
    const float share =
        share_of(episode.now(), to_seconds(fencing->begun_at), to_seconds(fencing->done_at));
    bool named = false;
    for (NodeId node = 0; node < episode.setup().nodes; ++node) {
      if (episode.setup().beside[node] == episode.setup().beside[fencing->by]) continue;
      const Way way = way_between(places.nodes[fencing->by], places.radius + 4, places.nodes[node],
                                  places.radius + 6);
      draw_arrow(canvas, {way.from, way.at(canvas.reduced_motion() ? 1 : std::max(share, 0.1f))},
                 hue.text, 2.5f);
      if (!named) draw_badge(canvas, way.at(0.5f), "power off", hue);
      named = true;
    }
  }

  static Hue hue_of(const Theme& theme, Kind kind, bool of_a) {
    if (kind == Kind::write) return of_a ? theme.orange : theme.blue;
    if (kind == Kind::done || kind == Kind::vote) return theme.green;
    if (kind == Kind::refused) return theme.red;
    if (kind == Kind::append || kind == Kind::append_ack) return theme.teal;
    return theme.purple;
  }

  static void draw_messages(const Canvas& canvas, const Places& places, const Episode& episode) {
    const NodeId client = episode.cluster().client();
    for (const auto& pulse : episode.cluster().in_flight()) {
      const bool from_client = pulse.from == client, to_client = pulse.to == client;
      const NodeId node = from_client ? pulse.to : pulse.from;
      const bool of_a = episode.setup().beside[node];
      const ImVec2 mouth = places.mouths[of_a ? 0 : 1];
      Way way = way_between(places.nodes[from_client ? node : pulse.from], places.radius + 4,
                            places.nodes[to_client ? node : pulse.to], places.radius + 6);
      if (from_client || to_client) {
        // Below the crown, on the side of the client.
        const float away = places.radius + 6;
        const ImVec2 rim{places.nodes[node].x + (of_a ? 0.8f : -0.8f) * away,
                         places.nodes[node].y - 0.6f * away};
        way = from_client ? Way{mouth, rim} : Way{rim, mouth};
      }
      const Hue hue = hue_of(canvas.theme(), pulse.kind, of_a);
      const auto share = static_cast<float>(pulse.progress(episode.cluster().now()));
      const char* name = badge_of(pulse.kind);
      // Lost messages end at the cut.
      if (pulse.lost() && !from_client && share > 0.5f) continue;
      if (canvas.reduced_motion()) {
        draw_arrow(canvas, way, hue.text, 2);
        if (name) draw_name(canvas, way, 0.35f, name, hue);
        continue;
      }
      if (from_client) {
        // A stream: one drop after the other.
        draw_arrow(canvas, way, faded(hue.text, 0.8f), 2);
        for (const float behind : {0.36f, 0.18f}) draw_pulse(canvas, way, share - behind, hue);
      }
      draw_pulse(canvas, way, ease_in_out(share), hue);
      // Where many stand close together there is no room for names: the strip says what goes on.
      const bool crosses = std::abs(way.from.x - way.to.x) > 30;
      if (name && (crosses || !places.crowded)) {
        draw_name(canvas, way, ease_in_out(share), name, hue);
      }
    }
  }

  // The badge rides beside its message, on the left hand of those that travel to the right, so that
  // two that meet pass each other.
  static void draw_name(const Canvas& canvas, const Way& way, float share, const char* name,
                        const Hue& hue) {
    const ImVec2 at = way.at(std::clamp(share, 0.08f, 0.92f));
    if (std::abs(way.to.x - way.from.x) < std::abs(way.to.y - way.from.y)) {
      draw_badge(canvas, {at.x - canvas.text_width(name, TextSize::small) / 2 - 16, at.y}, name,
                 hue);
    } else {
      draw_badge(canvas, {at.x, at.y + (way.to.x >= way.from.x ? -15.f : 15.f)}, name, hue);
    }
  }

  static void draw_nodes(Canvas& canvas, const Places& places, const SplitBrainScenario& model) {
    const Theme& theme = canvas.theme();
    const Episode& episode = model.episode();
    const SplitBrain& cluster = episode.cluster();
    const double now = episode.now();
    for (NodeId node = 0; node < cluster.size(); ++node) {
      const ImVec2 centre = places.nodes[node];
      const float radius = places.radius;
      const Role role = cluster.role(node);
      const bool leads = role == Role::leader, down = role == Role::down;
      const std::string number = std::to_string(node + 1);

      float glow = 0;
      const double since = cluster.elected() == node ? now - episode.elected_at() : -1;
      const bool flashes = since >= 0 && since < flash_takes && leads;
      if (flashes) {
        const auto wave = std::cos(static_cast<float>(since / flash_takes) * 3 * 6.2831853f);
        glow = canvas.reduced_motion() ? 1 : 0.5f - 0.5f * wave;
      }
      Hue hue = leads ? theme.gold : theme.plain;
      if (flashes) hue.fill = mixed(hue.fill, theme.card, glow * 0.6f);
      const float lit = down ? 0.35f : 1;
      hue.fill = faded(hue.fill, lit);
      if (down) hue.ink = theme.text_soft;
      // As many as leave the label beside the node free.
      for (int ring = 0; ring < 2 && glow > 0; ++ring) {
        canvas.ink().AddCircle(
            centre, radius + 5 + 5 * static_cast<float>(ring),
            faded(theme.gold.edge, glow * (0.9f - 0.28f * static_cast<float>(ring))), 0, 3);
      }
      draw_node(canvas, centre, radius, {.hue = hue, .label = number});
      if (down) draw_cross(canvas, centre, radius * 0.75f, theme.red.text);
      if (leads) {
        const float grown =
            since >= 0 && !canvas.reduced_motion() ? ease_out(share_of(since, 0, 0.5)) : 1;
        draw_crown(canvas, {centre.x, centre.y - radius - radius * 0.42f},
                   radius * 1.25f * std::max(grown, 0.2f));
      }
      const bool across = !episode.setup().beside[node];
      if (across && cluster.split() && !episode.decided() && cluster.silence(node) > 0) {
        const double silent = distributed::simulation::to_seconds(cluster.silence(node));
        draw_patience(canvas, centre, radius + 5, share_of(silent, 0, episode.timeout_of(node)));
      }
      draw_label(canvas, places, episode, node);
      // On a narrow page there is room until Write B is there.
      if (since >= 0 && cluster.split() && places.narrow && cluster.writes().size() < 2) {
        const float half = canvas.text_width(elected_text, TextSize::small) / 2 + 6;
        draw_badge(canvas,
                   {std::clamp(centre.x, places.middle + half + 8, places.graph.right() - half),
                    places.clients.centre().y},
                   elected_text, theme.gold);
      }
      take_click(canvas, places, model, node);
    }
  }

  static void take_click(Canvas& canvas, const Places& places, const SplitBrainScenario& model,
                         NodeId node) {
    const ImVec2 centre = places.nodes[node];
    const float radius = std::max(places.radius, 16.f);
    const std::string key = name_of(node);
    if (model.can_change_sides(node)) {
      const Box box{centre.x - radius, centre.y - radius, 2 * radius, 2 * radius};
      if (canvas.clicked(key.c_str(), box)) {
        canvas.set(phrase({"beside-", node + 1}), !model.setup().beside[node]);
      }
    }
    if (!canvas.pointed_at(centre, radius)) return;
    const SplitBrain& cluster = model.cluster();
    std::string text = phrase({key, ": "});
    text += cluster.role(node) == Role::leader ? "leader"
            : cluster.role(node) == Role::down ? "powered off"
                                               : "replica";
    text += phrase({", balance ", money(cluster.value(node)), ", term ", cluster.epoch(node)});
    if (cluster.silence(node) > 0) {
      append(text, {"\nNo heartbeat for ",
                    number_text(distributed::simulation::to_seconds(cluster.silence(node)), 1),
                    " s, stands after ", number_text(model.episode().timeout_of(node), 0), " s"});
    }
    for (const BalanceEntry& entry : cluster.log(node)) {
      append(text, {"\n", model.episode().words_of(entry)});
    }
    if (model.can_change_sides(node)) text += "\nClick to move it to the other side of the split";
    canvas.tooltip(text);
  }

  // A ring that closes as the patience of a replica runs out.
  static void draw_patience(const Canvas& canvas, ImVec2 centre, float radius, float share) {
    constexpr float turn = 6.2831853f, up = -turn / 4;
    canvas.ink().AddCircle(centre, radius, canvas.theme().track, 0, 4);
    canvas.ink().PathArcTo(centre, radius, up, up + turn * std::max(share, 0.01f), 48);
    canvas.ink().PathStroke(canvas.theme().orange.fill, 0, 4);
  }

  static void draw_label(const Canvas& canvas, const Places& places, const Episode& episode,
                         NodeId node) {
    const Theme& theme = canvas.theme();
    const SplitBrain& cluster = episode.cluster();
    const bool left = episode.setup().beside[node];
    const float away = places.radius + 15;  // clear of the halo
    const float x = places.nodes[node].x + (left ? -away : away);
    const Align align = left ? Align::right : Align::left;
    const Role role = cluster.role(node);
    const char* what = role == Role::leader ? "Leader" : role == Role::down ? "Off" : "Replica";
    std::string balance = money(cluster.value(node));
    if (episode.setup().promotion == Promotion::majority) {
      append(balance, {places.narrow ? " T" : ", term ", cluster.epoch(node)});
    }
    const ImU32 colour = role == Role::leader ? theme.gold.text
                         : role == Role::down ? theme.red.text
                                              : theme.text_soft;
    const float y = places.nodes[node].y;
    if (places.graph.height < 110 && cluster.size() > 3) {
      canvas.text({x, y}, balance, {.size = TextSize::small, .colour = colour, .align = align});
      return;
    }
    const float line = places.crowded ? 9 : places.narrow ? 16 : 18;
    const float second = places.crowded ? y - line : y + 0.5f;
    if (!places.crowded) {
      canvas.text({x, y - line}, name_of(node), {.size = TextSize::strong, .align = align});
    }
    if (cluster.elected() == node && cluster.split() && !places.narrow) {
      const float half = canvas.text_width(elected_text, TextSize::small) / 2 + 6;
      draw_badge(canvas, {left ? x - half : x + half, second}, elected_text, theme.gold);
    } else {
      canvas.text({x, second}, what, {.size = TextSize::small, .colour = colour, .align = align});
    }
    canvas.text({x, y + line}, balance, {.size = TextSize::small, .align = align});
  }

  static void draw_clients(const Canvas& canvas, const Places& places, const Episode& episode) {
    if (!episode.decided()) return;
    const Theme& theme = canvas.theme();
    for (std::size_t i = 0; i < 2; ++i) {
      if (episode.cluster().writes().size() <= i) continue;
      const Hue& hue = i == 0 ? theme.orange : theme.blue;
      const Box& row = places.clients;
      const bool lost = episode.lost(i);
      const std::string text =
          phrase({i == 0 ? "Write A: " : "Write B: ", row.width < 370 ? "" : "user balance = ",
                  money(i == 0 ? balance_a : balance_b)});
      const float width = canvas.text_width(text, TextSize::small) + 14;
      const float inner = places.narrow ? 6.f : 40.f;
      const float x = i == 0 ? places.middle - inner - width : places.middle + inner;
      const Box chip{x, row.y, width, row.height};
      canvas.ink().AddRectFilled(chip.low(), chip.high(), lost ? theme.card : hue.fill, 6);
      canvas.ink().AddRect(chip.low(), chip.high(), hue.edge, 6);
      canvas.text(
          chip.centre(), text,
          {.size = TextSize::small, .colour = lost ? hue.text : hue.ink, .align = Align::centre});
      if (lost) strike(canvas, {chip.x + 7, chip.centre().y}, width - 14);
    }
  }

  static void strike(const Canvas& canvas, ImVec2 at, float width) {
    canvas.ink().AddLine({at.x, at.y + 1}, {at.x + width, at.y + 1}, canvas.theme().red.text, 1.5f);
  }

  static void draw_strip(const Canvas& canvas, const Places& places,
                         const SplitBrainScenario& model) {
    const Episode& episode = model.episode();
    const Box& box = places.strip;
    const Theme& theme = canvas.theme();
    draw_card(canvas, box);
    if (episode.in_conflict()) return draw_conflict(canvas, box, episode);
    if (episode.cluster().split() && !episode.decided()) return draw_timer(canvas, box, episode);
    std::string first, second;
    ImU32 colour = theme.text;
    if (episode.over()) {
      const bool lost = episode.lost(0) || episode.lost(1);
      const Hue& hue = lost ? theme.orange : theme.green;
      canvas.ink().AddRect(box.low(), box.high(), hue.edge, 8, 0, 2);
      const float indent = 38, room = box.width - indent - 10;
      if (lost) {
        draw_badge(canvas, {box.x + 20, box.centre().y}, "!", hue);
      } else {
        draw_tick(canvas, {box.x + 20, box.centre().y}, 7, hue.text);
      }
      const TextSize size = places.narrow ? TextSize::small : TextSize::body;
      const float height = canvas.line_height(size) * 1.12f;
      const float lines = canvas.text_width(model.verdict(), size) > room ? 2 : 1;
      canvas.paragraph({box.x + indent, box.centre().y - lines * height / 2}, room, model.verdict(),
                       {.size = size});
      return;
    }
    if (!episode.cluster().split()) {
      first =
          episode.conflict_at() == not_yet
              ? phrase({"All nodes hold ", money(balance_at_first), " and hear the leader."})
              : phrase({name_of(0), " and ", name_of(episode.target_b()), " sync their logs ..."});
      second = episode.conflict_at() == not_yet ? rule_in_words(model.setup()) : "";
    } else {
      const auto leaders = episode.cluster().leaders();
      const Hue& hue = leaders.size() > 1 ? theme.red : theme.green;
      colour = hue.text;
      if (leaders.size() > 1) {
        first = "Two leaders";
        if (!places.narrow) {
          append(first, {": ", name_of(leaders.front()), " and ", name_of(leaders.back())});
        }
      } else if (leaders.size() == 1) {
        first = phrase({"One leader: ", name_of(leaders.front())});
      } else {
        first = "No leader";
      }
      if (episode.elected_at() != not_yet) {
        append(first, {places.narrow        ? " after "
                       : leaders.size() > 1 ? ", the new one elected after "
                                            : ", elected after ",
                       seconds_text(episode.timer())});
      }
      second = fates_in_words(episode);
    }
    const float shift = second.empty() ? 0.f : 11.f;
    canvas.text({box.centre().x, box.centre().y - shift}, first,
                {.size = TextSize::strong,
                 .colour = colour,
                 .align = Align::centre,
                 .room = box.width - 20});
    canvas.text({box.centre().x, box.centre().y + shift}, second,
                {.size = TextSize::small,
                 .colour = theme.text_soft,
                 .align = Align::centre,
                 .room = box.width - 20});
  }

  static std::string fates_in_words(const Episode& episode) {
    std::string text;
    for (std::size_t i = 0; i < episode.cluster().writes().size(); ++i) {
      append(text, {i == 0 ? "A: " : "   B: ", text_of(episode.fate(i))});
    }
    return text;
  }

  static void draw_timer(const Canvas& canvas, const Box& box, const Episode& episode) {
    const Theme& theme = canvas.theme();
    const double waits = episode.timeout_of(episode.setup().first_across());
    const float y = box.y + box.height * 0.36f;
    canvas.text(
        {box.x + 14, y},
        episode.timer() < waits
            ? phrase({"No heartbeat; timeout after ", number_text(waits, 0), " s"})
            : name_of(episode.setup().first_across()) + rule_of(episode.setup().promotion).at_work,
        {.size = box.width < 350 ? TextSize::small : TextSize::body});
    canvas.text({box.right() - 14, y}, seconds_text(episode.timer()),
                {.size = TextSize::title, .align = Align::right});
    const Box bar{box.x + 14, box.bottom() - 15, box.width - 28, 7};
    canvas.ink().AddRectFilled(bar.low(), bar.high(), theme.track, 4);
    const float share = share_of(episode.timer(), 0, waits);
    if (share > 0.01f) {
      canvas.ink().AddRectFilled(bar.low(), {bar.x + bar.width * share, bar.bottom()},
                                 theme.orange.fill, 4);
    }
  }

  static void draw_conflict(const Canvas& canvas, const Box& box, const Episode& episode) {
    const Theme& theme = canvas.theme();
    const auto& sides = episode.cluster().conflict();
    const double since = episode.now() - episode.conflict_at();
    const auto wave = std::cos(static_cast<float>(since) * 3 * 3.1415927f);
    const bool calm = canvas.reduced_motion() || since > 2;
    Hue red = theme.red;
    if (!calm) red.fill = mixed(red.edge, red.fill, 0.6f + 0.4f * wave);
    draw_banner(canvas, {box.x, box.y, box.width, box.height - 26}, "CONFLICT DETECTED", red);
    canvas.ink().AddRect(box.low(), box.high(), theme.red.edge, 8, 0, 2);
    const float y = box.bottom() - 13;
    canvas.text({box.centre().x, y}, "Which write wins?",
                {.size = TextSize::strong, .align = Align::centre});
    for (const auto& side : {sides.front(), sides.back()}) {
      const bool first = side.leader == sides.front().leader;
      // Where there is no room for names, the logs below have them.
      std::string text = box.width < 370 ? "" : phrase({name_of(side.leader), ": "});
      text += money(side.value);
      canvas.text({first ? box.x + 12 : box.right() - 12, y}, text,
                  {.align = first ? Align::left : Align::right});
    }
  }

  static void draw_logs(const Canvas& canvas, const Places& places, const Episode& episode) {
    const Box& row = places.logs;
    const float gap = places.narrow ? 8.f : 16.f;
    const float width = (row.width - gap) / 2;
    draw_log(canvas, {row.x, row.y, width, row.height}, episode, episode.target_a());
    draw_log(canvas, {row.x + width + gap, row.y, width, row.height}, episode, episode.target_b());
  }

  static void draw_log(const Canvas& canvas, const Box& box, const Episode& episode, NodeId node) {
    const Theme& theme = canvas.theme();
    const SplitBrain& cluster = episode.cluster();
    draw_card(canvas, box);
    const bool tight = box.width < 170;
    const float margin = tight ? 8 : 10, left = box.x + margin, right = box.right() - margin;
    const float line = std::min(18.f, (box.height - 34) / 4);
    float y = box.y + 13;
    canvas.text({left, y}, phrase({tight ? "" : "Log of ", name_of(node)}),
                {.size = TextSize::strong});
    canvas.text({right, y}, money(cluster.value(node)),
                {.size = TextSize::strong, .align = Align::right});
    canvas.ink().AddLine({left, y + 11}, {right, y + 11}, theme.card_edge);
    y += 13 + line / 2;
    const TextStyle soft{.size = TextSize::small, .colour = theme.text_soft};
    const float indent = canvas.text_width(tight ? "00.0 s " : "00.0 s  ", TextSize::small);
    canvas.text({left, y}, "0.0 s", soft);
    canvas.text({left + indent, y}, phrase({tight ? "" : "balance = ", money(balance_at_first)}),
                soft);
    for (const BalanceEntry& entry : cluster.log(node)) {
      y += line;
      draw_entry(canvas, {left, y}, right, indent, episode, entry);
    }
  }

  static void draw_entry(const Canvas& canvas, ImVec2 at, float right, float indent,
                         const Episode& episode, const BalanceEntry& entry) {
    const Theme& theme = canvas.theme();
    const double written = distributed::simulation::to_seconds(entry.written_at);
    const bool lost = entry.write != 0 && episode.cluster().writes()[entry.write - 1].lost;
    const ImU32 colour = entry.write == 1   ? theme.orange.text
                         : entry.write == 2 ? theme.blue.text
                                            : theme.green.text;
    canvas.text(at, seconds_text(written), {.size = TextSize::small, .colour = theme.text_soft});
    const float mark = lost ? canvas.text_width("lost", TextSize::small) + 4 : 16;
    const float x = at.x + indent;
    std::string words;
    for (const Length length : {Length::full, Length::brief, Length::least}) {
      words = episode.words_of(entry, length);
      if (canvas.text_width(words, TextSize::small) <= right - x - mark) break;
    }
    canvas.text({x, at.y}, words, {.size = TextSize::small, .colour = colour});
    if (lost) {
      strike(canvas, {x, at.y}, canvas.text_width(words, TextSize::small));
      canvas.text({right, at.y}, "lost",
                  {.size = TextSize::small, .colour = theme.red.text, .align = Align::right});
    } else if (entry.write == 0 || episode.cluster().writes()[entry.write - 1].confirmed) {
      draw_tick(canvas, {right - 6, at.y}, 5, theme.green.text);
    }
  }
};

}  // namespace

extern const Sim split_brain_scenario;
const Sim split_brain_scenario{
    .id = "split-brain-scenario",
    .title = "Split-Brain Scenario",
    .height = 660,
    .explore_height = 360,
    .step = 0.5,
    .make_model = [](std::uint64_t seed) -> std::unique_ptr<Model> {
      return std::make_unique<SplitBrainScenario>(seed);
    },
    .make_view = []() -> std::unique_ptr<View> { return std::make_unique<SplitBrainView>(); },
};

}  // namespace microsims

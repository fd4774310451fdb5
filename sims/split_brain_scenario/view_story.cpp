#include "split_brain_scenario/view_story.hpp"

#include <algorithm>
#include <cmath>

#include "stage/draw/easing.hpp"
#include "stage/draw/shapes.hpp"

namespace microsims {
namespace {

// What the rule asks of a node before it leads.
std::string rule_in_words(const Setup& setup) {
  switch (setup.promotion) {
    case Promotion::timeout_only:
      return "A replica that hears no leader for 10 s becomes leader.";
    case Promotion::majority:
      return phrase({"Raft: a leader needs ", setup.nodes / 2 + 1, " of ", setup.nodes,
                     " nodes, itself included."});
    case Promotion::bully:
      return "Bully: of the nodes that answer, the highest number leads.";
    case Promotion::fencing:
      break;
  }
  return "Fencing: first have the silent leader powered off, then lead.";
}

void strike(const Canvas& canvas, ImVec2 at, float width) {
  canvas.ink().AddLine({at.x, at.y + 1}, {at.x + width, at.y + 1}, canvas.theme().red.text, 1.5f);
}

std::string fates_in_words(const Episode& episode) {
  std::string text;
  for (const ClientWrite& write : episode.writes()) {
    append(text, {text.empty() ? "" : "   ", write.letter(), ": ", text_of(write.fate)});
  }
  return text;
}

void draw_timer(const Canvas& canvas, const Box& box, const Episode& episode) {
  const Theme& theme = canvas.theme();
  const double waits = episode.timeout_of(episode.setup().first_across());
  const float y = box.y + box.height * 0.36f;
  canvas.text(
      {box.x + 14, y},
      episode.timer() < waits
          ? phrase({"No heartbeat; timeout after ", number_text(waits, 0), " s"})
          : name_of(episode.setup().first_across()) + rule_of(episode.setup().promotion).at_work,
      {.size = box.width < 350 ? TextSize::small : TextSize::body});
  canvas.text({box.right() - 14, y}, tenths_text(episode.timer()),
              {.size = TextSize::title, .align = Align::right});
  const Box bar{box.x + 14, box.bottom() - 15, box.width - 28, 7};
  canvas.ink().AddRectFilled(bar.low(), bar.high(), theme.track, 4);
  const float share = share_of(episode.timer(), 0, waits);
  if (share > 0.01f) {
    canvas.ink().AddRectFilled(bar.low(), {bar.x + bar.width * share, bar.bottom()},
                               theme.orange.fill, 4);
  }
}

void draw_conflict(const Canvas& canvas, const Box& box, const Episode& episode) {
  const Theme& theme = canvas.theme();
  const auto& sides = episode.cluster().contradiction();
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
  for (const NodeId leader : {sides.front(), sides.back()}) {
    const bool first = leader == sides.front();
    // Where there is no room for names, the logs below have them.
    std::string text = box.width < 370 ? "" : phrase({name_of(leader), ": "});
    text += money(episode.cluster().value(leader));
    canvas.text({first ? box.x + 12 : box.right() - 12, y}, text,
                {.align = first ? Align::left : Align::right});
  }
}

void draw_entry(const Canvas& canvas, ImVec2 at, float right, float indent, const Episode& episode,
                const LogClusterEntry& entry) {
  const Theme& theme = canvas.theme();
  const double written = simulation::to_seconds(entry.written_at);
  const bool lost = entry.write != 0 && episode.cluster().writes()[entry.write - 1].lost;
  const ImU32 colour = entry.write == 1   ? theme.orange.text
                       : entry.write == 2 ? theme.blue.text
                                          : theme.green.text;
  canvas.text(at, tenths_text(written), {.size = TextSize::small, .colour = theme.text_soft});
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

void draw_log(const Canvas& canvas, const Box& box, const Episode& episode, NodeId node) {
  const Theme& theme = canvas.theme();
  const LogCluster& cluster = episode.cluster();
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
  for (const LogClusterEntry& entry : cluster.log(node)) {
    y += line;
    draw_entry(canvas, {left, y}, right, indent, episode, entry);
  }
}

}  // namespace

void draw_clients(const Canvas& canvas, const StoryPlaces& places, const Episode& episode) {
  const Theme& theme = canvas.theme();
  const Box& row = places.clients;
  for (const auto& [name, at, balance, fate, lost] : episode.writes()) {
    const bool first = at == episode.target_a();
    const Hue& hue = first ? theme.orange : theme.blue;
    const std::string text =
        phrase({name, ": ", row.width < 370 ? "" : "user balance = ", money(balance)});
    const float width = canvas.text_width(text, TextSize::small) + 14;
    const float inner = places.narrow ? 6.f : 40.f;
    const Box chip{first ? places.middle - inner - width : places.middle + inner, row.y, width,
                   row.height};
    canvas.framed(chip, lost ? theme.card : hue.fill, hue.edge, 6);
    canvas.text(
        chip.centre(), text,
        {.size = TextSize::small, .colour = lost ? hue.text : hue.ink, .align = Align::centre});
    if (lost) strike(canvas, {chip.x + 7, chip.centre().y}, width - 14);
  }
}

void draw_strip(const Canvas& canvas, const StoryPlaces& places, const SplitBrainScenario& model) {
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
                     tenths_text(episode.timer())});
    }
    second = fates_in_words(episode);
  }
  const float shift = second.empty() ? 0.f : 11.f;
  canvas.text(
      {box.centre().x, box.centre().y - shift}, first,
      {.size = TextSize::strong, .colour = colour, .align = Align::centre, .room = box.width - 20});
  canvas.text({box.centre().x, box.centre().y + shift}, second,
              {.size = TextSize::small,
               .colour = theme.text_soft,
               .align = Align::centre,
               .room = box.width - 20});
}

void draw_logs(const Canvas& canvas, const StoryPlaces& places, const Episode& episode) {
  const Box& row = places.logs;
  const float gap = places.narrow ? 8.f : 16.f;
  const float width = (row.width - gap) / 2;
  draw_log(canvas, {row.x, row.y, width, row.height}, episode, episode.target_a());
  draw_log(canvas, {row.x + width + gap, row.y, width, row.height}, episode, episode.target_b());
}

}  // namespace microsims

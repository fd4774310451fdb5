#include "quorum_calculator/view.hpp"

#include <algorithm>

#include "stage/draw/cluster.hpp"
#include "stage/draw/legend.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using distributed::Request;

bool holds(const std::vector<int>& nodes, int node) {
  return std::count(nodes.begin(), nodes.end(), node) > 0;
}

ClusterPicture replicas_of(const Canvas& canvas, const Box& row, const Box& client,
                           const QuorumCalculator& model) {
  const Theme& theme = canvas.theme();
  const auto& requests = model.client();
  const auto reached = [](const Request* request) {
    return request ? request->reached() : std::vector<int>{};
  };
  const std::vector<int> written = reached(requests.last_write()),
                         asked = reached(requests.last_read());
  const auto count = static_cast<float>(model.quorum().n);
  const float pitch = std::min(row.width / count, 150.f);
  const float radius = std::clamp(std::min(pitch * 0.34f, row.height * 0.16f), 16.f, 40.f);
  const float y = row.bottom() - canvas.line_height(TextSize::small) - radius - 10;

  ClusterPicture cluster;
  cluster.stands.push_back({.centre = client.centre(), .hidden = true});
  for (int i = 0; i < model.quorum().n; ++i) {
    const auto& replica = requests.replicas[static_cast<std::size_t>(i)];
    const bool wrote = holds(written, i), read = holds(asked, i);
    const std::string number = number_text(i + 1);
    const float slot = row.centre().x + pitch * (static_cast<float>(i) - (count - 1) / 2);
    Stand stand{.centre = {canvas.glide(phrase({"replica ", number}), slot), y},
                .radius = radius,
                .label = number,
                .down = replica.down};
    stand.hue = wrote && read && !replica.down ? theme.green
                : wrote && !replica.down       ? theme.orange
                : read && !replica.down        ? theme.blue
                                               : theme.plain;
    stand.glow = canvas.glide(phrase({"lit ", number}), wrote || read ? 1.f : 0.f, 0.3f);
    stand.caption = phrase({"v", replica.version});
    if (replica.version == model.client().latest()) stand.caption_colour = theme.text;
    // Letters say what the colours say.
    if (wrote && !replica.down) stand.badges.push_back({"W", theme.orange, {-0.8f, 0.8f}});
    if (read && !replica.down) stand.badges.push_back({"R", theme.blue, {0.8f, 0.8f}});
    if (replica.down) stand.badges.push_back({"DOWN", theme.red});
    stand.control = phrase({node_id(i), "-down"});
    stand.tip = phrase({node_name(i), ": version ", replica.version,
                        replica.down ? ". Click to bring it back." : ". Click to take it down."});
    cluster.stands.push_back(std::move(stand));
  }
  return cluster;
}

// What the client knows by now.
struct News {
  std::string words;
  const Hue& hue;
};

News news_of(const Theme& theme, const QuorumCalculator& model) {
  using Outcome = QuorumCalculator::Outcome;
  const Outcome outcome = model.outcome();
  if (outcome == Outcome::write_refused || outcome == Outcome::read_refused) {
    const bool write = outcome == Outcome::write_refused;
    return {phrase({write ? "Write" : "Read", " failed: ", model.live(), " up, needs ",
                    write ? model.quorum().w : model.quorum().r}),
            theme.red};
  }
  const Request *write = model.client().last_write(), *read = model.client().last_read();
  const bool reading = read && read->trips.front().leg != distributed::Trip::Leg::waiting;
  const Request* request = reading ? read : write;
  if (!request)
    return {phrase({"All ", model.quorum().n, " replicas hold version 1"}), theme.plain};
  const bool failed = !request->succeeded && !request->travels();
  if (reading && request->succeeded) {
    if (!read->stale())
      return {phrase({"Read returned v", read->version, ", the latest"}), theme.green};
    return {phrase({"Stale read: v", read->version, ", the latest is v", model.client().latest()}),
            theme.red};
  }
  return {phrase({reading ? "Read" : phrase({"Write v", write->version}),
                  failed ? " failed: " : ": ", request->answered().size(), " of ", request->needed,
                  reading ? " answered" : " acknowledged"}),
          failed    ? theme.red
          : reading ? theme.blue
                    : theme.orange};
}

void draw_client(const Canvas& canvas, const Box& box, const QuorumCalculator& model) {
  const auto [words, hue] = news_of(canvas.theme(), model);
  const bool plain = &hue == &canvas.theme().plain;
  draw_card(canvas, box);
  if (!plain) {
    canvas.ink().AddRectFilled(box.low(), box.high(), hue.fill, 8);
    canvas.ink().AddRect(box.low(), box.high(), hue.edge, 8);
  }
  canvas.text(box.centre(), words,
              {.size = TextSize::strong,
               .colour = plain ? canvas.theme().text : hue.ink,
               .align = Align::centre});
}

// W + R and the guarantee, the tolerances beside them where there is room.
void draw_rule(const Canvas& canvas, const Box& box, const QuorumCalculator& model, bool narrow) {
  const Theme& theme = canvas.theme();
  const float line = narrow ? 21.f : 26.f;
  draw_card(canvas, box);
  ImVec2 at{box.x + 14, box.y + (narrow ? 18.f : 23.f)};
  const ImVec2 first = at;
  const auto facts = model.facts();
  for (int i = 0; i < 4; ++i) {
    const Fact& fact = facts[static_cast<std::size_t>(i)];
    if (i == 2 && !narrow) at = {box.centre().x, first.y};
    const bool plain = fact.tone == Tone::plain;
    const Hue& hue = fact.tone == Tone::good ? theme.green : theme.red;
    const std::string words = QuorumCalculator::said(fact);
    const TextStyle style{.size = plain ? TextSize::body : TextSize::strong,
                          .colour = plain ? theme.text : hue.text};
    if (i == 0) {
      const ImVec2 sign{at.x + 8, at.y};
      model.quorum().consistent() ? draw_tick(canvas, sign, 6, hue.text)
                                  : draw_cross(canvas, sign, 5, hue.text);
      canvas.text({at.x + 24, at.y}, words, style);
      canvas.text({at.x + 24 + canvas.text_width(words, style.size), at.y},
                  phrase({model.quorum().consistent() ? " > N = " : " ≤ N = ", model.quorum().n}),
                  {.colour = theme.text_soft});
    } else {
      canvas.text(at, words, style);
    }
    at.y += line;
  }
}

}  // namespace

void QuorumCalculatorView::draw(Canvas& canvas, const Box& area, const QuorumCalculator& model) {
  const Theme& theme = canvas.theme();
  const bool narrow = area.width < narrow_page;
  const float rule_height = narrow ? 98 : 72;
  const Box inner = area.middle(widest_row, 12);
  const Box rule{inner.x, inner.bottom() - rule_height - 10, inner.width, rule_height};
  const Box legend{inner.x, rule.y - 28, inner.width, 24};
  const float client_width = std::min(area.width - 24, 330.f);
  const Box client{area.centre().x - client_width / 2, area.y + 2, client_width, 44};
  const Box row{area.x + 12, client.bottom(), area.width - 24, legend.y - client.bottom()};

  ClusterPicture cluster = replicas_of(canvas, row, client, model);
  // Leaving the client side by side keeps the ways apart.
  cluster.way = [&cluster, &client](int from, int to) {
    const Stand& stand = cluster.stands[static_cast<std::size_t>(std::max(from, to))];
    const float middle = client.centre().x;
    const ImVec2 mouth{middle + (stand.centre.x - middle) * 0.3f, client.bottom()};
    const Bow way = way_between(mouth, 4, stand.centre, stand.radius + 5);
    return from == 0 ? way : way.back();
  };
  for (int i = 1; i <= model.quorum().n; ++i) draw_link(canvas, cluster, 0, i);
  draw_messages(canvas, cluster, model);
  draw_stands(canvas, cluster, model);
  draw_client(canvas, client, model);
  draw_legend(
      canvas, legend,
      {{.hue = theme.orange, .words = "W: write acknowledged", .short_words = "W: written"},
       {.hue = theme.blue, .words = "R: read consulted", .short_words = "R: read"},
       {.hue = theme.green, .words = "both: guarantees fresh data", .short_words = "both: fresh"}});
  draw_rule(canvas, rule, model, narrow);
}

}  // namespace microsims

// The client above its replicas, the key, and what follows from N, W and R; in the drawer what the
// three numbers cost and what they leave open:
//
//   by counting          in time                by failures
//   stale reads, k       WARS: fresh after t,   availability of reads and
//   versions old         latency percentiles    writes against that of a node

#include <algorithm>

#include "quorum/availability.hpp"
#include "quorum/staleness.hpp"
#include "quorum_calculator/model.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/facts.hpp"
#include "stage/draw/fan.hpp"
#include "stage/draw/layout.hpp"
#include "stage/draw/legend.hpp"
#include "stage/draw/view.hpp"

namespace microsims {
namespace {

using distributed::Coordinator;
using distributed::Quorum;
using distributed::Request;

void show_replicas(const Canvas& canvas, ClusterPicture& cluster, const Coordinator& client) {
  const Theme& theme = canvas.theme();
  const auto reached = [](const Request* request) {
    return request ? request->reached() : std::vector<int>{};
  };
  for (int i = 0; i < client.quorum().n; ++i) {
    const auto& [version, down] = client.replicas[static_cast<std::size_t>(i)];
    Stand& stand = cluster.stands[static_cast<std::size_t>(i) + 1];
    stand.down = down;
    if (down) stand.badges.push_back({"DOWN", theme.red});
    stand.caption = phrase({"v", version});
    if (version == client.latest()) stand.caption_colour = theme.text;
    stand.control = phrase({node_id(i), "-down"});
    stand.tip = phrase({node_name(i), ": version ", version,
                        down ? ". Click to bring it back." : ". Click to take it down."});
  }
  mark_sets(canvas, cluster, {reached(client.last_write()), "W", theme.orange},
            {reached(client.last_read()), "R", theme.blue}, theme.green);
}

// What the client knows by now.
void draw_client(const Canvas& canvas, const Box& box, const Coordinator& client) {
  const Theme& theme = canvas.theme();
  const auto say = [&](std::initializer_list<distributed::Piece> words, const Hue& hue) {
    draw_status(canvas, box, phrase(words), hue);
  };
  const Request *write = client.last_write(), *read = client.last_read();
  if (client.refused()) {
    const bool writing = client.outcome() == Coordinator::Outcome::write_refused;
    return say({writing ? "Write" : "Read", " failed: ", client.live(), " up, needs ",
                writing ? client.quorum().w : client.quorum().r},
               theme.red);
  }
  const bool reading = read && read->trips.front().leg != distributed::Trip::Leg::waiting;
  const Request* request = reading ? read : write;
  if (!request) return say({"All ", client.quorum().n, " replicas hold version 1"}, theme.plain);
  if (reading && read->stale()) {
    return say({"Stale read: v", read->version, ", the latest is v", client.latest()}, theme.red);
  }
  if (reading && read->succeeded) {
    return say({"Read returned v", read->version, ", the latest"}, theme.green);
  }
  const bool failed = !request->succeeded && !request->travels();
  say({reading ? "Read" : phrase({"Write v", write->version}), failed ? " failed: " : ": ",
       request->answered().size(), " of ", request->needed,
       reading ? " answered" : " acknowledged"},
      failed    ? theme.red
      : reading ? theme.blue
                : theme.orange);
}

// W + R and the guarantee, the tolerances beside them where there is room.
void draw_rule(const Canvas& canvas, const Box& box, const QuorumCalculator& model, bool narrow) {
  const auto& [n, w, r] = model.quorum();
  std::vector<FactLine> lines;
  for (const Fact& fact : model.facts()) {
    lines.push_back({QuorumCalculator::said(fact), fact.tone});
  }
  lines.resize(4);
  lines[0].sign = true;
  lines[0].rest = phrase({w + r > n ? " > N = " : " ≤ N = ", n});
  draw_fact_lines(canvas, box, lines, narrow);
}

// What stale reads remain: the chance to miss the last k versions. Where no read is stale: what
// another R would make of it, or another W if each would do.
void draw_counting(const Canvas& canvas, const Box& box, const Quorum& quorum, const Fact& stale) {
  const bool remain = *stale.value > 0, of_reads = quorum.w < quorum.n;
  const char* letter = remain ? "k" : of_reads ? "R" : "W";
  std::vector<Bar> bars;
  const auto bar = [&](int number, double share, bool chosen) {
    bars.push_back({bars.empty() ? phrase({letter, " = ", number}) : phrase({number}), 100 * share,
                    canvas.theme().orange, chosen});
  };
  for (const int k : {1, 2, 3, 5, 10}) {
    if (remain) bar(k, distributed::k_staleness_probability(quorum, k), false);
  }
  for (int count = 1; count <= quorum.n && !remain; ++count) {
    Quorum other = quorum;
    (of_reads ? other.r : other.w) = count;
    bar(count, distributed::stale_read_probability(other), other == quorum);
  }
  const Box chart = draw_words(
      canvas, box, "Stale by counting",
      {phrase({facts_in_words({stale}), " It is C(N−W, R) / C(N, R)."}),
       remain ? "Chance to miss the last k versions, %:"
              : phrase({"Every read meets the last write. Chance to miss it with another ", letter,
                        ", %:"})});
  draw_bar_chart(canvas, chart, {.bars = bars, .decimals = 1});
}

void draw_time(const Canvas& canvas, const Box& box, const QuorumCalculator& model) {
  const std::vector<Fact> waits = model.waits();
  const Box chart =
      draw_words(canvas, box, "Fresh as time passes",
                 {phrase({facts_in_words({waits[0]}), " (50,000 simulated writes and reads)"}),
                  facts_in_words({waits[1], waits[2]}), facts_in_words({waits[3], waits[4]})});
  const double end = std::max(1.0, *waits[0].value * 1.1);
  const auto fresh = [&](double t) { return 100 * model.wars().fresh_probability(t); };
  draw_line_chart(canvas, chart,
                  {.series = {{"", curve(0, end, 60, fresh), canvas.theme().blue}},
                   .x_max = static_cast<float>(end),
                   .y_max = 100,
                   .x_name = "ms after the write",
                   .y_name = "fresh reads, %"});
}

void draw_availability(const Canvas& canvas, const Box& box, const QuorumCalculator& model,
                       const Fact& writes, const Fact& reads) {
  const double up = model.node_availability();
  const Box chart = draw_words(canvas, box, "Available while nodes fail",
                               {phrase({"With each node up ", percent_text(up), " of the time:"}),
                                facts_in_words({writes}), facts_in_words({reads})});
  LineChart lines{.series = {},
                  .x_max = 50,
                  .y_max = 100,
                  .x_name = "a node is down, % of the time",
                  .y_name = "%"};
  const auto add = [&](const char* name, const Fact& now, const Hue& hue, auto availability) {
    const auto percent = [&](double down) {
      return 100 * availability(model.quorum(), 1 - down / 100);
    };
    const double down = 100 * (1 - up);
    lines.series.push_back({name, curve(0, 50, 50, percent), hue, &now == &reads});
    lines.series.push_back({"", curve(down, down, 1, percent), hue, false, true});
  };
  add("writes", writes, canvas.theme().orange, distributed::write_availability);
  add("reads", reads, canvas.theme().blue, distributed::read_availability);
  draw_line_chart(canvas, chart, lines);
}

class QuorumCalculatorView : public ViewOf<QuorumCalculator> {
  void draw(Canvas& canvas, const Box& area, const QuorumCalculator& model) override {
    const Theme& theme = canvas.theme();
    const bool narrow = area.width < narrow_page;
    const float rule_height = narrow ? 98 : 72;
    const Box inner = area.middle(widest_row, 12);
    const Box rule{inner.x, inner.bottom() - rule_height - 10, inner.width, rule_height};
    const Box legend{inner.x, rule.y - 28, inner.width, 24};
    const float client_width = std::min(area.width - 24, 330.f);
    const Box client{area.centre().x - client_width / 2, area.y + 2, client_width, 44};
    const Box row{area.x + 12, client.bottom(), area.width - 24, legend.y - client.bottom()};

    ClusterPicture cluster;
    arrange_fan(canvas, cluster, client, row, model.quorum().n);
    show_replicas(canvas, cluster, model.client());
    for (int i = 1; i <= model.quorum().n; ++i) draw_link(canvas, cluster, 0, i);
    draw_messages(canvas, cluster, model);
    draw_stands(canvas, cluster, model);
    draw_client(canvas, client, model.client());
    draw_legend(canvas, legend,
                {{Sign::disc, theme.orange, "W: write acknowledged", "W: written"},
                 {Sign::disc, theme.blue, "R: read consulted", "R: read"},
                 {Sign::disc, theme.green, "both: guarantees fresh data", "both: fresh"}});
    draw_rule(canvas, rule, model, narrow);
  }

  void explore(Canvas& canvas, const Box& area, const QuorumCalculator& model) override {
    const auto parts = columns_or_stacked(area.shrunk(14), 3, 28, area.width < narrow_page);
    const auto facts = model.facts();
    draw_counting(canvas, parts[0], model.quorum(), facts[4]);
    draw_time(canvas, parts[1], model);
    draw_availability(canvas, parts[2], model, facts[5], facts[6]);
  }
};

}  // namespace

extern const Sim quorum_calculator;
const Sim quorum_calculator =
    sim_of<QuorumCalculator, QuorumCalculatorView>({.id = "quorum-calculator",
                                                    .title = "Quorum Calculator",
                                                    .height = 620,
                                                    .explore_height = 330,
                                                    .step = 0.5,
                                                    .explore_height_narrow = 930});

}  // namespace microsims

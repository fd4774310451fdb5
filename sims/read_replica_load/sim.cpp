// Clients above, below them each node as a tank that fills with the share of its time that reads
// and writes take, its line standing on it; in the drawer what routing, trouble and one replica
// more make of it.
//
//            [ 8000 requests a second ]
//          /       |       |       \        ways as wide as what flows
//        | |      |#|     |#|     |#|       lines
//        |/|      |//|    |//|    |//|      / writes, # reads, - - by law
//      Leader      1       2       3
//        '- - - - -^- - - -^- - - -^        the log

#include <algorithm>
#include <cmath>

#include "queueing/read_replicas_law.hpp"
#include "read_replica_load/model.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/facts.hpp"
#include "stage/draw/layout.hpp"
#include "stage/draw/legend.hpp"
#include "stage/draw/tank.hpp"
#include "stage/draw/view.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using distributed::queueing::LoadTest;

namespace {

constexpr float clients_height = 36, flow_height = 62, line_height = 60, under_tank = 40,
                log_height = 34;

struct Column {
  ImVec2 mouth;  // where requests come in, above its line
  Box line, tank;
};

Column column_of(const Box& area, int node, int nodes) {
  const auto count = static_cast<float>(nodes);
  const float pitch = std::min(area.width / count, 120.f);
  const float width = std::clamp(pitch * 0.62f, 26.f, 58.f);
  const float top = area.y + flow_height, tank_top = top + line_height;
  const float x = area.centre().x + pitch * (static_cast<float>(node) - (count - 1) / 2);
  return {{x, top - 2},
          {x - width / 2 + 4, top, width - 8, line_height},
          {x - width / 2, tank_top, width, area.bottom() - tank_top - under_tank - log_height}};
}

void draw_node(const Canvas& canvas, const Column& column, const ReadReplicaLoad& model,
               std::uint32_t node) {
  const Theme& theme = canvas.theme();
  const auto figures = model.test().figures(node);
  const auto& waiting = model.test().waiting(node);
  const bool full = 2 * waiting.requests >= ReadReplicaLoad::line_limit;
  const bool only_writes = node == 0 && load_of(model.options(), 0).reads == 0;
  const double law = utilisation_law(model.options(), node);
  const auto glide = [&](const char* what, double share) {
    return canvas.glide(phrase({what, node}), static_cast<float>(share));
  };
  const Box& tank = column.tank;
  draw_tank(canvas, tank,
            {{glide("writes ", figures.writing), theme.orange, true},
             {glide("reads ", figures.reading), theme.blue}},
            static_cast<float>(law), full);
  draw_slabs(
      canvas, column.line,
      {{waiting.log, theme.orange}, {waiting.requests, only_writes ? theme.orange : theme.blue}},
      full);

  const std::string name = node == 0 ? std::string{"Leader"} : phrase({"Replica ", node});
  const bool short_name = node > 0 && tank.width < 48;
  canvas.text({tank.centre().x, tank.bottom() + 13},
              model.nothing_measured() ? std::string{"–"} : percent_text(figures.busy(), 0),
              {.size = TextSize::strong, .align = Align::centre});
  canvas.text({tank.centre().x, tank.bottom() + 31}, short_name ? phrase({"R", node}) : name,
              {.size = TextSize::small, .align = Align::centre});
  const Box whole{tank.x, column.line.y, tank.width, tank.bottom() + under_tank - column.line.y};
  if (!canvas.pointed_at(whole)) return;
  canvas.tooltip(phrase({name, ": busy ", percent_text(figures.busy()), ", by law ",
                         percent_text(law), "\nReads ", percent_text(figures.reading), ", writes ",
                         percent_text(figures.writing), "\nIn line: ", waiting.all()}));
}

void draw_log(const Canvas& canvas, const Box& area, int nodes) {
  if (nodes < 2) return;
  const ImU32 colour = canvas.theme().orange.text;
  const float y = area.bottom() - log_height + 14, foot = y - 12;
  for (int node = 0; node < nodes; ++node) {
    const float x = column_of(area, node, nodes).mouth.x;
    if (node > 0) {
      draw_arrow(canvas, Way{{x, y}, {x, foot - 2}}, colour, 2);
      continue;
    }
    canvas.ink().AddLine({x, y}, {x, foot}, colour, 2);
    draw_dashes(canvas, Way{{x, y}, {column_of(area, nodes - 1, nodes).mouth.x, y}}, colour, 2);
  }
  canvas.text({area.centre().x, y + 12}, "the log: every replica applies every write",
              {.size = TextSize::small, .colour = colour, .align = Align::centre});
}

void draw_nodes(const Canvas& canvas, const Box& area, const ReadReplicaLoad& model) {
  const Theme& theme = canvas.theme();
  const auto& options = model.options();
  const float width = std::min(area.width, 300.f), middle = area.centre().x;
  const Box clients{middle - width / 2, area.y, width, clients_height};
  const bool fine = model.nothing_measured() || model.test().trouble() == LoadTest::Trouble::none;
  draw_status(canvas, clients, phrase({options.traffic.mean_rate, " requests a second"}),
              fine ? theme.plain : theme.red);
  const Box below{area.x, clients.bottom(), area.width, area.bottom() - clients.bottom()};
  std::optional<Milliseconds> clock;
  if (model.test().under_load()) clock = model.now();
  for (std::uint32_t node = 0; node <= options.replicas; ++node) {
    const auto load = load_of(options, node);
    const Column column = column_of(below, static_cast<int>(node), model.nodes());
    const ImVec2 to = column.mouth;
    const ImVec2 from{middle + (to.x - middle) * 0.45f, clients.bottom() + 3};
    const float aside = node == 0 && load.reads > 0 ? 7.f : 0.f;
    const auto flow = [&](double rate, const Hue& hue, float by) {
      draw_flow(canvas, {{from.x + by, from.y}, {to.x + by, to.y}},
                static_cast<float>(rate / options.service_rate), hue, clock);
    };
    flow(load.reads, theme.blue, aside);
    if (node == 0) flow(load.writes, theme.orange, -aside);
    draw_node(canvas, column, model, node);
  }
  draw_log(canvas, below, model.nodes());
}

void draw_routings(const Canvas& canvas, const Box& box, const ReadReplicaLoad& model) {
  const auto& trials = model.trials();
  const Box chart = draw_words(
      canvas, box, "Which node reads",
      {trials.empty() ? "Which routing keeps lines shortest? Guess, then press Compare All."
                      : "40,000 of the same requests by each routing: mean latency, and what 99 % "
                        "take at most, in ms."});
  std::vector<Bar> bars;
  for (int routing = 0; routing < ReadReplicaLoad::routings; ++routing) {
    Bar bar{.label = ReadReplicaLoad::routing_label(routing),
            .value = 0,
            .hue = canvas.theme().teal,
            .strong = routing == static_cast<int>(model.options().routing),
            .value_words = "?"};
    if (!trials.empty()) {
      const auto& [mean, p99] = trials[static_cast<std::size_t>(routing)];
      bar.value = mean;
      bar.value_words =
          phrase({number_text(mean, mean < 10 ? 2 : 0), " | ", number_text(p99, p99 < 10 ? 1 : 0)});
    }
    bars.push_back(bar);
  }
  draw_bar_rows(canvas, chart, bars);
}

void draw_seconds(const Canvas& canvas, const Box& box, const ReadReplicaLoad& model) {
  const bool bursts = model.options().traffic.seconds_off > 0;
  const Box chart =
      draw_words(canvas, box, "Second by second",
                 {bursts ? "As many requests as before, but in bursts of 20 ms, twice as dense."
                         : "Requests come at random, which hides what bursts do: switch them on.",
                  model.told(ReadReplicaLoad::at_trouble, ReadReplicaLoad::at_end)});
  const auto& seconds = model.test().seconds();
  Series attempts{"sent", {}, canvas.theme().orange, true};
  Series answered{"answered", {}, canvas.theme().blue};
  float highest = 1000;
  for (const auto& [sent, answers] : seconds) {
    const auto x = static_cast<float>(attempts.points.size() + 1);
    attempts.points.push_back({x, sent});
    answered.points.push_back({x, answers});
    highest = std::max({highest, sent, answers});
  }
  draw_line_chart(canvas, chart,
                  {.series = {attempts, answered},
                   .x_max = std::max(10.f, static_cast<float>(seconds.size())),
                   .y_max = highest * 1.1f,
                   .x_name = "seconds of load",
                   .y_name = "/s",
                   .least_x_step = 1});
}

// Up to the replicas there are: the next one is to be guessed.
void draw_ceilings(const Canvas& canvas, const Box& box, const ReadReplicaLoad& model) {
  const auto& guess = model.guess();
  const bool endless = std::isinf(model.limit());
  const Box chart = draw_words(
      canvas, box, "One replica more",
      {phrase({model.told(ReadReplicaLoad::at_ceiling, ReadReplicaLoad::at_trouble),
               endless ? " Without writes there is no limit."
                       : phrase({" Never more than ", number_text(model.limit(), 2), "\u00a0×."})}),
       guess ? phrase({"Replica ", guess->replicas, " bears ", percent_text(guess->law),
                       " more, measured ", percent_text(guess->measured), "; you guessed ",
                       percent_text(guess->guessed), "."})
             : std::string{"How many more requests will the next one bear? Guess, then add it."}});
  std::vector<Bar> bars;
  for (int n = 0; n <= ReadReplicaLoad::most_replicas; ++n) {
    const bool known = n < model.nodes();
    bars.push_back({.label = number_text(n),
                    .value = known ? model.speedup(n) : 0,
                    .hue = canvas.theme().green,
                    .strong = n == model.nodes() - 1,
                    .value_words = known ? "" : "?"});
  }
  draw_bar_chart(
      canvas, chart,
      {.bars = bars, .decimals = 2, .y_name = "times the leader alone", .x_name = "replicas"});
}

class ReadReplicaLoadView : public ViewOf<ReadReplicaLoad> {
  void draw(Canvas& canvas, const Box& area, const ReadReplicaLoad& model) override {
    const Theme& theme = canvas.theme();
    auto facts = model.facts();
    const bool too_many = facts[ReadReplicaLoad::at_capacity].tone == Tone::bad;
    facts.resize(ReadReplicaLoad::in_table);
    const auto measured = model.test().measured() / 1'000'000;
    const std::string title = model.nothing_measured() ? std::string{"Not measured yet"}
                              : measured == 0          ? std::string{"Lines settle"}
                                              : phrase({"Measured: ", measured, " s of 60"});
    const FactTable table{title, std::move(facts)};
    const bool beside = area.width >= three_abreast;
    const Box inner = area.middle(widest_row, 12);
    const float height = height_of(table), width = beside ? 300 : inner.width;
    const Box figures{inner.right() - width,
                      beside ? area.y + area.height * 0.28f : area.bottom() - height - 26, width,
                      height};
    const Box left{inner.x, area.y + 2, beside ? inner.width - width - 20 : inner.width,
                   (beside ? area.bottom() : figures.y) - area.y - 34};
    draw_nodes(canvas, left, model);
    draw_legend(canvas, {left.x, left.bottom() + 4, left.width, 22},
                {{Sign::square, theme.blue, "reads"},
                 {Sign::square, theme.orange, "writes (hatched)"},
                 {Sign::dashes, theme.purple, "by law"}});
    draw_fact_table(canvas, figures, table);
    const TextStyle style{.size = TextSize::small,
                          .colour = too_many ? theme.red.text : theme.text_soft,
                          .room = width};
    if (beside) {
      canvas.paragraph({figures.x, figures.bottom() + 16}, width,
                       model.told(ReadReplicaLoad::at_capacity, ReadReplicaLoad::at_trouble),
                       style);
    } else {
      canvas.text({figures.x, figures.bottom() + 12},
                  model.told(ReadReplicaLoad::at_capacity, ReadReplicaLoad::at_ceiling), style);
    }
  }

  void explore(Canvas& canvas, const Box& area, const ReadReplicaLoad& model) override {
    const auto parts = columns_or_stacked(area.shrunk(14), 3, 28, area.width < narrow_page);
    draw_routings(canvas, parts[0], model);
    draw_seconds(canvas, parts[1], model);
    draw_ceilings(canvas, parts[2], model);
  }
};

}  // namespace

extern const Sim read_replica_load;
const Sim read_replica_load =
    sim_of<ReadReplicaLoad, ReadReplicaLoadView>({.id = "read-replica-load",
                                                  .title = "Read Replicas",
                                                  .height = 780,
                                                  .explore_height = 360,
                                                  .step = 1,
                                                  .explore_height_narrow = 960});

}  // namespace microsims

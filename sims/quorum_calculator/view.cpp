#include "stage/draw/view.hpp"

#include <algorithm>

#include "quorum_calculator/model.hpp"
#include "quorum_calculator/view_explore.hpp"
#include "stage/draw/easing.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using Replica = QuorumCalculator::Replica;
using Trip = QuorumCalculator::Trip;

constexpr float client_height = 44;

class QuorumCalculatorView : public ViewOf<QuorumCalculator> {
  void draw(Canvas& canvas, const Box& area, const QuorumCalculator& model) override {
    const bool narrow = area.width < narrow_page;
    const float facts_height = narrow ? 98 : 72;
    const Box inner = area.middle(widest_row, 12);
    const Box facts{inner.x, inner.bottom() - facts_height - 10, inner.width, facts_height};
    const float legend_y = facts.y - 16;
    const float client_width = std::min(area.width - 24, 330.f);
    const Box client{area.centre().x - client_width / 2, area.y + 2, client_width, client_height};
    const Box row{area.x + 12, client.bottom(), area.width - 24, legend_y - 12 - client.bottom()};

    draw_replicas(canvas, row, client, model);
    draw_client(canvas, client, model);
    draw_legend(canvas, {area.centre().x, legend_y}, narrow);
    draw_facts(canvas, facts, model.quorum(), narrow);
  }

  void explore(Canvas& canvas, const Box& area, const QuorumCalculator& model) override {
    draw_quorum_exploration(canvas, area, model);
  }

  static Hue hue_of(const Theme& theme, bool wrote, bool read) {
    if (wrote && read) return theme.green;
    return wrote ? theme.orange : read ? theme.blue : theme.plain;
  }

  void draw_replicas(Canvas& canvas, const Box& row, const Box& client,
                     const QuorumCalculator& model) {
    const Theme& theme = canvas.theme();
    const auto& replicas = model.replicas();
    const auto count = static_cast<float>(replicas.size());
    const float pitch = std::min(row.width / count, 150.f);
    const float radius = std::clamp(std::min(pitch * 0.34f, row.height * 0.16f), 16.f, 40.f);
    const float version_height = canvas.line_height(TextSize::small) + 4;
    const float y = row.bottom() - version_height - radius - 6;

    for (std::size_t i = 0; i < replicas.size(); ++i) {
      const Replica& replica = replicas[i];
      const std::string number = std::to_string(i + 1);
      const float slot = row.centre().x + pitch * (static_cast<float>(i) - (count - 1) / 2);
      const ImVec2 centre{canvas.glide(phrase({"replica ", number}), slot), y};
      const double now = model.clock();
      const bool wrote = replica.wrote && now >= replica.write_trip.arrived;
      const bool read = replica.read && now >= replica.read_trip.arrived;

      // Leaving the client side by side keeps the ways apart.
      const ImVec2 mouth{client.centre().x + (centre.x - client.centre().x) * 0.3f,
                         client.bottom()};
      const Way way = way_between(mouth, 4, centre, radius + 5);
      canvas.ink().AddLine(way.from, way.to, faded(theme.line, 0.45f), 1.25f);
      if (replica.wrote) draw_trip(canvas, way, replica.write_trip, now, theme.orange);
      if (replica.read) draw_trip(canvas, way, replica.read_trip, now, theme.blue);

      const float lit = canvas.glide(phrase({"lit ", number}), wrote || read ? 1.f : 0.f, 0.3f);
      const bool down = model.is_down(i);
      draw_node(canvas, centre, radius,
                {.hue = down ? theme.plain : hue_of(theme, wrote, read),
                 .label = number,
                 .glow = down ? 0 : lit});
      // Letters say what the colours say.
      const float off = radius * 0.8f;
      if (wrote && !down) draw_badge(canvas, {centre.x - off, centre.y + off}, "W", theme.orange);
      if (read && !down) draw_badge(canvas, {centre.x + off, centre.y + off}, "R", theme.blue);

      const int version = replica.wrote && !wrote ? replica.version - 1 : replica.version;
      canvas.text({centre.x, y + radius + 6 + version_height / 2}, phrase({"v", version}),
                  {.size = TextSize::small,
                   .colour = version == model.latest() ? theme.text : theme.text_soft,
                   .align = Align::centre});
      if (down) draw_badge(canvas, {centre.x, centre.y + off}, "DOWN", theme.red);

      const std::string id = phrase({"node-", number, "-down"});
      if (canvas.clicked(id.c_str(), {centre.x - radius, y - radius, 2 * radius, 2 * radius})) {
        canvas.set(id, !down);
      }
      if (canvas.pointed_at(centre, radius)) {
        canvas.tooltip(phrase({"Node ", number, ": version ", version,
                               down ? ". Click to bring it back." : ". Click to take it down."}));
      }
    }
  }

  static void draw_trip(const Canvas& canvas, const Way& way, const Trip& trip, double now,
                        const Hue& hue) {
    if (now < trip.sent || trip.answered <= trip.sent) return;
    draw_arrow(canvas, way, faded(hue.text, 0.8f), 1.75f);
    draw_pulse(canvas, way, ease_in_out(share_of(now, trip.sent, trip.arrived)), hue);
    draw_pulse(canvas, {way.to, way.from}, ease_in_out(share_of(now, trip.arrived, trip.answered)),
               hue);
  }

  static void draw_client(const Canvas& canvas, const Box& box, const QuorumCalculator& model) {
    const Theme& theme = canvas.theme();
    const auto& [n, w, r] = model.quorum();
    const auto& replicas = model.replicas();
    const double now = model.clock();
    const auto answers = [&](bool Replica::*in, Trip Replica::*trip) {
      return std::count_if(replicas.begin(), replicas.end(), [&](const Replica& replica) {
        return replica.*in && now >= (replica.*trip).answered;
      });
    };
    std::string text = phrase({"All ", n, " replicas hold version 1"});
    const Hue* hue = nullptr;
    using Outcome = QuorumCalculator::Outcome;
    const bool failed = model.outcome() == Outcome::too_few_for_write ||
                        model.outcome() == Outcome::too_few_for_read;
    const bool reading = model.last_read() && (now > model.write_ends() || !model.moving());
    if (failed) {
      const bool write = model.outcome() == Outcome::too_few_for_write;
      text = phrase(
          {write ? "Write" : "Read", " failed: ", model.live(), " up, needs ", write ? w : r});
      hue = &theme.red;
    } else if (reading && now < model.read_ends()) {
      text =
          phrase({"Read: ", answers(&Replica::read, &Replica::read_trip), " of ", r, " answered"});
      hue = &theme.blue;
    } else if (reading) {
      const std::string version = phrase({"v", model.last_read()->version});
      text = model.last_read()->stale
                 ? phrase({"Stale read: ", version, ", the latest is v", model.latest()})
                 : phrase({"Read returned ", version, ", the latest"});
      hue = model.last_read()->stale ? &theme.red : &theme.green;
    } else if (model.has_written()) {
      text = phrase({"Write v", model.latest(), ": ",
                     answers(&Replica::wrote, &Replica::write_trip), " of ", w, " acknowledged"});
      hue = &theme.orange;
    }
    draw_card(canvas, box);
    if (hue) {
      canvas.ink().AddRectFilled(box.low(), box.high(), hue->fill, 8);
      canvas.ink().AddRect(box.low(), box.high(), hue->edge, 8);
    }
    canvas.text(
        box.centre(), text,
        {.size = TextSize::strong, .colour = hue ? hue->ink : theme.text, .align = Align::centre});
  }

  static void draw_legend(const Canvas& canvas, ImVec2 centre, bool narrow) {
    const Theme& theme = canvas.theme();
    struct Entry {
      const Hue& hue;
      const char* text;
    };
    const Entry entries[] = {{theme.orange, narrow ? "W: written" : "W: write acknowledged"},
                             {theme.blue, narrow ? "R: read" : "R: read consulted"},
                             {theme.green, narrow ? "both: fresh" : "both: guarantees fresh data"}};
    const float gap = narrow ? 14.f : 24.f;
    float width = -gap;
    for (const Entry& entry : entries) {
      width += 16 + canvas.text_width(entry.text, TextSize::small) + gap;
    }
    float x = centre.x - width / 2;
    for (const Entry& entry : entries) {
      canvas.disc({x + 5, centre.y}, 5, entry.hue.fill, entry.hue.edge, 1);
      canvas.text({x + 16, centre.y}, entry.text,
                  {.size = TextSize::small, .colour = theme.text_soft});
      x += 16 + canvas.text_width(entry.text, TextSize::small) + gap;
    }
  }

  static void draw_facts(const Canvas& canvas, const Box& box, const distributed::Quorum& quorum,
                         bool narrow) {
    const Theme& theme = canvas.theme();
    draw_card(canvas, box);
    const bool yes = quorum.consistent();
    const Hue& verdict = yes ? theme.green : theme.red;
    const std::string sum = phrase({"W + R = ", quorum.w + quorum.r});
    const std::string relation = phrase({yes ? " > N = " : " ≤ N = ", quorum.n});
    const auto nodes = [](int count) { return phrase({count, count == 1 ? " node" : " nodes"}); };
    const std::string write =
        phrase({"Write fault tolerance: can lose ", nodes(quorum.write_tolerance())});
    const std::string read =
        phrase({"Read fault tolerance: can lose ", nodes(quorum.read_tolerance())});
    const std::string guaranteed = phrase({"Consistency guaranteed: ", yes ? "YES" : "NO"});

    const float line = narrow ? 21.f : 26.f;
    const float left = box.x + 14, top = box.y + (narrow ? 18.f : 23.f);
    const float column = narrow ? left : box.x + box.width / 2;
    const ImVec2 sign{left + 8, top};
    if (yes) {
      draw_tick(canvas, sign, 6, verdict.text);
    } else {
      draw_cross(canvas, sign, 5, verdict.text);
    }
    const TextStyle strong{.size = TextSize::strong, .colour = verdict.text};
    canvas.text({left + 24, top}, sum, strong);
    canvas.text({left + 24 + canvas.text_width(sum, TextSize::strong), top}, relation,
                {.colour = theme.text_soft});
    if (narrow) {
      canvas.text({left, top + line}, write);
      canvas.text({left, top + 2 * line}, read);
      canvas.text({left, top + 3 * line}, guaranteed, strong);
    } else {
      canvas.text({left, top + line}, guaranteed, strong);
      canvas.text({column, top}, write);
      canvas.text({column, top + line}, read);
    }
  }
};

}  // namespace

extern const Sim quorum_calculator;
const Sim quorum_calculator{
    .id = "quorum-calculator",
    .title = "Quorum Calculator",
    .height = 620,
    .explore_height = 330,
    .step = 0.5,
    .make_model = [](std::uint64_t seed) -> std::unique_ptr<Model> {
      return std::make_unique<QuorumCalculator>(seed);
    },
    .make_view = []() -> std::unique_ptr<View> { return std::make_unique<QuorumCalculatorView>(); },
    .explore_height_narrow = 930,
};

}  // namespace microsims

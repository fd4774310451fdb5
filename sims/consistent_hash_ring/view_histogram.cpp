#include "consistent_hash_ring/view_histogram.hpp"

#include <algorithm>

#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {

Histogram::Histogram(Canvas& canvas, const ConsistentHashRing& model, const Box& box)
    : canvas_(canvas), model_(model), nodes_(model.shown_nodes()) {
  const float line = canvas.line_height(TextSize::small) + 2;
  const float room = box.width - name_of_level;
  const auto count = static_cast<float>(nodes_.size());
  pitch_ = std::min(room / count, 84.f);
  plot_ = {box.x + (room - pitch_ * count) / 2, box.y + line, pitch_ * count,
           box.height - 2 * line};
}

Focus Histogram::pointed_at() const {
  const Box all{plot_.x, plot_.y - 16, plot_.width, plot_.height + 34};
  if (!canvas_.pointed_at(all)) return {};
  const auto place = static_cast<std::size_t>((canvas_.pointer().x - plot_.x) / pitch_);
  return place < nodes_.size() ? Focus{.node = nodes_[place]} : Focus{};
}

void Histogram::draw(const RingPicture& ring, const Focus& focus) {
  const Theme& theme = canvas_.theme();
  const std::vector<double> loads = model_.loads();
  const bool with_copies = model_.replicas() > 1 && !model_.counts_background();
  const std::vector<double> copies =
      with_copies ? model_.further_copies() : std::vector<double>(loads.size());
  const auto bound = model_.capacity();
  double sum = 0, highest = bound ? *bound : 1;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    sum += loads[i];
    highest = std::max(highest, loads[i] + copies[i]);
  }
  const float top_value = canvas_.glide("highest bar", static_cast<float>(highest));
  const auto y_of = [&](double value) {
    return plot_.bottom() - plot_.height * static_cast<float>(value) / top_value;
  };
  const float width = std::max(2.f, std::min(pitch_ * 0.72f, 52.f));
  const TextStyle small{.size = TextSize::small, .align = Align::centre};
  const double mean = sum / static_cast<double>(model_.nodes().size());
  const float even = y_of(mean);
  level(even, even, phrase({"even: ", number_text(mean, mean < 100 ? 2 : 0)}), theme.text_soft);
  if (bound) {
    const float most = y_of(*bound);
    level(most, std::min(most, even - 14), phrase({"most: ", *bound}), theme.red.text);
  }
  // Where bars stand too close for words, pointing at them still tells.
  float widest_value = 0, widest_label = 0;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    values.push_back(number_text(loads[i]));
    if (copies[i] > 0) values.back() += phrase({" + ", number_text(copies[i])});
    widest_value = std::max(widest_value, canvas_.text_width(values[i], TextSize::small));
    widest_label =
        std::max(widest_label, canvas_.text_width(node_label(nodes_[i]), TextSize::small));
  }
  const bool with_values = widest_value + 2 <= pitch_, with_labels = widest_label + 3 <= pitch_;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const int node = nodes_[i];
    const std::string key = phrase({"bar ", node});
    const float load = canvas_.glide(key, static_cast<float>(loads[i]));
    const float centre =
        canvas_.glide(phrase({key, " x"}), plot_.x + pitch_ * (static_cast<float>(i) + 0.5f));
    const bool dim = focus.node != 0 && focus.node != node;
    const Hue hue = faded(ring.hue_of(node), dim ? 0.3f : 1.f);
    const float top = y_of(load);
    const float upper = y_of(load + static_cast<float>(copies[i]));
    if (with_values) value(centre, upper, values[i], small);
    const auto bar = [&](float high, float low, ImU32 fill) {
      if (high >= low) return;
      const ImVec2 from{centre - width / 2, high}, to{centre + width / 2, low};
      canvas_.ink().AddRectFilled(from, to, fill);
      if (width > 6) canvas_.ink().AddRect(from, to, hue.edge);
    };
    bar(upper, top, faded(hue.fill, 0.35f));
    bar(top, plot_.bottom(), hue.fill);
    if (with_labels) canvas_.text({centre, plot_.bottom() + 10}, node_label(node), small);
  }
  canvas_.ink().AddLine({plot_.x, plot_.bottom()}, {plot_.right(), plot_.bottom()}, theme.line,
                        1.25f);
}

void Histogram::value(float x, float top, const std::string& text, const TextStyle& style) {
  // Room beside it, so that the dashes of a level do not read as its sign.
  const float half = std::min(canvas_.text_width(text, TextSize::small) / 2 + 7, pitch_ * 0.63f);
  canvas_.ink().AddRectFilled({x - half, top - 15}, {x + half, top - 1}, canvas_.theme().region);
  canvas_.text({x, top - 8}, text, style);
}

void Histogram::level(float y, float name_y, const std::string& name, ImU32 colour) {
  draw_dashes(canvas_, {{plot_.x, y}, {plot_.right() + 4, y}}, colour, 1.25f);
  canvas_.text({plot_.right() + 8, name_y}, name, {.size = TextSize::small, .colour = colour});
}

}  // namespace microsims

#include "stage/draw/message_menu.hpp"

#include <algorithm>

#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr float item_height = 44, title_height = 32, padding = 6, least_width = 190;
constexpr const char* labels[] = {"Drop", "Delay", "Duplicate"};

}  // namespace

Box place_menu(const Box& area, ImVec2 clicked, float width, float height) {
  constexpr float away = 14, edge = 6;
  const auto within = [&](float low, float high, float at) {
    return std::max(low, std::min(at, high));
  };
  const float x = within(area.x + edge, area.right() - edge - width, clicked.x - width / 2);
  const float below = clicked.y + away;
  const float y = below + height <= area.bottom() - edge ? below : clicked.y - away - height;
  return {x, within(area.y + edge, area.bottom() - edge - height, y), width, height};
}

MessageMenu::MessageMenu(Canvas& canvas, const Session& session, const Box& area) {
  const MessageNumber number = canvas.chosen();
  if (!number) return;
  const Message* message = session.model().record().find(number);
  if (!message || !message->travels()) {
    canvas.choose(0);
    return;
  }
  open_ = true;
  title_ = session.words_of(*message);
  const float width = std::clamp(canvas.text_width(title_, TextSize::small) + 28, least_width,
                                 std::max(least_width, area.width - 12));
  box_ = place_menu(area, canvas.chosen_at(), width, title_height + 3 * item_height + padding);
  for (int i = 0; i < 3; ++i) {
    const auto disturbance = static_cast<Disturbance>(i);
    Item& item = items_[static_cast<std::size_t>(i)];
    item.label = labels[i];
    item.box = {box_.x + padding, box_.y + title_height + item_height * static_cast<float>(i),
                box_.width - 2 * padding, item_height};
    const auto why_not = session.undisturbable(number, disturbance);
    item.enabled = !why_not;
    item.why_not = why_not.value_or("");
    item.touch = canvas.touch(phrase({"menu ", labels[i]}), item.box);
    if (item.touch.clicked && item.enabled) {
      canvas.set(Session::id_of(disturbance), phrase({"m", number}));
      canvas.choose(0);
    }
  }
  // All else is out of reach; what is beside the menu closes it.
  (void)canvas.touch("menu title", box_);
  if (canvas.touch("beside the menu", canvas.page()).clicked) canvas.choose(0);
}

void MessageMenu::draw(Canvas& canvas) const {
  if (!open_) return;
  const Theme& theme = canvas.theme();
  canvas.tooltip("");
  canvas.framed(box_, theme.card, theme.line, 8);
  canvas.text({box_.x + 14, box_.y + title_height / 2 + 2}, title_,
              {.size = TextSize::small, .colour = theme.text_soft, .room = box_.width - 28});
  for (const Item& item : items_) {
    const bool hot = item.enabled && item.touch.hovered;
    if (hot) {
      canvas.rounded(item.box.shrunk(2), item.touch.held ? theme.press : theme.hover, 6);
    }
    const ImU32 ink = item.enabled ? theme.text : mixed(theme.text_soft, theme.card, 0.4f);
    canvas.text({item.box.x + 10, item.box.centre().y}, item.label, {.colour = ink});
    if (!item.enabled && item.touch.hovered) canvas.tooltip(item.why_not);
  }
}

}  // namespace microsims

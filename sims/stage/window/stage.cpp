#include "stage/window/stage.hpp"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>

#include "stage/draw/message_menu.hpp"
#include "stage/draw/space_time.hpp"
#include "stage/draw/timeline.hpp"
#include "stage/draw/tooltip.hpp"
#include "stage/window/fonts.hpp"
#include "stage/window/loop.hpp"

namespace microsims {
namespace {

constexpr float longest_step = 0.1f;  // a hiccup must not make the simulation jump
constexpr std::uint64_t told_every_ms = 250;

void draw_heading(const Canvas& canvas, const Sim& sim, const Page& page,
                  const std::string& prompt) {
  const Box& region = page.region;
  const float room = region.width - 2 * corner_button;
  // A title that would run into the corner button begins at the left instead, and shrinks to fit.
  const float width = canvas.text_width(sim.title, TextSize::title);
  const bool centred = width <= room;
  const bool fits = width <= region.width - corner_button - page_margin;
  canvas.text({centred ? region.centre().x : region.x + page_margin, region.y + 26}, sim.title,
              {.size = fits ? TextSize::title : TextSize::strong,
               .align = centred ? Align::centre : Align::left});
  canvas.paragraph({page.prompt.centre().x, page.prompt.y}, page.prompt.width, prompt,
                   {.colour = canvas.theme().text_soft, .align = Align::centre});
}

std::vector<const Control*> placed(const Session& session, ControlPlace place) {
  std::vector<const Control*> controls;
  for (const Control* control : session.controls()) {
    if (control->place == place) controls.push_back(control);
  }
  return controls;
}

}  // namespace

Stage::Stage(Session& session)
    : session_(session), view_(session.sim().make_view()), height_(session.height()) {}

std::unique_ptr<Stage> Stage::open(Session& session, int width, std::string& why_not) {
  std::unique_ptr<Stage> stage{new Stage(session)};
  if (!stage->create_window(width, why_not)) return nullptr;
  return stage;
}

bool Stage::create_window(int width, std::string& why_not) {
  SDL_SetMainReady();
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    why_not = SDL_GetError();
    return false;
  }
  // A finger arrives as a mouse as well; taking both would count each tap twice.
  SDL_EventState(SDL_FINGERDOWN, SDL_DISABLE);
  SDL_EventState(SDL_FINGERUP, SDL_DISABLE);
  SDL_EventState(SDL_FINGERMOTION, SDL_DISABLE);
  const std::string title{session_.sim().title};
  window_ = SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width,
                             height_, window_flags());
  if (!window_) {
    why_not = SDL_GetError();
    return false;
  }
  if (!graphics_.open(window_, why_not)) return false;
  ImGui_ImplOpenGL3_Init(glsl_version);
  arrow_ = SDL_CreateSystemCursor(SDL_SYSTEM_CURSOR_ARROW);
  hand_ = SDL_CreateSystemCursor(SDL_SYSTEM_CURSOR_HAND);
  SDL_AddEventWatch(on_event, this);
  last_tick_ = SDL_GetTicks64();
  return true;
}

Stage::~Stage() {
  SDL_DelEventWatch(on_event, this);
  if (ImGui::GetIO().BackendRendererUserData) ImGui_ImplOpenGL3_Shutdown();
  graphics_.close();
  if (window_) SDL_DestroyWindow(window_);
  SDL_Quit();
}

bool Stage::frame() {
  if (!take_events()) return false;
  if (!visible_ || !context_ok_) return true;
  pass_time();
  follow_pixel_ratio();
  draw();
  present();
  tell_changes();
  return true;
}

bool Stage::wants_frame() const {
  if (!visible_ || !context_ok_) return false;
  return frames_to_draw_ > 0 || pointer_.pending() || (session_.running() && !time_is_held()) ||
         glides_.moving();
}

void Stage::wake() {
  frames_to_draw_ = std::max(frames_to_draw_, 2);
  wake_loop();
}

int Stage::on_event(void* stage, SDL_Event* event) {
  // A sentinel ends every poll of the queue: it is not news.
  if (event->type != SDL_POLLSENTINEL) static_cast<Stage*>(stage)->wake();
  return 0;
}

void Stage::set_dark(bool dark) {
  dark_ = dark;
  wake();
}

void Stage::set_reduced_motion(bool reduced) {
  reduced_motion_ = reduced;
  wake();
}

void Stage::set_visible(bool visible) {
  visible_ = visible;
  last_tick_ = SDL_GetTicks64();
  wake();
}

void Stage::redraw() {
  if (!context_ok_ || frames_ == 0) return;
  pointer_.begin_frame();  // a click of the last frame is none of this one
  draw();
  paint();
}

void Stage::highlight(MessageNumber number) {
  spotlight_.held = number;
  wake();
}

bool Stage::time_is_held() const {
  return pointer_.holds("time") || spotlight_.chosen != 0;
}

void Stage::context_lost() {
  context_ok_ = false;
}

void Stage::context_restored() {
  context_ok_ = true;
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
  ImGui_ImplOpenGL3_CreateDeviceObjects();
  wake();
}

bool Stage::take_events() {
  SDL_Event event;
  while (SDL_PollEvent(&event)) {
    if (event.type == SDL_QUIT) return false;
    point(event);
  }
  pointer_.begin_frame();
  return true;
}

void Stage::point(const SDL_Event& event) {
  switch (event.type) {
    case SDL_MOUSEMOTION:
      pointer_.move({static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)});
      break;
    case SDL_MOUSEBUTTONDOWN:
      pointer_.move({static_cast<float>(event.button.x), static_cast<float>(event.button.y)});
      if (event.button.button == SDL_BUTTON_LEFT) pointer_.press();
      break;
    case SDL_MOUSEBUTTONUP:
      if (event.button.button == SDL_BUTTON_LEFT) pointer_.release();
      break;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_LEAVE) pointer_.leave();
      break;
    default:
      break;
  }
}

void Stage::pass_time() {
  const std::uint64_t now = SDL_GetTicks64();
  wall_seconds_ = std::min(static_cast<float>(now - last_tick_) / 1000.f, longest_step);
  last_tick_ = now;
  if (!time_is_held()) session_.tick(wall_seconds_);
  glides_.advance(wall_seconds_);
  if (frames_to_draw_ > 0) --frames_to_draw_;
}

void Stage::follow_pixel_ratio() {
  int width = 1, height = 1, pixels_wide = 1, pixels_high = 1;
  SDL_GetWindowSize(window_, &width, &height);
  SDL_GL_GetDrawableSize(window_, &pixels_wide, &pixels_high);
  const float ratio = static_cast<float>(pixels_wide) / static_cast<float>(std::max(1, width));
  if (std::abs(ratio - pixel_ratio_) < 0.01f) return;
  pixel_ratio_ = ratio;
  fonts_ = load_fonts(ratio);
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Stage::draw() {
  int width = 0, height = 0;
  SDL_GetWindowSize(window_, &width, &height);
  const ImVec2 size{static_cast<float>(width), static_cast<float>(height)};
  // In a picture of another width everything has its place at once: nothing has moved.
  if (size.x != size_.x) glides_ = {};
  size_ = size;
  spotlight_.begin_frame();
  const Surface surface = picture_.begin(size, pixel_ratio_);

  const Theme& theme = dark_ ? dark_theme() : light_theme();
  const auto canvas_of = [&](const Box& region) {
    return Canvas{region, theme, fonts_, surface, glides_, pointer_, spotlight_, reduced_motion_};
  };
  const Canvas measure = canvas_of({});
  const auto panel_from = [&](float y) {
    return lay_out_panel(measure, placed(session_, ControlPlace::panel),
                         {page_margin, y, size.x - 2 * page_margin, 0});
  };
  const auto drawer_from = [&](float y) {
    return lay_out_drawer(measure, placed(session_, ControlPlace::explore),
                          {page_margin, y, size.x - 2 * page_margin, 0});
  };
  const Sim& sim = session_.sim();
  const bool stacked = size.x < narrow_page && sim.explore_height_narrow > 0;
  PageParts parts{.width = size.x,
                  .height = static_cast<float>(sim.height),
                  .panel_height = panel_from(0).height,
                  .prompt_line = measure.line_height(),
                  .timeline = session_.has_timeline(),
                  .diagram = session_.find("diagram") != nullptr,
                  .diagram_shown = session_.shows_diagram(),
                  .drawer = session_.exploring()};
  if (parts.drawer) {
    parts.drawer_panel_height = drawer_from(0).height;
    parts.drawer_picture_height =
        static_cast<float>(stacked ? sim.explore_height_narrow : sim.explore_height);
  }
  const Page page = lay_out_page(parts);
  height_ = static_cast<int>(page.height);

  Canvas canvas = canvas_of(page.region);
  MessageMenu menu{canvas, session_, {0, 0, size.x, page.panel.bottom()}};
  canvas.fill(page.panel, theme.panel);
  canvas.ink().AddRect({0.5f, 0.5f}, {page.region.right() - 0.5f, page.region.bottom() - 0.5f},
                       theme.region_edge);
  draw_heading(canvas, sim, page, session_.model().prompt());
  places_.clear();
  if (page.picture.height > 0) view_->draw(canvas, page.picture, session_.model());
  if (page.diagram.height > 0) draw_diagram(canvas, page);
  if (page.timeline.height > 0) {
    const TimelineLayout timeline = lay_out_timeline(canvas, session_, page.timeline);
    draw_timeline(canvas, session_, page.timeline, timeline);
    for (const auto& [control, box] : timeline.parts) places_.emplace_back(control, box);
  }
  const PanelLayout panel = panel_from(page.panel.y + page_margin);
  draw_panel(canvas, panel);
  remember(panel);
  if (parts.drawer) draw_drawer(canvas, page, drawer_from(page.drawer_panel.y + page_margin));
  menu.draw(canvas);
  if (!pointer_.tip.empty()) {
    draw_tooltip(canvas, {0, 0, size.x, size.y}, pointer_.at(), pointer_.tip);
  }
  // What was pointed out in this frame is lit in the next.
  if (spotlight_.shown() != spotlight_.lit) frames_to_draw_ = std::max(frames_to_draw_, 1);
  obey(canvas);
}

void Stage::draw_diagram(Canvas& canvas, const Page& page) {
  if (page.picture.height > 0) {
    canvas.ink().AddLine({page.diagram.x, page.diagram.y + 4},
                         {page.diagram.x, page.diagram.bottom() - 8},
                         faded(canvas.theme().line, 0.4f));
  }
  draw_space_time(canvas, session_, page.diagram);
}

void Stage::draw_drawer(Canvas& canvas, const Page& page, const PanelLayout& panel) {
  const Box& controls = page.drawer_panel;
  const Box& picture = page.drawer_picture;
  canvas.fill(controls, canvas.theme().panel);
  canvas.ink().AddLine({0, controls.y}, {controls.width, controls.y}, canvas.theme().region_edge);
  canvas.ink().AddRect({0.5f, picture.y + 0.5f}, {picture.width - 0.5f, picture.bottom() - 0.5f},
                       canvas.theme().region_edge);
  view_->draw_explore(canvas, picture, session_.model());
  draw_panel(canvas, panel);
  remember(panel);
}

void Stage::remember(const PanelLayout& panel) {
  for (const PlacedControl& each : panel.controls) places_.emplace_back(each.control->id, each.box);
}

void Stage::obey(Canvas& canvas) {
  for (const Command& command : canvas.take_commands()) {
    // Refused only if the control changed between the click and here: then there is nothing to do.
    (void)(command.value ? session_.set(command.id, *command.value) : session_.press(command.id));
    frames_to_draw_ = std::max(frames_to_draw_, 2);
  }
}

void Stage::paint() {
  // Most of the picture is region, and to clear costs nothing, unlike a rectangle of that size.
  picture_.draw(dark_ ? dark_theme().region : light_theme().region);
}

void Stage::present() {
  paint();
  graphics_.show(window_);
  ++frames_;
  if (pointer_.over_something() != shows_hand_) {
    shows_hand_ = !shows_hand_;
    SDL_SetCursor(shows_hand_ ? hand_ : arrow_);
  }
}

const Box* Stage::place_of(std::string_view control_id) const {
  for (const auto& [id, box] : places_) {
    if (id == control_id) return &box;
  }
  return nullptr;
}

void Stage::tell_changes() {
  const ImVec2 size{size_.x, static_cast<float>(height_)};
  const std::uint64_t now = SDL_GetTicks64();
  const bool running = session_.running();
  const bool due = running && now - last_told_ >= told_every_ms;
  if (session_.changes() == told_changes_ && size.x == told_size_.x && size.y == told_size_.y &&
      running == told_running_ && !due) {
    return;
  }
  if (fits_window_ && size.y != told_size_.y) {
    SDL_SetWindowSize(window_, static_cast<int>(size.x), height_);
  }
  told_changes_ = session_.changes();
  told_size_ = size;
  told_running_ = running;
  last_told_ = now;
  if (on_changed) on_changed();
}

}  // namespace microsims

#pragma once
// The one place that owns the window, the graphics context, ImGui and the passing of time.
//
//   SDL events ─► pointer ► commands ─┐
//   wall clock ─► Session::tick ─────┼─► picture
//   the page (window.microsim) ──────┘
//
// A frame is drawn only when something changed: an event came, the model moves, a glide has not
// arrived. In between the loop sleeps (see loop.hpp).

#include <SDL.h>

#include <cstdint>
#include <memory>
#include <string>

#include "stage/draw/page.hpp"
#include "stage/draw/panel.hpp"
#include "stage/draw/view.hpp"
#include "stage/model/session.hpp"
#include "stage/window/graphics.hpp"
#include "stage/window/picture.hpp"

namespace microsims {

class Stage {
 public:
  /// Opens the window of a session, `width` CSS pixels wide where it has the choice. Null and a
  /// readable reason if there is no graphics context.
  static std::unique_ptr<Stage> open(Session& session, int width, std::string& why_not);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  /// Input, time, picture. False once the person has closed the window.
  bool frame();

  /// Whether the next frame would differ from the last.
  bool wants_frame() const;

  /// Asks for frames: something changed outside of what SDL reports.
  void wake();

  void set_dark(bool dark);
  void set_reduced_motion(bool reduced);
  /// What is not visible draws no frame and lets no time pass.
  void set_visible(bool visible);
  /// Draws the picture as it is now, for the caller to copy before its turn is over; no frame is
  /// counted, and none drawn without a context.
  void redraw();

  /// Lights up a message of the run in all views, until another is named; 0: none.
  void highlight(MessageNumber number);

  /// A graphics context that is gone takes no frame; one that came back needs its objects anew.
  void context_lost();
  void context_restored();

  /// Frames drawn so far.
  std::uint64_t frames() const { return frames_; }
  /// From now on the window is as high as what it shows; in a page, the page sees to that.
  void fit_window() { fits_window_ = true; }
  /// The height that shows everything at the present width, in CSS pixels.
  int height() const { return height_; }
  /// Where the control was drawn last; null if it was not.
  const Box* place_of(std::string_view control_id) const;

  /// Called after a frame in which the state, the controls or their places may have changed; while
  /// the model moves, four times a second.
  Callback<void()> on_changed;

 private:
  explicit Stage(Session& session);
  bool create_window(int width, std::string& why_not);
  bool take_events();
  void point(const SDL_Event& event);
  void pass_time();
  void follow_pixel_ratio();
  void draw();
  void draw_diagram(Canvas& canvas, const Page& page);
  void draw_drawer(Canvas& canvas, const Page& page, const PanelLayout& panel);
  /// While the time is dragged, and while a message's menu is open.
  bool time_is_held() const;
  void remember(const PanelLayout& panel);
  void obey(Canvas& canvas);
  void paint();
  void present();
  void tell_changes();
  static int on_event(void* stage, SDL_Event* event);

  Session& session_;
  std::unique_ptr<View> view_;
  SDL_Window* window_ = nullptr;
  Graphics graphics_;
  Picture picture_;
  Pointer pointer_;
  Spotlight spotlight_;
  SDL_Cursor* arrow_ = nullptr;
  SDL_Cursor* hand_ = nullptr;
  bool shows_hand_ = false;
  ImVec2 size_{0, 0};  // CSS pixels
  Fonts fonts_;
  float pixel_ratio_ = 0;
  Glides glides_;
  std::vector<std::pair<std::string, Box>> places_;
  bool dark_ = false, reduced_motion_ = false, visible_ = true, context_ok_ = true;
  int frames_to_draw_ = 3;  // a click shows its effect in the frame after the one that takes it
  std::uint64_t frames_ = 0;
  int height_ = 0;
  bool fits_window_ = false;
  std::uint64_t last_tick_ = 0, last_told_ = 0, told_changes_ = 0;
  float wall_seconds_ = 0;
  bool told_running_ = false;
  ImVec2 told_size_{0, 0};
};

}  // namespace microsims

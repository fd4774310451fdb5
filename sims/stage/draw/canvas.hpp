#pragma once
// What a view draws on: the drawing region, its theme, text, movement of its own, and the places
// that a person can point at. Lengths are CSS pixels.
//
//   void draw(Canvas& canvas, const Model& model) {
//     canvas.text({20, 40}, "5 replicas", {.size = TextSize::body});
//     const float x = canvas.glide("node-3", target_x);   // moves there within a quarter second
//     if (canvas.pointed_at(box)) canvas.tooltip("version 2");
//     if (canvas.clicked("panel", box)) canvas.set("topology", Value{"leaderless"});
//   }

#include <imgui.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "stage/draw/breakpoints.hpp"
#include "stage/draw/pointer.hpp"
#include "stage/draw/theme.hpp"
#include "stage/model/run.hpp"

namespace microsims {

enum class TextSize { small, body, strong, title };
enum class Align { left, centre, right };

struct TextStyle {
  TextSize size = TextSize::body;
  ImU32 colour = 0;  // 0: the theme's text
  Align align = Align::left;
  float room = 0;  // of one line: a wider one is drawn smaller, to fit; 0: as wide as it is
};

/// A white disc in the fonts' picture: a circle cut out of it is two triangles, not sixty, and round
/// corners are its quarters.
struct Disc {
  static constexpr int margin = 1;  // pixels around it, for its soft edge
  float radius = 0;                 // pixels
  ImVec2 from, to;                  // where in the picture, margin included
};

/// The faces of the four sizes, sharp at the present pixel ratio (see draw/fonts.hpp).
struct Fonts {
  ImFont* small = nullptr;    // 13 px
  ImFont* body = nullptr;     // 16 px
  ImFont* strong = nullptr;   // 16 px, semibold
  ImFont* title = nullptr;    // 24 px, semibold
  std::array<Disc, 9> discs;  // ever larger
  float scale = 1;            // CSS pixels per pixel of a face
};

/// Values on their way to where the view wants them; lives from frame to frame.
class Glides {
 public:
  /// Carries on by wall-clock seconds; forgets what no frame asked for.
  void advance(float seconds);
  float toward(std::string_view key, float target, float seconds, bool at_once);
  bool moving() const { return moving_; }

 private:
  struct Glide {
    std::string key;
    float from, to, value, elapsed, duration;
    bool used;
  };
  std::vector<Glide> glides_;
  std::size_t next_ = 0;  // where to look for the one that is asked for
  bool moving_ = false;
};

/// Where the triangles of a frame go. To blend a large rectangle costs more than all else where the
/// GPU is software: `fill_clip` fills the clip rectangle of its command with the colour in its
/// data, opaque, at almost no cost.
struct Surface {
  ImDrawList& ink;
  ImDrawCallback fill_clip;
};

/// The message that is looked at: both views light it up, whichever of them it was pointed out in.
struct Spotlight {
  MessageNumber lit = 0;      // in this frame; 0: none
  MessageNumber pointed = 0;  // by the mouse, in this frame: lit in the next
  MessageNumber held = 0;     // by the page, until it lets go
  MessageNumber chosen = 0;   // whose menu is open
  ImVec2 chosen_at{0, 0};     // where it was clicked

  /// The one that is to be lit as things are.
  MessageNumber shown() const { return chosen ? chosen : pointed ? pointed : held; }
  void begin_frame() {
    lit = shown();
    pointed = 0;
  }
};

class Canvas {
 public:
  Canvas(const Box& region, const Theme& theme, const Fonts& fonts, const Surface& surface,
         Glides& glides, Pointer& pointer, Spotlight& spotlight, bool reduced_motion);

  const Box& region() const { return region_; }
  const Theme& theme() const { return *theme_; }
  bool reduced_motion() const { return reduced_motion_; }
  ImDrawList& ink() const { return surface_.ink; }
  ImFont* font(TextSize size) const;

  /// Fills a box, rounded if asked for, with an opaque colour: the cheap way for large ones.
  void fill(const Box& box, ImU32 colour, float rounding = 0) const;

  /// A box with round corners, and one with an opaque edge along its inside.
  void rounded(const Box& box, ImU32 colour, float radius) const;
  void framed(const Box& box, ImU32 inside, ImU32 edge, float radius, float thickness = 1) const;
  void framed(const Box& box, const Hue& hue, float radius, float thickness = 1) const;

  /// A filled circle, and one with an edge, half inside and half outside its radius.
  void disc(ImVec2 centre, float radius, ImU32 colour) const;
  void disc(ImVec2 centre, float radius, ImU32 colour, ImU32 edge, float thickness) const;

  /// Draws one line; `at` is the middle of its height, at its left, centre or right.
  void text(ImVec2 at, std::string_view text, const TextStyle& style = {}) const;

  /// Draws lines broken between words, none wider than `width` and all about as long; `at` is the
  /// top of the first. Returns the height of all.
  float paragraph(ImVec2 at, float width, std::string_view text, const TextStyle& style = {}) const;

  float text_width(std::string_view text, TextSize size = TextSize::body) const;
  float line_height(TextSize size = TextSize::body) const;

  /// A value that moves to its target in `seconds`; where motion is reduced it is there at once.
  /// The first time it starts at its target.
  float glide(std::string_view key, float target, float seconds = 0.25f) const;

  /// Whether the mouse is over the box and nothing covers it.
  bool pointed_at(const Box& box) const;
  bool pointed_at(ImVec2 centre, float radius) const;
  ImVec2 pointer() const { return pointer_->at(); }
  /// Everywhere.
  static Box page() { return {0, 0, 1e6f, 1e6f}; }

  /// Words beside the pointer, above all else.
  void tooltip(std::string_view text) const { pointer_->tip = text; }

  /// A part of the picture that can be clicked; shows the hand.
  Touch touch(std::string_view key, const Box& box) const { return pointer_->touch(key, box); }
  /// True in the frame of the click.
  bool clicked(std::string_view key, const Box& box) const { return touch(key, box).clicked; }

  /// Of the messages of the run, the one that is looked at, and what asks for it.
  bool is_lit(MessageNumber message) const { return message && spotlight_->lit == message; }
  void point_out(MessageNumber message) const { spotlight_->pointed = message; }
  MessageNumber chosen() const { return spotlight_->chosen; }
  ImVec2 chosen_at() const { return spotlight_->chosen_at; }
  /// 0 lets go.
  void choose(MessageNumber message) const {
    spotlight_->chosen = message;
    spotlight_->chosen_at = pointer_->at();
  }

  // What a person asked for by clicking into the picture.
  void set(std::string id, Value value) { commands_.push_back({std::move(id), std::move(value)}); }
  void press(std::string id) { commands_.push_back({std::move(id), std::nullopt}); }
  std::vector<Command> take_commands() { return std::exchange(commands_, {}); }

 private:
  const Disc* disc_for(float radius) const;  // none is large enough: nullptr
  void draw_rim(const Box& box, ImU32 colour, float radius) const;
  std::vector<std::string_view> broken(std::string_view text, float width, TextSize size) const;

  Box region_;
  const Theme* theme_;
  const Fonts* fonts_;
  Surface surface_;
  Glides* glides_;
  Pointer* pointer_;
  Spotlight* spotlight_;
  bool reduced_motion_;
  std::vector<Command> commands_;
};

}  // namespace microsims

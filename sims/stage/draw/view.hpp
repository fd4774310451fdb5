#pragma once
// How a sim looks: draws its model, which it only reads.

#include "stage/draw/canvas.hpp"
#include "stage/model/sim.hpp"

namespace microsims {

class View {
 public:
  virtual ~View() = default;

  /// Draws the picture below the title and the prompt, into `area`.
  virtual void draw(Canvas& canvas, const Box& area, const Model& model) = 0;

  /// Draws what stands in the open Explore drawer below its controls.
  virtual void draw_explore(Canvas&, const Box&, const Model&) {}
};

/// A view of one kind of model.
template <typename M>
class ViewOf : public View {
 public:
  void draw(Canvas& canvas, const Box& area, const Model& model) final {
    draw(canvas, area, static_cast<const M&>(model));
  }
  void draw_explore(Canvas& canvas, const Box& area, const Model& model) final {
    explore(canvas, area, static_cast<const M&>(model));
  }

 protected:
  virtual void draw(Canvas& canvas, const Box& area, const M& model) = 0;
  virtual void explore(Canvas&, const Box&, const M&) {}
};

}  // namespace microsims

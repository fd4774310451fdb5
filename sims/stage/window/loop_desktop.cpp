#include "stage/window/loop.hpp"

namespace microsims {

void run_loop(Stage& stage) {
  while (stage.frame()) {
    if (!stage.wants_frame()) SDL_WaitEvent(nullptr);
  }
}

void wake_loop() {}

}  // namespace microsims

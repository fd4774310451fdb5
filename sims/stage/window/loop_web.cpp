#include <emscripten/html5.h>

#include "stage/window/loop.hpp"

namespace microsims {
namespace {

Stage* running = nullptr;
bool asleep = true;

EM_BOOL turn(double, void*) {
  running->frame();
  asleep = !running->wants_frame();
  return !asleep;
}

}  // namespace

void run_loop(Stage& stage) {
  running = &stage;
  wake_loop();
}

// Not Emscripten's main loop: it brings along sound, pictures and the full screen.
void wake_loop() {
  if (!running || !asleep || !running->wants_frame()) return;
  asleep = false;
  emscripten_request_animation_frame_loop(turn, nullptr);
}

}  // namespace microsims

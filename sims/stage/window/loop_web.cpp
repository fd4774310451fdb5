#include <emscripten.h>

#include "stage/window/loop.hpp"

namespace microsims {
namespace {

Stage* running = nullptr;
bool asleep = false;

void turn() {
  running->frame();
  if (!running->wants_frame()) {
    asleep = true;
    emscripten_pause_main_loop();
  }
}

}  // namespace

void run_loop(Stage& stage) {
  running = &stage;
  // Not to simulate an endless loop lets the caller return, and with it the page's promise resolve.
  emscripten_set_main_loop(turn, 0, 0);
}

void wake_loop() {
  if (!running || !asleep || !running->wants_frame()) return;
  asleep = false;
  emscripten_resume_main_loop();
}

}  // namespace microsims

#pragma once
// Who calls Stage::frame: the browser's animation frames on the web (loop_web.cpp), a loop that
// waits for events on the desktop (loop_desktop.cpp). Neither draws while nothing changes.

#include "stage/window/stage.hpp"

namespace microsims {

/// Runs a stage; there is one. On the web it returns at once, on the desktop when the window
/// closes.
void run_loop(Stage& stage);

/// Makes a sleeping loop look again whether the stage wants a frame.
void wake_loop();

}  // namespace microsims

#pragma once
// The few calls of OpenGL that are ours: which version, and an empty picture to draw on.

#include <imgui.h>

namespace microsims {

/// For ImGui's backend: WebGL 2 in a page, OpenGL 3.0 on the desktop.
extern const char* const glsl_version;

/// Before the window is created.
void request_graphics_version();

void clear_picture(ImU32 colour);

}  // namespace microsims

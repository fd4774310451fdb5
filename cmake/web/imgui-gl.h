#pragma once
// Dear ImGui's renderer asks OpenGL for the state in which it finds the context, to put it back
// afterwards. In a page nobody else draws in that context, so the state is always that of a new one;
// and to ask the browser would be to wait until all that was drawn before is on the screen: most of
// the time of a frame where there is no graphics card. The stage's CMakeLists.txt renames the
// renderer's questions.

#ifdef __cplusplus
extern "C" {
#endif

/// glGetIntegerv in a new context of OpenGL ES 3.0 for what the renderer asks; fails for every other
/// name (see stand_in.h).
void imgui_gl_get(unsigned name, int* value);

/// glIsEnabled in a new context for what the renderer switches.
unsigned char imgui_gl_is_enabled(unsigned capability);

/// glIsProgram: the program of a new context is none.
unsigned char imgui_gl_is_program(unsigned program);

/// glGetString, which is asked only where imgui_gl_get knows no version: it fails.
const unsigned char* imgui_gl_text(unsigned name);

#ifdef __cplusplus
}
#endif

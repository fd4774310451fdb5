// What SDL names but a page has not: gestures, a graphics context of SDL's (the page makes its own),
// pictures in memory. None of it is ever called, as none is asked for. And what SDL would do with the
// browser though the page does it, or nobody: keys (the page's own controls take them), the full
// screen, a pointer that is locked in, the document's title, a question before one leaves.

#include <SDL.h>
#include <emscripten/html5.h>

SDL_Surface* SDL_ConvertSurfaceFormat(SDL_Surface* from, Uint32 format, Uint32 flags) {
  (void)from, (void)format, (void)flags;
  return NULL;
}

void SDL_FreeSurface(SDL_Surface* surface) { (void)surface; }

int Emscripten_CreateWindowFramebuffer(void* device, SDL_Window* window, Uint32* format,
                                       void** pixels, int* pitch) {
  (void)device, (void)window, (void)format, (void)pixels, (void)pitch;
  return SDL_Unsupported();
}

int Emscripten_UpdateWindowFramebuffer(void* device, SDL_Window* window, const SDL_Rect* rects,
                                       int count) {
  (void)device, (void)window, (void)rects, (void)count;
  return SDL_Unsupported();
}

void Emscripten_DestroyWindowFramebuffer(void* device, SDL_Window* window) {
  (void)device, (void)window;
}

int SDL_GestureAddTouch(SDL_TouchID touch) {
  (void)touch;
  return 0;
}

int SDL_GestureDelTouch(SDL_TouchID touch) {
  (void)touch;
  return 0;
}

void SDL_GestureProcessEvent(SDL_Event* event) { (void)event; }

void SDL_GestureQuit(void) {}

int Emscripten_GLES_LoadLibrary(void* device, const char* path) {
  (void)device, (void)path;
  return SDL_Unsupported();
}

void SDL_EGL_UnloadLibrary(void* device) { (void)device; }

void* SDL_EGL_GetProcAddress(void* device, const char* name) {
  (void)device, (void)name;
  return NULL;
}

SDL_GLContext Emscripten_GLES_CreateContext(void* device, SDL_Window* window) {
  (void)device, (void)window;
  return NULL;
}

int Emscripten_GLES_MakeCurrent(void* device, SDL_Window* window, SDL_GLContext context) {
  (void)device, (void)window, (void)context;
  return SDL_Unsupported();
}

int Emscripten_GLES_SwapWindow(void* device, SDL_Window* window) {
  (void)device, (void)window;
  return SDL_Unsupported();
}

void SDL_EGL_DeleteContext(void* device, SDL_GLContext context) {
  (void)device, (void)context;
}

int SDL_EGL_SetSwapInterval(void* device, int interval) {
  (void)device, (void)interval;
  return SDL_Unsupported();
}

int SDL_EGL_GetSwapInterval(void* device) {
  (void)device;
  return 0;
}

void* SDL_EGL_CreateSurface(void* device, void* window) {
  (void)device, (void)window;
  return NULL;
}

void SDL_EGL_DestroySurface(void* device, void* surface) { (void)device, (void)surface; }

EMSCRIPTEN_RESULT emscripten_request_fullscreen_strategy(const char* target, EM_BOOL defer,
                                                         const EmscriptenFullscreenStrategy* how) {
  (void)target, (void)defer, (void)how;
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}

EMSCRIPTEN_RESULT emscripten_exit_fullscreen(void) { return EMSCRIPTEN_RESULT_NOT_SUPPORTED; }

EMSCRIPTEN_RESULT emscripten_request_pointerlock(const char* target, EM_BOOL defer) {
  (void)target, (void)defer;
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}

EMSCRIPTEN_RESULT emscripten_exit_pointerlock(void) { return EMSCRIPTEN_RESULT_NOT_SUPPORTED; }

void emscripten_set_window_title(const char* title) { (void)title; }

// Windows are placed by their frame, never by the screen; this only has to be large enough for them.
void emscripten_get_screen_size(int* width, int* height) { *width = *height = 16384; }

#define NEVER_CALLED_BACK(event, callback)                                                      \
  EMSCRIPTEN_RESULT emscripten_set_##event##_callback_on_thread(                                \
      const char* target, void* data, EM_BOOL capture, callback function, pthread_t thread) {   \
    (void)target, (void)data, (void)capture, (void)function, (void)thread;                      \
    return EMSCRIPTEN_RESULT_SUCCESS;                                                           \
  }

NEVER_CALLED_BACK(keydown, em_key_callback_func)
NEVER_CALLED_BACK(keyup, em_key_callback_func)
NEVER_CALLED_BACK(keypress, em_key_callback_func)
NEVER_CALLED_BACK(fullscreenchange, em_fullscreenchange_callback_func)
NEVER_CALLED_BACK(pointerlockchange, em_pointerlockchange_callback_func)
NEVER_CALLED_BACK(focus, em_focus_callback_func)
NEVER_CALLED_BACK(blur, em_focus_callback_func)

EMSCRIPTEN_RESULT emscripten_set_beforeunload_callback_on_thread(
    void* data, em_beforeunload_callback function, pthread_t thread) {
  (void)data, (void)function, (void)thread;
  return EMSCRIPTEN_RESULT_SUCCESS;
}

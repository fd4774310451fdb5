// What SDL names but a page has not: gestures, a graphics context of SDL's (the page makes its own),
// pictures in memory. None of it is ever called, as none is asked for.

#include <SDL.h>

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

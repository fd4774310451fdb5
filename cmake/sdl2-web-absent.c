// What SDL and Dear ImGui's SDL2 backend name but a page has not: game controllers, SDL's own renderer,
// pictures in memory, numbers in hints. None of it is ever called, as none is asked for.

#include <SDL.h>

// Looking up functions of OpenGL by name would bring all of them into the module; SDL asks only for
// what it then does not use, and Dear ImGui is linked to its own.
void (*eglGetProcAddress(const char* name))(void) {
  (void)name;
  return NULL;
}

SDL_GameController* SDL_GameControllerOpen(int index) {
  (void)index;
  return NULL;
}

Uint8 SDL_GameControllerGetButton(SDL_GameController* controller, SDL_GameControllerButton button) {
  (void)controller, (void)button;
  return 0;
}

Sint16 SDL_GameControllerGetAxis(SDL_GameController* controller, SDL_GameControllerAxis axis) {
  (void)controller, (void)axis;
  return 0;
}

int SDL_GetRendererOutputSize(SDL_Renderer* renderer, int* width, int* height) {
  (void)renderer, (void)width, (void)height;
  return -1;
}

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

double atof(const char* text) {
  (void)text;
  return 0;
}

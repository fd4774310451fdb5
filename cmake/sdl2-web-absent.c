// What Dear ImGui's SDL2 backend names but a page has not: game controllers and SDL's own renderer.
// It never calls them, as neither is asked for.

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

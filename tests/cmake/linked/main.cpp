// A program that is linked with what a page has instead of parts of the C library. The numbers come
// from outside, so that the compiler cannot read them itself.

#include <SDL.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

int main(int count, char** arguments) {
  SDL_ClearError();  // brings the library in
  const std::string_view test{count > 1 ? arguments[1] : ""};
  char text[64];
  if (test == "numbers") {
    std::snprintf(text, sizeof text, "%d %d %d", std::atoi(arguments[2]), std::atoi(arguments[3]),
                  static_cast<int>(1000 * std::atof(arguments[4])));
  } else if (test == "texts") {
    std::snprintf(text, sizeof text, "%s = %d %x", "n", 5, 255);
  } else {
    std::snprintf(text, sizeof text, "%.1f went on", 2.5);
  }
  std::puts(text);
}

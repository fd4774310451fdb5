# The parts of SDL2 that a page needs, straight from the sources with SDL's own configuration for
# Emscripten. SDL's CMake project would first try out two hundred features, for two minutes, and
# then build audio, joysticks and renderers as well.
file(GLOB sdl2_sources CONFIGURE_DEPENDS
  "${sdl2_SOURCE_DIR}/src/*.c"
  "${sdl2_SOURCE_DIR}/src/atomic/*.c"
  "${sdl2_SOURCE_DIR}/src/cpuinfo/*.c"
  "${sdl2_SOURCE_DIR}/src/events/*.c"
  "${sdl2_SOURCE_DIR}/src/file/*.c"
  "${sdl2_SOURCE_DIR}/src/stdlib/*.c"
  "${sdl2_SOURCE_DIR}/src/libm/*.c"
  "${sdl2_SOURCE_DIR}/src/thread/*.c"
  "${sdl2_SOURCE_DIR}/src/thread/generic/*.c"
  "${sdl2_SOURCE_DIR}/src/timer/*.c"
  "${sdl2_SOURCE_DIR}/src/timer/unix/*.c"
  "${sdl2_SOURCE_DIR}/src/loadso/dummy/*.c"
  "${sdl2_SOURCE_DIR}/src/video/*.c"
  "${sdl2_SOURCE_DIR}/src/video/emscripten/*.c")

# Pictures in memory, and the copying between them: a page draws with WebGL alone. Its context comes
# straight from the browser, without a detour through EGL.
list(FILTER sdl2_sources EXCLUDE REGEX
  "SDL_(blit.*|RLEaccel|stretch|fillrect|bmp|yuv|surface|shape|vulkan_utils|emscriptenframebuffer|\
egl|emscriptenopengles|gesture)\\.c$")

add_library(SDL2-web STATIC ${sdl2_sources} cmake/web/sdl2-absent.c cmake/web/sdl2-only.c cmake/web/printf.c
            cmake/web/page_printf.c cmake/web/stand_in.c)
add_library(SDL2::SDL2 ALIAS SDL2-web)
target_include_directories(SDL2-web SYSTEM PUBLIC "${sdl2_SOURCE_DIR}/include")
target_compile_definitions(SDL2-web
  PUBLIC SDL_MAIN_HANDLED
  PRIVATE
    SDL_LEAN_AND_MEAN=1  # no software blitters
    SDL_AUDIO_DISABLED=1 SDL_LOADSO_DISABLED=1 SDL_JOYSTICK_DISABLED=1 SDL_SENSOR_DISABLED=1 SDL_RENDER_DISABLED=1
    SDL_POWER_DISABLED=1 SDL_FILE_DISABLED=1 SDL_LOCALE_DISABLED=1)
target_compile_options(SDL2-web PRIVATE -w)
# See web/sdl2-only.h.
set_source_files_properties("${sdl2_SOURCE_DIR}/src/stdlib/SDL_string.c" PROPERTIES
  COMPILE_DEFINITIONS "atoi=sdl2_hint_as_int;atof=sdl2_hint_as_double")
set_source_files_properties("${sdl2_SOURCE_DIR}/src/SDL_log.c" "${sdl2_SOURCE_DIR}/src/SDL_assert.c"
  PROPERTIES COMPILE_DEFINITIONS fprintf=sdl2_log)
set_source_files_properties("${sdl2_SOURCE_DIR}/src/stdlib/SDL_getenv.c" PROPERTIES
  COMPILE_DEFINITIONS getenv=sdl2_getenv)

# The libraries, pinned. tools/setup puts Debian's copies of them below .deps; where it has not,
# FetchContent clones the upstream tags.
include(FetchContent)
set(FETCHCONTENT_QUIET ON)

function(declare_library name repository tag)
  string(TOUPPER ${name} upper)
  if(EXISTS "${PROJECT_SOURCE_DIR}/.deps/${name}" AND NOT FETCHCONTENT_SOURCE_DIR_${upper})
    set(FETCHCONTENT_SOURCE_DIR_${upper} "${PROJECT_SOURCE_DIR}/.deps/${name}"
        CACHE PATH "Source of ${name}")
  endif()
  # SOURCE_SUBDIR names a folder that is not there: the targets are our own (see below).
  FetchContent_Declare(${name} GIT_REPOSITORY https://github.com/${repository}.git GIT_TAG ${tag}
                       GIT_SHALLOW ON ${ARGN})
endfunction()

# XXH64, the reference implementation: one header.
declare_library(xxHash Cyan4973/xxHash v0.8.1 SOURCE_SUBDIR none)
FetchContent_MakeAvailable(xxHash)
add_library(xxhash INTERFACE)
target_include_directories(xxhash SYSTEM INTERFACE "${xxhash_SOURCE_DIR}")

# Catch2 for the native tests.
if(BUILD_TESTING AND NOT EMSCRIPTEN)
  declare_library(Catch2 catchorg/Catch2 v3.7.1)
  FetchContent_MakeAvailable(Catch2)
  # Its hundred small files in a few pieces compile in a third of the time.
  set_target_properties(Catch2 PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 30)
  target_compile_options(Catch2 PRIVATE -O1)
  # Its templates are not ours to be warned of.
  get_target_property(catch2_headers Catch2 INTERFACE_INCLUDE_DIRECTORIES)
  set_target_properties(Catch2 PROPERTIES INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${catch2_headers}")
  list(APPEND CMAKE_MODULE_PATH "${catch2_SOURCE_DIR}/extras")
endif()

if(MICROSIMS_ONLY_CORE)
  return()
endif()

# Dear ImGui for what is drawn.
declare_library(imgui ocornut/imgui v1.90.1 SOURCE_SUBDIR none)
FetchContent_MakeAvailable(imgui)
include(cmake/imgui.cmake)

# SDL2 for window, input and graphics context: the system's for the desktop window, and one of our
# own choosing of parts for the web.
if(EMSCRIPTEN)
  declare_library(SDL2 libsdl-org/SDL release-2.26.5 SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(SDL2)
  include(cmake/sdl2-web.cmake)
else()
  find_package(SDL2 2.0.18 QUIET)
  find_package(OpenGL QUIET COMPONENTS OpenGL)
endif()

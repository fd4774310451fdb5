# The rules for our own code; what others wrote is compiled as they meant it to be.

option(MICROSIMS_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)

add_library(own-code INTERFACE)
target_compile_options(own-code INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror
  # A fused multiply-add rounds once instead of twice: results would differ between machines.
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overlaps in "text" + std::string that are not there (GCC bug 105651).
  target_compile_options(own-code INTERFACE -Wno-restrict)
endif()

if(MICROSIMS_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

if(EMSCRIPTEN)
  if(CMAKE_BUILD_TYPE STREQUAL "MinSizeRel")
    string(REPLACE "-Os" "-Oz" CMAKE_C_FLAGS_MINSIZEREL "${CMAKE_C_FLAGS_MINSIZEREL}")
    string(REPLACE "-Os" "-Oz" CMAKE_CXX_FLAGS_MINSIZEREL "${CMAKE_CXX_FLAGS_MINSIZEREL}")
    add_compile_options(-flto -mnontrapping-fptoint -msign-ext -mbulk-memory)
    add_link_options(-Oz -flto -mnontrapping-fptoint -msign-ext -mbulk-memory)
  else()
    add_compile_options(-O1)
  endif()
  # At the link too: Embind comes in two forms that do not know each other's types.
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>
                      $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
  add_link_options(-fno-rtti)
endif()

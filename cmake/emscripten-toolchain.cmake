# Finds the Emscripten that is on the PATH (Debian's package or an emsdk) and uses its toolchain file.
# Not emcmake: Debian's adds a flag for node that newer versions of node reject.
find_program(EM_CONFIG em-config REQUIRED)
execute_process(COMMAND "${EM_CONFIG}" EMSCRIPTEN_ROOT
                OUTPUT_VARIABLE emscripten_root OUTPUT_STRIP_TRAILING_WHITESPACE
                COMMAND_ERROR_IS_FATAL ANY)
include("${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")

find_program(NODE node REQUIRED)
set(CMAKE_CROSSCOMPILING_EMULATOR "${NODE}")
execute_process(COMMAND "${NODE}" --version OUTPUT_VARIABLE node_version)
# Emscripten before 3.1.9 takes node's own fetch for the browser's and fails to load files with it.
if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.9 AND node_version MATCHES "^v(1[89]|2[0-9])")
  list(APPEND CMAKE_CROSSCOMPILING_EMULATOR --no-experimental-fetch)
endif()
# Debian keeps acorn, which every optimised link needs, where not every node looks for it, and asks
# the Closure Compiler for a language level that only versions of its time know.
if(EXISTS /usr/share/nodejs/acorn)
  set(closure "${CMAKE_CURRENT_LIST_DIR}/../node_modules/.bin/google-closure-compiler")
  set(CMAKE_CXX_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs;\
EM_CLOSURE_COMPILER=${closure}")
endif()

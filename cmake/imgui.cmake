# Dear ImGui without what a page never shows: the demo alone is 120 KB. Nor does one need its way from
# font files to pictures of letters (stb_truetype, stb_rect_pack and a built-in font), which this
# version cannot switch off: the sims have their own (sims/stage/draw/fonts.cpp), and an atlas is full
# before ImGui asks for it. In a copy of the file nothing refers to that way, so none of it is linked.
file(READ "${imgui_SOURCE_DIR}/imgui_draw.cpp" imgui_draw)
string(FIND "${imgui_draw}" "bool    ImFontAtlas::Build()" build)
string(FIND "${imgui_draw}" "void    ImFontAtlasBuildMultiplyCalcLookupTable" after_build)
if(build EQUAL -1 OR after_build EQUAL -1)
  message(FATAL_ERROR "This version of Dear ImGui builds its fonts elsewhere")
endif()
string(SUBSTRING "${imgui_draw}" 0 ${build} before)
string(SUBSTRING "${imgui_draw}" ${after_build} -1 after)
set(imgui_draw_copy "${CMAKE_CURRENT_BINARY_DIR}/imgui/imgui_draw.cpp")
file(WRITE "${imgui_draw_copy}.new"
     "${before}bool ImFontAtlas::Build() { return TexReady; }\n\n${after}")
file(COPY_FILE "${imgui_draw_copy}.new" "${imgui_draw_copy}" ONLY_IF_DIFFERENT)

add_library(imgui STATIC
  "${imgui_SOURCE_DIR}/imgui.cpp"
  "${imgui_draw_copy}"
  "${imgui_SOURCE_DIR}/imgui_tables.cpp"
  "${imgui_SOURCE_DIR}/imgui_widgets.cpp")
target_include_directories(imgui SYSTEM PUBLIC "${imgui_SOURCE_DIR}")
target_compile_definitions(imgui PUBLIC
  IMGUI_DISABLE_DEMO_WINDOWS
  IMGUI_DISABLE_DEBUG_TOOLS
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_FILE_FUNCTIONS
  # 16 bit indices end at 65,535 vertices, which ten thousand keys exceed.
  ImDrawIdx=unsigned)
if(EMSCRIPTEN)
  # What the renderer asks of the C library and of OpenGL, as far as a page answers it.
  target_sources(imgui PRIVATE cmake/web/sscanf.c cmake/web/page_sscanf.c cmake/web/imgui-gl.c
                 cmake/web/stand_in.c cmake/web/sine.c cmake/web/page_sine.c)
endif()

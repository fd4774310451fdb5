# Dear ImGui without what a page never shows: the demo alone is 120 KB. Its built-in font cannot be
# switched off in this version and is never used; its twelve kilobytes, which no compression shrinks,
# are taken out of a copy of the file.
file(READ "${imgui_SOURCE_DIR}/imgui_draw.cpp" imgui_draw)
string(FIND "${imgui_draw}" "static const char proggy_clean_ttf_compressed_data_base85" font)
string(FIND "${imgui_draw}" "static const char* GetDefaultCompressedFontDataTTFBase85" after_font)
if(font EQUAL -1 OR after_font EQUAL -1)
  message(FATAL_ERROR "This version of Dear ImGui keeps its built-in font elsewhere")
endif()
string(SUBSTRING "${imgui_draw}" 0 ${font} before)
string(SUBSTRING "${imgui_draw}" ${after_font} -1 after)
set(imgui_draw_copy "${CMAKE_CURRENT_BINARY_DIR}/imgui/imgui_draw.cpp")
file(WRITE "${imgui_draw_copy}.new"
     "${before}static const char proggy_clean_ttf_compressed_data_base85[] = \"\";\n\n${after}")
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
  # The only reader of numbers in text is that of settings files, which a page has not.
  target_sources(imgui PRIVATE cmake/web/sscanf.c cmake/web/page_sscanf.c cmake/web/imgui-gl.c
                 cmake/web/stand_in.c)
endif()

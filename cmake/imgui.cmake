# Dear ImGui without what a page never shows: the demo alone is 120 KB.
add_library(imgui STATIC
  "${imgui_SOURCE_DIR}/imgui.cpp"
  "${imgui_SOURCE_DIR}/imgui_draw.cpp"
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
  target_sources(imgui PRIVATE cmake/imgui-web-absent.c)
endif()

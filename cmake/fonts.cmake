# Inter (SIL Open Font License), subset to the characters that the sims print and turned into C++.
find_path(INTER_FONTS Inter-Regular.otf PATHS /usr/share/fonts/opentype/inter
          NO_CMAKE_FIND_ROOT_PATH
          DOC "Folder with Inter-Regular.otf and Inter-SemiBold.otf")
# Debian's python3-fonttools serves Debian's Python, which need not be the first on the PATH.
foreach(python python3 /usr/bin/python3)
  execute_process(COMMAND "${python}" -c "import fontTools.ttLib.scaleUpem"
                  RESULT_VARIABLE has_no_fonttools OUTPUT_QUIET ERROR_QUIET)
  if(NOT has_no_fonttools)
    set(PYTHON_WITH_FONTTOOLS "${python}" CACHE FILEPATH "A Python 3 that can import fontTools")
    break()
  endif()
endforeach()
if(NOT INTER_FONTS OR NOT PYTHON_WITH_FONTTOOLS)
  message(FATAL_ERROR "Needs the Inter typeface and fontTools: Debian's fonts-inter and fonttools, "
                      "or -DINTER_FONTS=<folder> and -DPYTHON_WITH_FONTTOOLS=<python3>")
endif()

# Latin, and the signs that sims print: of numbers, formulas and typographic punctuation.
set(font_characters "U+0020-007E,U+00A0,U+00B0,U+00B1,U+00B2,U+00B7,U+00BC,U+00BD,U+00D7,U+00EB,U+00F6,\
U+00FC,U+03BB,U+03C6,U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2026,U+2190,U+2192,U+2212,U+221A,\
U+221E,U+2264,U+2265,U+2308,U+2309")

# add_font_data(TARGET NAME=FILE...) compiles the subsets of FILE into TARGET as font NAME.
function(add_font_data target)
  set(subsets)
  foreach(face IN LISTS ARGN)
    string(REPLACE "=" ";" face "${face}")
    list(GET face 0 name)
    list(GET face 1 file)
    set(subset "${CMAKE_CURRENT_BINARY_DIR}/${name}.otf")
    add_custom_command(OUTPUT "${subset}"
      COMMAND "${PYTHON_WITH_FONTTOOLS}" "${PROJECT_SOURCE_DIR}/cmake/plain-font.py"
              "${INTER_FONTS}/${file}" "${font_characters}" "${subset}"
      DEPENDS "${PROJECT_SOURCE_DIR}/cmake/fonts.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/plain-font.py" VERBATIM)
    list(APPEND subsets "${subset}")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/font_data.cpp")
  add_custom_command(OUTPUT "${source}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${source}" "-DFONTS=${subsets}"
            -P "${PROJECT_SOURCE_DIR}/cmake/write-font-data.cmake"
    DEPENDS ${subsets} "${PROJECT_SOURCE_DIR}/cmake/write-font-data.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${source}")
endfunction()

# Inter (SIL Open Font License), subset to the characters that the sims print and turned into C++.
find_path(INTER_FONTS Inter-Regular.otf PATHS /usr/share/fonts/opentype/inter
          NO_CMAKE_FIND_ROOT_PATH
          DOC "Folder with Inter-Regular.otf and Inter-SemiBold.otf")
find_program(PYFTSUBSET pyftsubset)
find_program(FONTTOOLS fonttools)
if(NOT INTER_FONTS OR NOT PYFTSUBSET OR NOT FONTTOOLS)
  message(FATAL_ERROR "Needs the Inter typeface and fonttools: Debian's fonts-inter and fonttools, "
                      "or -DINTER_FONTS=<folder> and pyftsubset and fonttools on the PATH")
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
    # Outlines written out, on a grid of 1,000 to the em, are a quarter smaller once compressed.
    add_custom_command(OUTPUT "${subset}"
      COMMAND "${PYFTSUBSET}" "${INTER_FONTS}/${file}" "--unicodes=${font_characters}"
              --layout-features= --no-hinting --desubroutinize --name-IDs= --notdef-outline
              --drop-tables+=GDEF,GPOS,GSUB "--output-file=${subset}"
      COMMAND "${FONTTOOLS}" ttLib.scaleUpem "${subset}" 1000
              --output-file "${subset}"
      DEPENDS "${PROJECT_SOURCE_DIR}/cmake/fonts.cmake" VERBATIM)
    list(APPEND subsets "${subset}")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/font_data.cpp")
  add_custom_command(OUTPUT "${source}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${source}" "-DFONTS=${subsets}"
            -P "${PROJECT_SOURCE_DIR}/cmake/write-font-data.cmake"
    DEPENDS ${subsets} "${PROJECT_SOURCE_DIR}/cmake/write-font-data.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${source}")
endfunction()

# Writes the file FONT as a constant into the C++ file OUTPUT; run with cmake -P.
get_filename_component(name "${FONT}" NAME_WE)
file(READ "${FONT}" bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
file(WRITE "${OUTPUT}" "#include \"stage/draw/font_data.hpp\"\n\n"
  "const std::uint8_t microsims::${name}[] = {${bytes}};\n")

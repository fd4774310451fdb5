# Writes the files FONTS as constants into the C++ file OUTPUT; run with cmake -P.
set(text "#include \"stage/window/font_data.hpp\"\n\nnamespace microsims {\n")
foreach(font IN LISTS FONTS)
  get_filename_component(name "${font}" NAME_WE)
  file(READ "${font}" bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(APPEND text "static const unsigned char ${name}_bytes[] = {${bytes}};\n"
    "const FontData ${name}{reinterpret_cast<const std::byte*>(${name}_bytes), "
    "sizeof ${name}_bytes};\n")
endforeach()
file(WRITE "${OUTPUT}" "${text}}  // namespace microsims\n")

# Runs PROGRAM with ARGUMENT (through EMULATOR, if there is one) and compares what it prints with EXPECTED.
execute_process(COMMAND ${EMULATOR} "${PROGRAM}" ${ARGUMENT} OUTPUT_FILE "${ACTUAL}" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ended with ${result}")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${ACTUAL}" "${EXPECTED}"
                RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
if(NOT differs)
  return()
endif()

file(STRINGS "${ACTUAL}" actual)
file(STRINGS "${EXPECTED}" expected)
foreach(line IN ZIP_LISTS expected actual)
  if(NOT line_0 STREQUAL line_1)
    message(FATAL_ERROR "The first of the lines that differ\n  expected ${line_0}\n  printed  ${line_1}")
  endif()
endforeach()
message(FATAL_ERROR "${ACTUAL} and ${EXPECTED} differ in their line ends")

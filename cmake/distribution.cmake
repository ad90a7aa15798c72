# The library as others get it, from the objects of the target `mcpx`, which our own programs and tests link:
#
#   mcpx::mcpx    shared; static where BUILD_SHARED_LIBS is set to OFF, and then nothing shared is built
#   mcpx::static  static
#
# The names are those of the installed package and of add_subdirectory alike. In both libraries nothing is to be
# seen but what the headers declare, mcpx.h and mcpx_proxy.h.

# What the objects need: cJSON comes with them, in both libraries. Of threads it is the flag, since the target of
# find_package(Threads) is not known where the library is a subdirectory.
set(mcpx_objects $<TARGET_OBJECTS:mcpx>)
get_target_property(mcpx_linked mcpx LINK_LIBRARIES)
set(mcpx_system_libraries "")
foreach(library IN LISTS mcpx_linked)
  if(library STREQUAL "mcpx-cjson")
    set_target_properties(${library} PROPERTIES POSITION_INDEPENDENT_CODE ON C_VISIBILITY_PRESET hidden)
    list(APPEND mcpx_objects $<TARGET_OBJECTS:${library}>)
  elseif(library STREQUAL "Threads::Threads" AND UNIX)
    list(APPEND mcpx_system_libraries -pthread)
  endif()
endforeach()

set(mcpx_headers src/mcpx.h)
if(MCPX_PROXY)
  list(APPEND mcpx_headers src/mcpx_proxy.h)
endif()
foreach(header IN LISTS mcpx_headers)
  cmake_path(GET header FILENAME name)
  configure_file("${header}" "${PROJECT_BINARY_DIR}/dist/include/${name}" COPYONLY)
endforeach()

function(mcpx_distribute target kind exported)
  add_library(${target} ${kind} ${mcpx_objects})
  add_library(mcpx::${exported} ALIAS ${target})
  target_include_directories(${target} INTERFACE "$<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/dist/include>")
  target_link_libraries(${target} PRIVATE ${mcpx_system_libraries})
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE C OUTPUT_NAME mcpx EXPORT_NAME ${exported}
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}
    ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/dist" LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/dist")
endfunction()

mcpx_distribute(mcpx-static STATIC static)
set(mcpx_targets mcpx-static)
if(DEFINED BUILD_SHARED_LIBS AND NOT BUILD_SHARED_LIBS)
  add_library(mcpx::mcpx ALIAS mcpx-static)
else()
  mcpx_distribute(mcpx-shared SHARED mcpx)
  list(APPEND mcpx_targets mcpx-shared)
endif()

# Hidden names are hidden from other modules, not from the program that a static library is linked into: its
# `run_of` would be taken for ours. So ours get a prefix. Without objcopy, or for Mach-O, they stay as they are.
if(CMAKE_OBJCOPY AND CMAKE_NM AND NOT APPLE)
  add_custom_command(TARGET mcpx-static POST_BUILD VERBATIM
    COMMAND "${CMAKE_COMMAND}" -DNM=${CMAKE_NM} -DOBJCOPY=${CMAKE_OBJCOPY} -DARCHIVE=$<TARGET_FILE:mcpx-static>
      -P "${PROJECT_SOURCE_DIR}/cmake/prefix-names.cmake")
endif()

# The library in one file, for those who vendor: dist/amalgamation/mcpx.c and mcpx.h. Needs a POSIX shell.
add_custom_target(amalgamation VERBATIM
  COMMAND sh "${PROJECT_SOURCE_DIR}/cmake/amalgamate.sh" "${PROJECT_BINARY_DIR}/dist/amalgamation")

option(MCPX_INSTALL "Add what cmake --install needs" ${PROJECT_IS_TOP_LEVEL})
if(NOT MCPX_INSTALL)
  return()
endif()

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(mcpx_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/mcpx")

install(FILES ${mcpx_headers} DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS ${mcpx_targets} EXPORT mcpx INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
if(MCPX_PROXY AND EXISTS "${MCPX_CJSON_SOURCE}/LICENSE")
  install(FILES "${MCPX_CJSON_SOURCE}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME LICENSE.cJSON)
endif()

# CMake package
install(EXPORT mcpx NAMESPACE mcpx:: FILE mcpxTargets.cmake DESTINATION "${mcpx_cmake_dir}")
configure_package_config_file(cmake/mcpxConfig.cmake.in "${PROJECT_BINARY_DIR}/dist/mcpxConfig.cmake"
  INSTALL_DESTINATION "${mcpx_cmake_dir}" NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/dist/mcpxConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/dist/mcpxConfig.cmake" "${PROJECT_BINARY_DIR}/dist/mcpxConfigVersion.cmake"
  DESTINATION "${mcpx_cmake_dir}")

# pkg-config: the prefix is where the file stands, so that the tree can be moved.
set(mcpx_pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(mcpx_pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH mcpx_pc_prefix "/prefix/${mcpx_pc_dir}" "/prefix")
  string(REGEX REPLACE "/$" "" mcpx_pc_prefix "\${pcfiledir}/${mcpx_pc_prefix}")
endif()
cmake_path(APPEND mcpx_pc_libdir "\${prefix}" "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND mcpx_pc_includedir "\${prefix}" "${CMAKE_INSTALL_INCLUDEDIR}")
list(JOIN mcpx_system_libraries " " mcpx_pc_private)
configure_file(cmake/mcpx.pc.in "${PROJECT_BINARY_DIR}/dist/mcpx.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/dist/mcpx.pc" DESTINATION "${mcpx_pc_dir}")

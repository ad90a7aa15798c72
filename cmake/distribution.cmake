# The library as others get it, compiled from src/lib.c, which leaves nothing visible but the functions of the headers:
#
#   mcpx::mcpx    shared; static if BUILD_SHARED_LIBS is OFF, and then nothing shared is built
#   mcpx::static  static
#
# The installed package and add_subdirectory have the same targets. (The target `mcpx`, which our own programs and tests
# link, consists of separate files, so that they can use internal functions.)
add_library(mcpx-unit OBJECT src/lib.c)
target_include_directories(mcpx-unit PRIVATE src)
target_compile_options(mcpx-unit PRIVATE ${mcpx_warnings})
set_target_properties(mcpx-unit PROPERTIES POSITION_INDEPENDENT_CODE ON)
if(WIN32)
  target_compile_definitions(mcpx-unit PRIVATE "MCPX_API=__declspec(dllexport)")
endif()
if(MCPX_PROXY)
  target_compile_definitions(mcpx-unit PRIVATE MCPX_PROXY CJSON_HIDE_SYMBOLS)
  target_include_directories(mcpx-unit SYSTEM PRIVATE "${cjson_dir}/static")
endif()

# The flag instead of the target of find_package(Threads), which a parent project does not know.
set(mcpx_system_libraries "")
if(MCPX_PROXY AND UNIX)
  list(APPEND mcpx_system_libraries -pthread)
endif()

set(mcpx_headers src/mcpx.h)
if(MCPX_PROXY)
  list(APPEND mcpx_headers src/mcpx_proxy.h)
endif()
foreach(header IN LISTS mcpx_headers)
  cmake_path(GET header FILENAME name)
  configure_file("${header}" "${PROJECT_BINARY_DIR}/dist/include/${name}" COPYONLY)
endforeach()

function(mcpx_distribute target kind exported)
  add_library(${target} ${kind} $<TARGET_OBJECTS:mcpx-unit>)
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

# The library in one file, to copy into another project: dist/amalgamation/mcpx.c and mcpx.h. Needs a POSIX shell.
add_custom_target(amalgamation VERBATIM
  COMMAND sh "${PROJECT_SOURCE_DIR}/cmake/amalgamate.sh" "${PROJECT_BINARY_DIR}/dist/amalgamation")

option(MCPX_INSTALL "Create the rules for cmake --install" ${PROJECT_IS_TOP_LEVEL})
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

# pkg-config: the prefix is relative to the file, so that the installed tree can be moved.
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
# mcpx-static is for programs that link by pkg-config and must not need the shared library, such as those of the Go package.
foreach(name mcpx mcpx-static)
  configure_file(cmake/${name}.pc.in "${PROJECT_BINARY_DIR}/dist/${name}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/dist/${name}.pc" DESTINATION "${mcpx_pc_dir}")
endforeach()

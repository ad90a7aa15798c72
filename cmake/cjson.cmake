# cJSON, for src/proxy and as the tests' second JSON reader -> the static library target `mcpx-cjson`.
#
# -DMCPX_CJSON_SOURCE=DIR names a directory with cJSON.c and cJSON.h; cmake/fetch-cjson.sh fills the default.
include_guard(GLOBAL)

foreach(file cJSON.c cJSON.h)
  if(NOT EXISTS "${MCPX_CJSON_SOURCE}/${file}")
    message(FATAL_ERROR "${MCPX_CJSON_SOURCE}/${file} is missing. ./dev fetches it (as does "
      "`cmake/fetch-cjson.sh ${MCPX_CJSON_SOURCE}`), or -DMCPX_CJSON_SOURCE=DIR says where it is.")
  endif()
endforeach()

# cJSON writes a static on every parse: a data race between the threads of a test. Ours is one per thread.
set(cjson_static "static error global_error = { NULL, 0 };")
set(cjson_dir "${PROJECT_BINARY_DIR}/cjson")
set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY
  CMAKE_CONFIGURE_DEPENDS "${MCPX_CJSON_SOURCE}/cJSON.c" "${MCPX_CJSON_SOURCE}/cJSON.h")
file(READ "${MCPX_CJSON_SOURCE}/cJSON.c" cjson_text)
string(REPLACE "${cjson_static}" "static _Thread_local error global_error = { NULL, 0 };" cjson_changed
  "${cjson_text}")
if(cjson_changed STREQUAL cjson_text)
  message(FATAL_ERROR "${MCPX_CJSON_SOURCE}/cJSON.c has no line `${cjson_static}`: look where this release "
    "keeps the error of a parse, and make it thread-local here.")
endif()
file(CONFIGURE OUTPUT "${cjson_dir}/cJSON.c" CONTENT "${cjson_changed}" @ONLY)
configure_file("${MCPX_CJSON_SOURCE}/cJSON.h" "${cjson_dir}/cJSON.h" COPYONLY)

add_library(mcpx-cjson STATIC "${cjson_dir}/cJSON.c")
target_include_directories(mcpx-cjson SYSTEM PUBLIC "${cjson_dir}")
# On Windows its header would mark each function as one that a DLL shows.
target_compile_definitions(mcpx-cjson PUBLIC CJSON_HIDE_SYMBOLS)

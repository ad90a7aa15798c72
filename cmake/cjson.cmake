# cJSON, for src/proxy and as the second JSON parser of the tests: the static library target `mcpx-cjson`, and in
# ${cjson_dir}/static the same sources with static functions, which src/lib.c includes.
#
# -DMCPX_CJSON_SOURCE=DIR names a directory with cJSON.c and cJSON.h. If they are not there, MCPX_FETCH_CJSON, which the
# presets set, downloads them.
include_guard(GLOBAL)

if(MCPX_FETCH_CJSON AND NOT EXISTS "${MCPX_CJSON_SOURCE}/cJSON.c")
  message(STATUS "mcpx: downloading cJSON to ${MCPX_CJSON_SOURCE}")
  execute_process(COMMAND sh "${PROJECT_SOURCE_DIR}/cmake/fetch-cjson.sh" "${MCPX_CJSON_SOURCE}")
endif()
foreach(file cJSON.c cJSON.h)
  if(NOT EXISTS "${MCPX_CJSON_SOURCE}/${file}")
    message(FATAL_ERROR "${MCPX_CJSON_SOURCE}/${file} is missing. Set -DMCPX_CJSON_SOURCE=DIR to a directory that has "
      "it, or on Debian -DMCPX_FETCH_CJSON=ON to download it. -DMCPX_PROXY=OFF builds without it.")
  endif()
endforeach()
set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY
  CMAKE_CONFIGURE_DEPENDS "${MCPX_CJSON_SOURCE}/cJSON.c" "${MCPX_CJSON_SOURCE}/cJSON.h")
set(cjson_dir "${PROJECT_BINARY_DIR}/cjson")

# Copies a file of cJSON to `output` with `pattern` replaced, which must occur.
function(patch_cjson file output pattern replacement)
  file(READ "${MCPX_CJSON_SOURCE}/${file}" text)
  string(REGEX REPLACE "${pattern}" "${replacement}" changed "${text}")
  if(changed STREQUAL text)
    message(FATAL_ERROR "${MCPX_CJSON_SOURCE}/${file} has nothing that matches `${pattern}`. Adapt the pattern in "
      "cmake/cjson.cmake to this release of cJSON.")
  endif()
  file(CONFIGURE OUTPUT "${output}" CONTENT "${changed}" @ONLY)
endfunction()

# cJSON writes a static variable on every parse, which is a data race between threads. Each thread gets its own.
patch_cjson(cJSON.c "${cjson_dir}/cJSON.c" "static (error global_error = )" "static _Thread_local \\1")
patch_cjson(cJSON.c "${cjson_dir}/static/cJSON.c" "static (error global_error = )" "static _Thread_local \\1")
configure_file("${MCPX_CJSON_SOURCE}/cJSON.h" "${cjson_dir}/cJSON.h" COPYONLY)
patch_cjson(cJSON.h "${cjson_dir}/static/cJSON.h" "(#define CJSON_PUBLIC\\(type\\) +)type" "\\1static type")

add_library(mcpx-cjson STATIC "${cjson_dir}/cJSON.c")
target_include_directories(mcpx-cjson SYSTEM PUBLIC "${cjson_dir}")
# Without it, cJSON.h marks every function as exported from a DLL on Windows.
target_compile_definitions(mcpx-cjson PUBLIC CJSON_HIDE_SYMBOLS)

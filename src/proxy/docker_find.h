/* docker_find.h: searches a system for the docker program. */
#ifndef MCPX_PROXY_DOCKER_FIND_H
#define MCPX_PROXY_DOCKER_FIND_H

#include "base/internal.h"
#include "mcpx_proxy.h"

/* In the order of ENUM(CLI_SOURCE) in tables/enums.def. */
enum docker_source { DOCKER_IN_PATH, DOCKER_BUNDLED, DOCKER_IN_LOGIN_SHELL, DOCKER_ABSENT };

/* Returns the platform whose rows of tables/docker_places.def apply. */
MCPX_INTERNAL mcpx_platform docker_platform(const mcpx_docker_system *system);

/* Both write the path of the first program that they find to `path`. If they return DOCKER_ABSENT, the
 * content of `path` is undefined. */

/* Searches the well-known places only. */
MCPX_INTERNAL enum docker_source docker_probe(const mcpx_docker_system *system,
                                              char path[MCPX_DOCKER_PATH_SIZE]);

/* Searches PATH, then the well-known places, then asks the login shell. */
MCPX_INTERNAL enum docker_source docker_find(const mcpx_docker_system *system,
                                             char path[MCPX_DOCKER_PATH_SIZE]);

#endif

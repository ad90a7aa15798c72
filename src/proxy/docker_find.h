/* docker_find.h: a system -> the docker program, and where it was found. */
#ifndef MCPX_PROXY_DOCKER_FIND_H
#define MCPX_PROXY_DOCKER_FIND_H

#include "mcpx_proxy.h"

/* In the order of ENUM(CLI_SOURCE) in tables/enums.def. */
enum docker_source { DOCKER_IN_PATH, DOCKER_BUNDLED, DOCKER_IN_LOGIN_SHELL, DOCKER_ABSENT };

/* The platform whose rows count. */
mcpx_platform docker_platform(const mcpx_docker_system *system);

/* Each puts the path of the first program that it finds into `path`; what stands there is good only where the
 * answer is not DOCKER_ABSENT. */

/* A well-known place. */
enum docker_source docker_probe(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]);

/* PATH, a well-known place, the login shell. */
enum docker_source docker_find(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]);

#endif

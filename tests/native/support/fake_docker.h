/* fake_docker.h: a system without time, files and shells of its own, for a resolver. */
#ifndef TEST_FAKE_DOCKER_H
#define TEST_FAKE_DOCKER_H

#include "mcpx_proxy.h"

struct fake {
  mcpx_platform platform;
  const char *path, *home, *login; /* PATH, HOME and SHELL */
  const char *files;               /* the executable ones, one a line */
  const char *printed;             /* by the shell; NULL: it fails */
  uint64_t now;
  uint64_t shell_takes;
  int probes;        /* how often a file was asked for */
  int shells;        /* how often a shell was run */
  const char *asked; /* the last shell that was run */
};

/* A system whose context is the fake. */
mcpx_docker_system fake_system(struct fake *fake);

/* "source path", as one question to each says, or "disagree". Good until the next call. */
const char *whereabouts(mcpx_docker *docker);

#endif

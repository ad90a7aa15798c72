/* fake_docker.h: a fake system for a resolver: the test sets its clock, files and shell. */
#ifndef TEST_FAKE_DOCKER_H
#define TEST_FAKE_DOCKER_H

#include "mcpx_proxy.h"

enum { FAKE_OUTPUT_MAX = 16384 };

struct fake {
  mcpx_platform platform;
  const char *path, *home, *login; /* PATH, HOME and SHELL */
  const char *files;               /* the executable files, one per line */
  const char *printed;             /* what the shell prints as its answer; NULL if it fails */
  const char *raw;                 /* all that the shell prints, in place of `printed` */
  const char *broken;              /* a shell that fails, although there is an output */
  uint64_t now;
  uint64_t shell_takes;
  int probes;           /* how often a file was looked up */
  int shells;           /* how often a shell was started */
  const char *asked;    /* the last shell that was started */
  const char *question; /* what it was asked */
};

/* Returns the system functions of a fake, which must outlive them. */
mcpx_docker_system fake_system(struct fake *fake);

/* Returns "source path" as the resolver reports them, or "disagree". Valid until the next call. */
const char *whereabouts(mcpx_docker *docker);

#endif

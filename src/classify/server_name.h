/* server_name.h: a line of a log -> the name of the server that it is about. */
#ifndef MCPX_CLASSIFY_SERVER_NAME_H
#define MCPX_CLASSIFY_SERVER_NAME_H

#include "base/internal.h"
#include "normalize.h"

enum { SERVER_NAME_MAX = 64, SERVER_LINE_MAX = 200 };

enum server_kind {
  SERVER_NONE,
  SERVER_NAMED,
  SERVER_OF_FILE,      /* all lines that follow are about this server */
  SERVER_OF_CONTAINER, /* Compose names the container on each line that it has printed */
  SERVER_KNOWN         /* it is a name only if an earlier line has named this server */
};

/* A part of a block. */
struct server_name {
  size_t from;
  size_t to;
  enum server_kind kind; /* SERVER_NONE if there is no name; then the others are undefined */
};

/* The rows of servers.def by the byte that they begin with: those of a slot in their order, each with the
 * next one. Numbers are those of rows plus one, 0 ends a list. Rows of three bytes or more that may be
 * anywhere in a line also have a key, by which most places are rejected. tables/derived/indexes.def has them.
 */
enum { SERVER_SLOTS = 64, SERVER_KEYS = 2048 };

static inline uint32_t server_slot(unsigned char first) { return first % SERVER_SLOTS; }

/* The key of three bytes, the first of which is the lowest. Higher bytes do not count. */
static inline uint32_t server_key_of(uint32_t three) { return ((three << 8) * UINT32_C(0x9E3779B1)) >> 21; }

static inline uint32_t server_key(const unsigned char *bytes) {
  return server_key_of(bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16);
}

/* The position of a search in a line. */
struct server_search {
  const struct norm_block *block;
  size_t start; /* of the line */
  size_t end;   /* of the part of the line that is searched */
  size_t at;
  size_t row; /* the last one that was tried at `at`, plus one; 0 for none */
};

/* Begin a search in the line that starts at block.bytes[i], within the next `length` bytes. */
MCPX_INTERNAL struct server_search server_search_start(const struct norm_block *block, size_t i,
                                                       size_t length);

/* The next place in the line that looks like a name. */
MCPX_INTERNAL struct server_name server_search_next(struct server_search *search);

/* The first name in the line that starts at `i`, within SERVER_LINE_MAX bytes, without those that must be
 * known. If the line has none of any kind, notes that for the next search. */
MCPX_INTERNAL struct server_name server_name_find(struct norm_block *block, size_t i);

/* The service of Docker Compose whose container printed the line, or ended, within the first `length` bytes
 * of the block: "web" of "web-1  | text" and of "web-1 exited with code 1". */
MCPX_INTERNAL struct server_name server_name_of_container(const struct norm_block *block, size_t length);

#endif

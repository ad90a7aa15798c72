/* image_text.h: text -> what it says about the image of a server: the program that is missing, and the
 * commands and images of a configuration. Reads normalized text as a scan produces it, in pieces. */
#ifndef MCPX_CLASSIFY_IMAGE_TEXT_H
#define MCPX_CLASSIFY_IMAGE_TEXT_H

#include "base/internal.h"
#include "catalog/images.h"
#include "normalize.h"

enum {
  IMAGE_SERVERS_MAX = 8,     /* servers of the configuration that are kept */
  IMAGE_DEFAULTS_SIZE = 3072 /* bytes of default images that are kept */
};

/* A server of the configuration. */
struct image_server {
  char command[MCPX_IMAGE_SIZE];
  char image[MCPX_IMAGE_SIZE];
};

/* What the text between the next two quotes is. */
enum image_expected {
  IMAGE_EXPECTS_ANYTHING,
  IMAGE_EXPECTS_COLON,
  IMAGE_EXPECTS_VALUE,
  IMAGE_EXPECTS_ISOLATION,
  IMAGE_EXPECTS_DEFAULTS,
  IMAGE_EXPECTS_DEFAULT_KEY,
  IMAGE_EXPECTS_DEFAULT_COLON,
  IMAGE_EXPECTS_DEFAULT_VALUE,
  IMAGE_EXPECTS_DEFAULT_COMMA
};

struct image_text {
  /* The end of the text so far. */
  char tail[512];
  size_t tail_length;
  char program[MCPX_IMAGE_SIZE]; /* that is missing; "" so far */

  /* The text since the last quote. A longer one than fits is not a name or an image. */
  char segment[MCPX_IMAGE_SIZE];
  size_t segment_length;
  enum image_expected expected;
  bool is_image; /* the value that is expected is an image; else a command */

  int depth;           /* of braces */
  int isolation_depth; /* of the object `isolation` that is open; 0 for none */
  int server_depth;    /* of the server that is open; -1 for none */
  bool too_many;       /* servers */
  size_t server_count;
  struct image_server servers[IMAGE_SERVERS_MAX];

  bool has_defaults;
  char default_key[MCPX_RUNTIME_SIZE];
  size_t defaults_length;
  char defaults[IMAGE_DEFAULTS_SIZE]; /* a runtime and its image, each with a terminator, and so on */
};

MCPX_INTERNAL void image_text_start(struct image_text *text);

/* Reads the bytes of the block from `from` on. */
MCPX_INTERNAL void image_text_feed(struct image_text *text, const struct norm_block *block, size_t from);

/* Adds what the text says to what the caller says. The facts point into both; `image` holds the default image
 * that the caller gives. */
MCPX_INTERNAL struct image_facts image_text_facts(const struct image_text *text, const mcpx_hints *hints,
                                                  char image[MCPX_IMAGE_SIZE]);

#endif

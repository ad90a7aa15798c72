/* images.h: the command of a server -> the runtime that it needs in its container, and the image that has it.
 */
#ifndef MCPX_CATALOG_IMAGES_H
#define MCPX_CATALOG_IMAGES_H

#include <stdbool.h>

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

/* What is known about the container of a server. A text of length 0 is not known. */
struct image_facts {
  mcpx_text command;       /* or the program that was missing */
  mcpx_text image;         /* the server's own: isolation.image */
  bool has_defaults;       /* the configuration has default_images, which replace the proxy's */
  mcpx_text default_image; /* its image for the runtime */
};

/* Writes the runtime that a command needs; "" if the command is not one. */
MCPX_INTERNAL void image_find_runtime(mcpx_text command, char runtime[MCPX_RUNTIME_SIZE]);

/* Sets the runtime and the images of an answer. Texts that are not names of programs or images are ignored.
 */
MCPX_INTERNAL void image_describe(mcpx_answer *answer, const struct image_facts *facts);

/* Finds the image of a runtime in a JSON object. Decodes it to `image`, whose length it returns; 0 if there
 * is none. Sets `*valid` to whether the text is a JSON object. */
MCPX_INTERNAL size_t image_find_default(mcpx_text json, const char *runtime, char image[MCPX_IMAGE_SIZE],
                                        bool *valid);

/* The hints of the caller as facts; `image` holds the default image. */
MCPX_INTERNAL struct image_facts image_facts_of(const mcpx_hints *hints, char image[MCPX_IMAGE_SIZE]);

/* Whether the answer says which runtime the image lacks, and its cause does not say otherwise. */
MCPX_INTERNAL bool image_has_advice(const mcpx_answer *answer);

/* The image to use; NULL if none is known. */
MCPX_INTERNAL const char *image_to_use(const mcpx_answer *answer);

/* Writes the steps that name the runtime and the image, as elements of an array. */
MCPX_INTERNAL void image_write_steps(struct json_writer *json, const mcpx_answer *answer);

#endif

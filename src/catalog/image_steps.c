/* image_steps.c: writes what to do about an image that lacks a runtime. */
#include <string.h>

#include "catalog.h"
#include "causes.h"
#include "images.h"
#include "surroundings.h"

bool image_has_advice(const mcpx_answer *answer) {
  bool may_be_image =
      answer->cause == MCPX_CAUSE_NONE || answer->cause == (mcpx_cause)CAUSE_program_missing_in_image;
  return answer->code == CODE_DOCKER_EXEC_NOT_FOUND && *answer->runtime && may_be_image;
}

/* {runtime}, {image} and {default} are replaced. */
static void write_image_step(struct json_writer *json, const mcpx_answer *answer, const char *label) {
  static const char *const NAMES[] = {"{runtime}", "{image}", "{default}"};
  const char *image = image_to_use(answer);
  const char *const values[] = {answer->runtime, image ? image : "<image>", answer->default_image};
  json_open(json, '{');
  json_member(json, "type", "do");
  json_key(json, "label");
  json_string_begin(json);
  while (*label) {
    size_t plain = strcspn(label, "{"), i = 0;
    json_string_add_sized(json, label, plain);
    label += plain;
    while (*label && i < 3 && strncmp(label, NAMES[i], strlen(NAMES[i])) != 0) i++;
    if (!*label || i == 3) break;
    json_string_add(json, values[i]);
    label += strlen(NAMES[i]);
  }
  json_string_end(json);
  json_close(json, '}');
}

/* Whether the server would work with the default image. */
static bool default_is_to_use(const mcpx_answer *answer) {
  const char *image = image_to_use(answer);
  return image && strcmp(image, answer->default_image) == 0;
}

/* A label with {image} for a known image, and one without. */
static void write_image_choice(struct json_writer *json, const mcpx_answer *answer, const char *with_image,
                               const char *without_image) {
  write_image_step(json, answer, image_to_use(answer) ? with_image : without_image);
}

static void write_override_steps(struct json_writer *json, const mcpx_answer *answer) {
  if (!default_is_to_use(answer)) {
    write_image_step(
        json, answer,
        "The image lacks {runtime}. The image that is set in isolation.image of the server is probably "
        "the reason.");
    write_image_step(json, answer,
                     image_to_use(answer)
                         ? "Set isolation.image to an image that has {runtime}, such as {image}."
                         : "Set isolation.image to an image that has {runtime}.");
    return;
  }
  write_image_step(
      json, answer,
      "The image lacks {runtime}. The image that is set in isolation.image of the server is probably the "
      "reason: it is not {default}, the default image for {runtime}.");
  write_image_step(
      json, answer,
      "Remove isolation.image from the server, so that it inherits {default}. Or set it to another image "
      "that has {runtime}.");
}

/* Nothing is known of an image that the server has of its own. */
static void write_proxy_steps(struct json_writer *json, const mcpx_answer *answer) {
  if (default_is_to_use(answer)) {
    write_image_step(json, answer,
                     "The image lacks {runtime}. The default image for {runtime} is {default}.");
    write_image_step(
        json, answer,
        "If isolation.image of the server names another image, remove it, so that the server inherits "
        "{default}. Otherwise set it to an image that has {runtime}.");
    return;
  }
  write_image_choice(json, answer, "The image lacks {runtime}. Use one that has it, such as {image}.",
                     "The image lacks {runtime}. Use one that has it.");
  write_image_step(json, answer, "Name that image in isolation.image of the server.");
}

/* A client that runs docker itself has the image in its own configuration. */
static void write_client_steps(struct json_writer *json, const mcpx_answer *answer) {
  write_image_choice(json, answer, "The image lacks {runtime}. Use one that has it, such as {image}.",
                     "The image lacks {runtime}. Use one that has it.");
  write_image_step(json, answer, "Name that image in args of the server.");
}

/* Always two steps: they replace two that the cause has for all runtimes (IMAGELESS), so that the number of
 * its steps does not depend on what is known. */
void image_write_steps(struct json_writer *json, const mcpx_answer *answer) {
  if (answer->image_source != MCPX_IMAGE_UNKNOWN)
    write_override_steps(json, answer);
  else if (answer->client == CLIENT_MCPPROXY)
    write_proxy_steps(json, answer);
  else
    write_client_steps(json, answer);
}

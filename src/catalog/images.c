/* images.c: the command of a server -> the runtime that it needs in its container, and the image that has it.
 */
#include "images.h"

#include <string.h>

#include "base/ascii.h"
#include "base/text.h"
#include "catalog.h"
#include "causes.h"
#include "json/reader.h"
#include "surroundings.h"

/* ---- Runtimes ---- */

static const struct {
  const char *program;
  const char *runtime;
} RUNTIMES[] = {
#define RUNTIME(program, runtime) {program, runtime},
#include "tables/images.def"
};

static const struct image_row {
  const char *runtime;
  const char *image;
  const char *other;
} IMAGES[] = {
#define IMAGE(runtime, image, other) {runtime, image, other},
#include "tables/images.def"
};

enum { RUNTIME_COUNT = sizeof RUNTIMES / sizeof *RUNTIMES, IMAGE_COUNT = sizeof IMAGES / sizeof *IMAGES };

static const char *runtime_of_program(mcpx_text program) {
  for (size_t i = 0; i < RUNTIME_COUNT; i++)
    if (text_equals(RUNTIMES[i].program, program.bytes, program.length)) return RUNTIMES[i].runtime;
  return NULL;
}

/* The last part of a path, without the ending of a program of Windows. */
static mcpx_text base_name(mcpx_text path) {
  static const char *const ENDINGS[] = {".exe", ".cmd", ".bat"};
  size_t start = path.length;
  if (!start) return path;
  while (start && path.bytes[start - 1] != '/' && path.bytes[start - 1] != '\\') start--;
  mcpx_text name = {path.bytes + start, path.length - start};
  for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
    if (name.length > 4 && text_equals(ENDINGS[i], name.bytes + name.length - 4, 4)) name.length -= 4;
  return name;
}

/* A command may be followed by its arguments, as "npx -y @scope/package": known programs are looked for
 * before the first space, too. */
static mcpx_text program_of_command(mcpx_text command) {
  const char *space = command.length ? memchr(command.bytes, ' ', command.length) : NULL;
  mcpx_text whole = base_name(command);
  if (!space) return whole;
  mcpx_text first = base_name((mcpx_text){command.bytes, (size_t)(space - command.bytes)});
  return runtime_of_program(first) ? first : whole;
}

static bool is_program_name(mcpx_text name) {
  if (!name.length || name.length >= MCPX_RUNTIME_SIZE || !ascii_is_alnum(*name.bytes)) return false;
  for (size_t i = 0; i < name.length; i++)
    if (!ascii_is_dotted(name.bytes[i]) && name.bytes[i] != '+') return false;
  return true;
}

/* Whether a name contains a word of lower case, in any case. */
static bool name_contains(mcpx_text name, const char *word) {
  size_t length = strlen(word), same = 0;
  for (size_t i = 0; i + length <= name.length && same < length; i++)
    for (same = 0; same < length && ascii_to_lower(name.bytes[i + same]) == word[same];) same++;
  return same == length;
}

static void copy_text(char *out, mcpx_text text) {
  memcpy(out, text.bytes, text.length);
  out[text.length] = '\0';
}

void image_find_runtime(mcpx_text command, char runtime[MCPX_RUNTIME_SIZE]) {
  mcpx_text program = program_of_command(command);
  const char *known = runtime_of_program(program);
  *runtime = '\0';
  if (!is_program_name(program)) return;
  if (!known && name_contains(program, "python")) known = "python";
  if (!known && name_contains(program, "node")) known = "node";
  copy_text(runtime, known ? (mcpx_text){known, strlen(known)} : program);
}

/* ---- Images ---- */

static const struct image_row *row_of_runtime(const char *runtime) {
  for (size_t i = 0; i < IMAGE_COUNT; i++)
    if (strcmp(IMAGES[i].runtime, runtime) == 0) return &IMAGES[i];
  return NULL;
}

/* The bytes of a reference to an image: registry/name:tag@digest. So none can end a command of a shell. */
static bool is_image_name(mcpx_text image) {
  if (!image.length || image.length >= MCPX_IMAGE_SIZE || !ascii_is_alnum(*image.bytes)) return false;
  for (size_t i = 0; i < image.length; i++)
    if (!ascii_is_dotted(image.bytes[i]) && !strchr("/:@", image.bytes[i])) return false;
  return memchr(image.bytes, '\0', image.length) == NULL;
}

/* Returns the row that knows that the image, a default of the proxy, lacks the runtime; else NULL. */
static const struct image_row *row_that_lacks(const mcpx_answer *answer) {
  const struct image_row *row = row_of_runtime(answer->runtime);
  return row && *row->other && strcmp(row->image, answer->default_image) == 0 ? row : NULL;
}

const char *image_to_use(const mcpx_answer *answer) {
  const struct image_row *row = row_of_runtime(answer->runtime);
  bool is_of_no_use = row_that_lacks(answer) || answer->image_source == MCPX_IMAGE_IS_DEFAULT;
  if (*answer->default_image && !is_of_no_use) return answer->default_image;
  if (!row || strcmp(row->other, "-") == 0) return NULL;
  const char *image = *row->other ? row->other : row->image;
  return strcmp(image, answer->default_image) == 0 ? NULL : image;
}

void image_describe(mcpx_answer *answer, const struct image_facts *facts) {
  image_find_runtime(facts->command, answer->runtime);
  answer->default_image[0] = '\0';
  answer->image_source = MCPX_IMAGE_UNKNOWN;
  if (!*answer->runtime) return;
  const struct image_row *row = row_of_runtime(answer->runtime);
  if (!facts->has_defaults && row)
    copy_text(answer->default_image, (mcpx_text){row->image, strlen(row->image)});
  else if (facts->has_defaults && is_image_name(facts->default_image))
    copy_text(answer->default_image, facts->default_image);
  if (!facts->image.length) return;
  bool same = text_equals(answer->default_image, facts->image.bytes, facts->image.length);
  answer->image_source = same ? MCPX_IMAGE_IS_DEFAULT : MCPX_IMAGE_OF_SERVER;
}

/* ---- The hints of the caller ---- */

static bool key_is(mcpx_text json, struct json_token key, const char *name) {
  char decoded[MCPX_RUNTIME_SIZE * 6 + 2];
  if (key.end - key.start > sizeof decoded) return false;
  return text_equals(name, decoded, json_decode(json.bytes, key, decoded));
}

/* Of equal keys the last counts, as for the proxy. A value that is no string counts as none. */
size_t image_find_default(mcpx_text json, const char *runtime, char image[MCPX_IMAGE_SIZE], bool *valid) {
  struct json_reader reader = json_reader_start(json.bytes, json.length);
  struct json_token token = json_next(&reader);
  char decoded[MCPX_IMAGE_SIZE * 6 + 2];
  size_t length = 0;
  *valid = token.type == JSON_OBJECT;
  while (*valid && (token = json_next(&reader)).type == JSON_KEY) {
    bool wanted = key_is(json, token, runtime);
    token = json_next(&reader);
    if (wanted) {
      bool fits = token.type == JSON_STRING && token.end - token.start <= sizeof decoded;
      length = fits ? json_decode(json.bytes, token, decoded) : 0;
      if (length >= MCPX_IMAGE_SIZE) length = 0;
      memcpy(image, decoded, length);
    }
    json_skip(&reader, token);
  }
  *valid = *valid && token.type == JSON_OBJECT_END && json_next(&reader).type == JSON_END;
  return *valid ? length : 0;
}

struct image_facts image_facts_of(const mcpx_hints *hints, char image[MCPX_IMAGE_SIZE]) {
  char runtime[MCPX_RUNTIME_SIZE];
  struct image_facts facts = {.command = {hints->command, hints->command ? hints->command_length : 0},
                              .image = {hints->image, hints->image ? hints->image_length : 0}};
  image_find_runtime(facts.command, runtime);
  if (!hints->default_images) return facts;
  mcpx_text json = {hints->default_images, hints->default_images_length};
  facts.default_image = (mcpx_text){image, image_find_default(json, runtime, image, &facts.has_defaults)};
  return facts;
}

void mcpx_answer_add_image(mcpx_answer *answer, const mcpx_hints *hints) {
  char image[MCPX_IMAGE_SIZE];
  if (answer->code != CODE_DOCKER_EXEC_NOT_FOUND || !hints || !hints->command) return;
  struct image_facts facts = image_facts_of(hints, image);
  image_describe(answer, &facts);
}

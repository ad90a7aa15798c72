/* advice.c: what a person is told about an answer, as JSON: titles, the cause, the steps. And the list of
 * causes. */
#include "advice.h"

#include <string.h>

#include "base/ascii.h"
#include "catalog.h"
#include "cause_codes.h"
#include "causes.h"
#include "images.h"
#include "surroundings.h"

/* ---- Causes ---- */

enum step_type { STEP_DO, STEP_COMMAND, STEP_CONFIG, STEP_LINK };

static const struct {
  const char *title;
  const char *text;
} CAUSE_TEXTS[] = {
#define CAUSE(id, title, text) {title, text},
#include "tables/causes.def"
};

struct step {
  uint16_t cause;
  uint8_t type; /* enum step_type */
  uint8_t platform;
  uint8_t client;
  const char *label;
  const char *value;
};

static const struct step CAUSE_STEPS[] = {
#define CAUSE_STEP(id, type, label, value, platform, client) \
  {CAUSE_##id, STEP_##type, PLATFORM_##platform, CLIENT_##client, label, value},
#include "tables/causes.def"
};

enum { STEP_COUNT = sizeof CAUSE_STEPS / sizeof *CAUSE_STEPS };

static const struct {
  mcpx_code code;
  struct step step;
} OTHER_STEPS[] = {
#define CLIENT_FIX(code, type, label, value) \
  {CODE_##code, {0, STEP_##type, PLATFORM_ANY, CLIENT_OTHER, label, value}},
#include "tables/fixes.def"
};

enum { OTHER_STEP_COUNT = sizeof OTHER_STEPS / sizeof *OTHER_STEPS };

static bool has_cause(const mcpx_answer *answer) { return mcpx_cause_name(answer->cause) != NULL; }

/* ---- Placeholders ---- */

enum { PLACEHOLDERS = 5 };

static const char UNKNOWN_CLIENT[] = "your client";

struct placeholder {
  const char *text;
  const char *value;
};

/* The values of {config} and so on. What is not known is described. */
static void fill_placeholders(struct placeholder *placeholders, const mcpx_answer *where) {
  const char *values[] = {client_config(where->client, where->system),
                          client_log(where->client, where->system), client_display_name(where->client),
                          *where->program ? where->program : mcpx_runner_name(where->runner),
                          image_has_advice(where) ? image_to_use(where) : NULL};
  static const struct placeholder UNKNOWN[] = {{"{config}", "the configuration file of your client"},
                                               {"{log}", "the log of your client"},
                                               {"{client}", UNKNOWN_CLIENT},
                                               {"{program}", "<program>"},
                                               {"{image}", "<image>"}};
  for (size_t i = 0; i < PLACEHOLDERS; i++)
    placeholders[i] = (struct placeholder){UNKNOWN[i].text, values[i] ? values[i] : UNKNOWN[i].value};
}

/* Whether a sentence begins there. */
static bool starts_sentence(const char *text, const char *at) {
  return at == text || (at - text >= 2 && at[-1] == ' ' && strchr(".?!", at[-2]));
}

static void add_capitalized(struct json_writer *json, const char *text) {
  char first = ascii_to_upper(*text);
  json_string_add_sized(json, &first, 1);
  json_string_add(json, text + 1);
}

static void write_filled(struct json_writer *json, const char *key, const char *text,
                         const mcpx_answer *where) {
  struct placeholder placeholders[PLACEHOLDERS];
  fill_placeholders(placeholders, where);
  json_key(json, key);
  json_string_begin(json);
  const char *all = text;
  while (*text) {
    size_t plain = 1 + strcspn(text + 1, "{"), i = 0;
    while (i < PLACEHOLDERS && strncmp(text, placeholders[i].text, strlen(placeholders[i].text)) != 0) i++;
    if (i < PLACEHOLDERS) {
      if (starts_sentence(all, text) && strcmp(placeholders[i].value, UNKNOWN_CLIENT) == 0)
        add_capitalized(json, UNKNOWN_CLIENT);
      else
        json_string_add(json, placeholders[i].value);
      text += strlen(placeholders[i].text);
      continue;
    }
    json_string_add_sized(json, text, plain);
    text += plain;
  }
  json_string_end(json);
}

/* ---- Steps ---- */

static bool is_for_one_client(const struct step *step) {
  return step->client != CLIENT_ANY && step->client < CLIENT_COUNT;
}

static void write_step(struct json_writer *json, const struct step *step, const mcpx_answer *where) {
  static const char *const TYPES[] = {
      [STEP_DO] = "do", [STEP_COMMAND] = "command", [STEP_CONFIG] = "config", [STEP_LINK] = "link"};
  static const char *const VALUE_KEYS[] = {
      [STEP_DO] = NULL, [STEP_COMMAND] = "command", [STEP_CONFIG] = "config", [STEP_LINK] = "url"};
  json_open(json, '{');
  json_member(json, "type", TYPES[step->type]);
  write_filled(json, "label", step->label, where);
  if (VALUE_KEYS[step->type]) write_filled(json, VALUE_KEYS[step->type], step->value, where);
  if (step->platform != PLATFORM_ANY)
    json_member(json, "platform", platform_name((enum catalog_platform)step->platform));
  if (is_for_one_client(step)) json_member(json, "client", mcpx_client_name(step->client));
  json_close(json, '}');
}

static bool client_fits(uint8_t column, mcpx_client client) {
  switch (column) {
    case CLIENT_UNNAMED: return !client_is_named(client);
    case CLIENT_NAMED: return client_is_named(client);
    case CLIENT_JSON: return client != CLIENT_CODEX;
    case CLIENT_OTHER: return client != CLIENT_MCPPROXY;
    default: return column == CLIENT_ANY || column == CLIENT_IMAGELESS || column == client;
  }
}

/* A step with the image to use is for a known image; one that CLIENT_IMAGELESS marks names several, since the
 * runtime is not known. */
static bool image_fits(const struct step *step, const mcpx_answer *where) {
  if (step->client == CLIENT_IMAGELESS) return !image_has_advice(where);
  return true;
}

static bool step_fits(const struct step *step, const mcpx_answer *where) {
  return client_fits(step->client, where->client) && image_fits(step, where) &&
         platform_fits((enum catalog_platform)step->platform, where->system);
}

/* ---- Commands of the code that the cause makes needless ---- */

/* The program and its subcommand: "docker pull", "curl". */
static size_t command_head(const char *command) {
  size_t program = strcspn(command, " ");
  if (!command[program] || strchr("-<\"'.$", command[program + 1])) return program;
  return program + 1 + strcspn(command + program + 1, " ");
}

static bool commands_alike(const char *a, const char *b) {
  size_t length = command_head(a);
  if (command_is_lookup(a) && command_is_lookup(b)) return true;
  return length == command_head(b) && strncmp(a, b, length) == 0;
}

/* Whether a label names the program and the subcommand: "run docker pull first". */
static bool label_names_command(const char *label, const char *command) {
  char head[64];
  size_t length = command_head(command);
  if (length >= sizeof head || !memchr(command, ' ', length)) return false;
  memcpy(head, command, length);
  head[length] = 0;
  return strstr(label, head) != NULL;
}

static bool step_repeats(const struct step *step, const char *command) {
  if (step->type == STEP_COMMAND && commands_alike(command, step->value)) return true;
  return label_names_command(step->label, command);
}

static bool platforms_overlap(int a, int b) {
  if (a == PLATFORM_ANY || b == PLATFORM_ANY) return true;
  return (a == PLATFORM_WINDOWS) == (b == PLATFORM_WINDOWS);
}

static bool has_specific_cause(const mcpx_answer *answer) {
  return has_cause(answer) && answer->cause < (mcpx_cause)CAUSE_FIRST_GENERAL;
}

/* Commands that help to guess a cause (which version, which processor), or that cure only another one: a
 * download or a sign-in by hand. */
static bool is_for_guessing(const char *command) {
  static const char *const PARTS[] = {" --version",           "uname -m",       "PROCESSOR_ARCHITECTURE",
                                      "docker image inspect", "docker version", "docker pull ",
                                      "docker login "};
  for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
    if (strstr(command, PARTS[i])) return true;
  return false;
}

/* A step of the cause runs such a command already; or the cause is known, and the command only helps to
 * guess. */
static bool is_step_needless(const mcpx_answer *answer, const char *command, int platform) {
  if (has_specific_cause(answer) && is_for_guessing(command)) return true;
  for (size_t i = 0; i < STEP_COUNT && has_cause(answer); i++) {
    const struct step *step = &CAUSE_STEPS[i];
    if (step->cause != answer->cause || !step_fits(step, answer)) continue;
    if (platforms_overlap(platform, step->platform) && step_repeats(step, command)) return true;
  }
  return false;
}

/* ---- Texts without a code ---- */

static const struct {
  const char *title;
  const char *text;
} UNKNOWN_TEXTS[] = {
#define UNKNOWN_KIND(id, name, title, text) [MCPX_UNKNOWN_##id] = {title, text},
#include "tables/unknown.def"
};

static const struct {
  uint8_t kind;
  const char *label;
} UNKNOWN_STEPS[] = {
#define UNKNOWN_STEP(id, label) {MCPX_UNKNOWN_##id, label},
#include "tables/unknown.def"
};

enum { UNKNOWN_STEP_COUNT = sizeof UNKNOWN_STEPS / sizeof *UNKNOWN_STEPS };

static void write_unknown(struct json_writer *json, const mcpx_answer *answer) {
  json_key(json, "unknown");
  if (answer->unknown == MCPX_UNKNOWN_NONE) {
    json_string(json, NULL);
    return;
  }
  json_open(json, '{');
  json_member(json, "kind", cause_unknown_name(answer->unknown));
  json_member(json, "title", UNKNOWN_TEXTS[answer->unknown].title);
  json_member(json, "text", UNKNOWN_TEXTS[answer->unknown].text);
  json_key(json, "nearest");
  json_open(json, '[');
  for (size_t i = 0; i < answer->nearest_count; i++) json_string(json, mcpx_code_name(answer->nearest[i]));
  json_close(json, ']');
  json_close(json, '}');
}

static void write_unknown_steps(struct json_writer *json, const mcpx_answer *answer) {
  for (size_t i = 0; i < UNKNOWN_STEP_COUNT; i++) {
    struct step step = {.type = STEP_DO, .label = UNKNOWN_STEPS[i].label};
    if (UNKNOWN_STEPS[i].kind == answer->unknown && answer->unknown) write_step(json, &step, answer);
  }
}

/* What clients other than mcpproxy have instead of its commands and buttons. A cause has such steps itself.
 */
static void write_other_steps(struct json_writer *json, const mcpx_answer *answer) {
  for (size_t i = 0; i < OTHER_STEP_COUNT && !has_cause(answer); i++)
    if (OTHER_STEPS[i].code == answer->code && step_fits(&OTHER_STEPS[i].step, answer))
      write_step(json, &OTHER_STEPS[i].step, answer);
}

/* The steps of the code MCPX_UNKNOWN_UNCLASSIFIED ask for a report, which is right only if nothing was
 * recognized. */
static bool has_code_steps(const mcpx_answer *answer) {
  return answer->unknown == MCPX_UNKNOWN_NONE || answer->unknown == MCPX_UNKNOWN_UNRECOGNIZED;
}

static void write_steps(struct json_writer *json, const mcpx_answer *answer) {
  json_key(json, "steps");
  json_open(json, '[');
  if (image_has_advice(answer)) image_write_steps(json, answer);
  for (size_t i = 0; i < STEP_COUNT; i++)
    if (CAUSE_STEPS[i].cause == answer->cause && step_fits(&CAUSE_STEPS[i], answer))
      write_step(json, &CAUSE_STEPS[i], answer);
  write_unknown_steps(json, answer);
  if (has_code_steps(answer)) {
    write_other_steps(json, answer);
    catalog_write_steps(json, answer, is_step_needless);
  }
  json_close(json, ']');
}

/* ---- Advice ---- */

static void write_cause_members(struct json_writer *json, mcpx_cause cause, bool with_text) {
  json_member(json, "id", mcpx_cause_name(cause));
  json_member(json, "title", CAUSE_TEXTS[cause].title);
  if (with_text) json_member(json, "text", CAUSE_TEXTS[cause].text);
}

static void write_cause(struct json_writer *json, mcpx_cause cause, bool with_text) {
  json_open(json, '{');
  write_cause_members(json, cause, with_text);
  json_close(json, '}');
}

/* Causes whose title says more about what happened than that of the code. */
static bool has_headline(mcpx_cause cause) {
  static const mcpx_cause HEADLINES[] = {
#define CAUSE_HEADLINE(id) CAUSE_##id,
#include "tables/causes.def"
      MCPX_CAUSE_NONE};
  for (const mcpx_cause *row = HEADLINES; *row != MCPX_CAUSE_NONE; row++)
    if (*row == cause) return true;
  return false;
}

/* The headline: the code's, or that of the kind of a text without a code. */
static const char *answer_title(const mcpx_answer *answer) {
  if (has_headline(answer->cause)) return CAUSE_TEXTS[answer->cause].title;
  return answer->unknown == MCPX_UNKNOWN_NONE ? mcpx_code_title(answer->code)
                                              : UNKNOWN_TEXTS[answer->unknown].title;
}

void advice_write_members(struct json_writer *json, const mcpx_answer *answer) {
  json_member(json, "title", answer_title(answer));
  json_key(json, "cause");
  if (has_cause(answer))
    write_cause(json, answer->cause, true);
  else
    json_string(json, NULL);
  json_key(json, "also_possible");
  json_open(json, '[');
  for (size_t i = 0; i < answer->also_possible_count; i++) write_cause(json, answer->also_possible[i], false);
  json_close(json, ']');
  write_unknown(json, answer);
  write_steps(json, answer);
}

size_t mcpx_advice_json(const mcpx_answer *answer, char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '{');
  advice_write_members(&json, answer);
  json_close(&json, '}');
  return json_finish(&json);
}

/* ---- All causes ---- */

static void write_cause_codes(struct json_writer *json, mcpx_cause cause) {
  json_key(json, "codes");
  json_open(json, '[');
  for (mcpx_code code = 0; code < CODE_COUNT; code++)
    if (cause_has_code(cause, code)) json_string(json, mcpx_code_name(code));
  json_close(json, ']');
}

/* Whether the list of all steps has the step already: a step that lists the clients replaces those that
 * several clients share. */
static bool is_step_listed(const struct step *step) {
  bool has_list = false, has_twin = false;
  for (size_t i = 0; i < STEP_COUNT; i++) {
    const struct step *other = &CAUSE_STEPS[i];
    if (other->cause != step->cause || other == step) continue;
    has_list |= other->client == CLIENT_UNNAMED;
    has_twin |= other->platform == step->platform && strcmp(other->label, step->label) == 0 &&
                strcmp(other->value, step->value) == 0;
  }
  return is_for_one_client(step) && has_list && has_twin;
}

/* Without surroundings the placeholders say "your client", "the log of your client". */
static void write_all_steps(struct json_writer *json, mcpx_cause cause) {
  static const mcpx_answer ANYWHERE;
  json_key(json, "steps");
  json_open(json, '[');
  for (size_t i = 0; i < STEP_COUNT; i++)
    if (CAUSE_STEPS[i].cause == cause && !is_step_listed(&CAUSE_STEPS[i]))
      write_step(json, &CAUSE_STEPS[i], &ANYWHERE);
  json_close(json, ']');
}

size_t mcpx_causes_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '[');
  for (mcpx_cause cause = 0; cause < CAUSE_COUNT; cause++) {
    json_open(&json, '{');
    write_cause_members(&json, cause, true);
    write_cause_codes(&json, cause);
    write_all_steps(&json, cause);
    json_close(&json, '}');
  }
  json_close(&json, ']');
  return json_finish(&json);
}

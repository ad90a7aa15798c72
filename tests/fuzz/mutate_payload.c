/* mutate_payload.c: a mutator for payloads. Random bytes would hardly make a heartbeat, so it begins with the
 * heartbeats of the vectors and inserts fields, values and personal data. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "check/fields.h"
#include "fuzz.h"

enum { HEADER = 4, PIECE_MAX = 256 };

/* ---- Pieces ---- */

static const char *const TOKENS[] = {
#define TOKEN(prefix, characters, least) prefix,
#include "tables/tokens.def"
};

static const char *const WORDS[] = {
#define SECRET_NAME(text) text "=",
#define SECRET_ENDING(text) "\"" text "\":\"",
#define HOST_ENDING(text) "box" text,
#define PROGRAM(text) text "-x ",
#define EVERYDAY_NAME(text) text "-",
#include "tables/everyday_names.def"
#include "tables/hosts.def"
#include "tables/programs.def"
#include "tables/secret_names.def"
};

static const char *const TEXTS[] = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\":\"",
    "\",\"",
    "{\"",
    "\"}",
    "null",
    "true",
    "-0",
    "1e2",
    "9007199254740992",
    "1e309",
    "\\u0000",
    "\\ud800",
    "\\udc00",
    "\\u002f",
    "\\/",
    "\\\\",
    "\\u0041",
    "\xEF\xBB\xBF",
    "\xF0\x9F\x98\x80",
    "\xED\xA0\x80",
    "/home/",
    "/Users/",
    "/tmp/x",
    "/root",
    "C:\\\\",
    "\\\\\\\\h\\\\s",
    "%HOME%",
    "$HOME",
    "~/",
    "https://",
    "mailto:",
    "data:,",
    "a@b.cc",
    "localhost",
    "DESKTOP-1A2B3C",
    "ip-10-0-0-1",
    "10.0.0.1",
    "fe80::1",
    "::",
    "00:1a:2b:3c:4d:5e",
    "ssh-rsa ",
    "-----BEGIN ",
    "eyJhbGciOi.eyJ",
    "Bearer ",
    "Basic ",
    "+4915112345678",
    "4111111111111111",
    "DE89370400440532013000",
    "123-45-6789",
    "490154203237518",
    "S-1-5-21-1",
    "arn:aws:",
    "i-0a1b2c3d",
    "52.5200, 13.4050",
    "npx -y ",
    "/etc/passwd",
    "%2f",
    "%252F",
    "&#47;",
    "&amp;",
    "&sol;",
    "\\u200b",
    "\xE2\x80\x8B",
    "\xEF\xBC\x8F",
    "\xD0\xB0",
    "[at]",
    "=2F",
    "L2hvbWUvYWxpY2UveC95L3o",
    "2f686f6d652f616c6963652f78",
    "GET /api/v1/",
    "{id:[0-9]+}",
    "UNMATCHED",
    "v1.2.3-rc.1+x",
    "go1.24 X:a,b",
    "2026-05-11T06:57:30Z",
    "5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913",
    "[email]",
    "[auth_pair]",
    "localhost:80",
    "/usr/bin/",
    "password: ",
    "\"event\":\"telemetry_disabled\"",
};

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static size_t write_field(uint32_t random, char *out) {
  return (size_t)snprintf(out, PIECE_MAX, "\"%s\":", FIELDS[random % FIELD_COUNT].key);
}

static size_t write_value(uint32_t random, char *out) {
  size_t count;
  const struct enum_value *values = fields_values((enum enum_id)(1 + random % (ENUM_COUNT - 1)), &count);
  return (size_t)snprintf(out, PIECE_MAX, "\"%s\"", values[random / 64 % count].name);
}

static size_t write_token(uint32_t random, char *out) {
  return (size_t)snprintf(out, PIECE_MAX, "%s0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6",
                          TOKENS[random % COUNT_OF(TOKENS)]);
}

static size_t write_piece(uint32_t random, char *out) {
  uint32_t rest = random >> 3;
  switch (random % 8) {
    case 0: return write_field(rest, out);
    case 1: return write_value(rest, out);
    case 2: return write_token(rest, out);
    case 3: return (size_t)snprintf(out, PIECE_MAX, "%s", WORDS[rest % COUNT_OF(WORDS)]);
    case 4:
      return (size_t)snprintf(out, PIECE_MAX, "\"%s\":1",
                              mcpx_code_name((mcpx_code)(rest % (uint32_t)mcpx_code_count())));
    default: return (size_t)snprintf(out, PIECE_MAX, "%s", TEXTS[rest % COUNT_OF(TEXTS)]);
  }
}

/* ---- Heartbeats ---- */

enum { SEEDS_MAX = 128 };

static const char *seeds[SEEDS_MAX];
static size_t seed_count;

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Reads the payloads of the vectors, which are never freed. */
int LLVMFuzzerInitialize(int *argc, char ***argv) {
  char *line = NULL;
  size_t room = 0;
  FILE *in = fopen(MCPX_VECTORS "/heartbeats.jsonl", "r");
  (void)argc, (void)argv;
  require(in, "the vectors can be opened");
  while (seed_count < SEEDS_MAX && getline(&line, &room, in) > 0) {
    static cJSON *rows[SEEDS_MAX];
    rows[seed_count] = cJSON_Parse(line);
    seeds[seed_count] = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(rows[seed_count], "payload"));
    require(seeds[seed_count++], "a vector has a payload");
  }
  free(line);
  fclose(in);
  return 0;
}

static size_t start_again(uint8_t *data, size_t max_size, uint32_t random) {
  const char *seed = seeds[random % seed_count];
  size_t length = strlen(seed);
  if (length + HEADER > max_size) return 0;
  for (size_t i = 0; i < HEADER; i++) data[i] = (uint8_t)(random >> 3 * i);
  memcpy(data + HEADER, seed, length);
  return length + HEADER;
}

/* ---- The mutator ---- */

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

/* Every second time it inserts a piece, and sometimes it starts again with another heartbeat; otherwise
 * libFuzzer mutates the payload. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed) {
  char piece[PIECE_MAX];
  uint32_t random = seed * 2654435761u;
  size_t begun = seed % 64 == 1 || size <= HEADER ? start_again(data, max_size, random >> 6) : 0;
  if (begun) return begun;
  if (seed % 2) return LLVMFuzzerMutate(data, size, max_size);
  size_t length = write_piece(random >> 12, piece), at = HEADER + (random >> 3) % (size - HEADER + 1);
  if (size < HEADER || size + length > max_size) return LLVMFuzzerMutate(data, size, max_size);
  memmove(data + at + length, data + at, size - at);
  memcpy(data + at, piece, length);
  return size + length;
}

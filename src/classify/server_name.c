/* server_name.c: a line of a log -> the name of the server that it is about. */
#include "server_name.h"

#include <string.h>

#include "anchors.h"
#include "base/ascii.h"
#include "line_text.h"

struct server_pattern {
  enum server_kind kind;
  const char *before;
  const char *prefix; /* of the name */
  const char *after;
};

static const struct server_pattern SERVER_PATTERNS[] = {
#define SERVER(before, prefix, after) {SERVER_NAMED, before, prefix, after},
#define FILE_SERVER(before, prefix, after) {SERVER_OF_FILE, before, prefix, after},
#define KNOWN_SERVER(before, prefix, after) {SERVER_KNOWN, before, prefix, after},
#include "tables/servers.def"
};

enum { SERVER_PATTERN_COUNT = sizeof SERVER_PATTERNS / sizeof *SERVER_PATTERNS };

static size_t end_of_line(const struct norm_block *block, size_t i, size_t length) {
  size_t last = i + length;
  if (i >= block->count) return i;
  return norm_find_line_break(block, i, last < block->count ? last : block->count);
}

/* The text of a pattern without the ` that may precede it. */
static const char *literal_of(const char *before) { return before + (*before == '`'); }

#define SERVER_FIRST(row) row,
static const uint8_t SERVER_ROWS_FIRST[SERVER_SLOTS] = {
#include "tables/derived/indexes.def"
};

#define SERVER_NEXT(row) row,
static const uint8_t SERVER_ROWS_NEXT[] = {
    0, /* numbers begin with 1 */
#include "tables/derived/indexes.def"
};

#define SERVER_KEY(key) [key] = true,
static const bool SERVER_HAS_KEY[SERVER_KEYS] = {
#include "tables/derived/indexes.def"
};

/* The first bytes of rows that are too short for a key. */
#define SERVER_SHORT(byte) byte,
static const unsigned char SERVER_SHORTS[] = {
#include "tables/derived/indexes.def"
    0 /* in no text */
};

struct server_search server_search_start(const struct norm_block *block, size_t i, size_t length) {
  size_t end = end_of_line(block, i, length);
  bool nameless = block->nameless_from == i && block->nameless_to == end;
  return (struct server_search){block, i, end, nameless ? end : i, 0};
}

static inline bool starts_with(const struct server_search *search, size_t i, const char *text) {
  const unsigned char *bytes = search->block->bytes + i;
  if (!*text) return i <= search->end;
  if (i >= search->end || bytes[0] != (unsigned char)text[0]) return false;
  if (text[1] && bytes[1] != (unsigned char)text[1]) return false;
  size_t length = strlen(text);
  return i + length <= search->end && memcmp(bytes, text, length) == 0;
}

/* The end of the name that starts at `from`; `from` if what follows it is missing or the name is not one. */
static size_t end_of_name(const struct server_search *search, size_t from, const char *after) {
  bool spaces = *after == '\'' || *after == ']' || *after == ')';
  for (size_t i = from; i < search->end && i - from <= SERVER_NAME_MAX; i++) {
    if (*after && starts_with(search, i, after)) return i;
    if (search->block->bytes[i] == ' ' && !spaces) return from;
    if (!*after && i + 1 == search->end) return i + 1;
  }
  return from;
}

/* The name after a pattern, if the pattern is at the position of the search. */
static struct server_name name_after(const struct server_search *search,
                                     const struct server_pattern *pattern) {
  struct server_name none = {0, 0, SERVER_NONE};
  if (*pattern->before == '`' && search->at != search->start) return none;
  const char *before = literal_of(pattern->before);
  if (!starts_with(search, search->at, before)) return none;
  size_t from = search->at + strlen(before);
  if (!starts_with(search, from, pattern->prefix)) return none;
  size_t to = end_of_name(search, from, pattern->after);
  if (*pattern->after == ']' && line_is_level(search->block, from, to)) return none;
  return to > from ? (struct server_name){from, to, pattern->kind} : none;
}

/* The next row to try at the position of the search; 0 for none. */
static size_t next_row(const struct server_search *search) {
  if (search->row) return SERVER_ROWS_NEXT[search->row];
  return SERVER_ROWS_FIRST[server_slot(search->block->bytes[search->at])];
}

/* The first place from `i` on where a row without a key may begin; `to` if there is none. */
static size_t next_short(const unsigned char *bytes, size_t i, size_t to) {
  for (; i < to; i += VECTOR_BYTES) {
    vector text = vector_load(bytes + i), found = vector_all(0);
    for (size_t k = 0; SERVER_SHORTS[k]; k++)
      found = vector_or(found, vector_equal(text, vector_all(SERVER_SHORTS[k])));
    size_t place = vector_first(found);
    if (place == VECTOR_BYTES) continue;
    i += place;
    return i < to ? i : to;
  }
  return to;
}

/* The same for rows with a key. A block has bytes after its last one. */
static size_t next_key(const unsigned char *bytes, size_t i, size_t to) {
  for (; i + ANCHOR_SIZE <= to; i += ANCHOR_SIZE) {
    uint64_t keys = anchor_four_keys(bytes + i);
    if (SERVER_HAS_KEY[server_key_of((uint32_t)keys)]) return i;
    if (SERVER_HAS_KEY[server_key_of((uint32_t)(keys >> 8))]) return i + 1;
    if (SERVER_HAS_KEY[server_key_of((uint32_t)(keys >> 16))]) return i + 2;
    if (SERVER_HAS_KEY[server_key_of((uint32_t)(keys >> 24))]) return i + 3;
  }
  while (i < to && !SERVER_HAS_KEY[server_key(bytes + i)]) i++;
  return i;
}

/* The first place from the position of the search on where a row can begin. Some only begin a line. */
static size_t next_place(const struct server_search *search) {
  const unsigned char *bytes = search->block->bytes;
  if (search->at == search->start || search->at >= search->end) return search->at;
  return next_key(bytes, search->at, next_short(bytes, search->at, search->end));
}

struct server_name server_search_next(struct server_search *search) {
  if (!search->row) search->at = next_place(search);
  while (search->at < search->end) {
    while ((search->row = next_row(search)) != 0) {
      struct server_name name = name_after(search, &SERVER_PATTERNS[search->row - 1]);
      if (name.kind != SERVER_NONE) return name;
    }
    search->at++;
    search->at = next_place(search);
  }
  return (struct server_name){0, 0, SERVER_NONE};
}

struct server_name server_name_find(struct norm_block *block, size_t i) {
  struct server_search search = server_search_start(block, i, SERVER_LINE_MAX);
  struct server_name name = server_search_next(&search);
  if (name.kind == SERVER_NONE) block->nameless_from = i, block->nameless_to = search.end;
  while (name.kind == SERVER_KNOWN) name = server_search_next(&search);
  return name;
}

static bool is_container_byte(unsigned char byte) {
  return ascii_is_alnum((char)byte) || byte == '-' || byte == '_' || byte == '.';
}

/* Where the service ends in a name such as "web-1" or "web_1", which ends at `end`; 0 if it is no such name.
 */
static size_t end_of_service(const unsigned char *bytes, size_t end) {
  size_t i = end;
  while (i > 0 && bytes[i - 1] >= '0' && bytes[i - 1] <= '9') i--;
  bool numbered = i < end && i > 1 && (bytes[i - 1] == '-' || bytes[i - 1] == '_');
  return numbered ? i - 1 : 0;
}

struct server_name server_name_of_container(const struct norm_block *block, size_t length) {
  size_t last = length < block->count ? length : block->count, end = 0;
  while (end < last && is_container_byte(block->bytes[end])) end++;
  bool output = line_starts_with(block, end, " |") || line_starts_with(block, end, " exited with code");
  size_t to = output ? end_of_service(block->bytes, end) : 0;
  return (struct server_name){0, to, to ? SERVER_OF_CONTAINER : SERVER_NONE};
}

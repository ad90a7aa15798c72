/* server_name.c: a line of a log -> the name of the server that it is about. */
#include "server_name.h"

#include <string.h>

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

/* The bit of three bytes in the filter. */
static uint32_t filter_bit(const unsigned char *bytes) {
  uint32_t key = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
  return (key * UINT32_C(0x9E3779B1)) >> 21;
}

static size_t slot_of(unsigned char c) { return c % SERVER_SLOTS; }

static void add_to_filter(struct server_index *index, const unsigned char *literal) {
  if (!literal[1] || !literal[2]) {
    index->short_rows[*literal / 64] |= UINT64_C(1) << *literal % 64;
    return;
  }
  uint32_t bit = filter_bit(literal);
  index->filter[bit / 64] |= UINT64_C(1) << bit % 64;
}

void server_index_fill(struct server_index *index) {
  _Static_assert(sizeof SERVER_PATTERNS / sizeof *SERVER_PATTERNS <= SERVER_ROWS_MAX,
                 "the index has room for all rows");
  memset(index, 0, sizeof *index);
  for (size_t row = SERVER_PATTERN_COUNT; row > 0; row--) {
    const unsigned char *literal = (const unsigned char *)literal_of(SERVER_PATTERNS[row - 1].before);
    uint8_t *first = &index->first[slot_of(*literal)];
    add_to_filter(index, literal);
    index->next[row] = *first;
    *first = (uint8_t)row;
  }
}

struct server_search server_search_start(const struct server_index *index, const struct norm_block *block,
                                         size_t i, size_t length) {
  return (struct server_search){index, block, i, end_of_line(block, i, length), i, 0};
}

static bool starts_with(const struct server_search *search, size_t i, const char *text) {
  if (*text && (i >= search->end || search->block->bytes[i] != (unsigned char)*text)) return false;
  size_t length = strlen(text);
  return i + length <= search->end && memcmp(search->block->bytes + i, text, length) == 0;
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
  return to > from ? (struct server_name){from, to, pattern->kind} : none;
}

/* The next row to try at the position of the search; 0 for none. */
static size_t next_row(const struct server_search *search) {
  if (search->row) return search->index->next[search->row];
  return search->index->first[slot_of(search->block->bytes[search->at])];
}

/* Whether a row can begin at the position: it rejects nearly all. A block has bytes after its last one. */
static bool passes_filter(const struct server_search *search) {
  const unsigned char *bytes = search->block->bytes + search->at;
  uint32_t bit = filter_bit(bytes);
  return search->index->filter[bit / 64] >> bit % 64 & 1 ||
         search->index->short_rows[*bytes / 64] >> *bytes % 64 & 1;
}

struct server_name server_search_next(struct server_search *search) {
  for (; search->at < search->end; search->at++, search->row = 0) {
    if (!passes_filter(search)) continue;
    while ((search->row = next_row(search)) != 0) {
      struct server_name name = name_after(search, &SERVER_PATTERNS[search->row - 1]);
      if (name.kind != SERVER_NONE) return name;
    }
  }
  return (struct server_name){0, 0, SERVER_NONE};
}

struct server_name server_name_find(const struct server_index *index, const struct norm_block *block,
                                    size_t i) {
  struct server_search search = server_search_start(index, block, i, SERVER_LINE_MAX);
  struct server_name name = server_search_next(&search);
  while (name.kind == SERVER_KNOWN) name = server_search_next(&search);
  return name;
}

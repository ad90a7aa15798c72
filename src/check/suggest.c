/* suggest.c: a misspelled name -> the nearest name of the tables, by edit distance. */
#include "suggest.h"

#include "base/ascii.h"
#include "base/text.h"

enum { SUGGEST_LENGTH_MAX = 48 };

/* The best name so far, and the largest distance that would still be better. */
struct suggestion {
  const char *name;
  size_t limit;
};

static size_t least_of_three(size_t a, size_t b, size_t c) {
  size_t less = a < b ? a : b;
  return less < c ? less : c;
}

/* The Levenshtein distance: how many letters to insert, delete or replace. Case does not count. */
static size_t edit_distance(const char *name, size_t length, mcpx_text text) {
  size_t row[SUGGEST_LENGTH_MAX + 1];
  for (size_t i = 0; i <= length; i++) row[i] = i;
  for (size_t k = 0; k < text.length; k++) {
    size_t diagonal = row[0];
    row[0] = k + 1;
    for (size_t i = 0; i < length; i++) {
      size_t replaced = diagonal + (ascii_to_lower(name[i]) != ascii_to_lower(text.bytes[k]));
      diagonal = row[i + 1];
      row[i + 1] = least_of_three(replaced, row[i] + 1, row[i + 1] + 1);
    }
  }
  return row[length];
}

/* Make `name` the suggestion where it is nearer to `text` than the one before. */
static void compare_name(struct suggestion *best, const char *name, size_t length, mcpx_text text) {
  size_t difference = length > text.length ? length - text.length : text.length - length;
  if (length > SUGGEST_LENGTH_MAX || text.length > SUGGEST_LENGTH_MAX || difference > best->limit) return;
  size_t distance = edit_distance(name, length, text);
  if (distance > best->limit || (distance == best->limit && best->name)) return;
  *best = (struct suggestion){name, distance};
}

static struct suggestion start_search(mcpx_text text) {
  return (struct suggestion){NULL, text.length / 3 < 2 ? text.length / 3 : 2};
}

static bool use_up_search(int *searches_left) {
  if (*searches_left <= 0) return false;
  --*searches_left;
  return true;
}

const char *suggest_key(int *searches_left, enum shape_id shape, mcpx_text text) {
  struct suggestion best = start_search(text);
  if (!use_up_search(searches_left)) return NULL;
  for (int i = SHAPES[shape].first; FIELDS[i].shape == shape; i++)
    compare_name(&best, FIELDS[i].key, strlen(FIELDS[i].key), text);
  return best.name;
}

/* Another name that programs give to a value. */
static const struct {
  enum enum_id set;
  const char *alias, *name;
} ALIASES[] = {
#define ALIAS(set, alias, name) {ENUM_##set, alias, name},
#include "tables/enums.def"
};

static const char *find_alias(enum enum_id set, mcpx_text text) {
  for (size_t i = 0; i < sizeof ALIASES / sizeof *ALIASES; i++)
    if (ALIASES[i].set == set && text_folds_to(ALIASES[i].alias, text)) return ALIASES[i].name;
  return NULL;
}

const char *suggest_value(int *searches_left, enum enum_id set, mcpx_text text) {
  struct suggestion best = start_search(text);
  size_t count;
  const struct enum_value *values = fields_values(set, &count);
  if (!use_up_search(searches_left)) return NULL;
  best.name = find_alias(set, text);
  if (best.name) return best.name;
  for (size_t i = 0; i < count; i++)
    if (*values[i].name) compare_name(&best, values[i].name, strlen(values[i].name), text);
  return best.name;
}

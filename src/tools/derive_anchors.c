/* derive_anchors.c: the phrases of phrases.def -> the rarest four bytes of each, which the search looks for.
 */
#include "derive_anchors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "classify/anchors.h"
#include "classify/match.h"
#include "classify/scan.h"

enum { SHARED_COST = 8 };

struct derived_anchor {
  uint32_t key;
  uint32_t slot;
  size_t phrase;
  size_t lead;
  size_t place; /* its index in struct anchor_index */
};

/* Roughly how common a byte is in error texts: an anchor is rare. */
static int commonness(unsigned char c) {
  static const char BY_FREQUENCY[] = " etaoinsrldcumpfghy:wbvk'.0123456789xjqz";
  const char *found = strchr(BY_FREQUENCY, c);
  return found ? 40 - (int)(found - BY_FREQUENCY) : 0;
}

/* The length of a phrase up to its first wildcard. */
static size_t literal_length(const char *phrase) { return strcspn(phrase, "|`#@^*~"); }

/* Sequences of ANCHOR_SIZE bytes, and in how many phrases each occurs. A place with phrases == 0 is free. */
enum { GRAM_SLOTS = 1 << 20 };

struct gram {
  char bytes[ANCHOR_SIZE];
  unsigned phrases;
  size_t row; /* the last one with these bytes */
};

static struct gram gram_table[GRAM_SLOTS];
static bool gram_table_filled;

static struct gram *gram_at(const char *bytes) {
  size_t i = text_hash(bytes, ANCHOR_SIZE) % GRAM_SLOTS;
  while (gram_table[i].phrases && memcmp(gram_table[i].bytes, bytes, ANCHOR_SIZE) != 0)
    i = (i + 1) % GRAM_SLOTS;
  return &gram_table[i];
}

static void count_gram(const char *bytes, size_t row) {
  struct gram *gram = gram_at(bytes);
  memcpy(gram->bytes, bytes, ANCHOR_SIZE);
  gram->phrases += gram->row != row;
  gram->row = row;
}

/* The number of phrases with these bytes: at each position of an anchor, all its phrases are compared. */
static int phrases_with(const char *anchor) {
  struct phrase phrase = {0};
  if (!gram_table_filled) {
    gram_table_filled = true;
    for (size_t row = 1; phrase_next(&phrase); row++)
      for (size_t i = 0; i + ANCHOR_SIZE <= strlen(phrase.text); i++) count_gram(phrase.text + i, row);
  }
  return (int)gram_at(anchor)->phrases;
}

static int cost_of(const char *anchor) {
  int cost = SHARED_COST * phrases_with(anchor);
  for (int i = 0; i < ANCHOR_SIZE; i++) cost += commonness((unsigned char)anchor[i]);
  return cost;
}

static size_t rarest_anchor(const char *literal, size_t length) {
  size_t best = 0;
  int least = cost_of(literal);
  for (size_t i = 1; i + ANCHOR_SIZE <= length && i < SCAN_LEFT - 4; i++) {
    int cost = cost_of(literal + i);
    if (cost < least) {
      least = cost;
      best = i;
    }
  }
  return best;
}

static bool is_short(const struct phrase *phrase) { return strlen(phrase->text) < ANCHOR_SIZE; }

static struct derived_anchor anchor_of(const struct phrase *phrase) {
  const char *literal = phrase_literal(phrase->text);
  if (literal_length(literal) < ANCHOR_SIZE) {
    fprintf(stderr, "phrases.def: \"%s\" must start with four plain bytes\n", phrase->text);
    exit(1);
  }
  size_t lead = rarest_anchor(literal, literal_length(literal));
  uint32_t key = anchor_key((const unsigned char *)literal + lead);
  return (struct derived_anchor){key, anchor_slot(key), phrase->at, lead, 0};
}

static int by_phrase(const void *a, const void *b) {
  const struct derived_anchor *x = a, *y = b;
  return x->phrase < y->phrase ? -1 : x->phrase > y->phrase;
}

/* The order of struct anchor_index. */
static int by_bucket(const void *a, const void *b) {
  uint32_t x = anchor_bucket(((const struct derived_anchor *)a)->slot);
  uint32_t y = anchor_bucket(((const struct derived_anchor *)b)->slot);
  return x == y ? by_phrase(a, b) : x < y ? -1 : 1;
}

static size_t collect_anchors(struct derived_anchor *anchors) {
  struct phrase phrase = {0};
  size_t count = 0;
  while (phrase_next(&phrase))
    if (!phrase_begins_set(&phrase) && !is_short(&phrase)) anchors[count++] = anchor_of(&phrase);
  qsort(anchors, count, sizeof *anchors, by_bucket);
  return count;
}

/* Where the rows of the causes begin, which come last and can be left out (MCPX_WITHOUT_CAUSES). Counted,
 * because the derived starts of the sets may be of an earlier version. */
static size_t start_of_causes(void) {
  struct phrase phrase = {0};
  size_t set = 0;
  while (set < SET_end_of_rules && phrase_next(&phrase)) set += phrase_begins_set(&phrase);
  return phrase.at;
}

static bool is_of_causes(size_t phrase) {
  static size_t start;
  if (!start) start = start_of_causes();
  return phrase > start;
}

static void begin_causes(bool *begun, size_t phrase) {
  if (!*begun && is_of_causes(phrase)) printf("#ifndef MCPX_WITHOUT_CAUSES\n");
  *begun = *begun || is_of_causes(phrase);
}

static void end_causes(bool begun) {
  if (begun) printf("#endif\n");
}

static void print_shorts(void) {
  struct phrase phrase = {0};
  while (phrase_next(&phrase))
    if (!phrase_begins_set(&phrase) && is_short(&phrase))
      printf("SHORT(%zu, '%c')\n", phrase.at, *phrase.text);
}

static void print_set_starts(void) {
  struct phrase phrase = {0};
  bool begun = false;
  while (phrase_next(&phrase)) {
    if (!phrase_begins_set(&phrase)) continue;
    begin_causes(&begun, phrase.at);
    printf("SET_START(%zu)\n", phrase.at);
  }
  end_causes(begun);
}

static void print_buckets(const struct derived_anchor *anchors, size_t count) {
  size_t first = 0;
  for (uint32_t bucket = 0; bucket <= ANCHOR_BUCKETS; bucket++) {
    while (first < count && anchor_bucket(anchors[first].slot) < bucket) first++;
    printf("BUCKET(%zu)\n", first);
  }
}

static void print_filter(const struct derived_anchor *anchors, size_t count) {
  unsigned char bits[ANCHOR_SLOTS / 8] = {0};
  for (size_t i = 0; i < count; i++) {
    uint32_t slot = anchors[i].slot;
    bits[slot / 8] |= (unsigned char)(1u << (slot % 8));
  }
  for (size_t i = 0; i < sizeof bits; i += 32) {
    printf("FILTER(");
    for (size_t k = i; k < i + 32; k++) printf("%s%u", k > i ? "," : "", bits[k]);
    printf(")\n");
  }
}

/* The anchors in the order of their phrases. */
static void print_rows(struct derived_anchor *anchors, size_t count) {
  for (size_t i = 0; i < count; i++) anchors[i].place = i;
  qsort(anchors, count, sizeof *anchors, by_phrase);
  bool begun = false;
  for (size_t i = 0; i < count; i++) {
    begin_causes(&begun, anchors[i].phrase);
    printf("ANCHOR(%zu, %zu, %zu)\n", anchors[i].place, anchors[i].phrase, anchors[i].lead);
  }
  end_causes(begun);
}

static const char HEAD[] =
    "/* Derived from phrases.def by mcpx-derive: the anchor of each phrase, the start of each set and the "
    "bitmap of\n"
    " * all anchors. */\n"
    "#ifndef BUCKET\n#define BUCKET(first)\n#endif\n"
    "#ifndef SET_START\n#define SET_START(phrase)\n#endif\n"
    "#ifndef SHORT\n#define SHORT(phrase, first)\n#endif\n"
    "#ifndef FILTER\n#define FILTER(...)\n#endif\n"
    "#ifndef ANCHOR\n#define ANCHOR(place, phrase, lead)\n#endif\n";

static const char TAIL[] = "\n#undef BUCKET\n#undef SET_START\n#undef SHORT\n#undef FILTER\n#undef ANCHOR";

void derive_print_plain_places(void) {
  static uint8_t marks[ANCHOR_BUCKETS];
  struct phrase phrase = {0};
  while (phrase_next(&phrase)) {
    if (phrase_begins_set(&phrase) || is_short(&phrase) || phrase.kind == PHRASE_EXTENDED) continue;
    uint32_t key = anchor_of(&phrase).key, place = anchor_plain_place(key);
    marks[place] = anchor_add_mark(marks[place], key);
  }
  for (size_t i = 0; i < ANCHOR_BUCKETS; i++)
    if (marks[i]) printf("PLAIN_PLACE(%zu, %u)\n", i, marks[i]);
}

/* The set of a phrase. Counted, as start_of_causes() does. */
static unsigned set_of(const struct derived_anchor *anchor) {
  static uint16_t sets[PHRASES_MAX];
  struct phrase phrase = {0};
  unsigned set = 0;
  if (!sets[anchor->phrase])
    while (phrase_next(&phrase)) sets[phrase.at] = (uint16_t)(set += phrase_begins_set(&phrase));
  return sets[anchor->phrase];
}

static struct anchor_neighbors neighbors_of(const struct derived_anchor *anchor) {
  const char *literal = phrase_literal(phrase_text_at(anchor->phrase));
  return match_neighbors(literal, strlen(literal), anchor->lead);
}

static unsigned byte_before(const struct derived_anchor *anchor) { return neighbors_of(anchor).before; }
static unsigned byte_behind(const struct derived_anchor *anchor) { return neighbors_of(anchor).behind; }
static unsigned other_bytes(const struct derived_anchor *anchor) { return neighbors_of(anchor).other; }

/* One number for each anchor, some of them in a row. */
static void print_numbers(const char *row, const struct derived_anchor *anchors, size_t count,
                          unsigned (*number_of)(const struct derived_anchor *anchor)) {
  enum { NUMBERS = 32 };
  for (size_t i = 0; i < count; i++) {
    if (i % NUMBERS == 0) printf("%s(", row);
    printf("%s%u", i % NUMBERS ? "," : "", number_of(&anchors[i]));
    if (i % NUMBERS == NUMBERS - 1 || i + 1 == count) printf(")\n");
  }
}

/* In the order of their buckets. The caller frees them. */
static struct derived_anchor *all_anchors(size_t *count) {
  struct derived_anchor *anchors = malloc(PHRASES_MAX * sizeof *anchors);
  if (!anchors) exit(1);
  *count = collect_anchors(anchors);
  return anchors;
}

void derive_print_anchor_neighbors(void) {
  size_t count;
  struct derived_anchor *anchors = all_anchors(&count);
  print_numbers("ANCHOR_SETS", anchors, count, set_of);
  print_numbers("ANCHOR_OTHERS", anchors, count, other_bytes);
  print_numbers("ANCHOR_BYTES_BEFORE", anchors, count, byte_before);
  print_numbers("ANCHOR_BYTES_BEHIND", anchors, count, byte_behind);
  free(anchors);
}

void derive_print_anchors(void) {
  size_t count;
  struct derived_anchor *anchors = all_anchors(&count);
  puts(HEAD);
  print_buckets(anchors, count);
  print_set_starts();
  print_shorts();
  print_filter(anchors, count);
  print_rows(anchors, count);
  puts(TAIL);
  free(anchors);
}

/* places.c: the offsets of a text at which a detector has to look, for a block of the text at a time. */
#include "places.h"

#include "base/ascii.h"
#include "base/vector.h"

_Static_assert(PLACES_BLOCK % VECTOR_BYTES == 0, "a block is some vectors");

enum { BLOCK_VECTORS = PLACES_BLOCK / VECTOR_BYTES };

/* The vectors of a block. Beyond the end of the text they have NUL, which is in no class. */
struct block {
  vector vectors[BLOCK_VECTORS];
};

static inline struct block block_at(mcpx_text text, size_t at) {
  struct block block;
  size_t left = at < text.length ? text.length - at : 0;
  const char *bytes = text.bytes + at;
  char room[PLACES_BLOCK];
  if (left < PLACES_BLOCK) {
    memset(room, 0, sizeof room);
    if (left) memcpy(room, bytes, left);
    bytes = room;
  }
  for (size_t i = 0; i < BLOCK_VECTORS; i++) block.vectors[i] = vector_load(bytes + i * VECTOR_BYTES);
  return block;
}

/* A bit for each byte of a comparison. */
static inline uint64_t bits_of_block(struct block block) {
  uint64_t bits = 0;
  for (size_t i = 0; i < BLOCK_VECTORS; i++)
    bits |= (uint64_t)vector_mask(block.vectors[i]) << i * VECTOR_BYTES;
  return bits;
}

/* A comparison of each byte with a class. */
typedef vector places_class(vector bytes);

static inline uint64_t bits_of(mcpx_text text, size_t at, places_class *is) {
  struct block block = block_at(text, at);
  for (size_t i = 0; i < BLOCK_VECTORS; i++) block.vectors[i] = is(block.vectors[i]);
  return bits_of_block(block);
}

static inline vector bytes_between(vector bytes, char first, char last) {
  return vector_and(vector_above(bytes, vector_all((unsigned char)(first - 1))),
                    vector_above(vector_all((unsigned char)(last + 1)), bytes));
}

static inline vector bytes_digit(vector bytes) { return bytes_between(bytes, '0', '9'); }

static inline vector bytes_alnum(vector bytes) {
  return vector_or(bytes_digit(bytes), bytes_between(vector_or(bytes, vector_all(0x20)), 'a', 'z'));
}

static inline vector bytes_dotted(vector bytes) {
  vector joint = vector_or(vector_equal(bytes, vector_all('_')), bytes_between(bytes, '-', '.'));
  return vector_or(bytes_alnum(bytes), joint);
}

static inline vector bytes_wide(vector bytes) { return bytes; }

static inline vector bytes_joined(vector bytes) {
  return vector_or(bytes_dotted(bytes),
                   vector_or(vector_equal(bytes, vector_all('+')), vector_equal(bytes, vector_all('/'))));
}

static inline vector bytes_capital(vector bytes) { return bytes_between(bytes, 'A', 'Z'); }

static inline vector bytes_key(vector bytes) {
  return vector_or(bytes_alnum(bytes),
                   vector_or(vector_equal(bytes, vector_all('+')), vector_equal(bytes, vector_all('/'))));
}

static inline vector bytes_code(vector bytes) {
  return vector_or(bytes_key(bytes),
                   vector_or(vector_equal(bytes, vector_all('-')), vector_equal(bytes, vector_all('_'))));
}

static inline vector bytes_prose(vector bytes) {
  return vector_or(
      bytes_between(vector_or(bytes, vector_all(0x20)), 'a', 'z'),
      vector_or(vector_or(vector_equal(bytes, vector_all(' ')), vector_equal(bytes, vector_all('\n'))),
                vector_or(bytes_between(bytes, ',', '-'), vector_equal(bytes, vector_all('_')))));
}

static inline vector bytes_special(vector bytes) { return vector_above(vector_all(' '), bytes); }

/* The bytes of a set; `fold` is 0x20 for letters in any case. */
static inline uint64_t bits_of_set(mcpx_text text, size_t at, const char *set, unsigned char fold) {
  struct block block = block_at(text, at), found;
  for (size_t i = 0; i < BLOCK_VECTORS; i++) {
    if (fold) block.vectors[i] = vector_or(block.vectors[i], vector_all(fold));
    found.vectors[i] = vector_equal(block.vectors[i], vector_all((unsigned char)*set));
  }
  while (*++set)
    for (size_t i = 0; i < BLOCK_VECTORS; i++)
      found.vectors[i] =
          vector_or(found.vectors[i], vector_equal(block.vectors[i], vector_all((unsigned char)*set)));
  return bits_of_block(found);
}

uint64_t places_of(mcpx_text text, size_t at, const char *bytes) { return bits_of_set(text, at, bytes, 0); }

uint64_t places_letters(mcpx_text text, size_t at, const char *letters) {
  return bits_of_set(text, at, letters, 0x20);
}

static uint64_t alnum_bits(mcpx_text text, size_t at) { return bits_of(text, at, bytes_alnum); }

/* The bits of the bytes after those, of which the first one is after the byte before the block. */
static uint64_t bits_after(uint64_t bits, bool before) { return bits << 1 | before; }

uint64_t places_word_starts(mcpx_text text, size_t at) {
  uint64_t bits = alnum_bits(text, at);
  return bits & ~bits_after(bits, ascii_is_alnum(text_before(text, at)));
}

uint64_t places_before(mcpx_text text, size_t at, const char *bytes, unsigned least, unsigned most) {
  uint64_t bits = places_of(text, at + least, bytes), next = 0, found = bits;
  if (most > least) next = places_of(text, at + least + PLACES_BLOCK, bytes);
  for (unsigned step = 1; step <= most - least && (bits | next); step++)
    found |= bits >> step | next << (PLACES_BLOCK - step);
  return found;
}

uint64_t places_after(mcpx_text text, size_t at, const char *bytes) {
  return at ? places_of(text, at - 1, bytes) : places_of(text, at, bytes) << 1;
}

/* The bits of runs up to the last byte of a run that is one of some bytes. What is after the block is
 * unknown. */
static uint64_t bits_up_to(uint64_t some, uint64_t runs) {
  some |= runs & UINT64_C(1) << (PLACES_BLOCK - 1);
  for (unsigned step = 1; step < PLACES_BLOCK; step *= 2) {
    some |= runs & some >> step;
    runs &= runs >> step;
  }
  return some;
}

uint64_t places_words_before(mcpx_text text, size_t at, const char *bytes) {
  uint64_t bits = alnum_bits(text, at), signs = places_of(text, at, bytes);
  uint64_t starts = bits & ~bits_after(bits, ascii_is_alnum(text_before(text, at)));
  return starts & bits_up_to(bits & signs >> 1, bits);
}

uint64_t places_words_with_digits(mcpx_text text, size_t at) {
  uint64_t bits = alnum_bits(text, at), digits = bits_of(text, at, bytes_digit);
  uint64_t starts = bits & ~bits_after(bits, ascii_is_alnum(text_before(text, at)));
  return starts & bits_up_to(digits, bits);
}

/* The bits of the bytes that begin so many in a row, 2 to 64; `next` are the bits of the next block. */
static uint64_t bits_of_runs(uint64_t bits, uint64_t next, unsigned length) {
  for (unsigned have = 1, step; bits && have < length; have += step) {
    step = 2 * have <= length ? have : length - have;
    bits &= bits >> step | next << (64 - step);
    next &= next >> step;
  }
  return bits;
}

/* The bits of the bytes of a class that begin so many of them. */
static inline uint64_t long_runs(mcpx_text text, size_t at, places_class *is, unsigned length) {
  uint64_t bits = bits_of(text, at, is);
  return bits ? bits_of_runs(bits, bits_of(text, at + PLACES_BLOCK, is), length) : 0;
}

uint64_t places_prose(mcpx_text text, size_t at, unsigned length) {
  return long_runs(text, at, bytes_prose, length) & places_word_starts(text, at);
}

uint64_t places_near_digits(mcpx_text text, size_t at, unsigned distance) {
  uint64_t bits = bits_of(text, at, bytes_digit), next = 0, found = bits;
  if (distance) next = bits_of(text, at + PLACES_BLOCK, bytes_digit);
  for (unsigned step = 1; step <= distance; step++) found |= bits >> step | next << (PLACES_BLOCK - step);
  return found;
}

uint64_t places_long_words(mcpx_text text, size_t at, unsigned length) {
  uint64_t bits = long_runs(text, at, bytes_alnum, length);
  return bits ? bits & places_word_starts(text, at) : 0;
}

/* The bits of the bytes of the text. */
static uint64_t all_bits(mcpx_text text, size_t at) {
  size_t left = at < text.length ? text.length - at : 0;
  return left < PLACES_BLOCK ? (UINT64_C(1) << left) - 1 : UINT64_MAX;
}

static uint64_t bits_without_space(mcpx_text text, size_t at) {
  return all_bits(text, at) & ~places_of(text, at, " \t\n\r");
}

uint64_t places_long_runs(mcpx_text text, size_t at, unsigned length) {
  return bits_of_runs(bits_without_space(text, at), bits_without_space(text, at + PLACES_BLOCK), length);
}

uint64_t places_word_ends(mcpx_text text, size_t at) {
  uint64_t bits = alnum_bits(text, at);
  return ~bits & bits_after(bits, ascii_is_alnum(text_before(text, at)));
}

uint64_t places_number_starts(mcpx_text text, size_t at) {
  return places_word_starts(text, at) & bits_of(text, at, bytes_digit);
}

uint64_t places_dotted_starts(mcpx_text text, size_t at) {
  uint64_t bits = bits_of(text, at, bytes_dotted);
  return bits & ~bits_after(bits, ascii_is_dotted(text_before(text, at)));
}

static bool is_joined(char c) { return ascii_is_dotted(c) || c == '+' || c == '/'; }

uint64_t places_joined_starts(mcpx_text text, size_t at) {
  uint64_t bits = bits_of(text, at, bytes_joined);
  return bits & ~bits_after(bits, is_joined(text_before(text, at)));
}

uint64_t places_joined_words(mcpx_text text, size_t at) {
  uint64_t bits = bits_of(text, at, bytes_joined);
  uint64_t starts = bits & ~bits_after(bits, is_joined(text_before(text, at)));
  return starts & bits_up_to(bits & ~alnum_bits(text, at), bits);
}

uint64_t places_digit_starts(mcpx_text text, size_t at) {
  uint64_t bits = bits_of(text, at, bytes_digit);
  return bits & ~bits_after(bits, ascii_is_digit(text_before(text, at)));
}

uint64_t places_capitals(mcpx_text text, size_t at) { return bits_of(text, at, bytes_capital); }

static bool is_key(char c) { return ascii_is_alnum(c) || c == '+' || c == '/'; }
static bool is_code(char c) { return ascii_is_word(c) || c == '+' || c == '/'; }

/* Those of runs of a class of which the byte before the block may be one. */
static uint64_t first_bits(uint64_t bits, bool before) { return bits & ~bits_after(bits, before); }

uint64_t places_long_keys(mcpx_text text, size_t at, unsigned length) {
  uint64_t bits = long_runs(text, at, bytes_key, length);
  return bits ? bits & first_bits(bits_of(text, at, bytes_key), is_key(text_before(text, at))) : 0;
}

uint64_t places_long_codes(mcpx_text text, size_t at, unsigned length) {
  uint64_t bits = long_runs(text, at, bytes_code, length);
  return bits ? bits & first_bits(bits_of(text, at, bytes_code), is_code(text_before(text, at))) : 0;
}

uint64_t places_signs(mcpx_text text, size_t at) { return all_bits(text, at) & ~alnum_bits(text, at); }

uint64_t places_special(mcpx_text text, size_t at) {
  return all_bits(text, at) & bits_of(text, at, bytes_special);
}

size_t places_next_of(mcpx_text text, size_t at, const char *bytes) {
  for (; at < text.length; at += PLACES_BLOCK) {
    uint64_t bits = places_of(text, at, bytes);
    if (bits) return at + bits_lowest(bits);
  }
  return text.length;
}

uint64_t places_wide(mcpx_text text, size_t at) { return bits_of(text, at, bytes_wide); }

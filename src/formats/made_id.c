/* made_id.c: is an id, a UUID or a hash, made of something that identifies a person or a machine? */
#include "made_id.h"

#include <string.h>

#include "base/ascii.h"
#include "base/escape.h"

enum { ID_BYTES_MAX = 32, UUID_BYTES = 16, VERSION_BYTE = 6, VARIANT_BYTE = 8, NODE_BYTE = 10 };

struct id_bytes {
  unsigned char bytes[ID_BYTES_MAX];
  size_t count;
};

/* The bytes of pairs of hexadecimal digits, without the hyphens between them. */
static struct id_bytes read_id_bytes(mcpx_text id) {
  struct id_bytes all = {.count = 0};
  for (size_t i = 0; i + 1 < id.length && all.count < ID_BYTES_MAX;) {
    if (id.bytes[i] == '-') {
      i++;
      continue;
    }
    all.bytes[all.count++] = (unsigned char)escape_hex_pair(id.bytes + i, id.length - i);
    i += 2;
  }
  return all;
}

/* The version and the variant of a UUID are in these bytes. */
static bool is_marked_byte(const struct id_bytes *id, size_t i) {
  return id->count == UUID_BYTES && (i == VERSION_BYTE || i == VARIANT_BYTE);
}

static bool is_text_byte(unsigned char c) {
  return ascii_is_alnum((char)c) || (c && strchr(" ._@/\\:+-", c) != NULL);
}

/* Different characters of a text, and nothing or zeros after them. In random bytes, three of four are none.
 */
static bool is_made_of_text(const struct id_bytes *id) {
  enum { CHARACTERS_MIN = 8, DIFFERENT_MIN = 5 };
  size_t characters = 0, zeros = 0, different = 0;
  for (size_t i = 0; i < id->count; i++) {
    if (is_marked_byte(id, i)) continue;
    if (zeros == 0 && is_text_byte(id->bytes[i])) {
      characters++;
      different += memchr(id->bytes, id->bytes[i], i) == NULL;
    } else if (id->bytes[i] == 0) {
      zeros++;
    } else {
      return false;
    }
  }
  return characters >= CHARACTERS_MIN && different >= DIFFERENT_MIN;
}

static int nibble_of(const struct id_bytes *id, size_t i) {
  return i % 2 ? id->bytes[i / 2] & 15 : id->bytes[i / 2] >> 4;
}

/* Is the digit one of the id's own, and not that of the version or variant? */
static bool is_own_digit(const struct id_bytes *id, size_t i) { return i % 2 || !is_marked_byte(id, i / 2); }

/* A number or an address after zeros or, in a hash, also before them: few random digits are zero. */
static bool is_padded(const struct id_bytes *id) {
  enum { SIGNIFICANT_MIN = 9, SIGNIFICANT_MAX = 13, ZEROS_MIN = 16 };
  size_t digits = 2 * id->count, first = 0, last = digits;
  bool uuid = id->count == UUID_BYTES;
  while (first < digits && (nibble_of(id, first) == 0 || !is_own_digit(id, first))) first++;
  while (!uuid && last > first && nibble_of(id, last - 1) == 0) last--;
  size_t significant = last - first;
  return significant >= SIGNIFICANT_MIN && significant <= SIGNIFICANT_MAX &&
         digits - significant >= ZEROS_MIN;
}

/* The ids that RFC 9562 gives to name spaces have the address of a machine that is long gone. */
static bool is_name_space(const struct id_bytes *id) {
  static const unsigned char AFTER_FOURTH[] = {0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4,
                                               0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
  return memcmp(id->bytes + 4, AFTER_FOURTH, sizeof AFTER_FOURTH) == 0;
}

/* Versions 1 and 6 end with the address of a network card; a random node has the lowest bit of its first byte
 * set. */
static bool has_network_address(const struct id_bytes *id) {
  int version = id->bytes[VERSION_BYTE] >> 4;
  bool variant = id->count == UUID_BYTES && (id->bytes[VARIANT_BYTE] & 0xC0) == 0x80;
  return variant && (version == 1 || version == 6) && !(id->bytes[NODE_BYTE] & 1) && !is_name_space(id);
}

bool format_is_made_id(mcpx_text id) {
  struct id_bytes bytes = read_id_bytes(id);
  return is_made_of_text(&bytes) || is_padded(&bytes) || has_network_address(&bytes);
}

/* pieces.c: the strings of an unknown array or object -> findings of what they spell together. */
#include "pieces.h"

#include <string.h>

#include "base/ascii.h"
#include "personal_data.h"

/* After each piece; no string of a payload that is searched may have it unescaped. */
enum { PIECE_END = '\x1f', PIECES_MIN = 2, PIECES_MAX = 256 };

#define BIT(detector) (UINT64_C(1) << CANARY_##detector)

/* What is found where two pieces meet, and in no two words that happen to be neighbors. */
static const uint64_t GLUED = BIT(home_path) | BIT(drive_path) | BIT(email) | BIT(ipv4) | BIT(mac) |
                              BIT(vendor_key) | BIT(jwt) | BIT(pem_block) | BIT(card_number) | BIT(iban) |
                              BIT(ssn) | BIT(root_path);
static const uint64_t SPACED = BIT(email) | BIT(phone) | BIT(seed_phrase) | BIT(person_name) | BIT(home_path);

/* ---- Pieces ---- */

void pieces_open(struct check *check) {
  struct container *container = check_container(check);
  container->first_piece = check->pieces_length;
  container->hits_before = check->hits;
}

void pieces_add(struct check *check, mcpx_text text) {
  struct workspace *memory = check->memory;
  if (text.length + 1 > sizeof memory->pieces - check->pieces_length) return;
  memcpy(memory->pieces + check->pieces_length, text.bytes, text.length);
  check->pieces_length += text.length;
  memory->pieces[check->pieces_length++] = PIECE_END;
}

static mcpx_text first_piece(mcpx_text pieces) {
  const char *end = memchr(pieces.bytes, PIECE_END, pieces.length);
  return (mcpx_text){pieces.bytes, end ? (size_t)(end - pieces.bytes) : pieces.length};
}

static mcpx_text cut_piece(mcpx_text *pieces) {
  mcpx_text piece = first_piece(*pieces);
  size_t cut = piece.length + (piece.length < pieces->length);
  *pieces = (mcpx_text){pieces->bytes + cut, pieces->length - cut};
  return piece;
}

static size_t count_pieces(mcpx_text pieces) {
  size_t count = 0;
  while (pieces.length && count <= PIECES_MAX) {
    cut_piece(&pieces);
    count++;
  }
  return count;
}

/* ---- Joined ---- */

/* The pieces with a character between them; 0 for none. */
static mcpx_text join_pieces(mcpx_text pieces, char joint, char *out) {
  size_t length = 0;
  while (pieces.length) {
    mcpx_text piece = cut_piece(&pieces);
    memcpy(out + length, piece.bytes, piece.length);
    length += piece.length;
    if (joint && pieces.length) out[length++] = joint;
  }
  return (mcpx_text){out, length};
}

static bool has_length_of(mcpx_text pieces, size_t length, bool (*is)(char c)) {
  while (pieces.length) {
    mcpx_text piece = cut_piece(&pieces);
    if (piece.length != length) return false;
    for (size_t i = 0; i < length; i++)
      if (!is(piece.bytes[i])) return false;
  }
  return true;
}

static bool is_digit_or_end(char c) { return ascii_is_digit(c) || c == PIECE_END; }

static bool has_only_digits(mcpx_text pieces) {
  size_t i = 0;
  while (i < pieces.length && is_digit_or_end(pieces.bytes[i])) i++;
  return i == pieces.length;
}

/* Numbers in a row are one number only as a card has them, in four groups of four. */
static bool may_be_glued(mcpx_text pieces, size_t count) {
  return !has_only_digits(pieces) || (count == 4 && has_length_of(pieces, 4, ascii_is_digit));
}

/* ["Users", "zork"] and ["", "home", "zork"] are paths; ["home", "settings"] is none. */
static bool is_path_of_pieces(mcpx_text pieces) {
  mcpx_text first = cut_piece(&pieces);
  bool root = first.length == 0 || text_equals("/", first.bytes, first.length) ||
              (first.length == 2 && first.bytes[1] == ':');
  if (root) first = cut_piece(&pieces);
  if (!pieces.length) return false;
  return text_equals("Users", first.bytes, first.length) ||
         (root && text_equals("home", first.bytes, first.length));
}

/* ---- Findings ---- */

static void search_glued(struct check *check, mcpx_text pieces, size_t count, struct place open) {
  char *out = check->memory->joined;
  if (may_be_glued(pieces, count)) check_canary_joined(check, join_pieces(pieces, 0, out), open, GLUED);
  if (count == 6 && has_length_of(pieces, 2, ascii_is_hex))
    check_canary_joined(check, join_pieces(pieces, ':', out), open, BIT(mac));
  if (is_path_of_pieces(pieces)) check_canary_home(check, open);
}

static void report_pieces(struct check *check) {
  const struct container *container = check_container(check);
  struct place open = container->open;
  mcpx_text pieces = {check->memory->pieces + container->first_piece,
                      check->pieces_length - container->first_piece};
  if (check->options->proxy_profile || check->hits != container->hits_before) return;
  size_t count = count_pieces(pieces);
  if (count < PIECES_MIN || count > PIECES_MAX) return;
  if (!container->list) search_glued(check, pieces, count, open);
  if (check->hits == container->hits_before)
    check_canary_joined(check, join_pieces(pieces, ' ', check->memory->joined), open, SPACED);
}

/* The names of clients are one list: what is around it is no part of it. */
void pieces_close(struct check *check) {
  report_pieces(check);
  if (check_container(check)->list) check->pieces_length = check_container(check)->first_piece;
}

#undef BIT

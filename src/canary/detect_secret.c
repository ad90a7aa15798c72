/* detect_secret.c: finds tokens and keys. */
#include "base/bits.h"
#include "detect.h"
#include "detectors.h"
#include "extent.h"

static bool is_base64_char(char c) { return ascii_is_word(c) || c == '+' || c == '/' || c == '='; }

/* ---- Tokens of vendors ---- */

enum { TOKEN_SHORTEST = 15, TOKEN_LOOK = 64, LONG_RUN = 20 };

enum token_charset { TOKEN_HEX, TOKEN_ALNUM, TOKEN_WORD, TOKEN_DOTTED, TOKEN_BASE64 };

static bool (*const TOKEN_CHARSETS[])(char c) = {[TOKEN_HEX] = ascii_is_hex,
                                                 [TOKEN_ALNUM] = ascii_is_alnum,
                                                 [TOKEN_WORD] = ascii_is_word,
                                                 [TOKEN_DOTTED] = ascii_is_dotted,
                                                 [TOKEN_BASE64] = is_base64_char};

struct token_row {
  char prefix[21];
  uint8_t length;
  uint8_t charset;
  uint8_t least;
};

static const struct token_row TOKENS[] = {
#define TOKEN(prefix, characters, least) {prefix, sizeof(prefix) - 1, TOKEN_##characters, least},
#include "tables/tokens.def"
};

/* The rows in the order of their first bytes, without their case. */
static const uint8_t TOKENS_BY_BYTE[] = {
#define TOKEN_BY_BYTE(row) row,
#include "tables/derived/tokens_by_byte.def"
};

enum { TOKEN_COUNT = sizeof TOKENS / sizeof *TOKENS };

_Static_assert(sizeof TOKENS_BY_BYTE == TOKEN_COUNT, "derived from the same table");

/* Words of prose and of snake case have no digits, and capitals only at their beginnings. */
bool detect_looks_random(mcpx_text text, size_t at, size_t length) {
  for (size_t i = at; i < at + length; i++) {
    char c = text.bytes[i];
    if (ascii_is_digit(c) || (i > at && ascii_is_upper(c) && ascii_is_lower(text.bytes[i - 1]))) return true;
  }
  return false;
}

/* As in the ids of access keys; words in capitals are shorter. */
static bool has_no_lower_case(mcpx_text text, size_t at, size_t length) {
  for (size_t i = at; i < at + length; i++)
    if (ascii_is_lower(text.bytes[i])) return false;
  return true;
}

/* Are the characters after a prefix something other than a word? A long run of letters is, after a prefix
 * that ends with a separator. */
static bool is_not_a_word(mcpx_text text, size_t at, size_t length, const struct token_row *token) {
  bool separated = !ascii_is_alnum(token->prefix[token->length - 1]);
  if (token->charset == TOKEN_HEX || token->charset == TOKEN_BASE64) return true;
  if (token->charset == TOKEN_ALNUM && separated && length >= LONG_RUN) return true;
  if (token->charset == TOKEN_ALNUM && has_no_lower_case(text, at, length)) return true;
  return detect_looks_random(text, at, length);
}

/* The first two bytes without their case. Other bytes may become equal too. */
static uint16_t folded_pair(const char *bytes) {
  uint16_t pair;
  memcpy(&pair, bytes, sizeof pair);
  return pair | 0x2020;
}

static bool has_token_prefix(mcpx_text text, size_t at, const struct token_row *token) {
  for (size_t i = 0; i < token->length; i++)
    if (ascii_to_lower(text_at(text, at + i)) != ascii_to_lower(token->prefix[i])) return false;
  return true;
}

/* The end of a token that is longer than the recognized part. A dot belongs to it only within a word. */
static size_t token_end(mcpx_text text, size_t end, bool (*is)(char c)) {
  end += detect_run(text, end, is, text.length);
  while (end < text.length &&
         (ascii_is_word(text.bytes[end]) || text.bytes[end] == '+' || text.bytes[end] == '=' ||
          (text.bytes[end] == '.' && ascii_is_alnum(text_at(text, end + 1)))))
    end++;
  return end;
}

static int token_byte(char c) { return (unsigned char)c | 0x20; }

/* Where in TOKENS_BY_BYTE the rows with a first byte begin. */
static size_t first_token(int byte) {
  size_t low = 0, high = TOKEN_COUNT;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (token_byte(TOKENS[TOKENS_BY_BYTE[middle]].prefix[0]) < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool match_token_row(mcpx_text text, size_t at, mcpx_range *range, const struct token_row *token) {
  size_t behind = at + token->length;
  bool (*is)(char c) = TOKEN_CHARSETS[token->charset];
  size_t length = detect_run(text, behind, is, TOKEN_LOOK);
  return length >= token->least && is_not_a_word(text, behind, length, token) &&
         detect_range(range, at, token_end(text, behind + length, is));
}

static bool match_vendor_token(mcpx_text text, size_t at, mcpx_range *range) {
  int first = token_byte(text.bytes[at]);
  if (text.length - at < 2) return false;
  uint16_t pair = folded_pair(text.bytes + at);
  for (size_t i = first_token(first); i < TOKEN_COUNT; i++) {
    const struct token_row *token = &TOKENS[TOKENS_BY_BYTE[i]];
    if (token_byte(token->prefix[0]) != first) break;
    if (folded_pair(token->prefix) == pair && has_token_prefix(text, at, token) &&
        match_token_row(text, at, range, token))
      return true;
  }
  return false;
}

/* 1234567890:AA… of Telegram. */
static bool match_bot_token(mcpx_text text, size_t at, mcpx_range *range) {
  size_t digits = detect_class_run(text, at, CLASS_DIGIT, 11), secret = at + digits + 1;
  if (digits < 8 || text_at(text, at + digits) != ':' || detect_class_run(text, secret, CLASS_WORD, 30) < 30)
    return false;
  return detect_range(range, at, token_end(text, secret, ascii_is_word));
}

/* Is there anything in it that words do not have? Most names have nothing, and need no further search. */
static bool may_have_token(mcpx_text text) {
  if (text.length < TOKEN_SHORTEST) return false;
  if (detect_looks_random(text, 0, text.length)) return true;
  for (size_t i = 0; i < text.length; i++) {
    size_t length = detect_class_run(text, i, CLASS_ALNUM, LONG_RUN);
    if (length == LONG_RUN) return true;
    i += length;
  }
  return false;
}

static bool match_token(mcpx_text text, size_t at, mcpx_range *range) {
  if (!ascii_is_alnum(text.bytes[at]) || ascii_is_alnum(text_before(text, at))) return false;
  return match_vendor_token(text, at, range) || match_bot_token(text, at, range);
}

/* Words of prose are shorter than any token; only "FlyV1 " has a space. */
static uint64_t token_places(mcpx_text text, size_t at) {
  return (places_word_starts(text, at) & places_letters(text, at, "f")) |
         (places_word_starts(text, at) & places_long_runs(text, at, TOKEN_SHORTEST));
}

bool detect_token(mcpx_text text, size_t *at, mcpx_range *range) {
  if (*at == 0 && !may_have_token(text)) return false;
  return detect_first_at(text, at, range, match_token, token_places);
}

/* The next offset, from one on, of "ey" in any case. */
static size_t next_jwt(mcpx_text text, size_t at) {
  for (; at < text.length; at += PLACES_BLOCK) {
    uint64_t bits = places_letters(text, at, "e") & places_letters(text, at + 1, "y");
    if (bits) return at + bits_lowest(bits);
  }
  return text.length;
}

/* Header, payload and signature, of which the first two are JSON objects: eyJ is {" in base64. */
bool detect_jwt(mcpx_text text, size_t *at, mcpx_range *range) {
  for (size_t i = *at; (i = next_jwt(text, i)) + 3 < text.length; i++) {
    if (!detect_word(text, i, "eyj") || ascii_is_alnum(text_before(text, i))) continue;
    size_t header = detect_class_run(text, i, CLASS_WORD, text.length), payload = i + header + 1;
    if (header >= 8 && text_at(text, i + header) == '.' && detect_word(text, payload, "ey")) {
      *at = token_end(text, payload, ascii_is_word);
      return detect_range(range, i, *at);
    }
    i += header;
  }
  return false;
}

/* ---- Keys in blocks ---- */

enum { PEM_MAX = 20000, PEM_LINE_MIN = 16 };

/* Four or more dashes; RFC 4716 has spaces between them. Returns the offset after them, or 0. */
static size_t dashes_end(mcpx_text text, size_t at) {
  if (!detect_word(text, at, "----")) return 0;
  at += 4;
  while (text_at(text, at) == '-' || text_at(text, at) == ' ') at++;
  return at;
}

static bool is_pem_label(char c) { return c != '-' && c != '\n' && c != '"'; }
static bool is_dash(char c) { return c == '-'; }
static bool is_pem_space(char c) { return ascii_is_space(c) || c == '\\' || c == 'n' || c == 'r'; }

/* The rest of a line after BEGIN or END: its label and the dashes. */
static size_t pem_line_end(mcpx_text text, size_t at) {
  at += detect_run(text, at, is_pem_label, 80);
  return at + detect_run(text, at, is_dash, 80);
}

/* A block without its END: all lines that are base64. */
static size_t pem_body_end(mcpx_text text, size_t at) {
  for (;;) {
    size_t line = at + detect_run(text, at, is_pem_space, 8);
    size_t length = detect_run(text, line, is_base64_char, text.length);
    if (length < PEM_LINE_MIN) return at;
    at = line + length;
  }
}

/* The end of a block whose body begins at `at`: after its END line, or after its last line of base64 if no
 * END line is near. */
static size_t pem_end(mcpx_text text, size_t at) {
  for (size_t i = at; i < text.length && i < at + PEM_MAX; i++) {
    size_t label = text.bytes[i] == '-' ? dashes_end(text, i) : 0;
    if (!label) continue;
    if (detect_word(text, label, "begin ")) break;
    if (detect_word(text, label, "end ")) return pem_line_end(text, label);
    i = label - 1;
  }
  return pem_body_end(text, at);
}

bool detect_pem(mcpx_text text, size_t *at, mcpx_range *range) {
  for (size_t i = *at; (i = places_next_of(text, i, "-")) + 4 < text.length; i++) {
    size_t label = dashes_end(text, i);
    if (!label) continue;
    if (detect_word(text, label, "begin ")) {
      *at = pem_end(text, pem_line_end(text, label));
      return detect_range(range, i, *at);
    }
    i = label;
  }
  return false;
}

enum { SSH_KIND_MIN = 7 }; /* without the space behind it */

/* ssh-rsa AAAA… alice@host: the key after its type, and the comment after the key. */
static size_t ssh_key_end(mcpx_text text, size_t at) {
  size_t end = at + detect_run(text, at, is_base64_char, text.length);
  size_t key = detect_run(text, end + 1, is_base64_char, text.length);
  if (text_at(text, end) == ' ' && key >= PEM_LINE_MIN) end += 1 + key;
  size_t comment = text_at(text, end) == ' ' ? extent_url_end(text, end + 1, end + 1) : end;
  return comment > end + 1 && memchr(text.bytes + end, '@', comment - end) ? comment : end;
}

static bool match_ssh_key(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const KINDS[] = {
      "ssh-rsa ",       "ssh-ed25519 ",        "ssh-dss ",       "ecdsa-sha2-",
      "sk-ssh-ed25519", "sk-ecdsa-sha2-",      "aaaab3nzac1",    "aaaac3nzac1",
      "aaaae2vjzhnh",   "putty-user-key-file", "openssh-key-v1", NULL};
  char first = ascii_to_lower(text.bytes[at]);
  if ((first != 's' && first != 'e' && first != 'a' && first != 'p' && first != 'o') ||
      ascii_is_alnum(text_before(text, at)) || !detect_any_word(text, at, KINDS))
    return false;
  return detect_range(range, at, ssh_key_end(text, at));
}

static uint64_t ssh_places(mcpx_text text, size_t at) {
  return (places_word_starts(text, at) & places_letters(text, at, "seapo")) &
         places_long_runs(text, at, SSH_KIND_MIN);
}

bool detect_ssh_key(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_ssh_key, ssh_places);
}

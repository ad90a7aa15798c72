/* detect_secret.c: a decoded string -> whether a token, a key or a password stands in it. */
#include <string.h>

#include "detect.h"

static bool is_base64(char c) { return ascii_is_word(c) || c == '+' || c == '/' || c == '='; }

enum { TOKEN_SHORTEST = 15, TOKEN_LOOK = 64, LONG_RUN = 20 };

enum charset { HEX, ALNUM, WORD, DOTTED, BASE64 };

static bool (*const CHARSETS[])(char c) = {[HEX] = ascii_is_hex,
                                           [ALNUM] = ascii_is_alnum,
                                           [WORD] = ascii_is_word,
                                           [DOTTED] = ascii_is_dotted,
                                           [BASE64] = is_base64};

struct token {
  const char *prefix;
  uint8_t length;
  uint8_t charset;
  uint8_t least;
};

static const struct token TOKENS[] = {
#define TOKEN(prefix, characters, least) {prefix, sizeof(prefix) - 1, characters, least},
#include "tables/tokens.def"
};

/* Words of prose and of snake case have no digits, and capitals only at their beginnings. */
static bool looks_random(mcpx_text text, size_t at, size_t length) {
  bool digit = false, inner_capital = false;
  for (size_t i = at; i < at + length; i++) {
    digit = digit || ascii_is_digit(text.bytes[i]);
    inner_capital =
        inner_capital || (i > at && ascii_is_upper(text.bytes[i]) && ascii_is_lower(text.bytes[i - 1]));
  }
  return digit || inner_capital;
}

/* As in the ids of access keys; nobody shouts for so long. */
static bool is_capitals(mcpx_text text, size_t at, size_t length) {
  for (size_t i = at; i < at + length; i++)
    if (ascii_is_lower(text.bytes[i])) return false;
  return true;
}

/* A long run of letters behind a prefix that ends with a separator is no word either. */
static bool is_no_word(mcpx_text text, size_t at, size_t length, const struct token *token) {
  bool separated = !ascii_is_alnum(token->prefix[token->length - 1]);
  if (token->charset == HEX || token->charset == BASE64) return true;
  if (token->charset == ALNUM && separated && length >= LONG_RUN) return true;
  if (token->charset == ALNUM && is_capitals(text, at, length)) return true;
  return looks_random(text, at, length);
}

static bool has_prefix(mcpx_text text, size_t at, const struct token *token) {
  for (size_t i = 0; i < token->length; i++)
    if (ascii_to_lower(text_at(text, at + i)) != ascii_to_lower(token->prefix[i])) return false;
  return true;
}

static bool token_at(mcpx_text text, size_t at) {
  char first = ascii_to_lower(text.bytes[at]);
  for (size_t i = 0; i < sizeof TOKENS / sizeof *TOKENS; i++) {
    const struct token *token = &TOKENS[i];
    if (ascii_to_lower(token->prefix[0]) != first || !has_prefix(text, at, token)) continue;
    size_t behind = at + token->length;
    size_t length = detect_run(text, behind, CHARSETS[token->charset], TOKEN_LOOK);
    if (length >= token->least && is_no_word(text, behind, length, token)) return true;
  }
  return false;
}

/* 1234567890:AA… of Telegram. */
static bool bot_at(mcpx_text text, size_t at) {
  size_t digits = detect_run(text, at, ascii_is_digit, 11);
  return digits >= 8 && text_at(text, at + digits) == ':' &&
         detect_run(text, at + digits + 1, ascii_is_word, 30) == 30;
}

/* Is there anything in it that no words are made of? Most names have nothing, and are done with here. */
static bool may_hold_token(mcpx_text text) {
  if (text.length < TOKEN_SHORTEST) return false;
  if (looks_random(text, 0, text.length)) return true;
  for (size_t i = 0; i < text.length; i++) {
    size_t length = detect_run(text, i, ascii_is_alnum, LONG_RUN);
    if (length == LONG_RUN) return true;
    i += length;
  }
  return false;
}

bool detect_token(mcpx_text text) {
  if (!may_hold_token(text)) return false;
  for (size_t i = 0; i < text.length; i++) {
    if (ascii_is_alnum(text_before(text, i))) continue;
    if (ascii_is_alnum(text.bytes[i]) && (token_at(text, i) || bot_at(text, i))) return true;
  }
  return false;
}

/* Header, payload and signature, of which the first two are JSON objects: eyJ is {" in base64. */
bool detect_jwt(mcpx_text text) {
  for (size_t i = 0; i + 3 < text.length; i++) {
    if (!detect_word(text, i, "eyj") || ascii_is_alnum(text_before(text, i))) continue;
    size_t header = detect_run(text, i, ascii_is_word, text.length);
    size_t payload = i + header + 1;
    if (header >= 8 && text_at(text, i + header) == '.' && detect_word(text, payload, "ey")) return true;
    i += header;
  }
  return false;
}

bool detect_pem(mcpx_text text) {
  for (size_t i = 0; i + 4 < text.length; i++) {
    if (!detect_word(text, i, "----")) continue;
    size_t dashes = 4;
    while (text_at(text, i + dashes) == '-' || text_at(text, i + dashes) == ' ') dashes++;
    if (detect_word(text, i + dashes, "begin ")) return true;
    i += dashes;
  }
  return false;
}

bool detect_ssh_key(mcpx_text text) {
  static const char *const KINDS[] = {
      "ssh-rsa ",       "ssh-ed25519 ",        "ssh-dss ",       "ecdsa-sha2-",
      "sk-ssh-ed25519", "sk-ecdsa-sha2-",      "aaaab3nzac1",    "aaaac3nzac1",
      "aaaae2vjzhnh",   "putty-user-key-file", "openssh-key-v1", NULL};
  for (size_t i = 0; i < text.length; i++)
    for (const char *const *kind = KINDS; *kind; kind++)
      if (ascii_to_lower(text.bytes[i]) == **kind && detect_word(text, i, *kind) &&
          !ascii_is_alnum(text_before(text, i)))
        return true;
  return false;
}

/* ---- Names of secrets with their values ---- */

static bool is_value(char c) {
  return c && !ascii_is_space(c) && c != '"' && c != '\'' && c != ',' && c != ';';
}

static bool is_filler(char c) { return ascii_is_space(c) || c == '"' || c == '\''; }

/* = or : with at least three characters behind it; or, behind the name of an option, a space. */
static bool value_behind(mcpx_text text, size_t at, bool option) {
  size_t filler = detect_run(text, at, is_filler, 4);
  if (option && filler) return detect_run(text, at + filler, is_value, 3) == 3;
  at += filler;
  char sign = text_at(text, at);
  if (sign != '=' && sign != ':') return false;
  at++;
  if (text_at(text, at) == '=' || text_at(text, at) == '>') at++;
  at += detect_run(text, at, is_filler, 4);
  return detect_run(text, at, is_value, 3) == 3;
}

/* A scheme of the Authorization header with what follows it: at least eight characters that are no word. */
static bool scheme_at(mcpx_text text, size_t at) {
  static const char *const SCHEMES[] = {"bearer", "basic", "token", "digest", "apikey", NULL};
  if (ascii_is_alnum(text_before(text, at))) return false;
  for (const char *const *scheme = SCHEMES; *scheme; scheme++) {
    if (!detect_word(text, at, *scheme)) continue;
    size_t behind = at + strlen(*scheme);
    if (!ascii_is_space(text_at(text, behind))) continue;
    behind += detect_run(text, behind, ascii_is_space, 4);
    size_t length = detect_run(text, behind, is_value, 64);
    if (length >= 8 && (looks_random(text, behind, length) || length >= 24)) return true;
  }
  return false;
}

static const char *const SECRET_NAMES[] = {
#define SECRET_NAME(text) text,
#include "tables/secret_names.def"
    NULL};

static bool named_at(mcpx_text text, size_t at) {
  char first = ascii_to_lower(text.bytes[at]);
  bool inside = ascii_is_alnum(text_before(text, at));
  for (const char *const *name = SECRET_NAMES; *name; name++) {
    if (**name != first) continue;
    size_t length = strlen(*name);
    if ((inside && length < 5) || !detect_word(text, at, *name)) continue;
    if (value_behind(text, at + length, at > 1 && text.bytes[at - 1] == '-' && text.bytes[at - 2] == '-'))
      return true;
  }
  return false;
}

bool detect_credential(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++)
    if (scheme_at(text, i) || named_at(text, i)) return true;
  return false;
}

static const char *const SECRET_ENDINGS[] = {
#define SECRET_ENDING(text) text,
#include "tables/secret_names.def"
    NULL};

/* The last word of the key is one of these: license_key, accessToken, but not token_count or monkey. */
bool canary_names_secret(mcpx_text key) {
  for (const char *const *word = SECRET_ENDINGS; *word; word++) {
    size_t length = strlen(*word);
    if (key.length < length || !detect_word(key, key.length - length, *word)) continue;
    size_t at = key.length - length;
    bool camel = ascii_is_upper(key.bytes[at]) && ascii_is_lower(text_before(key, at));
    if (at == 0 || camel || !ascii_is_alpha(key.bytes[at - 1])) return true;
  }
  return false;
}

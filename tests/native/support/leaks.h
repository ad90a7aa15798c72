/* leaks.h: payloads with a leak: any kind of personal data in any place and spelling (leaks.def). */
#ifndef TEST_LEAKS_H
#define TEST_LEAKS_H

#include <stdbool.h>
#include <stddef.h>

struct leak {
  const char *rule;  /* a finding that may report it */
  const char *kind;  /* the personal data */
  const char *place; /* the names of rows */
  const char *spelling;
  char payload[8192];
  size_t length;
};

/* Shorter texts have fewer digits of base64 than the canary decodes. */
enum { LEAK_ENCODED_MIN = 12 };

/* The numbers of leaks are below this. */
size_t leak_count(void);

/* Writes the leak of that number; false if its place has no room for its kind or spelling. The seed chooses
 * the words around it in a free text. */
bool leak_write(size_t number, unsigned seed, struct leak *leak);

/* The first 6 characters in a row of the leak that a text repeats, or NULL. The text may be NULL. */
const char *leak_repeated(const struct leak *leak, const char *text);

#endif

/* redacted.h: a text -> what mcpx_redact makes of it, and whether that is sound. */
#ifndef TEST_REDACTED_H
#define TEST_REDACTED_H

#include "mcpx.h"

enum { REDACTED_RANGES_MAX = 100000 };

struct redacted {
  char *text; /* with a terminator, to be freed */
  size_t length;
  const mcpx_redaction *ranges; /* good until the next call */
  size_t count;
};

/* The text is copied to memory of its own size, so that a sanitizer sees a read past its end. */
struct redacted redact_sized(const char *text, size_t length, const mcpx_check_options *options);
struct redacted redact(const char *text);

/* The case fails unless the output is the text with the kinds in place of the ranges, which are in order, and
 * redacting it again changes nothing. */
void check_redacted(const char *text, size_t length, const struct redacted *redacted);

#endif

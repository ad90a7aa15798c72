/* canary.h: a text -> which kinds of personal data it contains, also in what is escaped or encoded in it. */
#ifndef MCPX_CANARY_CANARY_H
#define MCPX_CANARY_CANARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* One for each row of detectors.def, in its order; and one for the blocked values of the caller. */
enum canary_detector {
#define DETECTOR(name, kinds, triggers, finds, message) CANARY_##name,
#include "tables/detectors.def"
  CANARY_BLOCKED_VALUE,
  CANARY_DETECTOR_COUNT
};

/* The stable name of a detector, and what a finding of it says; NULL for CANARY_BLOCKED_VALUE, whose message
 * is not in detectors.def. */
const char *canary_detector_name(enum canary_detector detector);
const char *canary_detector_message(enum canary_detector detector);

/* What is known about a string; each detector names the kinds that it examines. A string of a closed set (an
 * enum, a UUID, a date) has no kind: it cannot contain anything that a person wrote. */
enum canary_kind {
  CANARY_VERSION = 1,  /* a valid version, whose parts are free to a degree */
  CANARY_NAME = 2,     /* a valid name of a client, which somebody chose */
  CANARY_ROUTE = 4,    /* the regular expression in a valid route */
  CANARY_REJECTED = 8, /* a string that is not what its field allows */
  CANARY_FREE = 16,    /* a string of which nothing is known */
  CANARY_WORD = 32,    /* a valid word for a check, a code or a client that is not in the tables */
};

/* How often escapes and encodings inside each other are resolved. */
enum { CANARY_ROUNDS = 3 };

/* What a search works with; all of it is the caller's. */
struct canary {
  const mcpx_text *blocked_values;
  size_t blocked_value_count;
  char *scratch[CANARY_ROUNDS]; /* each has room for the longest text */
};

/* The detectors that found something, each once, in the order in which they did. */
struct canary_found {
  uint8_t detectors[CANARY_DETECTOR_COUNT];
  size_t count;
};

/* Search a text. Linear in its length. */
void canary_search(const struct canary *canary, mcpx_text text, enum canary_kind kind,
                   struct canary_found *found);

/* Are the digits of a number those of a payment card? */
bool canary_is_card_number(mcpx_text digits);

/* Is a key named like a coordinate? */
bool canary_names_coordinate(mcpx_text key);

/* Is a key named like a secret, so that a string under it is taken for one? */
bool canary_names_secret(mcpx_text key);

#endif

/* canary.h: a text -> the personal data in it: which detectors found something, and where. What is escaped,
 * disguised or encoded in the text is searched as well. */
#ifndef MCPX_CANARY_CANARY_H
#define MCPX_CANARY_CANARY_H

#include "base/internal.h"
#include "detectors.h"

/* What is known about a string; each detector names the kinds that it searches. A string of a closed set (an
 * enum, a UUID, a date) has no kind: it cannot contain anything that a person wrote. */
enum canary_kind {
  CANARY_VERSION = 1,   /* a valid version, whose parts are free to a degree */
  CANARY_NAME = 2,      /* a valid name of a client, chosen by its author */
  CANARY_ROUTE = 4,     /* the regular expression in a valid route */
  CANARY_REJECTED = 8,  /* a string that is not what its field allows */
  CANARY_FREE = 16,     /* a string of which nothing is known */
  CANARY_WORD = 32,     /* a valid word for a check or a code that is not in the tables */
  CANARY_SEGMENT = 128, /* the same, of a route */
  CANARY_ID = 64,       /* a hash, or a UUID that is not random: searched for blocked values alone */
  CANARY_UNKNOWN = CANARY_FREE | CANARY_NAME, /* a free string that may be one name */
};

/* How many layers of escapes and encodings are resolved. */
enum { CANARY_ROUNDS = 3 };

/* What a search works with. All of it is the caller's. */
struct canary {
  const mcpx_text *blocked_values;
  size_t blocked_value_count;
  char *scratch[CANARY_ROUNDS];     /* each with room for the longest text */
  uint32_t *sources[CANARY_ROUNDS]; /* each with room for one more than that; or NULL, all of them */
};

/* What a detector found: a path, a host, the value of a secret. Without `canary.sources`, the range of a
 * match in an unmasked form is the whole text. */
struct canary_match {
  uint32_t start;
  uint32_t end;
  enum canary_detector detector;
};

/* The first match of each detector, in the order in which they are found, which is that of detectors.def for
 * each form of the text. A detector that searches only free strings, and that for names, is left out once
 * another one has found something: a home or an email address is not reported as a path, a host or a name as
 * well. Returns the count. Linear in the length of the text. */
MCPX_INTERNAL size_t canary_search(const struct canary *canary, mcpx_text text, enum canary_kind kind,
                                   struct canary_match matches[CANARY_DETECTOR_COUNT]);

/* Could canary_search() give a match of one of some detectors (a bit for each)? It gives none if this is
 * false. Faster, as the other detectors do not run. */
MCPX_INTERNAL bool canary_may_find(const struct canary *canary, mcpx_text text, enum canary_kind kind,
                                   uint64_t detectors);

/* All matches in a free string, but for those of `ignored` detectors (a bit for each) and for safe names
 * (safe_names.h). Stores up to `room` of them and returns the count of those stored. Ranges may overlap. */
MCPX_INTERNAL size_t canary_search_all(const struct canary *canary, mcpx_text text, uint64_t ignored,
                                       struct canary_match *matches, size_t room);

/* Are the digits of a number those of a payment card? */
MCPX_INTERNAL bool canary_is_card_number(mcpx_text digits);

/* Are they those of a mobile device? */
MCPX_INTERNAL bool canary_is_device_number(mcpx_text digits);

/* Are they those of a person, with two check digits at least? */
MCPX_INTERNAL bool canary_is_national_number(mcpx_text digits);

/* Does a blocked value occur in the digits of a number? Of a number that is ordinarily a count, only long
 * values are compared, because short ones would occur by chance. */
MCPX_INTERNAL bool canary_is_blocked_number(const struct canary *canary, mcpx_text digits, bool is_count);

/* What the name of a key says about the value under it. */
enum canary_key {
  CANARY_KEY_PLAIN,
  CANARY_KEY_SECRET,          /* a string is taken for a secret */
  CANARY_KEY_COORDINATE,      /* a number with decimals is a coordinate */
  CANARY_KEY_PERSONAL,        /* a string identifies somebody or something */
  CANARY_KEY_PERSONAL_NUMBER, /* a string or number does */
  CANARY_KEY_NAMES,           /* the keys of an object and the items of a list are names of such */
  CANARY_KEY_HOME, /* it is the folder of homes, and the keys of an object are the rest of a path */
};

MCPX_INTERNAL enum canary_key canary_key_of(mcpx_text key);

/* The rows of key_names.def are found by the last characters of their names. */
enum { CANARY_KEY_SLOTS = 32 };
static inline unsigned canary_key_slot(char last) { return (unsigned char)last % CANARY_KEY_SLOTS; }

/* Is it a key that says nothing ("name", "value"), so that the key of the object around it decides? */
MCPX_INTERNAL bool canary_key_is_neutral(mcpx_text key);

#endif

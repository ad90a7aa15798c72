/* anchors.c: the rows of tables/derived/anchors.def as constant data. */
#include "anchors.h"

static const struct anchor_index INDEX = {
#define SET_START(phrase)
#define SHORT(phrase)
#define BUCKET(first)
#define FILTER(...)
#define ANCHOR(place, phrase, lead) [place] = (phrase),
    .phrases =
        {
#include "tables/derived/anchors.def"
        },
#undef ANCHOR
#define ANCHOR(place, phrase, lead) [place] = (lead),
    .leads =
        {
#include "tables/derived/anchors.def"
        },
#undef ANCHOR
#define ANCHOR(place, phrase, lead)
#undef BUCKET
#define BUCKET(first) first,
    .buckets =
        {
#include "tables/derived/anchors.def"
        },
#undef BUCKET
#define BUCKET(first)
#undef FILTER
#define FILTER(...) __VA_ARGS__,
    .filter =
        {
#include "tables/derived/anchors.def"
        },
#undef SET_START
#undef SHORT
#undef BUCKET
#undef FILTER
#undef ANCHOR
};

const struct anchor_index *anchor_index(void) { return &INDEX; }

/* anchors.c: the index of all anchors as constant data, from tables/derived. */
#include "anchors.h"

static const struct anchor_index INDEX = {
#define ANCHOR(place, phrase, lead) [place] = (phrase),
    .phrases =
        {
#include "tables/derived/anchors.def"
        },
#define ANCHOR(place, phrase, lead) [place] = (lead),
    .leads =
        {
#include "tables/derived/anchors.def"
        },
#define ANCHOR_SETS(...) __VA_ARGS__,
    .sets =
        {
#include "tables/derived/indexes.def"
            0 /* no anchor */
        },
#define ANCHOR_OTHERS(...) __VA_ARGS__,
    .others =
        {
#include "tables/derived/indexes.def"
            0 /* no anchor */
        },
#define ANCHOR_BYTES_BEFORE(...) __VA_ARGS__,
    .before =
        {
#include "tables/derived/indexes.def"
            0 /* no anchor */
        },
#define ANCHOR_BYTES_BEHIND(...) __VA_ARGS__,
    .behind =
        {
#include "tables/derived/indexes.def"
            0 /* no anchor */
        },
#define BUCKET(first) first,
    .buckets =
        {
#include "tables/derived/anchors.def"
        },
#define PLAIN_PLACE(place, mark) [place] = (mark),
    .plain =
        {
#include "tables/derived/indexes.def"
        },
#define FILTER(...) __VA_ARGS__,
    .filter =
        {
#include "tables/derived/anchors.def"
        },
};

const struct anchor_index *anchor_index(void) { return &INDEX; }

/* anchors.c: the rows of tables/windows.def as constant data. */
#include "anchors.h"

static const struct window_index INDEX = {
#define SET_START(phrase)
#define SHORT(phrase)
#define BUCKET(first)
#define FILTER(...)
#define WINDOW(place, phrase, lead) [place] = (phrase),
    .phrases =
        {
#include "tables/windows.def"
        },
#undef WINDOW
#define WINDOW(place, phrase, lead) [place] = (lead),
    .leads =
        {
#include "tables/windows.def"
        },
#undef WINDOW
#define WINDOW(place, phrase, lead)
#undef BUCKET
#define BUCKET(first) first,
    .buckets =
        {
#include "tables/windows.def"
        },
#undef BUCKET
#define BUCKET(first)
#undef FILTER
#define FILTER(...) __VA_ARGS__,
    .filter =
        {
#include "tables/windows.def"
        },
#undef SET_START
#undef SHORT
#undef BUCKET
#undef FILTER
#undef WINDOW
};

const struct window_index *window_index(void) { return &INDEX; }

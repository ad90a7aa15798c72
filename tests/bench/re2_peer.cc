/* re2_peer.cc: RE2::Set, which searches for all literals with one lazily built automaton. */
#include <re2/set.h>

#include <string>
#include <vector>

#include "literal_peer.h"

static const int64_t MEMORY_MAX = int64_t{1} << 30;

void *re2_make(const struct literal *literals, size_t count) {
  RE2::Options options;
  options.set_max_mem(MEMORY_MAX);
  options.set_encoding(RE2::Options::EncodingLatin1);
  RE2::Set *set = new RE2::Set(options, RE2::UNANCHORED);
  for (size_t i = 0; i < count; i++) {
    std::string pattern = (literals[i].exact ? "" : "(?i)") + RE2::QuoteMeta(literals[i].text);
    if (set->Add(pattern, nullptr) < 0) return nullptr;
  }
  return set->Compile() ? set : nullptr;
}

size_t re2_search(void *made, const char *text, size_t length, bool *found) {
  std::vector<int> hits;
  static_cast<RE2::Set *>(made)->Match(re2::StringPiece(text, length), &hits);
  if (found)
    for (int hit : hits) found[hit] = true;
  return hits.size();
}

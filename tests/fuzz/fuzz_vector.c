/* fuzz_vector.c: base/vector.h with the vectors of this machine. fuzz_vector_word.c compiles it again, for
 * machines without vectors. */
#include "../native/base/vector_cases.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  unsigned char bytes[VECTOR_CASE] = {0};
  memcpy(bytes, data, size < sizeof bytes ? size : sizeof bytes);
  const char *wrong = vector_check_case(bytes);
  require(!wrong, wrong ? wrong : "");
  return 0;
}

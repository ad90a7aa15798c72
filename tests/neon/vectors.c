/* vectors.c: base/vector.h with NEON. Fails if an operation gives another result than a plain loop. */
#include "../native/base/vector_cases.h"

#include <stdio.h>

#ifndef __ARM_NEON
#error "this is the test of NEON"
#endif

enum { ROUNDS = 20000 };

int main(void) {
  const char *wrong = vector_check_rounds(ROUNDS);
  if (wrong) printf("%s gives another result than a plain loop\n", wrong);
  return wrong != NULL;
}

/* vectors.c: the module vectors.wasm: checks a case of base/vector.h. */
#include "../native/base/vector_cases.h"

static unsigned char bytes[VECTOR_CASE];

unsigned char *input(void) { return bytes; }
size_t input_size(void) { return sizeof bytes; }

/* Whether all operations give what plain loops give. */
bool check(void) { return !vector_check_case(bytes); }

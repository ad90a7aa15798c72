/* fuzz_vector_word.c: base/vector.h with words of 64 bits. */
#define MCPX_WITHOUT_VECTORS
#include "fuzz_vector.c"

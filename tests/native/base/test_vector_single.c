/* test_vector_single.c: base/vector.h without vectors. */
#define MCPX_WITHOUT_VECTORS
#include "test_vector.c"

#include "rows.h"
int main(void) { return 0; }

/* saved.c: saves and loads counters, and loads states that a test wrote. */
#include "saved.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "rows.h"

void reload(mcpx_error_counts *counts) {
  char bytes[MCPX_SAVED_COUNTS_MAX];
  size_t length = mcpx_error_counts_save(counts, bytes, sizeof bytes);
  assert_true(length < sizeof bytes && is_json_line(bytes, length));
  assert_int_equal(mcpx_error_counts_load(counts, bytes, length, NULL), MCPX_READ_OK);
}

/* CRC-32 with a table, so that the code differs from that of the library. */
static uint32_t crc32_of(const char *bytes, size_t length) {
  uint32_t table[256], crc = UINT32_MAX;
  for (uint32_t i = 0; i < 256; i++) {
    table[i] = i;
    for (int bit = 0; bit < 8; bit++) table[i] = table[i] >> 1 ^ (table[i] & 1) * UINT32_C(0xEDB88320);
  }
  for (size_t i = 0; i < length; i++) crc = crc >> 8 ^ table[(crc ^ (unsigned char)bytes[i]) & 255];
  return crc ^ UINT32_MAX;
}

mcpx_read_status load_state(mcpx_error_counts *counts, const char *state) {
  size_t length = strlen(state);
  char *bytes = malloc(length + 64);
  assert_non_null(bytes);
  length = (size_t)sprintf(bytes, "%s,\"checksum\":%lu}", state, (unsigned long)crc32_of(state, length));
  mcpx_read_status status = mcpx_error_counts_load(counts, bytes, length, NULL);
  free(bytes);
  return status;
}

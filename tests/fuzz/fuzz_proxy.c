/* fuzz_proxy.c: configurations made of random pieces, and saved counts with a changed byte. A text that
 * cannot be read never enables isolation or counts. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "mcpx_proxy.h"

static const char *const PIECES[] = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "true",
    "false",
    "null",
    "1",
    "\"name\":",
    "\"command\":",
    "\"npx\"",
    "\"a\"",
    "\"enabled\":true",
    "\"enabled\":false",
    "\"docker_isolation\":{",
    "\"isolation\":{",
    "\"mcpServers\":[",
    "{\"name\":\"a\",\"command\":\"npx\"",
    "\"docker\"",
    "\"mode\":\"docker\"",
    "\"mode\":\"sandbox\"",
    "\"mode\":",
    "\\u0000",
    " ",
    "\n",
    "\xC3\xA9",
    "\xFF",
    "{\"docker_isolation\":{\"enabled\":true},\"mcpServers\":[{\"name\":\"a\",\"command\":\"npx\"}]}",
};
enum { PIECE_COUNT = sizeof PIECES / sizeof *PIECES, PIECE_MAX = 96 };

/* Each byte of the input selects a piece. */
static char *config_of(const uint8_t *data, size_t size, size_t *length) {
  char *config = malloc(size * PIECE_MAX + 1);
  require(config, "enough memory");
  *length = 0;
  for (size_t i = 0; i < size; i++) {
    const char *piece = PIECES[data[i] % PIECE_COUNT];
    memcpy(config + *length, piece, strlen(piece));
    *length += strlen(piece);
  }
  return config;
}

static void check_fault(const mcpx_read_fault *fault, size_t length) {
  require(fault->message && *fault->message, "a fault has a message");
  require(fault->offset <= length, "a fault lies within the text");
}

static void check_launch(const char *config, size_t length) {
  mcpx_launch launch = MCPX_LAUNCH_DOCKER;
  uint64_t count = 1;
  mcpx_read_fault fault, other;
  mcpx_read_status status = mcpx_config_launch_mode(config, length, "a", 1, &launch, &fault);
  mcpx_read_status whole = mcpx_config_isolated_count(config, length, &count, &other);
  require(launch != MCPX_LAUNCH_UNSET, "a server is launched in some way");
  if (status != MCPX_READ_OK) {
    require(launch == MCPX_LAUNCH_NONE, "after an error no server is isolated");
    check_fault(&fault, length);
  }
  if (whole != MCPX_READ_OK) {
    require(count == 0, "after an error no server is counted");
    check_fault(&other, length);
  } else if (status == MCPX_READ_OK)
    require(launch != MCPX_LAUNCH_DOCKER || count > 0, "a server in a container is counted");
}

static void check_config(const uint8_t *data, size_t size) {
  size_t length;
  char *config = config_of(data, size, &length);
  mcpx_isolation hint = MCPX_ISOLATION_YES;
  bool enabled = true;
  mcpx_read_fault fault, other;
  mcpx_read_status status = mcpx_config_isolated(config, length, "a", 1, &hint, &fault);
  mcpx_read_status whole = mcpx_config_isolation_enabled(config, length, &enabled, &other);
  if (status != MCPX_READ_OK) {
    require(hint == MCPX_ISOLATION_NO, "after an error no server is isolated");
    check_fault(&fault, length);
  }
  if (whole != MCPX_READ_OK) {
    require(!enabled, "after an error isolation is not enabled");
    check_fault(&other, length);
  }
  require(status != MCPX_READ_OK || whole == MCPX_READ_OK,
          "a configuration with a readable server is readable");
  require(hint != MCPX_ISOLATION_YES || enabled, "no server is isolated if isolation is off");
  check_launch(config, length);
  free(config);
}

/* Counts one code per byte of the input. After an odd byte an hour passes. */
static void count_events(mcpx_error_counts *counts, const uint8_t *data, size_t size) {
  uint64_t now = 1700000000;
  mcpx_error_counts_start(counts);
  for (size_t i = 0; i < size; i++) {
    const char *code = mcpx_code_name((mcpx_code)(data[i] % mcpx_code_count()));
    now += data[i] % 2 * 3600;
    mcpx_error_counts_add(counts, now, code, strlen(code));
  }
}

static void check_saved(const uint8_t *data, size_t size) {
  static char saved[MCPX_SAVED_COUNTS_MAX], again[MCPX_SAVED_COUNTS_MAX];
  mcpx_error_counts counts, loaded;
  mcpx_read_fault fault;
  count_events(&counts, data + 3, size - 3);
  size_t length = mcpx_error_counts_save(&counts, saved, sizeof saved);
  require(length < sizeof saved, "saved counts fit into MCPX_SAVED_COUNTS_MAX");
  require(mcpx_error_counts_load(&loaded, saved, length, &fault) == MCPX_READ_OK, "a saved state is loaded");
  require(mcpx_error_counts_save(&loaded, again, sizeof again) == length && memcmp(saved, again, length) == 0,
          "and saved again with the same bytes");
  size_t at = (data[0] | (size_t)data[1] << 8) % length;
  if (!data[2]) return;
  saved[at] ^= (char)data[2];
  mcpx_read_status status = mcpx_error_counts_load(&loaded, saved, length, &fault);
  require(status != MCPX_READ_OK, "a changed byte is an error");
  check_fault(&fault, length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  check_config(data, size);
  if (size >= 3) check_saved(data, size);
  return 0;
}

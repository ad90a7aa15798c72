/* infer.c: the hints for one text: those of the caller, and those that the text itself states. */
#include "infer.h"

#include "base/text.h"
#include "catalog/surroundings.h"

mcpx_transport mcpx_transport_find(const char *name, size_t length) {
  static const struct {
    const char *name;
    mcpx_transport transport;
  } KNOWN[] = {
#define TRANSPORT(name, value) {name, MCPX_TRANSPORT_##value},
#include "tables/transports.def"
  };
  for (size_t i = 0; name && i < sizeof KNOWN / sizeof *KNOWN; i++)
    if (text_equals(KNOWN[i].name, name, length)) return KNOWN[i].transport;
  return name ? MCPX_TRANSPORT_OTHER : MCPX_TRANSPORT_UNKNOWN;
}

struct classify_context infer_given(const mcpx_hints *hints) {
  return (struct classify_context){
      .hints = *hints,
      .transport_source = hints->transport == MCPX_TRANSPORT_UNKNOWN ? MCPX_SOURCE_UNSET : MCPX_SOURCE_CALLER,
      .docker_isolated_source =
          hints->docker_isolated == MCPX_ISOLATION_UNKNOWN ? MCPX_SOURCE_UNSET : MCPX_SOURCE_CALLER,
  };
}

/* The value whose set of phrases occurs; `none` if neither set or both occur. */
static int value_of_set(const struct phrase_scan *scan, size_t set, int value, size_t other_set, int other,
                        int none) {
  bool one = scan_saw(scan, set), two = scan_saw(scan, other_set);
  return one == two ? none : one ? value : other;
}

/* ---- The surroundings ---- */

struct surrounding {
  uint16_t set;
  uint8_t value;
};

static const struct surrounding CLIENT_SETS[] = {
#define CLIENT(id, name_json, name, config_macos, config_windows, config_linux, log_macos, log_windows, \
               log_linux)                                                                               \
  {SET_client_##id, CLIENT_##id},
#include "tables/clients.def"
    {0, 0}};

static const struct surrounding SYSTEM_SETS[] = {
#define SYSTEM(id, name) {SET_os_##id, MCPX_SYSTEM_##id},
#include "tables/surroundings.def"
    {0, 0}};

static const struct surrounding RUNNER_SETS[] = {
#define RUNNER(id, name) {SET_runner_##id, RUNNER_##id},
#include "tables/surroundings.def"
    {0, 0}};

size_t infer_client_set(int client) {
  const struct surrounding *row = CLIENT_SETS;
  while (row->set && row->value != client) row++;
  return row->set;
}

void infer_recall_client(struct phrase_scan *scan, int client) {
  size_t set = infer_client_set(client);
  if (set == SET_NONE) return;
  scan_see(scan, set, (struct phrase_range){.framed = true});
}

/* The value of the first set that occurs, or 0. */
static int first_seen(const struct phrase_scan *scan, const struct surrounding *rows) {
  while (rows->set && !scan_saw(scan, rows->set)) rows++;
  return rows->value;
}

/* Whether any set from that of the first client on occurs: the others are no surroundings. */
static bool may_know_surroundings(const struct phrase_scan *scan) {
  _Static_assert((int)SET_client_CLAUDE_DESKTOP < (int)SET_os_WSL && (int)SET_os_WSL < (int)SET_runner_NPX,
                 "the surroundings begin with the clients");
  return scan_next_seen(scan, SET_client_CLAUDE_DESKTOP) <= LAST_SHARED_SET;
}

static void infer_surroundings(mcpx_hints *known, const struct phrase_scan *scan) {
  if (!may_know_surroundings(scan)) return;
  if (!known->client) known->client = first_seen(scan, CLIENT_SETS);
  if (!known->system) known->system = (mcpx_system)first_seen(scan, SYSTEM_SETS);
  if (!known->runner) known->runner = first_seen(scan, RUNNER_SETS);
}

struct classify_context infer_context(const mcpx_hints *hints, const struct phrase_scan *scan) {
  struct classify_context context = infer_given(hints);
  mcpx_hints *known = &context.hints;
  infer_surroundings(known, scan);
  if (known->transport == MCPX_TRANSPORT_UNKNOWN) {
    known->transport = (mcpx_transport)value_of_set(scan, SET_hint_stdio, MCPX_TRANSPORT_STDIO, SET_hint_http,
                                                    MCPX_TRANSPORT_HTTP, MCPX_TRANSPORT_UNKNOWN);
    if (known->transport != MCPX_TRANSPORT_UNKNOWN) context.transport_source = MCPX_SOURCE_TEXT;
  }
  if (known->docker_isolated == MCPX_ISOLATION_UNKNOWN) {
    known->docker_isolated =
        (mcpx_isolation)value_of_set(scan, SET_hint_isolated, MCPX_ISOLATION_YES, SET_hint_not_isolated,
                                     MCPX_ISOLATION_NO, MCPX_ISOLATION_UNKNOWN);
    if (known->docker_isolated != MCPX_ISOLATION_UNKNOWN) context.docker_isolated_source = MCPX_SOURCE_TEXT;
  }
  known->client = client_with_isolation(known->client, known->docker_isolated);
  if (known->transport == MCPX_TRANSPORT_HTTP_FAMILY) known->transport = MCPX_TRANSPORT_HTTP;
  return context;
}

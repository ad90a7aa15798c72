/* isolation.c: the settings of a server, or the proxy's configuration -> is it launched through Docker? */
#include <string.h>

#include "base/text.h"
#include "strict_tree.h"

static const char *const NAMES[] = {"docker_isolation", "mcpServers", "name", "command",
                                    "isolation",        "enabled",    NULL};

/* ---- Of the settings ---- */

/* A plain loop: what the text may be searched with is no part of C11. */
static bool names_docker(const char *command, size_t length) {
  static const char DOCKER[] = "docker";
  enum { LENGTH = sizeof DOCKER - 1 };
  for (size_t i = 0; i + LENGTH <= length; i++)
    if (memcmp(command + i, DOCKER, LENGTH) == 0) return true;
  return false;
}

mcpx_isolation mcpx_docker_isolated(const mcpx_server_settings *settings) {
  if (!settings || !settings->command || !settings->command_length) return MCPX_ISOLATION_NO;
  if (settings->isolation != MCPX_SETTING_ON) return MCPX_ISOLATION_NO;
  if (settings->server_isolation == MCPX_SETTING_OFF) return MCPX_ISOLATION_NO;
  bool already = names_docker(settings->command, settings->command_length);
  return already ? MCPX_ISOLATION_NO : MCPX_ISOLATION_YES;
}

/* ---- Of a configuration ---- */

/* What is read of it. */
struct reading {
  const cJSON *root;
  mcpx_read_fault *fault;
  mcpx_read_status status;
};

static void complain(struct reading *reading, const char *message) {
  if (reading->status == MCPX_READ_OK)
    reading->status = strict_tree_fault(reading->fault, MCPX_READ_WRONG_SHAPE, message);
}

/* The member `enabled` of the object `name`. */
static mcpx_setting setting_of(struct reading *reading, const cJSON *object, const char *name) {
  const cJSON *block = strict_tree_member(object, name);
  if (!block) return MCPX_SETTING_NONE;
  if (!cJSON_IsObject(block)) {
    complain(reading, "docker_isolation and isolation have to be objects.");
    return MCPX_SETTING_NONE;
  }
  const cJSON *enabled = strict_tree_member(block, "enabled");
  if (!enabled) return MCPX_SETTING_NONE;
  if (!cJSON_IsBool(enabled)) complain(reading, "enabled has to be true or false.");
  return cJSON_IsTrue(enabled) ? MCPX_SETTING_ON : MCPX_SETTING_OFF;
}

/* The text of a member; "" where there is none. */
static const char *text_of(struct reading *reading, const cJSON *object, const char *name) {
  const cJSON *member = strict_tree_member(object, name);
  if (!member) return "";
  if (!cJSON_IsString(member)) complain(reading, "name and command have to be strings.");
  return cJSON_IsString(member) ? member->valuestring : "";
}

/* The first server of that name, or NULL. */
static const cJSON *server_of(struct reading *reading, const char *server, size_t length) {
  const cJSON *servers = strict_tree_member(reading->root, "mcpServers"), *entry;
  if (servers && !cJSON_IsArray(servers)) complain(reading, "mcpServers has to be an array.");
  cJSON_ArrayForEach(entry, servers) {
    if (cJSON_IsNull(entry)) continue;
    if (!cJSON_IsObject(entry)) complain(reading, "mcpServers has to be an array of objects.");
    if (text_equals(text_of(reading, entry, "name"), server, length)) return entry;
  }
  return NULL;
}

/* Open a configuration; close it in any case. */
static struct reading open_config(const char *config, size_t length, mcpx_read_fault *fault, cJSON **tree) {
  struct reading reading = {.fault = fault};
  *tree = NULL;
  if (length > MCPX_CONFIG_MAX) {
    reading.status =
        strict_tree_fault(fault, MCPX_READ_TOO_LARGE, "This is larger than 8 MiB, so it was not read.");
    return reading;
  }
  reading.status = strict_tree_read(config, length, NAMES, tree, fault);
  reading.root = *tree;
  if (*tree && !cJSON_IsObject(*tree)) complain(&reading, "A configuration is one JSON object.");
  return reading;
}

static mcpx_isolation isolation_of(struct reading *reading, const cJSON *entry) {
  mcpx_server_settings settings = {.command = text_of(reading, entry, "command"),
                                   .isolation = setting_of(reading, reading->root, "docker_isolation"),
                                   .server_isolation = setting_of(reading, entry, "isolation")};
  settings.command_length = strlen(settings.command);
  mcpx_isolation hint = mcpx_docker_isolated(&settings);
  return reading->status == MCPX_READ_OK ? hint : MCPX_ISOLATION_NO;
}

mcpx_read_status mcpx_config_isolated(const char *config, size_t length, const char *server,
                                      size_t server_length, mcpx_isolation *hint, mcpx_read_fault *fault) {
  cJSON *tree;
  struct reading reading = open_config(config, length, fault, &tree);
  *hint = MCPX_ISOLATION_NO;
  if (reading.status == MCPX_READ_OK) {
    const cJSON *entry = server_of(&reading, server ? server : "", server ? server_length : 0);
    if (entry)
      *hint = isolation_of(&reading, entry);
    else if (reading.status == MCPX_READ_OK)
      reading.status = strict_tree_fault(fault, MCPX_READ_UNKNOWN_SERVER, "No server has this name.");
  }
  cJSON_Delete(tree);
  return reading.status;
}

mcpx_read_status mcpx_config_isolation_enabled(const char *config, size_t length, bool *enabled,
                                               mcpx_read_fault *fault) {
  cJSON *tree;
  struct reading reading = open_config(config, length, fault, &tree);
  *enabled = reading.status == MCPX_READ_OK &&
             setting_of(&reading, reading.root, "docker_isolation") == MCPX_SETTING_ON;
  cJSON_Delete(tree);
  return reading.status;
}

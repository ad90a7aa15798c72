/* isolation.c: decides whether the proxy launches a server through Docker, from its settings or from the
 * proxy's configuration. */
#include <string.h>

#include "base/text.h"
#include "strict_tree.h"

/* ---- Settings ---- */

/* A plain loop, since C11 has no search in text that is not terminated. */
static bool contains_docker(const char *command, size_t length) {
  static const char DOCKER[] = "docker";
  enum { DOCKER_LENGTH = sizeof DOCKER - 1 };
  for (size_t i = 0; i + DOCKER_LENGTH <= length; i++)
    if (memcmp(command + i, DOCKER, DOCKER_LENGTH) == 0) return true;
  return false;
}

mcpx_isolation mcpx_docker_isolated(const mcpx_server_settings *settings) {
  if (!settings || !settings->command || !settings->command_length) return MCPX_ISOLATION_NO;
  if (settings->isolation != MCPX_SETTING_ON) return MCPX_ISOLATION_NO;
  if (settings->server_isolation == MCPX_SETTING_OFF) return MCPX_ISOLATION_NO;
  bool starts_docker = contains_docker(settings->command, settings->command_length);
  return starts_docker ? MCPX_ISOLATION_NO : MCPX_ISOLATION_YES;
}

/* ---- The configuration ---- */

/* The members that are read. A configuration that repeats one of them in an object is rejected. */
static const char *const CONFIG_NAMES[] = {"docker_isolation", "mcpServers", "name", "command",
                                           "isolation",        "enabled",    NULL};

struct config_reader {
  const cJSON *root;
  mcpx_read_fault *fault;
  mcpx_read_status status;
};

/* An object with the member `enabled`, and the messages for wrong types. */
struct config_block {
  const char *name;
  const char *not_object;
  const char *not_boolean;
};

static const struct config_block ALL_SERVERS = {"docker_isolation", "`docker_isolation` must be an object.",
                                                "`docker_isolation.enabled` must be true or false."};
static const struct config_block ONE_SERVER = {"isolation", "`isolation` of a server must be an object.",
                                               "`isolation.enabled` of a server must be true or false."};

/* Only the first error is reported. */
static void reject_config(struct config_reader *reader, const char *message) {
  if (reader->status == MCPX_READ_OK)
    reader->status = strict_tree_fault(reader->fault, MCPX_READ_WRONG_SHAPE, message);
}

static mcpx_setting config_setting(struct config_reader *reader, const cJSON *object,
                                   const struct config_block *block) {
  const cJSON *member = strict_tree_member(object, block->name);
  if (!member) return MCPX_SETTING_NONE;
  if (!cJSON_IsObject(member)) {
    reject_config(reader, block->not_object);
    return MCPX_SETTING_NONE;
  }
  const cJSON *enabled = strict_tree_member(member, "enabled");
  if (!enabled) return MCPX_SETTING_NONE;
  if (!cJSON_IsBool(enabled)) reject_config(reader, block->not_boolean);
  return cJSON_IsTrue(enabled) ? MCPX_SETTING_ON : MCPX_SETTING_OFF;
}

/* Returns the text of a member, or "" if it is absent or not a string. */
static const char *config_text(struct config_reader *reader, const cJSON *object, const char *name,
                               const char *not_string) {
  const cJSON *member = strict_tree_member(object, name);
  if (!member) return "";
  if (!cJSON_IsString(member)) reject_config(reader, not_string);
  return cJSON_IsString(member) ? member->valuestring : "";
}

/* Returns the first server with that name, or NULL. */
static const cJSON *find_server(struct config_reader *reader, const char *server, size_t length) {
  const cJSON *servers = strict_tree_member(reader->root, "mcpServers"), *entry;
  if (servers && !cJSON_IsArray(servers)) reject_config(reader, "`mcpServers` must be an array.");
  cJSON_ArrayForEach(entry, servers) {
    if (cJSON_IsNull(entry)) continue;
    if (!cJSON_IsObject(entry)) reject_config(reader, "`mcpServers` must be an array of objects.");
    const char *name = config_text(reader, entry, "name", "`name` of a server must be a string.");
    if (text_equals(name, server, length)) return entry;
  }
  return NULL;
}

/* Parses a configuration. The caller deletes `*tree`, also after an error. */
static struct config_reader open_config(const char *config, size_t length, mcpx_read_fault *fault,
                                        cJSON **tree) {
  struct config_reader reader = {.fault = fault};
  *tree = NULL;
  if (length > MCPX_CONFIG_MAX) {
    reader.status = strict_tree_fault(fault, MCPX_READ_TOO_LARGE,
                                      "The configuration is larger than 8 MiB. It was not read.");
    return reader;
  }
  reader.status = strict_tree_read(config, length, CONFIG_NAMES, tree, fault);
  reader.root = *tree;
  if (*tree && !cJSON_IsObject(*tree)) reject_config(&reader, "The configuration must be a JSON object.");
  return reader;
}

static mcpx_isolation server_isolation(struct config_reader *reader, const cJSON *entry) {
  mcpx_server_settings settings = {
      .command = config_text(reader, entry, "command", "`command` of a server must be a string."),
      .isolation = config_setting(reader, reader->root, &ALL_SERVERS),
      .server_isolation = config_setting(reader, entry, &ONE_SERVER)};
  settings.command_length = strlen(settings.command);
  mcpx_isolation hint = mcpx_docker_isolated(&settings);
  return reader->status == MCPX_READ_OK ? hint : MCPX_ISOLATION_NO;
}

mcpx_read_status mcpx_config_isolated(const char *config, size_t length, const char *server,
                                      size_t server_length, mcpx_isolation *hint, mcpx_read_fault *fault) {
  cJSON *tree;
  struct config_reader reader = open_config(config, length, fault, &tree);
  *hint = MCPX_ISOLATION_NO;
  if (reader.status == MCPX_READ_OK) {
    const cJSON *entry = find_server(&reader, server ? server : "", server ? server_length : 0);
    if (entry)
      *hint = server_isolation(&reader, entry);
    else if (reader.status == MCPX_READ_OK)
      reader.status =
          strict_tree_fault(fault, MCPX_READ_UNKNOWN_SERVER, "No server of the configuration has this name.");
  }
  cJSON_Delete(tree);
  return reader.status;
}

mcpx_read_status mcpx_config_isolation_enabled(const char *config, size_t length, bool *enabled,
                                               mcpx_read_fault *fault) {
  cJSON *tree;
  struct config_reader reader = open_config(config, length, fault, &tree);
  *enabled =
      reader.status == MCPX_READ_OK && config_setting(&reader, reader.root, &ALL_SERVERS) == MCPX_SETTING_ON;
  cJSON_Delete(tree);
  return reader.status;
}

/* isolation.c: decides whether the proxy launches a server through Docker, from its settings or from the
 * proxy's configuration, in the two readings that mcpx_proxy.h explains. */
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

/* Whether there is a command to put into a container: one that starts no container itself. */
static bool has_isolable_command(const mcpx_server_settings *settings) {
  return settings && settings->command && settings->command_length &&
         !contains_docker(settings->command, settings->command_length);
}

mcpx_isolation mcpx_docker_isolated(const mcpx_server_settings *settings) {
  bool isolated = has_isolable_command(settings) && settings->isolation == MCPX_SETTING_ON &&
                  settings->server_isolation != MCPX_SETTING_OFF;
  return isolated ? MCPX_ISOLATION_YES : MCPX_ISOLATION_NO;
}

static bool is_mode(mcpx_launch mode) { return mode > MCPX_LAUNCH_UNSET && mode <= MCPX_LAUNCH_SANDBOX; }

mcpx_launch mcpx_launch_mode(const mcpx_server_settings *settings) {
  if (!has_isolable_command(settings)) return MCPX_LAUNCH_NONE;
  if (is_mode(settings->server_mode)) return settings->server_mode;
  if (settings->server_isolation == MCPX_SETTING_OFF) return MCPX_LAUNCH_NONE;
  if (is_mode(settings->mode)) return settings->mode;
  return settings->isolation == MCPX_SETTING_ON ? MCPX_LAUNCH_DOCKER : MCPX_LAUNCH_NONE;
}

/* ---- The configuration ---- */

/* The members that are read, in any case, as the proxy reads them. A configuration that repeats one of them
 * in an object is rejected. The hint does not read the last one. */
static const char *const LAUNCH_LIST[] = {"docker_isolation", "mcpServers", "name", "command",
                                          "isolation",        "enabled",    "mode", NULL};
static const char *const HINT_LIST[] = {"docker_isolation", "mcpServers", "name", "command",
                                        "isolation",        "enabled",    NULL};
static const struct strict_names LAUNCH_NAMES = {LAUNCH_LIST, true}, HINT_NAMES = {HINT_LIST, true};

struct config_reader {
  const cJSON *root;
  mcpx_read_fault *fault;
  mcpx_read_status status;
};

/* An object with the members `enabled` and `mode`, and the messages for wrong types. */
struct config_block {
  const char *name;
  const char *not_object;
  const char *not_boolean;
  const char *not_mode;
};

#define MODES "\"docker\", \"sandbox\", \"none\" or empty."
static const struct config_block ALL_SERVERS = {"docker_isolation", "`docker_isolation` must be an object.",
                                                "`docker_isolation.enabled` must be true or false.",
                                                "`docker_isolation.mode` must be " MODES};
static const struct config_block ONE_SERVER = {"isolation", "`isolation` of a server must be an object.",
                                               "`isolation.enabled` of a server must be true or false.",
                                               "`isolation.mode` of a server must be " MODES};
#undef MODES

/* Only the first error is reported. */
static void reject_config(struct config_reader *reader, const char *message) {
  if (reader->status == MCPX_READ_OK)
    reader->status = strict_tree_fault(reader->fault, MCPX_READ_WRONG_SHAPE, message);
}

/* Returns a member of the block, or NULL if the member or the block is absent or the block is no object. */
static const cJSON *block_member(struct config_reader *reader, const cJSON *object,
                                 const struct config_block *block, const char *name) {
  const cJSON *member = strict_tree_member_any_case(object, block->name);
  if (member && !cJSON_IsObject(member)) reject_config(reader, block->not_object);
  return cJSON_IsObject(member) ? strict_tree_member_any_case(member, name) : NULL;
}

static mcpx_setting config_setting(struct config_reader *reader, const cJSON *object,
                                   const struct config_block *block) {
  const cJSON *enabled = block_member(reader, object, block, "enabled");
  if (!enabled) return MCPX_SETTING_NONE;
  if (!cJSON_IsBool(enabled)) reject_config(reader, block->not_boolean);
  return cJSON_IsTrue(enabled) ? MCPX_SETTING_ON : MCPX_SETTING_OFF;
}

static mcpx_launch config_mode(struct config_reader *reader, const cJSON *object,
                               const struct config_block *block) {
  static const char *const NAMES[] = {[MCPX_LAUNCH_UNSET] = "",
                                      [MCPX_LAUNCH_NONE] = "none",
                                      [MCPX_LAUNCH_DOCKER] = "docker",
                                      [MCPX_LAUNCH_SANDBOX] = "sandbox"};
  const cJSON *mode = block_member(reader, object, block, "mode");
  if (!mode) return MCPX_LAUNCH_UNSET;
  for (int i = MCPX_LAUNCH_UNSET; cJSON_IsString(mode) && i <= MCPX_LAUNCH_SANDBOX; i++)
    if (strcmp(mode->valuestring, NAMES[i]) == 0) return (mcpx_launch)i;
  reject_config(reader, block->not_mode);
  return MCPX_LAUNCH_UNSET;
}

/* Returns the text of a member, or "" if it is absent or not a string. */
static const char *config_text(struct config_reader *reader, const cJSON *object, const char *name,
                               const char *not_string) {
  const cJSON *member = strict_tree_member_any_case(object, name);
  if (!member) return "";
  if (!cJSON_IsString(member)) reject_config(reader, not_string);
  return cJSON_IsString(member) ? member->valuestring : "";
}

static const cJSON *config_servers(struct config_reader *reader) {
  const cJSON *servers = strict_tree_member_any_case(reader->root, "mcpServers");
  if (servers && !cJSON_IsArray(servers)) reject_config(reader, "`mcpServers` must be an array.");
  return servers;
}

static bool is_server(struct config_reader *reader, const cJSON *entry) {
  if (!cJSON_IsNull(entry) && !cJSON_IsObject(entry))
    reject_config(reader, "`mcpServers` must be an array of objects.");
  return cJSON_IsObject(entry);
}

/* Returns the first server with that name, or NULL. */
static const cJSON *find_server(struct config_reader *reader, const char *server, size_t length) {
  const cJSON *servers = config_servers(reader), *entry;
  cJSON_ArrayForEach(entry, servers) {
    if (!is_server(reader, entry)) continue;
    const char *name = config_text(reader, entry, "name", "`name` of a server must be a string.");
    if (text_equals(name, server, length)) return entry;
  }
  return NULL;
}

/* Parses a configuration. The caller deletes `*tree`, also after an error. */
static struct config_reader open_config(const char *config, size_t length, const struct strict_names *names,
                                        mcpx_read_fault *fault, cJSON **tree) {
  struct config_reader reader = {.fault = fault};
  *tree = NULL;
  if (length > MCPX_CONFIG_MAX) {
    reader.status = strict_tree_fault(fault, MCPX_READ_TOO_LARGE,
                                      "The configuration is larger than 8 MiB. It was not read.");
    return reader;
  }
  reader.status = strict_tree_read(config, length, names, tree, fault);
  reader.root = *tree;
  if (*tree && !cJSON_IsObject(*tree)) reject_config(&reader, "The configuration must be a JSON object.");
  return reader;
}

/* The settings of a server; the modes only if they are wanted. They live as long as the tree. */
static mcpx_server_settings read_settings(struct config_reader *reader, const cJSON *entry, bool with_modes) {
  mcpx_server_settings settings = {
      .command = config_text(reader, entry, "command", "`command` of a server must be a string."),
      .isolation = config_setting(reader, reader->root, &ALL_SERVERS),
      .server_isolation = config_setting(reader, entry, &ONE_SERVER)};
  settings.command_length = strlen(settings.command);
  if (!with_modes) return settings;
  settings.mode = config_mode(reader, reader->root, &ALL_SERVERS);
  settings.server_mode = config_mode(reader, entry, &ONE_SERVER);
  return settings;
}

/* Reads the settings of the server with a name. After an error they are those of a server without a command.
 */
static mcpx_server_settings settings_of_server(struct config_reader *reader, const char *server,
                                               size_t length, bool with_modes) {
  mcpx_server_settings none = {0}, settings = none;
  if (reader->status != MCPX_READ_OK) return none;
  const cJSON *entry = find_server(reader, server ? server : "", server ? length : 0);
  if (entry)
    settings = read_settings(reader, entry, with_modes);
  else if (reader->status == MCPX_READ_OK)
    reader->status = strict_tree_fault(reader->fault, MCPX_READ_UNKNOWN_SERVER,
                                       "No server of the configuration has this name.");
  return reader->status == MCPX_READ_OK ? settings : none;
}

mcpx_read_status mcpx_config_isolated(const char *config, size_t length, const char *server,
                                      size_t server_length, mcpx_isolation *hint, mcpx_read_fault *fault) {
  cJSON *tree;
  struct config_reader reader = open_config(config, length, &HINT_NAMES, fault, &tree);
  mcpx_server_settings settings = settings_of_server(&reader, server, server_length, false);
  *hint = mcpx_docker_isolated(&settings);
  cJSON_Delete(tree);
  return reader.status;
}

mcpx_read_status mcpx_config_launch_mode(const char *config, size_t length, const char *server,
                                         size_t server_length, mcpx_launch *launch, mcpx_read_fault *fault) {
  cJSON *tree;
  struct config_reader reader = open_config(config, length, &LAUNCH_NAMES, fault, &tree);
  mcpx_server_settings settings = settings_of_server(&reader, server, server_length, true);
  *launch = mcpx_launch_mode(&settings);
  cJSON_Delete(tree);
  return reader.status;
}

mcpx_read_status mcpx_config_isolated_count(const char *config, size_t length, uint64_t *count,
                                            mcpx_read_fault *fault) {
  cJSON *tree;
  struct config_reader reader = open_config(config, length, &LAUNCH_NAMES, fault, &tree);
  const cJSON *servers = reader.status == MCPX_READ_OK ? config_servers(&reader) : NULL, *entry;
  *count = 0;
  cJSON_ArrayForEach(entry, servers) {
    if (!is_server(&reader, entry)) continue;
    mcpx_server_settings settings = read_settings(&reader, entry, true);
    *count += mcpx_launch_mode(&settings) == MCPX_LAUNCH_DOCKER;
  }
  if (reader.status != MCPX_READ_OK) *count = 0;
  cJSON_Delete(tree);
  return reader.status;
}

mcpx_read_status mcpx_config_isolation_enabled(const char *config, size_t length, bool *enabled,
                                               mcpx_read_fault *fault) {
  cJSON *tree;
  struct config_reader reader = open_config(config, length, &HINT_NAMES, fault, &tree);
  *enabled =
      reader.status == MCPX_READ_OK && config_setting(&reader, reader.root, &ALL_SERVERS) == MCPX_SETTING_ON;
  cJSON_Delete(tree);
  return reader.status;
}

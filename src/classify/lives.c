/* lives.c: the servers of a log: which one a line is about, and the end of their lives. */
#include "lives.h"

#include <string.h>

#include "base/text.h"
#include "life.h"
#include "server_name.h"

static uint32_t hash_of_name(const char *name, size_t length) {
  uint32_t hash = text_hash(name, length);
  return hash ? hash : 1;
}

struct life *lives_find(struct log *log, uint32_t hash) {
  for (struct life *life = log->lives; life < log->lives + LOG_SERVERS; life++)
    if (hash && life->hash == hash) return life;
  return NULL;
}

struct life *lives_nameless(struct log *log) {
  return lives_find(log, hash_of_name("", 0));
}

/* ---- Lines without a name ---- */

/* Whether the client said that the program has ended, and nothing else failed. */
static bool ended_without_reason(const struct life *life) {
  return life->gone && !life->ready && !life->has_failure && !life->exception.line;
}

/* End a life. What was said without a name goes to the server that was named before, unless that one is
 * ready. */
void lives_end(struct log *log, struct life *life, bool recovered) {
  struct life *named = life_is_nameless(life) ? lives_find(log, life->owner) : NULL;
  if (!life_is_nameless(life) || !life->owner) {
    life_end(log, life, recovered);
    return;
  }
  if (named && !named->ready && !named->answers && !life_is_open(named))
    life_adopt(named, life); /* NOLINT(readability-suspicious-call-argument): `life` is the nameless one */
  else if (named && ended_without_reason(named))
    life_adopt_late(named, life); /* NOLINT(readability-suspicious-call-argument): the same */
  else
    life_begin(life);
}

/* Remember which server was named before the nameless life failed. */
void lives_note_owner(const struct log *log, struct life *life) {
  const struct life *last = &log->lives[log->current];
  if (life_is_nameless(life) && !life->owner && life_is_open(life) && last->incident.server_length &&
      !last->of_container)
    life->owner = last->hash;
}

/* Whether the lines without a name are between two lines about a server that has ended. */
static bool is_around(const struct log *log, const struct life *nameless, const struct life *life) {
  return nameless->owner == life->hash && nameless->used + 1 == log->lines && ended_without_reason(life);
}

/* The failure that lines without a name told is that of the next server that fails without a reason. */
void lives_adopt_nameless(struct log *log, struct life *life, const struct line_role *role) {
  struct life *nameless = lives_nameless(log);
  if (!nameless || !log->has_name || !(role->effect || role->follows) || role->failure) return;
  if (life_is_open(life)) {
    if (is_around(log, nameless, life)) life_adopt_late(life, nameless);
    return;
  }
  if (!nameless->owner && nameless->used + 1 != log->lines)
    return; /* before any name: only directly before counts */
  if (life_is_open(nameless))
    life_adopt(life, nameless);
  else if (nameless->used + 1 == log->lines)
    life_adopt_matches(life, nameless);
}

/* ---- Whose line it is ---- */

/* A free place, or the one whose server was named longest ago. */
static struct life *free_place(struct log *log) {
  struct life *oldest = log->lives;
  for (struct life *life = log->lives; life < log->lives + LOG_SERVERS; life++) {
    if (!life->hash) return life;
    if (life->used < oldest->used) oldest = life;
  }
  lives_end(log, oldest, false);
  return oldest;
}

static struct life *life_of(struct log *log, const char *name, size_t length) {
  uint32_t hash = hash_of_name(name, length);
  for (struct life *life = log->lives; life < log->lives + LOG_SERVERS; life++)
    if (life->hash == hash && life->incident.server_length == length &&
        memcmp(life->incident.server, name, length) == 0)
      return life;
  struct life *life = free_place(log);
  memset(life, 0, sizeof *life);
  life->hash = hash;
  life->incident.server_length = (uint8_t)length;
  memcpy(life->incident.server, name, length);
  life_begin(life);
  return life;
}

/* The name as the log writes it, in the first bytes of the line. */
static mcpx_text raw_name(const struct log *log, const struct server_name *name) {
  const struct norm_block *block = &log->scan.block;
  size_t from = norm_at(block, name->from);
  size_t to = norm_at(block, name->to - 1) + (block->width[name->to - 1] & ~NORM_FOLDED);
  if (to > log->head_length || to <= from || to - from > MCPX_SERVER_NAME_MAX) return (mcpx_text){NULL, 0};
  return (mcpx_text){log->head + from, to - from};
}

/* Let the line be about the server of that name, if it can be one. */
static bool take_name(struct log *log, const struct server_name *name) {
  mcpx_text raw = raw_name(log, name);
  if (!raw.length) return false;
  if (name->kind == SERVER_KNOWN && !lives_find(log, hash_of_name(raw.bytes, raw.length))) return false;
  struct life *life = life_of(log, raw.bytes, raw.length);
  life->used = log->lines + 1;
  log->current = (uint8_t)(life - log->lives);
  log->has_name = true;
  life->of_container = name->kind == SERVER_OF_CONTAINER;
  if (name->kind != SERVER_KNOWN) log->one_server = name->kind == SERVER_OF_FILE;
  return true;
}

/* The name in the line, or else that of the container that printed it. */
void lives_name_line(struct log *log) {
  struct server_search search = server_search_start(&log->scan.block, 0, LOG_HEAD);
  struct server_name name;
  log->has_name = false;
  while ((name = server_search_next(&search)).kind != SERVER_NONE)
    if (take_name(log, &name)) return;
  name = server_name_of_container(&log->scan.block, LOG_HEAD);
  if (name.kind != SERVER_NONE) take_name(log, &name);
}

/* Whether another server than this one has not failed or become ready yet. */
static bool is_another_awaited(const struct log *log, const struct life *last) {
  for (const struct life *life = log->lives; life < log->lives + LOG_SERVERS; life++)
    if (life != last && life->hash && !life_is_nameless(life) && !life->ready && !life->stopped &&
        !life_is_open(life))
      return true;
  return false;
}

/* A message may end with an object or a list, which the next lines print, indented, up to its last bracket.
 */
static bool continues_object(const struct log *log) {
  char first = log->head_length ? log->head[0] : '\0';
  return log->in_object && first && strchr(" \t}]", first);
}

/* Whether the last byte of the line, if it is short, begins an object or a list. */
static bool opens_bracket(const struct log *log) {
  size_t length = log->head_length;
  char last = length && length < LOG_HEAD ? log->head[length - 1] : '\0';
  return last == '{' || last == '[';
}

/* Whether the object goes on after the line, which is part of it. */
static bool keeps_object(const struct log *log) {
  return (log->head[0] != '}' && log->head[0] != ']') || opens_bracket(log);
}

/* A line without a name is about the server of the line before it, if that one is failing or has the log for
 * itself. But a program that has ended prints nothing more. Else it is the output of any server, and the next
 * one that fails says which. */
struct life *lives_of_line(struct log *log) {
  struct life *last = &log->lives[log->current];
  bool of_object = continues_object(log) || (log->has_name && opens_bracket(log));
  log->in_object = of_object && keeps_object(log);
  bool open = life_is_open(last) && !(last->gone && is_another_awaited(log, last));
  bool goes_on = log->one_server || open || last->in_stack || of_object;
  if (log->has_name || (last->incident.server_length && goes_on && !last->of_container)) return last;
  struct life *nameless = life_of(log, "", 0);
  nameless->used = log->lines;
  return nameless;
}

void lives_end_log(struct log *log) {
  struct life *nameless = lives_nameless(log);
  if (nameless) lives_end(log, nameless, false);
  for (struct life *life = log->lives; life < log->lives + LOG_SERVERS; life++)
    if (life->hash) life_end(log, life, false);
}

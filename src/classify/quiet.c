/* quiet.c: the parts of a text that are no evidence: pasted configuration, results of tools, source code,
 * change logs, documentation, and what a server printed before it became ready. */
#include "quiet.h"

#include <string.h>

#include "base/ascii.h"
#include "base/text.h"
#include "line_form.h"
#include "line_frame.h"
#include "line_recovery.h"
#include "line_shape.h"
#include "line_success.h"
#include "line_text.h"

enum { NO_HEADING = 7 /* a section that no heading began: any heading ends it */ };

void quiet_start(struct quiet *quiet) { *quiet = (struct quiet){.from = SIZE_MAX, .to = SIZE_MAX}; }

static bool is_part_open(const struct quiet *quiet) {
  return quiet->object_depth || quiet->toml || quiet->line || quiet->block || quiet->heading;
}

/* The quiet part ends here, unless another one goes on. */
static void end_part(struct quiet *quiet, size_t at) {
  if (!is_part_open(quiet) && quiet->to == SIZE_MAX && quiet->from != SIZE_MAX) quiet->to = at;
}

/* A part that begins where the last one ends continues it, so that a match that starts in the last one stays
 * hidden. */
static void begin_part(struct quiet *quiet, size_t from) {
  if (quiet->from == SIZE_MAX || quiet->to < from || from < quiet->from) quiet->from = from;
  quiet->to = SIZE_MAX;
}

/* ---- Lines ---- */

/* A line of pretty-printed JSON, which may have comments. Pasted objects are often cut off, so that their
 * last brace is missing: then the first other line ends them. */
static bool looks_like_json(const struct norm_block *block, size_t i) {
  static const char *const STARTS[] = {"true", "false", "null", "//", "/*", "..."};
  unsigned char c = i < block->count ? block->bytes[i] : '}';
  if (c == '[') return i + 1 >= block->count || line_is_among(block->bytes[i + 1], "'{[ ]");
  if (line_is_among(c, "'{}],-")) return true;
  return LINE_STARTS_WITH_ANY(block, i, STARTS);
}

/* "key = value", "[table]", a comment, or a value that continues. */
static bool looks_like_toml(const struct norm_block *block, size_t i) {
  if (i >= block->count || line_is_among(block->bytes[i], "#'{}],")) return true;
  bool table = block->bytes[i] == '[';
  i += table;
  i = line_skip_name(block, i, block->count, "_-.'");
  if (table) return line_starts_with(block, i, "]");
  i += line_starts_with(block, i, " ");
  return line_starts_with(block, i, "=");
}

/* The open parts that the line ends. */
static void end_parts_before(struct quiet *quiet, const struct norm_block *block, size_t i, size_t at,
                             bool blank) {
  int level = line_heading_level(block, i);
  quiet->line = false;
  if (level && level <= quiet->heading) quiet->heading = 0;
  bool unquoted = quiet->quoted && !line_starts_with(block, i, ">");
  if (quiet->block && (blank || unquoted || line_begins_message(block, i))) quiet->block = false;
  if (quiet->object_depth && !looks_like_json(block, i)) quiet->object_depth = quiet->depth = 0;
  if (quiet->toml && !looks_like_toml(block, i)) quiet->toml = false;
  end_part(quiet, at);
}

/* The page's first module is small; the one after it knows the shapes. */
static enum line_shape known_shape(struct norm_block *block, size_t i, bool alone) {
#ifdef MCPX_WITHOUT_CAUSES
  (void)block, (void)i, (void)alone;
  return LINE_SHAPE_NONE;
#else
  line_note_pairs(block, i);
  return line_shape_find(block, i, alone);
#endif
}

static void begin_shape(struct quiet *quiet, struct norm_block *block, size_t i, size_t at) {
  if (quiet->empty_until == SIZE_MAX) return;           /* a quiet part would hide nothing */
  bool alone = line_end(block, i) > quiet->empty_until; /* a match may start in the line */
  enum line_shape shape = known_shape(block, i, alone);
  if (shape == LINE_SHAPE_NONE) return;
  begin_part(quiet, at);
  int level = line_heading_level(block, i);
  if (quiet->source_follows) shape = SHAPE_LINE;                      /* no more code follows there */
  if (shape == SHAPE_SECTION && !level && at > 0) shape = SHAPE_LINE; /* a commit inside other text */
  quiet->line = shape == SHAPE_LINE;
  quiet->block = shape == SHAPE_BLOCK;
  quiet->quoted = quiet->block && line_starts_with(block, i, ">");
  quiet->heading = shape != SHAPE_SECTION ? 0 : level ? level : NO_HEADING;
}

#ifndef MCPX_WITHOUT_CAUSES
/* Whether the line is about an exit that was announced. */
static bool follow_stop(struct quiet *quiet, const struct norm_block *block, size_t i, size_t end) {
  if (line_announces_stop(block, i, end))
    quiet->stopping = true;
  else if (quiet->stopping && line_announces_start(block, i, end))
    quiet->stopping = false;
  return quiet->stopping && line_tells_exit(block, i, end);
}

/* Failures that pass by themselves: waits, retries, stops. */
static void follow_course(struct quiet *quiet, const struct norm_block *block, size_t i, size_t at,
                          bool blank) {
  size_t end = line_end(block, i);
  quiet->recovery = quiet->matched && !blank && line_says_recovery(block, i, end);
  if (!follow_stop(quiet, block, i, end) || is_part_open(quiet)) return;
  begin_part(quiet, at);
  quiet->line = true;
}

static uint16_t hash_of(const struct norm_block *block, struct server_name name) {
  return (uint16_t)(text_hash(block->bytes + name.from, name.to - name.from) >> 16 | 1);
}

/* A line begins that names this server, or none (0). */
static void quiet_follow_names(struct quiet *quiet, uint16_t server, size_t at) {
  if (quiet->named) quiet->unnamed_from = at;
  quiet->named = server != 0;
  if (server) quiet->server = server;
}

/* What the line says of servers: which one it is about, and whether that one works or has ended. */
static void follow_servers(struct quiet *quiet, struct norm_block *block, size_t i, size_t at) {
  struct server_name name = server_name_find(block, i);
  quiet_follow_names(quiet, name.kind == SERVER_NONE ? 0 : hash_of(block, name), at);
  quiet->success = quiet->matched && line_says_success(block, i, line_end(block, i));
  quiet->closes = quiet->matched && quiet->named && line_says_closed(block, i, line_end(block, i));
}
#endif

/* The line that starts at `i`. */
static void begin_line(struct quiet *quiet, struct norm_block *block, size_t i, size_t at, bool blank) {
  size_t message = line_frame_end(block, i);
  quiet->line_start = at;
  quiet->message_start = message > i ? norm_at(block, message) : at;
  quiet->line_matched = quiet->line_asked = false;
#ifndef MCPX_WITHOUT_CAUSES
  line_note(block, i);
  follow_servers(quiet, block, i, at);
#endif
  end_parts_before(quiet, block, i, at, blank);
  if (!is_part_open(quiet)) begin_shape(quiet, block, i, at);
#ifndef MCPX_WITHOUT_CAUSES
  follow_course(quiet, block, i, at, blank);
#endif
  quiet->source_follows = line_starts_with(block, i, "file '");
}

/* ---- Braces ---- */

static void open_brace(struct quiet *quiet, size_t at) {
  if (quiet->depth < QUIET_DEPTH) quiet->opens[quiet->depth] = at;
  quiet->depth++;
}

static void close_brace(struct quiet *quiet, size_t at) {
  if (!quiet->depth) return;
  quiet->depth--;
  if (!quiet->object_depth || quiet->depth >= quiet->object_depth) return;
  quiet->object_depth = 0;
  end_part(quiet, at + 1);
}

size_t quiet_next_step(const struct norm_block *block, size_t i) {
  vector open = vector_all('{'), close = vector_all('}');
  for (; i < block->count; i += VECTOR_BYTES) {
    vector bytes = vector_load(block->bytes + i);
    vector braces = vector_or(vector_equal(bytes, open), vector_equal(bytes, close));
    size_t place = vector_first(vector_or(braces, norm_line_breaks(block, i)));
    if (place == VECTOR_BYTES) continue;
    i += place;
    return i < block->count ? i : block->count;
  }
  return block->count;
}

void quiet_step(struct quiet *quiet, struct norm_block *block, size_t i) {
  unsigned char c = block->bytes[i];
  size_t at = norm_at(block, i);
  if (!quiet->started && c != ' ') begin_line(quiet, block, i, at, false);
  quiet->started = quiet->started || c != ' ' || norm_is_line_break(block, i);
  if (c == '{')
    open_brace(quiet, at);
  else if (c == '}')
    close_brace(quiet, at);
  else if (norm_is_line_break(block, i))
    begin_line(quiet, block, i + 1, i + 1 < block->count ? norm_at(block, i + 1) : at + 1,
               norm_is_blank_line(block, i));
}

/* ---- Quiet parts ---- */

/* The object around the match. Pasted objects may lack their first brace: then it begins with the line. */
static size_t begin_object(struct quiet *quiet) {
  if (!quiet->depth) {
    quiet->object_depth = 1;
    return quiet->line_start;
  }
  if (quiet->depth > QUIET_DEPTH) return SIZE_MAX;
  if (quiet->object_depth && quiet->object_depth <= quiet->depth) return SIZE_MAX;
  quiet->object_depth = quiet->depth;
  return quiet->opens[quiet->depth - 1];
}

size_t quiet_begin(struct quiet *quiet, enum phrase_kind kind) {
  size_t from = quiet->line_start;
  if (quiet->heading) return SIZE_MAX; /* a section covers all of these */
  if (kind == PHRASE_OBJECT_SET)
    from = begin_object(quiet);
  else if (kind == PHRASE_SECTION_SET)
    quiet->toml = true;
  else if (kind == PHRASE_LINE_SET)
    quiet->line = true;
  else if (kind == PHRASE_PARAGRAPH_SET)
    quiet->block = true;
  else
    return SIZE_MAX;
  if (from != SIZE_MAX) begin_part(quiet, from);
  return from;
}

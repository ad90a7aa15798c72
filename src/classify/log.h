/* log.h: the state of a log that is being read: its lines, the lives of its servers, its incidents. */
#ifndef MCPX_CLASSIFY_LOG_H
#define MCPX_CLASSIFY_LOG_H

#include "base/internal.h"
#include "catalog/catalog.h"
#include "mcpx.h"
#include "scan.h"

/* A server is named in the first LOG_HEAD bytes of a line, which fit in a block. */
enum { LOG_HEAD = 480 };

enum { LOG_SERVERS = 32, LOG_MATCHES = 48 };

/* A match of a set in a life. Lines and offsets count from those of the life. */
struct life_match {
  uint16_t set;
  uint16_t captured; /* as in struct phrase_range */
  uint16_t length;
  bool framed; /* the same */
  uint32_t line;
  uint32_t start;
};

/* A line, by its number and the byte offsets of what matters in it. */
struct log_place {
  uint64_t line; /* 0 for no place */
  uint64_t start;
  uint64_t end;
};

/* An incident, or what is known of it while the life of its server goes on. */
struct incident {
  char server[MCPX_SERVER_NAME_MAX];
  uint8_t server_length;
  uint8_t transport, isolation, system, client, runner;
  bool recovered;
  uint8_t also_possible_count;
  uint8_t effect_count, effect_lines_stored;
  int16_t also_possible[MCPX_ALSO_POSSIBLE_MAX];
  int16_t code, cause;
  uint16_t rule; /* in RULES */
  uint16_t effect_rules[MCPX_EFFECTS_MAX];
  uint32_t effect_rule_lines[MCPX_EFFECTS_MAX]; /* from first_line */
  uint32_t effect_lines[MCPX_EFFECT_LINES_MAX]; /* from first_line, ascending */
  uint64_t effect_line_count;
  uint64_t first_line, last_line;
  uint64_t count; /* lives; 0 for no incident */
  struct log_place cause_at;
  uint64_t message_line; /* the first line of the message that names the cause */
};

enum { NO_SECOND = -1 };

/* A server, from its start to its close, and again. */
struct life {
  struct incident incident;   /* its name and its hints stay from life to life */
  uint64_t base_line, base;   /* the matches count from here */
  uint64_t used;              /* the line that the server was named on last */
  struct log_place exception; /* the last line that names an exception */
  uint64_t trace_line;        /* the first line of a stack trace; 0 for none */
  uint64_t unable_line;       /* the last line that says that the server cannot start; 0 for none */
  uint64_t other_line;        /* the first line after the failure that has another code; 0 for none */
  struct log_place late_call; /* the first call that took too long since one was answered */
  uint64_t npm_line;          /* the last line of an error of npm */
  uint32_t hash;              /* of the name; 0 for a free place */
  int32_t failed_at;          /* the second of the day of the failure; NO_SECOND if its line tells no time */
  bool has_failure;           /* `incident` has a code and a cause's line */
  bool has_effects;
  bool has_effect_code; /* the code of `incident` is that of the first effect */
  bool ready, stopped, closed;
  bool of_container; /* a line without a name is of Compose itself */
  bool answers;      /* it answered a client, or the log says that it works */
  bool waits;        /* it waits until the program answers that its failure is about */
  bool gone;         /* the client said that the program has ended */
  uint32_t
      owner; /* of the nameless life: the hash of the server that was named before it failed; 0 for none */
  bool in_stack; /* the lines are those of a stack trace that has not named its exception yet */
  bool in_trace; /* the failure is a stack trace that has not named its exception yet */
  uint8_t match_count;
  struct life_match matches[LOG_MATCHES];
};

struct log {
  mcpx_hints hints;
  uint64_t at;                        /* bytes read */
  uint64_t start;                     /* offset of the current line */
  uint64_t lines;                     /* complete lines */
  uint64_t filled_lines, timed_lines; /* those that are not blank, and those that begin with a time */
  bool first_timed, last_timed;       /* the first and the last line that is not blank does */
  bool after_return;
  bool named;     /* the server of the current line was looked for */
  bool has_name;  /* and found */
  bool in_object; /* the lines are those of an object or list that a line with a name began */
  uint16_t head_length;
  uint8_t client, system; /* what the log as a whole says about its surroundings */
  char head[LOG_HEAD];    /* the first bytes of the current line */
  uint8_t current;        /* the life that the last line with a name belongs to */
  bool one_server;        /* all lines that follow are about it */
  uint64_t counts[CODE_COUNT];
  uint64_t dropped; /* incidents */
  size_t incident_count;
  struct incident incidents[MCPX_INCIDENTS_MAX];
  struct life lives[LOG_SERVERS];
  struct phrase_scan scan;
};

_Static_assert(sizeof(struct log) <= MCPX_STREAM_SIZE, "a stream holds a log");

static inline struct log *log_in(mcpx_stream *stream) { return (struct log *)(void *)stream->bytes; }

static inline const struct log *log_in_const(const mcpx_stream *stream) {
  return (const struct log *)(const void *)stream->bytes;
}

#endif

/* mcpx.h: the public interface of libmcpx and its manual.
 *
 * libmcpx does three things for an MCP proxy, its command line and its diagnostics page:
 *
 *   Classification   An error text of an MCP server, or of the proxy, becomes one stable diagnostic code such
 *                    as MCPX_HTTP_401, with the byte ranges of the text that decided. The catalog has the
 *                    severity, the message for users and the fix steps of each code.
 *   Checks           A telemetry payload (a heartbeat) is validated: strict JSON, the schema of its version,
 *                    contradictions between fields, personal data. Findings contain no text of the payload.
 *   Redaction        Personal data in an error text or a log is replaced by placeholders.
 *
 * mcpx_proxy.h declares what the proxy itself needs to produce the payloads. Each section ends with an
 * example, which is the body of a function after #include <mcpx.h> and <stdio.h>.
 *
 * Rules for all functions, unless a function says otherwise:
 *
 *   Memory    The caller owns all memory. Nothing is allocated. Input is read during the call only.
 *   Text      A text is a pointer and a length in bytes. It needs no terminator, may contain NUL bytes, and
 *             is meant to be UTF-8; other bytes are safe and match nothing. NULL with length 0 is allowed.
 *   Strings   A returned `const char *` ends with NUL and lives as long as the program. Do not free it.
 *   Output    A function that writes to `out` returns the length of the whole output in bytes, without a
 *             terminator, like snprintf. If the result is larger than `capacity`, the output is incomplete:
 *             call again with a larger buffer. NULL with capacity 0 only asks for the length. If there is
 *             room, a NUL follows the output. JSON is written on one line.
 *   Errors    Functions do not fail: they accept any input and report what is wrong with it in their result.
 *             Pointers to results and structures must not be NULL.
 *   Threads   The library has no mutable global state. Any number of threads may call any function at the
 *             same time if they use different structures and buffers.
 *   Offsets   Offsets and lengths are in bytes, from 0.
 *   Identity  Names of codes, rules and fields never change their meaning and are never reused. The numbers
 *             of enumerators and codes may change from release to release: store names.
 */
#ifndef MCPX_H
#define MCPX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A build of the library defines MCPX_API itself. */
#ifdef MCPX_API
#elif defined(_WIN32)
#define MCPX_API
#else
#define MCPX_API __attribute__((visibility("default")))
#endif

/* The release of this header, "major.minor.patch". */
#define MCPX_VERSION "0.1.0"

/* Returns the version of the linked library as "major.minor.patch". It equals MCPX_VERSION unless the library
 * and the header come from different releases. */
MCPX_API const char *mcpx_version(void);

/* ---- The catalog ------------------------------------------------------- */

/* The catalog has an entry for each code. Names and severities are those of the proxy; messages and further
 * fix steps are in tables/codes.def and fixes.def. */

/* The number of a code, from 0 to mcpx_code_count() - 1, in the alphabetical order of the names. Two values
 * are not in the catalog. */
typedef int mcpx_code;
#define MCPX_CODE_NONE (-1)    /* there was no error, so there is no code */
#define MCPX_CODE_FOREIGN (-2) /* the producer of the error attached a code that is not in this catalog */

/* Returns the number of codes in the catalog. */
MCPX_API int mcpx_code_count(void);

/* Finds a code by its name.
 *   name     The whole name, case-sensitive: "MCPX_HTTP_401". NULL is no name.
 *   length   Its length in bytes.
 * Returns MCPX_CODE_NONE if no code has this name. */
MCPX_API mcpx_code mcpx_code_find(const char *name, size_t length);

/* Returns the name of a code, or NULL if `code` is not in the catalog. */
MCPX_API const char *mcpx_code_name(mcpx_code code);

/* Returns "info", "warn" or "error", or NULL if `code` is not in the catalog. These are the words of the
 * proxy; findings of a check have a severity of their own, mcpx_severity. */
MCPX_API const char *mcpx_code_severity(mcpx_code code);

/* Returns the title of a code for a person, three to seven words, or NULL if `code` is not in the catalog. */
MCPX_API const char *mcpx_code_title(mcpx_code code);

/* Writes the entry of a code as a JSON object: code, severity, user_message, fix_steps, docs_url. Writes
 * "null" if `code` is not in the catalog. At most 2 KiB. */
MCPX_API size_t mcpx_entry_json(mcpx_code code, char *out, size_t capacity);

/* Writes all entries as a JSON array, sorted by code. About 32 KiB. */
MCPX_API size_t mcpx_catalog_json(char *out, size_t capacity);

/* Example:
 *
 *     char entry[2048];
 *     mcpx_code code = mcpx_code_find("MCPX_HTTP_401", 13);
 *     size_t length = mcpx_entry_json(code, entry, sizeof entry);
 *     if (length < sizeof entry) printf("%s: %.34s...\n", mcpx_code_severity(code), entry);
 *     // prints: error: {"code":"MCPX_HTTP_401","severity"... */

/* ---- Hints ------------------------------------------------------------- */

/* Hints are what a caller knows beyond the text of an error. All of them are optional. */

/* The set of rules. Profile `extended` has additional rules for text that people paste: the wordings of
 * shells, languages, operating systems and container engines. It also reads hints from the text. Its
 * answers include the code of profile `proxy`. */
typedef enum mcpx_profile {
  MCPX_PROFILE_PROXY,    /* exactly the codes that the proxy reports */
  MCPX_PROFILE_EXTENDED, /* for pasted text and logs */
} mcpx_profile;

/* How the proxy reaches the server. In profile `proxy`, only STDIO and HTTP enable rules. Profile
 * `extended` treats HTTP_FAMILY as HTTP. */
typedef enum mcpx_transport {
  MCPX_TRANSPORT_UNKNOWN,
  MCPX_TRANSPORT_STDIO,
  MCPX_TRANSPORT_HTTP,
  MCPX_TRANSPORT_HTTP_FAMILY, /* "sse", "streamable-http" */
  MCPX_TRANSPORT_OTHER,
} mcpx_transport;

/* Finds a transport by its name in the configuration of the proxy. The names are in tables/transports.def.
 *   name     Case-sensitive. NULL and the empty name give MCPX_TRANSPORT_UNKNOWN.
 *   length   Its length in bytes; ignored if `name` is NULL.
 * Returns MCPX_TRANSPORT_OTHER for every other name. */
MCPX_API mcpx_transport mcpx_transport_find(const char *name, size_t length);

/* Whether the proxy launches the server through Docker isolation. */
typedef enum mcpx_isolation {
  MCPX_ISOLATION_UNKNOWN, /* profile `proxy` treats it as NO */
  MCPX_ISOLATION_NO,
  MCPX_ISOLATION_YES,
} mcpx_isolation;

/* The error with which the start of a program failed. */
typedef enum mcpx_exec_errno {
  MCPX_EXEC_NONE,    /* no start failed */
  MCPX_EXEC_ENOENT,  /* the program or its interpreter does not exist */
  MCPX_EXEC_EACCES,  /* the program may not be executed */
  MCPX_EXEC_ENOEXEC, /* the file is not a program for this system */
  MCPX_EXEC_OTHER,   /* any other error; it enables no rule */
} mcpx_exec_errno;

/* The error with which a network operation failed. */
typedef enum mcpx_op_errno {
  MCPX_OP_NONE,         /* no operation failed */
  MCPX_OP_ECONNREFUSED, /* the peer refused the connection */
  MCPX_OP_ENETUNREACH,  /* no route to the network */
  MCPX_OP_EHOSTUNREACH, /* no route to the host */
} mcpx_op_errno;

/* The operating system of the computer on which the failure happened, from tables/surroundings.def. */
typedef enum mcpx_system {
  MCPX_SYSTEM_UNKNOWN,
  MCPX_SYSTEM_WSL, /* Linux inside Windows */
  MCPX_SYSTEM_WINDOWS,
  MCPX_SYSTEM_MACOS,
  MCPX_SYSTEM_LINUX,
} mcpx_system;

/* A client (tables/clients.def) or the program that starts a server (tables/surroundings.def): 0 for unknown,
 * else its row, from 1. The numbers may change from release to release; the names do not. */
typedef int mcpx_client;
typedef int mcpx_runner;

/* Find one by its name in JSON ("windows", "claude_desktop", "npx"), a client also by the name that people
 * know
 * ("Claude Desktop", "VS Code"). Case, spaces, hyphens and underscores do not matter; `length` is in bytes.
 * Return 0 for NULL and for every other name. */
MCPX_API mcpx_system mcpx_system_find(const char *name, size_t length);
MCPX_API mcpx_client mcpx_client_find(const char *name, size_t length);
MCPX_API mcpx_runner mcpx_runner_find(const char *name, size_t length);

/* Return the name in JSON; NULL for 0 and for every other value. */
MCPX_API const char *mcpx_system_name(mcpx_system system);
MCPX_API const char *mcpx_client_name(mcpx_client client);
MCPX_API const char *mcpx_runner_name(mcpx_runner runner);

/* The hints. All zero means: profile `proxy`, and nothing is known.
 *
 * The members from `coded` to `dns` are facts: the typed error of a program, which profile `proxy` cannot
 * read from a text. In profile `extended`, rules conclude most facts from the text as well.
 *
 * The members from `command` on are for the steps under MCPX_DOCKER_EXEC_NOT_FOUND: which runtime the image
 * of the container lacks, and which image has it. They never change a code. In profile `extended`, what is
 * NULL is read from a configuration or an error in the text.
 *
 * Each function says how long it borrows the strings. */
typedef struct mcpx_hints {
  mcpx_profile profile;
  mcpx_transport transport;
  mcpx_isolation docker_isolated;

  /* Where the failure happened, for the causes and their steps in profile `extended`. What is 0 is detected
   * in the text. What only mcpproxy has is shown for the client mcpproxy, which a server in Docker isolation
   * has if no client is known. */
  mcpx_system system;
  mcpx_client client;
  mcpx_runner runner;

  /* The code that the producer attached to the error; it decides, in catalog or not. NULL or empty: none. */
  const char *coded;
  size_t coded_length; /* bytes */

  /* The name or path of the program that failed to start. NULL: not known. Used together with exec_errno. In
   * profile `extended`, the steps of an answer name the program: the last part of a path, if it is a plain
   * name. */
  const char *exec_name;
  size_t exec_name_length; /* bytes */

  mcpx_exec_errno exec_errno;
  mcpx_op_errno op_errno;

  /* The process ran and exited with a status other than 0. */
  bool exit;
  /* A deadline was exceeded. */
  bool deadline;
  /* A name lookup failed. */
  bool dns;

  /* The command of the server: `command` in its configuration. NULL: not known. */
  const char *command;
  size_t command_length; /* bytes */

  /* The image of the server's own: `isolation.image` in its configuration. NULL or empty: not known. */
  const char *image;
  size_t image_length; /* bytes */

  /* `docker_isolation.default_images` of the configuration: a JSON object of runtimes and their images. NULL,
   * or a text that is no JSON object: the default images of the proxy, which are in tables/images.def. */
  const char *default_images;
  size_t default_images_length; /* bytes */
} mcpx_hints;

/* Example:
 *
 *     mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
 *     hints.transport = mcpx_transport_find("streamable-http", 15);
 *     hints.docker_isolated = MCPX_ISOLATION_NO;
 *     hints.deadline = true;
 *     puts(hints.transport == MCPX_TRANSPORT_HTTP_FAMILY ? "like HTTP" : "other");
 *     // prints: like HTTP */

/* ---- Classify ---------------------------------------------------------- */

/* The rules are in tables/rules.def, the phrases that they search for in tables/phrases.def. The first rule
 * that applies decides. Classifying takes one pass over the text and linear time for any text. */

/* A range of bytes in the text as given. */
typedef struct mcpx_range {
  size_t start;
  size_t end; /* one past the last byte */
} mcpx_range;

/* The largest number of ranges in the evidence of an answer. */
#define MCPX_EVIDENCE_MAX 4

/* A cause of tables/causes.def: why the failure happened here. The numbers may change from release to
 * release; the names do not. */
typedef int mcpx_cause;
#define MCPX_CAUSE_NONE (-1)

/* The largest numbers of further causes and of effects in an answer. */
#define MCPX_ALSO_POSSIBLE_MAX 3
#define MCPX_EFFECTS_MAX 4

/* What merely follows from the failure: a closed transport, an exit status. */
typedef struct mcpx_effect {
  mcpx_code code;   /* the code that it would have by itself */
  const char *rule; /* the name of its rule */
  mcpx_range range;
} mcpx_effect;

/* Why a text has the code MCPX_UNKNOWN_UNCLASSIFIED. */
typedef enum mcpx_unknown {
  MCPX_UNKNOWN_NONE,          /* it has another code */
  MCPX_UNKNOWN_NOT_A_FAILURE, /* a tool's result, a configuration, a normal log, a question */
  MCPX_UNKNOWN_TOO_LITTLE,    /* too short to tell */
  MCPX_UNKNOWN_WITHOUT_CODE,  /* the cause is known, but there is no code for it */
  MCPX_UNKNOWN_UNRECOGNIZED,  /* a failure that no rule knows: only this is worth a report */
} mcpx_unknown;

/* The largest number of codes that are near an unrecognized failure. */
#define MCPX_NEAREST_MAX 3

/* Where a hint or fact of an answer comes from. */
typedef enum mcpx_source {
  MCPX_SOURCE_UNSET,  /* there is no such hint or fact */
  MCPX_SOURCE_CALLER, /* from mcpx_hints */
  MCPX_SOURCE_TEXT,   /* from the text; only in profile `extended` */
} mcpx_source;

/* The sizes of buffers for the name of a runtime and of an image, with their terminators. Longer ones are
 * ignored. */
#define MCPX_RUNTIME_SIZE 32
#define MCPX_IMAGE_SIZE 256

/* What is known about the image of a server. */
typedef enum mcpx_image_source {
  MCPX_IMAGE_UNKNOWN,    /* the server may have an image of its own or inherit the default one */
  MCPX_IMAGE_OF_SERVER,  /* it has one of its own, which is not the default one */
  MCPX_IMAGE_IS_DEFAULT, /* it has one of its own, which is the default one */
} mcpx_image_source;

/* The size of a buffer for the name of a program, with its terminator. */
#define MCPX_PROGRAM_SIZE 48

/* The result of a classification. */
typedef struct mcpx_answer {
  /* MCPX_CODE_NONE if there was no error, MCPX_CODE_FOREIGN if `coded` decided and is not in the catalog. */
  mcpx_code code;
  /* The code in profile `proxy`, for the same text and hints. */
  mcpx_code proxy_code;
  /* The profile of the hints. */
  mcpx_profile profile;

  /* The name of the rule that decided; NULL if there is no code. mcpx_rule_json explains the rule. */
  const char *rule;
  /* The rule is an extension: profile `proxy` does not have it. */
  bool extension;

  /* The hints that the decision used: those of the caller or, in profile `extended`, those of the text. */
  mcpx_transport transport;
  mcpx_source transport_source;
  mcpx_isolation docker_isolated;
  mcpx_source docker_isolated_source;

  /* The fact that the rule uses, such as "dns"; NULL if it uses none. The source is CALLER if the hints have
   * the fact, TEXT if the rule concludes it from the text. */
  const char *fact;
  mcpx_source fact_source;

  /* The pointer of mcpx_hints, if the attached code decided; else NULL. */
  const char *coded;
  size_t coded_length;

  /* The matches that made the rule apply, sorted by start: 0 to MCPX_EVIDENCE_MAX. No two are equal, but one
   * may contain another. */
  size_t evidence_count;
  mcpx_range evidence[MCPX_EVIDENCE_MAX];

  /* The cause, MCPX_CAUSE_NONE if none is known; the matches that show it, as in `evidence`; other causes
   * that the text allows, the likelier first; and the effects. Only in profile `extended`. */
  mcpx_cause cause;
  size_t cause_evidence_count;
  mcpx_range cause_evidence[MCPX_EVIDENCE_MAX];
  size_t also_possible_count;
  mcpx_cause also_possible[MCPX_ALSO_POSSIBLE_MAX];
  size_t effect_count;
  mcpx_effect effects[MCPX_EFFECTS_MAX];

  /* Why there is no code, and the codes that share words with an unrecognized failure, the nearest first. */
  mcpx_unknown unknown;
  size_t nearest_count;
  mcpx_code nearest[MCPX_NEAREST_MAX];

  /* Where the failure happened: from the hints or, in profile `extended`, from the text. 0 for what is not
   * known. */
  mcpx_system system;
  mcpx_client client;
  mcpx_runner runner;

  /* The plain name of the program in mcpx_hints.exec_name; if there is none and the code is
   * MCPX_STDIO_SPAWN_ENOENT, of the first program that the text says is missing. Up to MCPX_PROGRAM_SIZE - 1
   * bytes: letters, digits, '.', '_', '+' and '-'. Empty in profile `proxy`, and if the name has other
   * characters or is longer. */
  char program[MCPX_PROGRAM_SIZE];

  /* Under MCPX_DOCKER_EXEC_NOT_FOUND, the runtime that the image of the container lacks, such as "uvx", and
   * the default image for it: from the hints or, in profile `extended`, from the text. Empty if not known;
   * empty under every other code. */
  char runtime[MCPX_RUNTIME_SIZE];
  char default_image[MCPX_IMAGE_SIZE];
  mcpx_image_source image_source;
} mcpx_answer;

/* Classifies one error.
 *   text     UTF-8 of any length. Invalid bytes match no phrase. NULL means that there was no error: the
 *            answer has MCPX_CODE_NONE. An empty text is an error without words.
 *   length   The length of `text` in bytes.
 *   hints    NULL means all zero. `coded` is borrowed until the answer is no longer used.
 *   answer   Receives the answer. An error that no rule knows has the code MCPX_UNKNOWN_UNCLASSIFIED.
 * Uses about 128 KiB of stack; the functions below use 32 KiB. */
MCPX_API void mcpx_classify(const char *text, size_t length, const mcpx_hints *hints, mcpx_answer *answer);

/* The state of a classification whose text comes in pieces. It is plain memory: it needs no initialization
 * before the start and no release, and may be started again at any time. It can be copied with memcpy to
 * memory with the same alignment. Do not use one stream in two threads at the same time. */
#define MCPX_STREAM_SIZE 102400
typedef union mcpx_stream {
  max_align_t align;
  unsigned char bytes[MCPX_STREAM_SIZE];
} mcpx_stream;

/* Starts a classification. Copies `hints`; NULL means all zero. Their strings are borrowed until the answer
 * of finish is no longer used. */
MCPX_API void mcpx_classify_start(mcpx_stream *stream, const mcpx_hints *hints);

/* Adds a piece of the text, of any length and cut anywhere, also inside a character. The piece is not used
 * after the call. NULL with length 0 adds nothing. Do not feed a finished stream. */
MCPX_API void mcpx_classify_feed(mcpx_stream *stream, const char *piece, size_t length);

/* Finishes the text and fills `*answer`, which equals that of mcpx_classify for the whole text. Without any
 * piece the text is empty. A second call gives the same answer. */
MCPX_API void mcpx_classify_finish(mcpx_stream *stream, mcpx_answer *answer);

/* Decides again on a finished stream, with other hints. Hints do not affect the scan of the text, so this
 * takes a small part of the time of a classification. Use it to show how the code depends on the hints.
 *   stream   A stream after mcpx_classify_finish. It does not change; call as often as needed, also from
 *            several threads at the same time.
 *   hints    As in mcpx_classify, and independent of the hints of the start.
 *   answer   Receives the answer that mcpx_classify gives for the same text and hints.
 * A stream that was started with profile `extended` can answer both profiles. A stream that was started
 * with profile `proxy` can answer only that one; for profile `extended` the function returns false, and the
 * answer has MCPX_CODE_NONE. Otherwise it returns true. */
MCPX_API bool mcpx_classify_decide(const mcpx_stream *stream, const mcpx_hints *hints, mcpx_answer *answer);

/* Adds to an answer what the steps under MCPX_DOCKER_EXEC_NOT_FOUND need: runtime, default_image and
 * image_source, from `command`, `image` and `default_images` of the hints. mcpx_classify does the same; this
 * function is for an answer that was stored. Changes nothing if the answer has another code, or if `hints` or
 * its `command` is NULL. The strings of the hints are borrowed during the call. Never fails. Thread-safe. */
MCPX_API void mcpx_answer_add_image(mcpx_answer *answer, const mcpx_hints *hints);

/* Writes an answer as a JSON object: code, severity, rule, extension, proxy_code, evidence, hints. In profile
 * `extended` also the members of mcpx_advice_json, cause_evidence, effects [{code, rule, start, end}],
 * context {client, os, runner, config, log}. All interfaces of mcpx write the same bytes. The severity is
 * "info" if the text shows no failure or says too little. Less than 1 KiB in profile `proxy` and 16 KiB in
 * profile `extended`, plus up to 12 bytes for each byte of `coded`, which is borrowed during the call. */
MCPX_API size_t mcpx_answer_json(const mcpx_answer *answer, char *out, size_t capacity);

/* Writes what a person is told about an answer, as a JSON object:
 *   title           The title of the code, or of the kind of text if the text has no code.
 *   cause           {id, title, text}, or null.
 *   also_possible   Other causes: [{id, title}].
 *   unknown         {kind, title, text, nearest}, or null. kind: not_a_failure, too_little, without_code or
 *                   unrecognized. nearest: codes.
 *   steps           What to do, the best step first: the steps of the cause, then those of the code that fit
 * the system. Each has a type (do, command, config, link, button), a label in which code is between
 * backticks, and, by its type, a command, config, url or fixer_key. Under MCPX_DOCKER_EXEC_NOT_FOUND the
 * first ones name the runtime that the image lacks and the image to use. Reads only the codes, the causes,
 * the kind of unknown, the isolation, the system, the client, the runner, the runtime and its image of
 * `answer`. At most 16 KiB. */
MCPX_API size_t mcpx_advice_json(const mcpx_answer *answer, char *out, size_t capacity);

/* Writes all causes as a JSON array: for each {id, title, text, codes, steps}. codes: those that the cause
 * may explain. steps: as in mcpx_advice_json, for all systems and clients, with `platform` and `client` where
 * a step is for one. Up to 480 KiB. */
MCPX_API size_t mcpx_causes_json(char *out, size_t capacity);

/* Writes what a failure may have around it as a JSON object: clients [{id, name, config, log}], systems and
 * runners. config and log are the paths of files, for each of macos, windows and linux where they are known.
 * The ids and the names of systems and runners are those that mcpx_client_find, mcpx_system_find and
 * mcpx_runner_find take. About 5 KiB. */
MCPX_API size_t mcpx_surroundings_json(char *out, size_t capacity);

/* Returns the number of causes; a cause is an index from 0 to that number - 1, in the order of
 * tables/causes.def. */
MCPX_API int mcpx_cause_count(void);

/* Finds a cause by its id ("node_too_old"), case-sensitive; MCPX_CAUSE_NONE if there is none or `name` is
 * NULL. */
MCPX_API mcpx_cause mcpx_cause_find(const char *name, size_t length);

/* Returns the id of a cause, or NULL if there is no such cause. */
MCPX_API const char *mcpx_cause_name(mcpx_cause cause);

/* Example:
 *
 *     static mcpx_stream stream;
 *     static const char text[] = "zsh:1: command not found: docker";
 *     mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED, .transport = MCPX_TRANSPORT_STDIO};
 *     mcpx_answer answer, isolated;
 *     mcpx_classify_start(&stream, &hints);
 *     mcpx_classify_feed(&stream, text, sizeof text - 1);
 *     mcpx_classify_finish(&stream, &answer);
 *     printf("%s, from byte %zu\n", mcpx_code_name(answer.code), answer.evidence[0].start);
 *     hints.docker_isolated = MCPX_ISOLATION_YES;
 *     if (mcpx_classify_decide(&stream, &hints, &isolated))
 *       printf("with Docker isolation: %s\n", mcpx_code_name(isolated.code));
 *     // prints: MCPX_STDIO_SPAWN_ENOENT, from byte 7
 *     // prints: with Docker isolation: MCPX_DOCKER_CLI_NOT_FOUND */

/* ---- A whole log ------------------------------------------------------- */

/* The functions classify each line of a log of any size by itself. A line ends at LF; a CR before the LF is
 * not part of the line. The facts of the hints are not used, because they describe one error and not a log.
 */

/* A line that has a code. It has no evidence: classify the line by itself to get that. */
typedef struct mcpx_log_line {
  uint64_t line;  /* its number, from 1 */
  uint64_t start; /* byte offsets in the log, without the line break */
  uint64_t end;
  mcpx_code code;
  const char *rule; /* the name of the rule that decided */
  bool extension;   /* profile `proxy` does not have this rule */
} mcpx_log_line;

/* Starts a log in a stream, which is plain memory as above; it may have been used for a text or another log.
 * Copies `hints` and keeps none of its strings; NULL means all zero. */
MCPX_API void mcpx_log_start(mcpx_stream *stream, const mcpx_hints *hints);

/* Reads a piece of the log, of any length and cut anywhere.
 *   piece      Not used after the call.
 *   length     Its length in bytes.
 *   lines      Receives the lines that are complete and have a code other than MCPX_UNKNOWN_UNCLASSIFIED,
 *              in their order.
 *   capacity   The number of lines that fit into `lines`. With 0, nothing is read.
 *   stored     Receives how many lines were stored.
 * Returns how many bytes were read. If that is less than `length`, `lines` is full: use the lines, then
 * call again with the rest of the piece. */
MCPX_API size_t mcpx_log_feed(mcpx_stream *stream, const char *piece, size_t length, mcpx_log_line *lines,
                              size_t capacity, size_t *stored);

/* Finishes a last line without a line break.
 *   lines      Receives the line if it has a code, as in mcpx_log_feed.
 *   capacity   At least 1. With 0, the last line is dropped and not counted.
 *   stored     Receives 1 if a line was stored, else 0.
 * A log that ends with a line break has no such line. */
MCPX_API void mcpx_log_finish(mcpx_stream *stream, mcpx_log_line *lines, size_t capacity, size_t *stored);

/* Returns the number of complete lines, with or without a code. */
MCPX_API uint64_t mcpx_log_lines(const mcpx_stream *stream);

/* Returns the number of complete lines with this code. MCPX_UNKNOWN_UNCLASSIFIED counts the lines without a
 * known error. Returns 0 if `code` is not in the catalog. */
MCPX_API uint64_t mcpx_log_count(const mcpx_stream *stream, mcpx_code code);

/* Example:
 *
 *     static mcpx_stream stream;
 *     static const char log[] = "ready\nnpx: command not found\n";
 *     mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED, .transport = MCPX_TRANSPORT_STDIO};
 *     mcpx_log_line lines[8];
 *     size_t stored, read = 0;
 *     mcpx_log_start(&stream, &hints);
 *     while (read < sizeof log - 1) {
 *       read += mcpx_log_feed(&stream, log + read, sizeof log - 1 - read, lines, 8, &stored);
 *       for (size_t i = 0; i < stored; i++)
 *         printf("line %d: %s\n", (int)lines[i].line, mcpx_code_name(lines[i].code));
 *     }
 *     mcpx_log_finish(&stream, lines, 8, &stored);
 *     printf("%d lines\n", (int)mcpx_log_lines(&stream));
 *     // prints: line 2: MCPX_STDIO_SPAWN_ENOENT
 *     // prints: 2 lines */

/* ---- Incidents of a log ------------------------------------------------ */

/* In the same pass, a log in profile `extended` becomes a list of incidents. An incident is a failure of one
 * server between its start and its close: the first failure, and the lines that merely follow from it or
 * repeat it. Normal starts, requested shutdowns and errors of tools are not incidents. The same failure in a
 * restart loop is one incident with a count. In profile `proxy` there are no incidents. */

/* The longest name of a server in bytes. A longer one is not recognized as a name. */
#define MCPX_SERVER_NAME_MAX 64

/* The largest number of line numbers that an incident lists. */
#define MCPX_EFFECT_LINES_MAX 16

/* The largest number of incidents of a log. When the list is full, recovered incidents are dropped first,
 * then the oldest ones. */
#define MCPX_INCIDENTS_MAX 64

/* What merely follows from an incident. */
typedef struct mcpx_log_effect {
  mcpx_code code;   /* the code that the line would have by itself */
  const char *rule; /* the name of its rule */
  uint64_t line;    /* the first line with this effect, from 1 */
} mcpx_log_effect;

/* A failure of a server. */
typedef struct mcpx_incident {
  /* The name of the server as the log writes it. Raw bytes of the log with a NUL after them; length 0 if the
   * log names no server. */
  char server[MCPX_SERVER_NAME_MAX + 1];
  size_t server_length;

  /* As in mcpx_answer. The code is MCPX_UNKNOWN_UNCLASSIFIED if the server failed but no rule knows how. */
  mcpx_code code;
  const char *rule;
  mcpx_cause cause;
  size_t also_possible_count;
  mcpx_cause also_possible[MCPX_ALSO_POSSIBLE_MAX];
  mcpx_transport transport;
  mcpx_isolation docker_isolated;
  mcpx_system system;
  mcpx_client client;
  mcpx_runner runner;

  uint64_t first_line; /* the first and the last line of the failure, from 1 */
  uint64_t last_line;
  uint64_t cause_line;  /* the line that names the cause, from 1 */
  uint64_t cause_start; /* the words that name it, as byte offsets in the log */
  uint64_t cause_end;

  /* The different effects, and the lines that follow from the cause or repeat it: the first line of each
   * message. `effect_line_count` also counts the lines that `effect_lines` has no room for. */
  size_t effect_count;
  mcpx_log_effect effects[MCPX_EFFECTS_MAX];
  size_t effect_lines_stored;
  uint64_t effect_lines[MCPX_EFFECT_LINES_MAX];
  uint64_t effect_line_count;

  uint64_t count; /* how often the server failed in this way, at least 1 */
  bool recovered; /* the server became ready afterwards */
} mcpx_incident;

/* Returns the number of incidents of a log after mcpx_log_finish. Before that, the incidents of servers that
 * have not closed are missing. incidents  Receives the incidents in the order of their first lines; may be
 * NULL if `capacity` is 0. capacity   The number of incidents that fit. MCPX_INCIDENTS_MAX is always enough.
 */
MCPX_API size_t mcpx_log_incidents(const mcpx_stream *stream, mcpx_incident *incidents, size_t capacity);

/* Returns the index, in the order of mcpx_log_incidents, of the incident to read first: of those that did not
 * recover, an error before a warning, then an explained failure before a server that ended without a known
 * reason, then the one that ended last. Returns MCPX_INCIDENTS_MAX if there is none. */
MCPX_API size_t mcpx_log_lead(const mcpx_stream *stream);

/* Returns how many incidents were dropped because the list was full. */
MCPX_API uint64_t mcpx_log_dropped(const mcpx_stream *stream);

/* Writes the incidents as a JSON object:
 *   incidents   [{server, code, severity, rule, title, cause, also_possible, steps, effects, context,
 * transport, docker_isolated, recovered, count, first_line, last_line, cause_line, cause_start, cause_end,
 *               effect_lines, effect_line_count}]; `server` is null if the log names none. title, cause,
 *               also_possible and steps are those of mcpx_advice_json; effects are {code, rule, line}.
 *   first       The index of the incident to read first, or null.
 *   dropped     The number of incidents that were dropped.
 * At most 18 KiB for each incident. */
MCPX_API size_t mcpx_log_incidents_json(const mcpx_stream *stream, char *out, size_t capacity);

/* Example:
 *
 *     static mcpx_stream stream;
 *     static mcpx_incident incidents[MCPX_INCIDENTS_MAX];
 *     static const char log[] = "MCP server \"tide\": spawn uvx ENOENT\n"
 *                               "MCP server \"tide\" Connection failed: spawn uvx ENOENT\n";
 *     mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
 *     mcpx_log_line lines[8];
 *     size_t stored;
 *     mcpx_log_start(&stream, &hints);
 *     mcpx_log_feed(&stream, log, sizeof log - 1, lines, 8, &stored);
 *     mcpx_log_finish(&stream, lines, 8, &stored);
 *     size_t count = mcpx_log_incidents(&stream, incidents, MCPX_INCIDENTS_MAX);
 *     for (size_t i = 0; i < count; i++)
 *       printf("%s: %s in line %d, %d more\n", incidents[i].server, mcpx_code_name(incidents[i].code),
 *              (int)incidents[i].cause_line, (int)incidents[i].effect_line_count);
 *     // prints: tide: MCPX_STDIO_SPAWN_ENOENT in line 1, 1 more */

/* ---- The rules --------------------------------------------------------- */

/* For programs that explain a decision. An answer names its rule; these functions give its conditions. */

/* Writes all rules as a JSON array, in their order. The members of a rule:
 *   name            The name in mcpx_answer.rule.
 *   codes           The codes that the rule can give. Empty for the rule of the fact `coded`.
 *   profiles        The profiles that have the rule.
 *   requires        What the rule requires of the hints, or null: docker_isolated, stdio, http, not http,
 *                   not stdio. From tables/requirements.def.
 *   requires_text   The same as a sentence for people, or null.
 *   fact            The fact that the rule uses, or null. In profile `proxy` the caller must give it.
 *   all             Lists of phrases. Of each list, at least one phrase occurs in the text.
 *   none            Lists of phrases, none of which occurs. tables/phrases.def explains the wildcards.
 * About 126 KiB. */
MCPX_API size_t mcpx_rules_json(char *out, size_t capacity);

/* Writes one rule, with the same members. Writes "null" if no rule has this name or if `name` is NULL. At
 * most 8 KiB.
 *   name     The whole name, case-sensitive.
 *   length   Its length in bytes. */
MCPX_API size_t mcpx_rule_json(const char *name, size_t length, char *out, size_t capacity);

/* Example:
 *
 *     char rule[8192];
 *     mcpx_answer answer;
 *     mcpx_classify("x509: certificate has expired", 29, NULL, &answer);
 *     size_t length = 0;
 *     while (answer.rule[length]) length++;
 *     if (mcpx_rule_json(answer.rule, length, rule, sizeof rule) < sizeof rule) printf("%.45s...\n", rule);
 *     // prints: {"name":"tls","codes":["MCPX_HTTP_TLS_FAILED"... */

/* ---- Check a heartbeat ------------------------------------------------- */

typedef enum mcpx_severity {
  MCPX_SEVERITY_ERROR,   /* do not send or store the payload */
  MCPX_SEVERITY_WARNING, /* the payload is valid, but something in it is unusual */
  MCPX_SEVERITY_NOTE,    /* for information */
} mcpx_severity;

/* Returns "error", "warning" or "note". `severity` must be one of the enumerators. */
MCPX_API const char *mcpx_severity_name(mcpx_severity severity);

/* The shortest value that can be blocked, in bytes. */
#define MCPX_BLOCKED_VALUE_MIN 4

/* A text of the caller: UTF-8 without a terminator. `bytes` may be NULL where `length` is 0. */
typedef struct mcpx_text {
  const char *bytes;
  size_t length;
} mcpx_text;

/* How to check. All zero are the defaults: profile `extended`, no blocked values.
 *
 * blocked_values are texts that must not occur in a payload: the host name, the name of the home folder,
 * tokens from the environment. They are read during the call only. Empty values are ignored. Profile
 * `extended` does not search for everyday words ("server") and for values of fewer than
 * MCPX_BLOCKED_VALUE_MIN characters, because they would match harmless text; a value that is too short is
 * reported as `blocked_value_too_short`, a warning. Values are searched for in all strings but those of a
 * closed set (an enum, a date, a known name), and in numbers.
 *
 * Profile `extended` compares without case, and takes . _ - and space for the same. It finds a value as a
 * word: "alice" in "/home/alice/a", not in "malice". A value of at least eight letters and digits, some of
 * each, is found in a longer word too: "workbox7" in "myworkbox7s", but not in "workbox77", which is another
 * name.
 *
 * Since v0.47 the proxy also has rules about certain fields (tables/proxy_rules.def). proxy_release chooses
 * the release whose rules are applied. With 0, the schema version of the payload decides: up to 6 there is no
 * such rule, 7 has those of v0.47, and 8 and later, or a payload without a valid version, have all.
 *
 * closed is for the sender of a payload, which has the library of its own release: nothing that it sends can
 * be unknown. With closed, these are errors: unknown fields, values, keys of maps, routes, codes, checks and
 * clients, a schema version that is newer than known or older than a field, a UUID that is not random, and
 * unusual spellings of keys and counts. A receiver leaves it false, because the proxy may be newer than the
 * receiver's library. */
typedef struct mcpx_check_options {
  bool proxy_profile; /* search for personal data exactly as the proxy does, instead of with all detectors */
  const mcpx_text *blocked_values;
  size_t blocked_value_count;
  unsigned proxy_release; /* for proxy_profile, 1000 * major + minor: 58 is v0.58; 0: see above */
  bool closed;            /* what is unknown or newer than known is an error; see above */
} mcpx_check_options;

/* Returns the release of a version of the proxy, as proxy_release wants it: 58 for "v0.58.0-rc.1". 0 for a
 * development build ("v0.0.0-2026…", "dev"), for what is no version and for NULL. */
MCPX_API unsigned mcpx_proxy_release(const char *version, size_t length);

/* The size of `pointer` and `message` in a finding, with the terminator. Both always fit. */
#define MCPX_POINTER_SIZE 320
#define MCPX_MESSAGE_SIZE 256

/* One thing that is wrong with a payload, or a remark about it.
 *
 * No member contains text of the payload: messages, expected values, suggestions and the names in pointers
 * come from the library's own tables. A pointer is a JSON Pointer (RFC 6901), except that a key that is not
 * in the tables appears as # and its index in the object: "/rest_endpoint_calls/#3". */
typedef struct mcpx_finding {
  mcpx_severity severity;
  const char *rule;                /* stable name, for example "missing_field" */
  const char *expected;            /* what is allowed there, for example "true or false"; or NULL */
  const char *suggestion;          /* the name or value that was probably meant, or NULL */
  char pointer[MCPX_POINTER_SIZE]; /* where the finding is; "" for the payload as a whole */
  char message[MCPX_MESSAGE_SIZE]; /* one or two sentences, which name the field if it is known */
  size_t offset;                   /* of the key or value, in bytes */
  size_t length;                   /* of the key or value, in bytes; 0 for a position between two bytes */
  size_t line;                     /* of the offset, from 1 */
  size_t column;                   /* of the offset in its line, in characters, from 1 */
} mcpx_finding;

typedef enum mcpx_payload_kind {
  MCPX_PAYLOAD_UNKNOWN,        /* no JSON object, or not valid JSON */
  MCPX_PAYLOAD_HEARTBEAT,      /* sent once a day */
  MCPX_PAYLOAD_OPT_OUT_BEACON, /* sent once when a user turns telemetry off; has the key `event` */
} mcpx_payload_kind;

/* Returns "unknown", "heartbeat" or "opt_out_beacon". `kind` must be one of the enumerators. */
MCPX_API const char *mcpx_payload_kind_name(mcpx_payload_kind kind);

/* The result of a check. */
typedef struct mcpx_verdict {
  bool ok; /* no finding is an error */
  mcpx_payload_kind kind;
  uint64_t schema_version; /* of a heartbeat; 0 if it is not valid, and for other kinds */
  size_t found[3];         /* the number of findings of each mcpx_severity, stored or not */
  size_t stored;           /* the number of findings in the array of the caller */
} mcpx_verdict;

/* The size of the largest payload, in bytes. A larger one is not read: it is the error `json_too_large`. */
#define MCPX_PAYLOAD_MAX 262144

/* The memory that a check works in. It needs no initialization and can be used for any number of checks, one
 * at a time. An ordinary heartbeat touches only a few KiB of it. */
#define MCPX_WORKSPACE_SIZE 3145728
typedef union mcpx_workspace {
  max_align_t align;
  unsigned char bytes[MCPX_WORKSPACE_SIZE];
} mcpx_workspace;

/* Checks a payload: is it strict JSON (RFC 8259), does it follow the schema of its version, do its fields
 * agree with each other, and is it free of personal data?
 *
 *   payload    Any bytes. NULL is an error (`unfinished`).
 *   options    NULL for the defaults.
 *   workspace  Is overwritten. NULL is an error (`unfinished`): nothing is checked without it.
 *   findings   An array of `room` elements; may be NULL if `room` is 0. Findings are in the order of their
 *              offsets. If there are more than `room`, personal data is kept before other errors,
 *              errors before warnings, warnings before notes, and of each the first ones.
 *   verdict    Is always set. The payload may be sent or stored only if verdict->ok is true.
 *
 * A payload whose schema version is newer than MCPX_SCHEMA_VERSION has no error for what is unknown in it:
 * new keys, values and codes are notes (docs/checks.md lists them). It is read twice, because its version may
 * come last.
 *
 * The time is linear in `length`, apart from n log n steps for the n keys of an object. Uses about 16 KiB of
 * stack. The rules are in tables/fields.def, findings.def and detectors.def. */
MCPX_API void mcpx_validate(const char *payload, size_t length, const mcpx_check_options *options,
                            mcpx_workspace *workspace, mcpx_finding *findings, size_t room,
                            mcpx_verdict *verdict);

/* Searches a payload for personal data. The arguments are those of mcpx_validate().
 *
 * A string that is not what its field allows is an error here too, because it could contain anything.
 * Missing fields, contradictions, fields of newer schema versions and the size are not reported. A payload
 * that is not valid JSON is searched up to the first fault. With `proxy_profile`, only the raw bytes are
 * searched, and at most one finding is reported. */
MCPX_API void mcpx_scan(const char *payload, size_t length, const mcpx_check_options *options,
                        mcpx_workspace *workspace, mcpx_finding *findings, size_t room,
                        mcpx_verdict *verdict);

/* The newest known schema version. The oldest is 1. */
#define MCPX_SCHEMA_VERSION 8

/* Writes the JSON Schema (draft 2020-12) of a schema version, or null if `version` is not from 1 to
 * MCPX_SCHEMA_VERSION. It accepts what mcpx_validate() accepts, as far as a schema can express that. Each
 * field has a description, an example and its limits, and two keywords of its own: x-since, the version that
 * added it, and x-expected, what it allows in words. About 36 KiB. */
MCPX_API size_t mcpx_schema_json(int version, char *out, size_t capacity);

/* Example:
 *
 *     const char payload[] = "{\"event\":\"telemetry_disabled\",\"os\":\"linus\"}";
 *     static mcpx_workspace workspace;
 *     static mcpx_finding findings[100];
 *     mcpx_verdict verdict;
 *     mcpx_validate(payload, sizeof payload - 1, NULL, &workspace, findings, 100, &verdict);
 *     for (size_t i = 0; i < verdict.stored; i++)
 *       printf("%zu:%zu %s\n", findings[i].line, findings[i].column, findings[i].message);
 *     // prints: 1:1 The required field `anonymous_id` is missing.
 *     // prints: 1:31 An opt-out beacon may contain only `event` and `anonymous_id`. Remove `os`.
 *     // prints: 1:36 The value of `os` is not one of the allowed values.
 */

/* ---- Redact ------------------------------------------------------------ */

/* A range of a text that was redacted. */
typedef struct mcpx_redaction {
  size_t start;
  size_t end;       /* one past the last byte */
  const char *kind; /* the rule that found it, for example "email"; never NULL */
} mcpx_redaction;

/* Redacts a text, such as an error message or a log: writes it with the kind in brackets, "[email]", in place
 * of each path, address, host, secret or number of a person that the detectors of mcpx_scan() find, and of
 * each blocked value.
 *
 * A path is replaced as a whole, but of `name=value` only the value. Command lines and relative paths stay,
 * and names that identify no person or machine: folders of the system, loopback addresses, public registries
 * and others of tables/safe_names.def. Names of people in a sentence are not found. If the result is redacted
 * again, nothing changes: no detector finds more in it.
 *
 *   text       UTF-8 of any length. NULL is an empty text.
 *   options    For its blocked values. NULL if there are none.
 *   workspace  Is overwritten. NULL writes nothing: without it, nothing can be searched.
 *   out        Gets the redacted text, at most `capacity` bytes of it; may be NULL if `capacity` is 0. There
 *              is no terminator.
 *   ranges     An array of `room` elements for the redacted ranges of `text`, in their order and without
 *              overlap; may be NULL if `room` is 0.
 *   count      Is set to the number of ranges, stored or not. May be NULL.
 *
 * Returns the length of the redacted text. If that is more than `capacity`, the text in `out` is cut and must
 * not be used; MCPX_REDACTED_SIZE(length) is always enough.
 *
 * The time is linear in `length`. A text is searched in passages of about 32 KiB, which end between lines or
 * words, so a single word that is longer is searched in parts. Uses about 3 KiB of stack. */
MCPX_API size_t mcpx_redact(const char *text, size_t length, const mcpx_check_options *options,
                            mcpx_workspace *workspace, char *out, size_t capacity, mcpx_redaction *ranges,
                            size_t room, size_t *count);

/* No redacted text is longer than this many bytes. */
#define MCPX_REDACTED_SIZE(length) (4 * (length) + 32)

/* Example:
 *
 *     const char text[] = "spawn /home/alice/bin/npx ENOENT (TOKEN=hunter2)";
 *     static mcpx_workspace workspace;
 *     char out[MCPX_REDACTED_SIZE(sizeof text)];
 *     mcpx_redaction ranges[10];
 *     size_t count;
 *     size_t size = mcpx_redact(text, sizeof text - 1, NULL, &workspace, out, sizeof out, ranges, 10,
 *                               &count);
 *     printf("%.*s\n", (int)size, out);
 *     for (size_t i = 0; i < count && i < 10; i++)
 *       printf("%zu-%zu %s\n", ranges[i].start, ranges[i].end, ranges[i].kind);
 *     // prints: spawn [home_path] ENOENT (TOKEN=[auth_pair])
 *     // prints: 6-25 home_path
 *     // prints: 40-47 auth_pair
 */

/* ---- A whole fleet ----------------------------------------------------- */

/* Figures over many heartbeats. An install is one anonymous id. Its state is that of its heartbeat with the
 * latest timestamp; its error codes are those of all its heartbeats. A heartbeat with the timestamp of the
 * latest one is a repetition and counts once. Payloads may be added in any order.
 *
 * A report lies in memory of the caller. It needs no release, and must not be copied or moved. */
typedef struct mcpx_report mcpx_report;

/* Returns how many bytes a report with room for `installs` installs takes: about 50 for each. SIZE_MAX if no
 * memory could be that large. */
MCPX_API size_t mcpx_report_size(size_t installs);

/* The same as a constant expression, for static memory; `installs` is evaluated twice. The other macros are
 * its parts: slots of the table (at most four fifths are used), bytes before it, bytes of a slot. */
#define MCPX_REPORT_SIZE(installs) (MCPX_REPORT_HEAD_SIZE + MCPX_REPORT_SLOTS(installs) * MCPX_INSTALL_SIZE)
#define MCPX_REPORT_SLOTS(installs) ((size_t)(installs) + (size_t)(installs) / 4 + 1)
#define MCPX_REPORT_HEAD_SIZE 9216
#define MCPX_INSTALL_SIZE 40

/* Starts an empty report in `memory`, which must be aligned as malloc() aligns it. Returns the report, or
 * NULL if `memory` is NULL or `size` bytes are too few for one install.
 *
 * The figures do not depend on `seed`, but the time does: the ids of installs are found by a hash with this
 * key. If the payloads come from strangers, take a random number of the system, such as one of getrandom().
 * A sender who knows it can choose ids that make each payload cost more than the one before. */
MCPX_API mcpx_report *mcpx_report_start(void *memory, size_t size, uint64_t seed);

/* Validates a payload and counts it. The other arguments are those of mcpx_validate(); to count only, pass
 * NULL `findings` with `room` 0.
 *
 * A heartbeat with a valid anonymous id counts for its install, even if it has errors; a field with an
 * invalid value counts as unknown. Opt-out beacons and other payloads count as such. When the table is full,
 * heartbeats of new installs count in `not_counted`. */
MCPX_API void mcpx_report_add(mcpx_report *report, const char *payload, size_t length,
                              const mcpx_check_options *options, mcpx_workspace *workspace,
                              mcpx_finding *findings, size_t room, mcpx_verdict *verdict);

/* Writes the figures as a JSON object: payloads by kind, and installs by state of Docker, by source of the
 * docker command and by error code; for all installs, by schema version and by operating system. Reads the
 * whole table. May be called at any time. At most 256 KiB. */
MCPX_API size_t mcpx_report_json(const mcpx_report *report, char *out, size_t capacity);

/* Example:
 *
 *     static max_align_t memory[MCPX_REPORT_SIZE(1000) / sizeof(max_align_t) + 1];
 *     static mcpx_workspace workspace;
 *     static char figures[262144];
 *     mcpx_verdict verdict;
 *     mcpx_report *report = mcpx_report_start(memory, sizeof memory, 42); // better: a random number
 *     mcpx_report_add(report, "{}", 2, NULL, &workspace, NULL, 0, &verdict);
 *     mcpx_report_json(report, figures, sizeof figures);
 *     printf("%.58s...\n", figures);
 *     // prints: {"payloads":1,"heartbeats":0,"opt_out_beacons":0,"neither"...
 */

/* ---- The rules of a check ---------------------------------------------- */

/* Writes all rules that findings can have, as a JSON array of objects: `name`, `severity` and `message`. The
 * message of a finding may be more specific: it names the field. About 16 KiB. */
MCPX_API size_t mcpx_check_rules_json(char *out, size_t capacity);

/* Example:
 *
 *     static char rules[32768];
 *     if (mcpx_check_rules_json(rules, sizeof rules) < sizeof rules) printf("%.44s...\n", rules);
 *     // prints: [{"name":"json_too_large","severity":"error"...
 */

/* ---- The streaming filter ---------------------------------------------- */

/* The filter executes requests: one JSON object per line in, one JSON object per line out, in the same order.
 * The programs mcpx-filter and `mcpx filter` are loops around mcpx_respond.
 *
 *   {"op":"classify","text":"...","transport":"stdio","docker_isolated":true,"facts":{...}}
 *     The members of the response are those of mcpx_answer_json. The facts are the other members of
 *     mcpx_hints.
 *   {"op":"log","text":"...","transport":"stdio","docker_isolated":true,"os":"linux","client":"zed"}
 *     The members of mcpx_log_incidents_json, `total`, the number of lines, and `counts`, the number of lines
 * of each code.
 *   {"op":"entry","code":"MCPX_HTTP_401"}
 *     `entry`: what mcpx_entry_json writes, so null for an unknown code.
 *   {"op":"validate","payload":"...","blocked_values":["..."]}
 *     `ok`, `kind`, `schema_version` (null if unknown) and `findings` of mcpx_validate; `omitted` tells how
 *     many findings did not fit into the response.
 *   {"op":"scan","payload":"...","blocked_values":["..."]}
 *     `clean` and `findings` of mcpx_scan, and `omitted`.
 *   {"op":"redact","text":"...","blocked_values":["..."]}
 *     `text` and `ranges` of mcpx_redact: [{"start":0,"end":12,"kind":"home_path"}]. The text may be up to
 *     MCPX_PAYLOAD_MAX bytes long and have MCPX_REDACTIONS_MAX ranges.
 *
 * Requests to validate and scan may have `proxy_release`, a version such as "v0.58.0" (mcpx_proxy_release).
 *
 * All requests may have `id`, any JSON value, which the response repeats, and `profile` ("proxy" or
 * "extended", which is the default). `text_base64` and `payload_base64` replace `text` and `payload` for
 * bytes that are not UTF-8. A null member is an absent one, except that a null `text` means that there was no
 * error. Unknown members are ignored. A request that is not valid gets the response {"id":...,"error":"..."}.
 *
 * Limits: MCPX_REQUEST_MAX bytes a request, 32 levels of nesting, 64 KiB of `id`, 1,024 bytes of `coded` in
 * the facts, 256 blocked values, and MCPX_PAYLOAD_MAX bytes of a text to redact. */

/* The largest request in bytes, without its line end. */
#define MCPX_REQUEST_MAX 8388608

/* The largest response in bytes, without its line end: that of a check with MCPX_FINDINGS_MAX findings. */
#define MCPX_RESPONSE_MAX 1310720

/* How many findings a response contains at most. Errors replace notes if there are more. */
#define MCPX_FINDINGS_MAX 1000

/* How many ranges a response contains at most. A text to redact may have MCPX_PAYLOAD_MAX bytes; the response
 * is an error if it has more ranges or would be too long. Neither occurs in a text of MCPX_REDACT_MAX bytes.
 */
#define MCPX_REDACTIONS_MAX 16384
#define MCPX_REDACT_MAX 65536

/* The memory that a request to check or to redact needs. It needs no initialization and no release; one call
 * at a time may use it. */
typedef struct mcpx_check_memory {
  mcpx_workspace workspace;
  union {
    mcpx_finding findings[MCPX_FINDINGS_MAX];
    mcpx_redaction redactions[MCPX_REDACTIONS_MAX];
  };
} mcpx_check_memory;

/* Executes one request and writes the response, without a line end. The request is decoded in place, so the
 * bytes of `line` are undefined afterwards. `room` may be NULL; then a request to check is answered with an
 * error finding and a request to redact with an error. A NULL `line` with length 0 is an empty line, which is
 * not a valid request. */
MCPX_API size_t mcpx_respond(char *line, size_t length, mcpx_check_memory *room, char *out, size_t capacity);

/* Example:
 *
 *     char line[] = "{\"op\":\"classify\",\"id\":1,\"text\":\"dial tcp: no such host\"}";
 *     static mcpx_check_memory room;
 *     static char response[MCPX_RESPONSE_MAX];
 *     size_t length = mcpx_respond(line, sizeof line - 1, &room, response, sizeof response);
 *     if (length < sizeof response) printf("%.37s...\n", response);
 *     // prints: {"id":1,"code":"MCPX_HTTP_DNS_FAILED"...
 */

#ifdef __cplusplus
}
#endif
#endif

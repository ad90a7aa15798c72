/* respond.c: executes one request of the filter and writes the response line. */
#include "catalog/advice.h"
#include "catalog/catalog.h"
#include "check/findings_json.h"
#include "classify/answer_json.h"
#include "classify/log_json.h"
#include "redact_json.h"
#include "request.h"

static void respond_error(struct json_writer *json, const struct request *request) {
  json_key(json, "error");
  request_write_error(json, request);
}

static void respond_classify(struct json_writer *json, const struct request *request) {
  mcpx_answer answer;
  mcpx_classify(request->text, request->text_length, &request->hints, &answer);
  answer_members(json, &answer);
}

/* The lines that have a code are read in pieces and not listed. */
static void respond_log(struct json_writer *json, const struct request *request) {
  mcpx_stream stream;
  mcpx_log_line lines[64];
  size_t read = 0, stored;
  mcpx_log_start(&stream, &request->hints);
  while (read < request->text_length)
    read += mcpx_log_feed(&stream, request->text + read, request->text_length - read, lines, 64, &stored);
  mcpx_log_finish(&stream, lines, 64, &stored);
  log_write_incidents(json, &stream, advice_write_members);
  log_write_totals(json, &stream);
}

/* Writes straight to the output: an entry may have any length. */
static void respond_entry(struct json_writer *json, const struct request *request) {
  json_key(json, "entry");
  catalog_write_entry(json, mcpx_code_find(request->code, request->code_length));
}

static mcpx_check_options options_of(const struct request *request) {
  return (mcpx_check_options){.proxy_profile = request->hints.profile == MCPX_PROFILE_PROXY,
                              .blocked_values = request->blocked_values,
                              .blocked_value_count = request->blocked_value_count,
                              .proxy_release = request->proxy_release,
                              .closed = request->closed};
}

static void respond_redact(struct json_writer *json, const struct request *request, mcpx_check_memory *room) {
  mcpx_check_options options = options_of(request);
  redact_write_members(json, (mcpx_text){request->text, request->text_length}, &options, room);
}

/* Without `room` the check reports that it could not finish. */
static void respond_check(struct json_writer *json, const struct request *request, mcpx_check_memory *room) {
  mcpx_check_options options = options_of(request);
  bool scan = request->op == REQUEST_OP_SCAN;
  mcpx_workspace *workspace = room ? &room->workspace : NULL;
  mcpx_finding *findings = room ? room->findings : NULL;
  mcpx_verdict verdict;
  (scan ? mcpx_scan : mcpx_validate)(request->payload, request->payload_length, &options, workspace, findings,
                                     MCPX_FINDINGS_MAX, &verdict);
  findings_write_verdict(json, &verdict, findings, scan);
}

static void respond_members(struct json_writer *json, const struct request *request,
                            mcpx_check_memory *room) {
  if (request->error)
    respond_error(json, request);
  else if (request->op == REQUEST_OP_CLASSIFY)
    respond_classify(json, request);
  else if (request->op == REQUEST_OP_LOG)
    respond_log(json, request);
  else if (request->op == REQUEST_OP_ENTRY)
    respond_entry(json, request);
  else if (request->op == REQUEST_OP_ADVICE)
    request_write_advice(json, request);
  else if (request->op == REQUEST_OP_REDACT)
    respond_redact(json, request, room);
  else
    respond_check(json, request, room);
}

size_t mcpx_respond(char *line, size_t length, mcpx_check_memory *room, char *out, size_t capacity) {
  struct request request;
  struct json_writer json = json_start(out, capacity);
  if (length <= MCPX_REQUEST_MAX)
    request_read(line, length, &request);
  else
    request = (struct request){.error = "The request is longer than 8 MiB."};
  request_check_complete(&request);
  json_open(&json, '{');
  json_key(&json, "id");
  if (request.id_end)
    json_raw(&json, line + request.id_start, request.id_end - request.id_start);
  else
    json_string(&json, NULL);
  respond_members(&json, &request, room);
  json_close(&json, '}');
  return json_finish(&json);
}

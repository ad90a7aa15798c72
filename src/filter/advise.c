/* advise.c: writes the advice that a request asks for. Its own file: the page has a module with advice only.
 */
#include "catalog/advice.h"
#include "catalog/surroundings.h"
#include "request.h"

void request_write_advice(struct json_writer *json, const struct request *request) {
  mcpx_answer advised = request->advised;
  advised.code = mcpx_code_find(request->code, request->code_length);
  advised.system = request->hints.system;
  advised.client = client_with_isolation(request->hints.client, request->hints.docker_isolated);
  advised.runner = request->hints.runner;
  advised.docker_isolated = request->hints.docker_isolated;
  mcpx_answer_add_image(&advised, &request->hints);
  advice_write_members(json, &advised);
}

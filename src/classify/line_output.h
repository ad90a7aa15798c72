/* line_output.h: a line -> whether the output of something begins that is no MCP server: the result of a
 * tool, or another program. */
#ifndef MCPX_CLASSIFY_LINE_OUTPUT_H
#define MCPX_CLASSIFY_LINE_OUTPUT_H

#include "base/internal.h"
#include "normalize.h"

/* The line from `i` to `end` names a call of a tool, whose result follows: "fetch(url=…) -> text/markdown".
 */
MCPX_INTERNAL bool line_opens_result(const struct norm_block *block, size_t i, size_t end);

/* A server that runs tells of a call of one of its tools: "tool create_branch: API answered 403". */
MCPX_INTERNAL bool line_tells_of_call(const struct norm_block *block, size_t i, size_t end);

/* A program wrote the line that is no MCP server, such as a mail server: "postfix/smtp[2210]: …". */
MCPX_INTERNAL bool line_is_of_other_program(const struct norm_block *block, size_t i, size_t end);

/* A web server wrote the line about a request whose path is not that of an MCP server. */
MCPX_INTERNAL bool line_is_of_web_site(const struct norm_block *block, size_t i, size_t end);

/* The line begins the output of a build, a test or another command: "> shop@2.1.0 build", "$ git push". */
MCPX_INTERNAL bool line_opens_other_program(const struct norm_block *block, size_t i, size_t end);

/* The text from `i` on is a part of a page in HTML, as source code has it: elements with classes. */
MCPX_INTERNAL bool line_opens_markup(const struct norm_block *block, size_t i, size_t end);

/* The text from `i` on is a page in HTML that explains something. A server's own page of an error is none. */
MCPX_INTERNAL bool line_opens_article(const struct norm_block *block, size_t i);

#endif

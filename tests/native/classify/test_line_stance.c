/* test_line_stance.c: lines that only speak of a failure, and lines that report one. */
#include "classify/line_recovery.h"
#include "classify/line_shape.h"
#include "classify/line_stance.h"
#include "lines.h"
#include "near.h"
#include "rows.h"

#define SPEAKS(text) YES(line_only_speaks, text)
#define REPORTS(text) NO(line_only_speaks, text)

static const struct line_row STANCES[] = {
    /* two signs: a condition, a possibility, any subject, a definition, an explanation */
    SPEAKS("if a server exits early, the client may see an error"),
    REPORTS("if it exits early, the client then sees it"),
    SPEAKS("a server may exit with code 1 on purpose"),
    REPORTS("the server may exit with code 1 on purpose"),
    REPORTS("a server exits with code 1 here on purpose"),
    SPEAKS("we read that clients may drop it so soon"),
    REPORTS("we read the clients may drop it so soon"),
    SPEAKS("it could be lost (clients may drop it so soon)"),
    REPORTS("'clients may drop it so soon, as it is"),
    /* a sentence has seven spaces at least */
    SPEAKS("a server may exit with code 1 so"),
    REPORTS("a server may exit with code 1"),
    REPORTS("1 a server may exit with code 1 so"),
    REPORTS("error: a server may exit with code 1 so"),
    /* what somebody has */
    REPORTS("my a server may exit with code 1 today"),
    REPORTS("today a server may exit with code 1 on purpose"),
    REPORTS("a server may exit with code 1 but on purpose"),
    SPEAKS("if it exits, a server may exit with code 1 but on purpose"),
    /* any one of a kind counts twice */
    SPEAKS("a server that exits is not restarted by it then"),
    SPEAKS("servers that exit are not restarted by it then"),
    REPORTS("the server that exits is not restarted by it then"),
    REPORTS("server that exits is not restarted by it then"),
    REPORTS("a servers that exits is not restarted by it then"),
    REPORTS("a server that exited is not restarted by it then"),
    REPORTS("a server that was killed is not restarted by it"),
    SPEAKS("a server that ed is not restarted by it then"),
    REPORTS("a server that aaed is not restarted by it then"),
    SPEAKS("every client without a shell fails with code 1 then"),
    REPORTS("every clients without a shell fails with code 1 then"),
    REPORTS("xa server that exits is not restarted by it then"),
    SPEAKS("x. a server that exits is not restarted by it"),
    REPORTS("x a server that exits is not restarted by it"),
    /* two words about code, several points, a time that is over */
    SPEAKS("the catch in this function drops the code of it"),
    SPEAKS("this branch and the catch drop the code of it"),
    REPORTS("the throw in this function drops the code of it"),
    SPEAKS("(1) it exits, which means nothing, (2) it is killed by it"),
    REPORTS("(1) it exits, which means nothing, (3) it is killed by it"),
    SPEAKS("it was refused in 2019 when we had the old one"),
    REPORTS("it was refused in 219 when we had the old one"),
    REPORTS("it was refused in 2019 and is back in the old one"),
    SPEAKS("the connection we had was once refused in 2019"),
    SPEAKS("do you remember when the connection was refused by all"),
    /* the other questions */
    YES(line_is_passing, "connection refused, retry in 2 s"),
    NO(line_is_passing, "connection refused"),
    YES(line_says_recovery, "docker is ready (27.5.1)"),
    YES(line_says_recovery, "poll ok"),
    NO(line_says_recovery, "poll"),
    YES(line_announces_stop, "received sigterm, shutting down"),
    YES(line_announces_stop, "^c"),
    NO(line_announces_stop, "shutting down because of x"),
    NO(line_announces_stop, "closing"),
    YES(line_announces_start, "starting 3 servers"),
    NO(line_announces_start, "start"),
    YES(line_tells_exit, "notes: exit status 130"),
    NO(line_tells_exit, "notes: exits"),
};

/* ---- Shapes ---- */

struct shape_row {
  const char *text;
  enum line_shape shape;
};

static uint64_t shape_of(const char *text, size_t length, const void *context) {
  static struct norm_block block;
  (void)length, (void)context;
  return line_shape_find(&block, line_fill(&block, text), true);
}

static void has_shape(void **state) {
  const struct shape_row *row = *state;
  static struct norm_block block;
  size_t start = line_fill(&block, row->text);
  enum line_shape shape = line_shape_find(&block, start, true), rest = line_shape_find(&block, start, false);
  CHECK(shape == row->shape, "%s: %d, not %d", row->text, (int)shape, (int)row->shape);
  CHECK(rest == shape || (rest == LINE_SHAPE_NONE && shape == SHAPE_LINE), "%s: %d", row->text, (int)rest);
  near_compare_strings(row->text, 1, shape_of, NULL);
}

static const struct shape_row SHAPES[] = {
    {"connection refused", LINE_SHAPE_NONE},
    {"", LINE_SHAPE_NONE},
    {"diff --git a/x b/x", SHAPE_BLOCK},
    {"- diff --git a/x b/x", LINE_SHAPE_NONE},
    {"a41b2cc docs: explain 401", SHAPE_LINE},
    {"a41b2c docs: explain 401", LINE_SHAPE_NONE},
    {"a41b2cca41b2 docs: explain 401", SHAPE_LINE},
    {"a41b2cca41b2c docs: explain 401", LINE_SHAPE_NONE},
    {"aaabbcc docs: explain 401", LINE_SHAPE_NONE},
    {"1411222 docs: explain 401", LINE_SHAPE_NONE},
    {"a41b2cc (x) 401", SHAPE_LINE},
    {"a41b2cc 401", LINE_SHAPE_NONE},
    {"a41b2cg docs: explain 401", LINE_SHAPE_NONE},
    {"- a41b2cc docs: explain 401", SHAPE_LINE},
    {"commit 3f2e1d0", LINE_SHAPE_NONE},
    {"commit 3f2e1d0\nx", SHAPE_SECTION},
    {"commit 3f2e1d\nx", LINE_SHAPE_NONE},
    {"chapter 7. x refused", SHAPE_SECTION},
    {"chapter 7: x refused", SHAPE_SECTION},
    {"chapter 7 - x refused", SHAPE_SECTION},
    {"chapter 7", SHAPE_SECTION},
    {"chapter 7 x refused", LINE_SHAPE_NONE},
    {"chapter x. refused", LINE_SHAPE_NONE},
    {"x\n~chapter 7. x refused", SHAPE_LINE},
    {"[docs] explain etimedout (#77)", SHAPE_LINE},
    {"[docs] explain etimedout (#7)", SHAPE_LINE},
    {"[docs] explain etimedout (#)", LINE_SHAPE_NONE},
    {"[docs] explain etimedout (77)", LINE_SHAPE_NONE},
    {"[docs] explain etimedout (#77) x", LINE_SHAPE_NONE},
    {"error etimedout (#77)", LINE_SHAPE_NONE},
    {"## 1.4.2", SHAPE_SECTION},
    {"## [1.4.2] - 2026-05-01", SHAPE_SECTION},
    {"# v2.0", SHAPE_SECTION},
    {"# v2", LINE_SHAPE_NONE},
    {"# v2.x", LINE_SHAPE_NONE},
    {"# 2", LINE_SHAPE_NONE},
    {"1.4.2 - 2026-05-01", SHAPE_SECTION},
    {"1.4.2 (2026-05-01)", SHAPE_SECTION},
    {"version 1.4.2 (2026-05-01)", SHAPE_SECTION},
    {"1.4.2 (1926-05-01)", LINE_SHAPE_NONE},
    {"v1.9.4 (patch)\n- x", SHAPE_SECTION},
    {"v1.9.4\n* x", SHAPE_SECTION},
    {"v1.9.4\n---", SHAPE_SECTION},
    {"v1.9.4\nx", LINE_SHAPE_NONE},
    {"v1.9.4: x\n- x", LINE_SHAPE_NONE},
    {"x\n~v1.9.4\n- x", LINE_SHAPE_NONE},
    {"2.8.0 brings retries for it", SHAPE_LINE},
    {"2.8.0 bring retries for it", LINE_SHAPE_NONE},
    {"errors = {", SHAPE_BLOCK},
    {"my.errors_x = [", SHAPE_BLOCK},
    {"errors = x", SHAPE_LINE},
    {" = {", LINE_SHAPE_NONE},
    {"server:\nssl:\nx", SHAPE_BLOCK},
    {"server:\nssl\nx", LINE_SHAPE_NONE},
    {"server: x\nssl:\nx", LINE_SHAPE_NONE},
    {"error:\nssl:\nx", LINE_SHAPE_NONE},
    {"error.refused=Connection refused", SHAPE_LINE},
    {"'error.offline': 'x'", SHAPE_LINE},
    {"error.message=Connection refused", LINE_SHAPE_NONE},
    {"errors=Connection refused", LINE_SHAPE_NONE},
    {".errors=Connection refused", LINE_SHAPE_NONE},
    {"error.refused: Connection refused", LINE_SHAPE_NONE},
    {"<p>2.8.0 brings retries for it", SHAPE_LINE},
    {"<h2 id='x'>2.8.0 brings retries for it", SHAPE_LINE},
    {"<px>2.8.0 brings retries for it", LINE_SHAPE_NONE},
    {"# 2.8.0 brings retries for it", SHAPE_SECTION},
    {"- * + 2.8.0 brings retries for it", SHAPE_LINE},
    {"- * + > 2.8.0 brings retries for it", LINE_SHAPE_NONE},
    {"**2.8.0 brings retries for it", SHAPE_LINE},
};

int main(void) { return RUN_ROWS(STANCES, has_answer) + RUN_ROWS(SHAPES, has_shape); }

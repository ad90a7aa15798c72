/* test_safe_names.c: names that identify no person or machine are blanked, and no other text is. */
#include <stdbool.h>
#include <string.h>

#include "canary/safe_names.h"
#include "hash.h"
#include "near.h"
#include "rows.h"

/* A name is between << and >>, a value between {{ and }}. Without marks, nothing is blanked. */
static const struct row {
  const char *text;
} ROWS[] = {
    {"open <</usr/bin/>>env"},
    {"PATH=<</usr/bin>>:x"},
    {"in <</etc>>"},
    {"in <</usr/lib64/>>x"},
    {"in <<file:///usr/share/>>x"},
    {"in <<unix:///var/run/>>docker.sock"},
    {"in /usr/binary/x"},
    {"in /home/etc/x"},
    {"in x/etc/y"},
    {"in /etc.alice/x"},
    {"in /dev/shm/x"},
    {"in /run/user/7"},
    {"in <</run/>>docker.sock"},
    {"in <<C:\\Windows\\>>x"},
    {"in <<C:\\\\Program Files\\\\>>x"},
    {"in <<c:/Program Files (x86)/>>x"},
    {"in C:\\Users\\x"},
    {"in xC:\\Windows\\x"},
    {"open <<//./pipe/docker>>_engine"},
    {"open <<npipe:////./pipe/docker>>_engine"},
    {"open //./pipe/alice"},
    {"at <<localhost>>"},
    {"at <<localhost:3000>>/x"},
    {"at <<http://localhost:3000>>/x"},
    {"at localhost.acme.dev"},
    {"at localhost-2"},
    {"at localhost:3000x"},
    {"at alice@localhost"},
    {"at <<127.0.0.53:53>>"},
    {"at 127.0.0.1.2"},
    {"at <<[::1]:8080>>, x"},
    {"at <<::1>>, x"},
    {"at ::1:a"},
    {"at x::1"},
    {"see <<https://docs.docker.com>>/engine"},
    {"see docs.docker.com.evil.dev"},
    {"at <<github.com>>"},
    {"at <<https://github.com/>> x"},
    {"at https://github.com/alice"},
    {"at <<https://registry-1.docker.io/v2/>>: x"},
    {"at registry.docker.io/alice/x"},
    {"pull <<mcp/>>fetch:v2"},
    {"pull <<docker.io/library/>>x@sha256"},
    {"pull mcp/fetch"},
    {"in <<$PATH>>."},
    {"in $PATHS"},
    {"in <<%PATH%>>;"},
    {"in <<${env:API-KEY}>>."},
    {"in ${HOME}"},
    {"(<<node:internal/child_process>>:285:19)"},
    {"(node:internal/child_process)"},
    {"at <<java.base/jdk.internal.>>x"},
    {"to java.base/x"},
    {"<<main.go>>:12"},
    {"main.go"},
    {"x/main.go:12"},
    {"<<latest>> 1.24"},
    {"lat 1.24"},
    {"<<docker login>> now"},
    {"login: alice"},
    {"<<login>>: incorrect password"},
    {"<<token>>: 400 Bad"},
    {"token: abc"},
    {"token: abc-Def ghi"},
    {"<<token>>: non-empty string"},
    {"token: non- string"},
    {"<<token>>: Too many"},
    {"token: T many"},
    {"at :::1"},
    {"at localhost::1"},
    {"at <<localhost>>: x"},
    {"<<127.0.0.1:5000>>->x"},
    {"at localhost-"},
    {"at <<localhost>>."},
    {"at <<localhost:3>>"},
    {"at <<localhost:123456>>"},
    {"at localhost:1234567"},
    {"at <<https://registry-1.docker.io/v2>> x"},
    {"pull mcp/:v2"},
    {"pull "
     "<<mcp/"
     ">>"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxx:v2"},
    {"pull "
     "mcp/"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxx:v2"},
    {"(<<node:"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxx>>:285)"},
    {"(node:"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxx:285)"},
    {"(node::1)"},
    {"secret: GITHUB_tOKEN"},
    {"secret: github"},
    {"<<token>>: To many"},
    {"token: TOo many"},
    {"token: Too Many"},
    {"token: too-many"},
    {"<<token>>: too many."},
    {"token: too many1"},
    {"token: 40 Bad"},
    {"token: 4000 Bad"},
    {"token: 400 bad"},
    {"<<secret>>: GITHUB_TOKEN"},
    {"secret: GITHUB"},
    {"any <<token>>\nx"},
    {"any token x"},
    {"\"token\":{{true}},"},
    {"token: {{null}}"},
    {"token: trueish"},
    {"is true"},
    {"password:{{</b>}}"},
    {"<<EOF\\n>>exit"},
    {"xEOF\\nexit"},
};

/* Remove the marks of a name: underscores and a slash replace it. Spaces replace a value. */
static void blank_marked(char *text, const char *open, const char *close, char fill, char last) {
  char *start = strstr(text, open), *end = start ? strstr(start, close) : NULL;
  if (!end) return;
  size_t length = (size_t)(end - start) - 2;
  memset(start, fill, length);
  start[length - 1] = last;
  memmove(start + length, end + 2, strlen(end + 2) + 1);
}

static void remove_marks(const char *marked, char *text) {
  for (; *marked; marked++) {
    bool is_mark = marked[1] == *marked && strchr("<>{}", *marked);
    if (is_mark)
      marked++;
    else
      *text++ = *marked;
  }
  *text = '\0';
}

static uint64_t blanked(const char *text, size_t length, const void *context) {
  char bytes[1024];
  (void)context;
  memcpy(bytes, text, length);
  safe_names_blank(bytes, length);
  return hash_bytes(HASH_START, bytes, length);
}

static void is_blanked(void **state) {
  const struct row *row = *state;
  char text[256], wanted[256];
  remove_marks(row->text, text);
  strcpy(wanted, row->text);
  blank_marked(wanted, "<<", ">>", '_', '/');
  blank_marked(wanted, "{{", "}}", ' ', ' ');
  safe_names_blank(text, strlen(text));
  CHECK(strcmp(text, wanted) == 0, "wanted '%s', got '%s'", wanted, text);
  remove_marks(row->text, text);
  near_compare(text, blanked, NULL);
}

int main(void) { return RUN_ROWS(ROWS, is_blanked); }

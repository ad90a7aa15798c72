/* line_question.c: a line -> whether it asks how something behaves, instead of why it failed. A question
 * about a current failure names a person, a time, a place or the message; one in general does without. */
#include "line_question.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

enum { QUESTION_MIN = 24 /* bytes before the question mark */ };

/* Somebody has the failure, or a program printed it. */
static bool is_of_somebody(const struct norm_block *block, size_t i, size_t end) {
  static const char *const PEOPLE[] = {
      " i?",      " i'm ",    "mein ",      " ich ",    " my ",        " for me",   "gives me",  "tells me",
      "shows me", "help me",  " our ",      " us ",     "i'm getting", "i've ",     "i have a ", "i get",
      "i got ",   "i see ",   "i tried",    "i keep",   " we get",     " we see",   "bei mir",   "bei uns",
      " mein",    " unser",   "ich bekomm", "chez moi", "j'ai ",       "j'obtiens", " mon ",     " ma ",
      " mi ",     " me sale", " me da ",    " meu ",    " mio ",       "у меня",    "у нас"};
  static const char *const PLACES[] = {
      "://",           "127.0.0.1", "localhost:", ": spawn ",  ": enoent", ": connect ", ": error",
      "error: ",       ": http ",   ": unable ",  ": cannot ", ": fail",   "failed to ", ": getaddrinfo",
      ": certificate", "errno",     "stderr",     "traceback", " log "};
  bool whole = line_contains(block, i, end, " i ") && !line_contains(block, i, end, " or do i have to ");
  return whole || LINE_CONTAINS_ANY(block, i, end, PEOPLE) || LINE_CONTAINS_ANY(block, i, end, PLACES);
}

/* It happens now, or has to be mended. */
static bool is_at_hand(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "why ",     " fix",       "solve",      "help",        "please",    "since ",
      "suddenly", "today",      " now",       "still ",      "keeps ",    "broken",
      "bug",      "wrong",      "stuck",      "any idea",    " this ",    " this?",
      "going on", "workaround", "n't work",   "anymore",     "is docker", "is the docker daemon",
      "are down", "is down",    "is it down", "known ",      "did you ",  "warum",
      "wieso",    "heute",      "jetzt",      "hilf",        "behebe",    "anybody else",
      "losen",    "pourquoi",   "aujourd",    "aide",        "resoudre",  "corriger",
      "por que ", "ayuda",      "arregl",     "anyone else", "soluciono", "ahora",
      "esto",     "ajuda",      "resolver",   "agora",       "perche",    "aiuto",
      "почему",   "исправить",  "сейчас",     "помогите",    "为什么",    "怎么办",
      "解决",     "报错",       "なぜ",       "どうすれば",  "解決",      "왜 ",
      "해결"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* How questions about behavior begin. */
static bool opens_question(const struct norm_block *block, size_t i) {
  static const char *const OPENERS[] = {
      "do ",      "does ",    "can ",    "could ",    "should ",  "would ",    "will ",      "must ",
      "may ",     "is ",      "are ",    "what ",     "what's ",  "which ",    "when ",      "where ",
      "who ",     "how ",     "under ",  "in which ", "to what ", "in theory", "muss ",      "soll ",
      "sollte ",  "sollten ", "kann ",   "konnen ",   "darf ",    "wie ",      "was ",       "welche",
      "wann ",    "ist ",     "sind ",   "gibt ",     "wird ",    "est-ce ",   "quel ",      "quelle ",
      "comment ", "que ",     "qu'est",  "faut-il",   "doit-",    "peut-on",   "un client ", "conviene ",
      "como ",    "cual ",    "cuando ", "debe ",     "puede ",   "existe ",   "es ",        "qual ",
      "quando ",  "deve ",    "o que ",  "pode ",     "come ",    "cosa ",     "dovrebbe ",  "как ",
      "что ",     "какой ",   "какая ",  "какие ",    "когда ",   "должен ",   "нужно ли",   "в чем ",
      "в чём ",   "может ли", "moet ",   "hoe ",      "wat ",     "czy ",      "jak "};
  return LINE_STARTS_WITH_ANY(block, i, OPENERS);
}

/* Questions of languages that do not begin with a word of their own. */
static bool has_question_word(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"什么", "是否",   "吗?",     "哪些",    "哪个",    "如何",
                                      "应该", "区别",   "ですか?", "ますか?", "どんな",  "どの",
                                      "違い", "べきか", "차이",    "무엇",    "인가요?", "나요?"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* Whether a clause may begin at `i`: at the start of the line, or after a mark and a space. */
static bool begins_clause(const struct norm_block *block, size_t first, size_t i) {
  if (i == first) return true;
  if (line_is_among(block->bytes[i - 1], "-'(")) return true;
  if (i >= first + 2 && block->bytes[i - 2] == 0xC2 && block->bytes[i - 1] == 0xBF) return true; /* U+00BF */
  return i >= first + 2 && block->bytes[i - 1] == ' ' && line_is_among(block->bytes[i - 2], ".,:;!?-)");
}

static bool asks(const struct norm_block *block, size_t i, size_t mark) {
  if (mark < i + QUESTION_MIN) return false;
  for (size_t at = i; at < mark; at++)
    if (begins_clause(block, i, at) && opens_question(block, at)) return true;
  return has_question_word(block, i, mark + 1);
}

static bool names_failure(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "enoent",    "econn",  "etimed", "eacces",    "spawn ",      "refused",   "denied",
      "error",     "cannot", "unable", "timed out", "certificate", "daemon",    "fail",
      "not found", " 40",    " 50",    "'40",       "'50",         "quarantin", "pending",
      "mismatch",  "n't ",   " not ",  "expired",   "rejected",    "closed",    "crash"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* What may follow a question: nothing about an error, or examples of errors. */
static bool goes_on_in_general(const struct norm_block *block, size_t i, size_t end) {
  static const char *const EXAMPLES[] = {
      "such as ",    " like ", "e.g.",        "for example", "instance", "wie ", "z. b.", "z.b.", "comme ",
      "par exemple", "como ",  "por ejemplo", "come ",       "например", "a) ",  "或者",  "例如", "たとえば"};
  return !names_failure(block, i, end) || LINE_CONTAINS_ANY(block, i, end, EXAMPLES);
}

/* Where the sentence begins that ends at `mark`: a statement before it is none. */
static size_t question_begin(const struct norm_block *block, size_t i, size_t mark) {
  for (size_t at = mark; at > i + 1; at--)
    if (block->bytes[at - 1] == ' ' && line_is_among(block->bytes[at - 2], ".!;")) return at;
  return i;
}

/* ---- Quoted errors ---- */

/* Words that say that somebody met the quoted error, or that a program prints it. */
static bool is_attributed(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "caused",   ".go:",      ".rb:",     ".py",     ".js",    "/usr/",    "opens",    "say",
      "said",     "show",      "print",    "return",  "give",   "gave",     "report",   "throw",
      "threw",    "answer",    "respon",   "fail",    "tell",   "told",     "writes",   "wrote",
      "stop",     "crash",     "hang",     "dies",    "died",   "get ",     "gets ",    "got ",
      "getting",  "see ",      "sees ",    "seeing",  "saw ",   "with ',",  "error",    "message",
      "ends in",  "ends with", "end with", "comes ",  "came ",  "met ",     "hit ",     "run into",
      "ran into", "met with",  "log",      "can't",   "cannot", "unable",   "it's '",   "it is '",
      "n't ",     "not ",      "when ",    "while ",  "after ", "on start", "at start", "meld",
      "zeigt",    "sagt",      "kommt",    "bricht",  "steht",  "gibt ",    "wirft",    "fehler",
      "affiche",  "dit ",      "erreur",   "renvoie", "obtien", "dice ",    "muestra",  "devuelve",
      "sale ",    "fallo",     "falla",    "diz ",    "mostra", "retorna",  "erro ",    "dice",
      "mostra",   "errore",    "пишет",    "выдает",  "выдаёт", "ошибк",    "显示",     "提示",
      "报",       "错误",      "返回",     "表示",    "エラー", "出ます",   "出て",     "오류",
      "에러",     "{",         "http",     "[",       "=",      "mcp",      "server",   "status"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* The index after the quoted piece that begins at `i`, or of the line's end. */
static size_t skip_quoted(const struct norm_block *block, size_t i, size_t end) {
  for (i++; i < end && block->bytes[i] != '\'';) i++;
  return i < end ? i + 1 : end;
}

static bool begins_quoted(const struct norm_block *block, size_t first, size_t i) {
  return block->bytes[i] == '\'' && (i == first || !ascii_is_alnum((char)block->bytes[i - 1]));
}

/* Whether the line quotes a failure inside a sentence of its own, which has at least six words and attributes
 * it to no one. What follows a colon or a question mark is a message. */
static bool quotes_failure_in_sentence(const struct norm_block *block, size_t i, size_t end) {
  enum { SPACES_MIN = 5, SPACES_BEFORE_LAST_MIN = 8 /* a message often ends a line */ };
  size_t spaces = 0, from = i;
  bool failure = false;
  for (size_t at = i; at < end;) {
    if (!begins_quoted(block, i, at)) {
      spaces += block->bytes[at++] == ' ';
      continue;
    }
    size_t to = skip_quoted(block, at, end);
    bool message = at >= i + 2 && line_is_among(block->bytes[at - 2], ":?=");
    if (message || line_ends_with(block, i, at, " with ") || is_attributed(block, from, at)) return false;
    failure = failure || names_failure(block, at, to);
    from = at = to;
  }
  size_t least = from == end ? SPACES_BEFORE_LAST_MIN : SPACES_MIN;
  return failure && spaces >= least && !is_attributed(block, from, end);
}

bool line_quotes_topic(const struct norm_block *block, size_t i, size_t end) {
  if (!line_contains(block, i, end, "'") || line_begins_message(block, i) ||
      !quotes_failure_in_sentence(block, i, end))
    return false;
  return !is_of_somebody(block, i, end) && !is_at_hand(block, i, end);
}

bool line_asks_in_general(const struct norm_block *block, size_t i, size_t end) {
  size_t mark = end;
  if (!line_contains(block, i, end, "?")) return false;
  if (line_begins_message(block, i) && !line_starts_with(block, i, "mcp ")) return false;
  while (mark > i && block->bytes[mark - 1] != '?') mark--;
  if (mark == i || !asks(block, i, mark - 1)) return false;
  if (names_failure(block, i, question_begin(block, i, mark - 1))) return false;
  return goes_on_in_general(block, mark, end) && !is_of_somebody(block, i, end) && !is_at_hand(block, i, end);
}

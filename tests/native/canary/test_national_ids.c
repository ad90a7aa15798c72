/* test_national_ids.c: the numbers that states give to people and companies, and their neighbors: the texts
 * in which one digit or letter is another one. How many of those are numbers too says how strict the check
 * is: a check digit leaves none, a date leaves those with another day. */
#include <string.h>

#include "canary/detect.h"
#include "marked.h"
#include "rows.h"

struct number {
  const char *text;
  marked_finder *find;
  int neighbors;
};

#define ID(text, neighbors) \
  { text, detect_national_id, neighbors }
#define STRONG(text, neighbors) \
  { text, detect_strong_id, neighbors }

static const struct number NUMBERS[] = {
    ID("757.463.735-08", 1),          /* cpf */
    ID("63.229.543/5573-61", 0),      /* cnpj */
    ID("28587455L", 0),               /* dni */
    ID("Z4993921M", 1),               /* nie */
    ID("Z-5803161-J", 0),             /* nie */
    ID("437344428912297457", 0),      /* china */
    ID("7563435388363", 11),          /* ean */
    ID("147273720343264", 0),         /* insee */
    ID("2 43 41 25 531 490 84", 115), /* insee_parts */
    ID("196-623-656", 0),             /* luhn */
    ID("695 366 732", 0),             /* luhn */
    ID("XL955283B", 94),              /* nino */
    ID("QLVLA3484A", 170),            /* pan */
    ID("7189 4728 5033", 12),         /* twelve_spaced */
    ID("6675-3935-3581", 0),          /* twelve_spaced */
    ID("111226-1905957", 93),         /* korea */
    ID("130824-7441", 23),            /* finland */
    ID("160728+3693", 21),            /* finland */
    ID("220956Y3794", 10),            /* finland */
    ID("OPMPZP95S81F781P", 274),      /* italy */
    ID("YQMM890322HQCIBT18", 282),    /* mexico */
    ID("75.842.995-4", 0),            /* chile */
    ID("52-56719684-4", 0),           /* argentina */
    ID("6482158714", 0),              /* nhs */
    ID("435 332 3210", 0),            /* nhs */
    ID("UMWDW25225047738", 210),      /* driver */
    ID("IKWHX31202559AKD", 251),      /* driver */
    ID("NKBTC912288B24ZK", 252),      /* driver */
    ID("49 116 012 824", 0),          /* australian_company */
    ID("3202 35883 9", 9),            /* medicare */
    ID("635516/8204", 0),             /* czechia */
    ID("091278-64865", 76),           /* day_month */
    ID("151159 24491", 77),           /* day_month */
    ID("480814-88-4334", 91),         /* month_day */
    ID("9249234806241135", 125),      /* indonesia */
    ID("2-4756-22435-25-3", 9),       /* thailand */
    ID("121-524-522 08", 0),          /* snils */
    ID("484-246-25-59", 0),           /* nip */
    ID("U712687(2)", 1),              /* hong_kong */
    ID("Q101298473", 9),              /* taiwan */
    ID("5337029W", 0),                /* ireland */
    ID("0543485JR", 0),               /* ireland */
    ID("UBCL321102417", 158),         /* mexico_tax */
    ID("28114669-6", 0),              /* chile_plain */
    ID("180290-0258", 71),            /* nordic */
    ID("260427-8247", 16),            /* nordic */
    ID("560518-7953", 1),             /* nordic */
    ID("470512+4966", 0),             /* nordic */
    ID("20951021-8788", 0),           /* sweden */
    ID("19450310-3617", 73),          /* sweden */
    ID("68.06.10-201.28", 0),         /* belgium */
    ID("02.10.25-779.38", 0),         /* belgium */
    ID("S9587632C", 0),               /* singapore */
    ID("T5584081J", 0),               /* singapore */
    ID("F3426390Q", 1),               /* singapore */
    ID("G8413069P", 0),               /* singapore */
    ID("41271669404", 11),            /* cpf */
    ID("68492759820", 12),            /* turkish */
    ID("94364398736", 1),             /* turkish */
    ID("29122316198", 16),            /* norwegian */
    ID("29122310750", 20),            /* norwegian, a sum of 11 */
    ID("74113137564", 11),            /* belgium */
    ID("50723082568", 2),             /* polish */
    ID("51411739933", 0),             /* polish */
    ID("47607011739", 1),             /* baltic */
    ID("36903149510", 10),            /* baltic */
    ID("06095749674", 3),             /* greek */
    ID("86410952874", 13),            /* german */
    ID("72167735981", 1),             /* german */
    ID("23380528711", 1),             /* argentine */
    ID("30629172277", 1),             /* argentine */
    ID("3218612672905", 9),           /* thailand */
    ID("2208047885089", 10),          /* south africa */
    ID("7740512590630", 8),           /* romania */
    ID("28409308978382", 89),         /* egypt */
    ID("27409107073218", 97),         /* egypt */
    ID("28719658435653", 0),          /* cnpj */
    ID("527264142303", 11),           /* russian */
    ID("489548996111", 2),            /* aadhaar */
    ID("285766593934", 2),            /* aadhaar */
    ID("66.661.240-K", 0),            /* chile */
    ID("28172028661121161X", 0),      /* china */
    ID("357526/4726", 0),             /* czechia */
    STRONG("92671587163", 0),         /* strong eleven */
    STRONG("11052988626", 7),         /* strong eleven */
    STRONG("43353385869236", 0),      /* cnpj */
    STRONG("276231797274830", 0),     /* insee */
    STRONG("789290302908014857", 0),  /* china */
};

#define MARKED(text) \
  { text, detect_national_id }
#define LABEL(text) \
  { text, detect_labelled_id }

static const struct marked_row TEXTS[] = {
    MARKED("<<52998224725>>"),
    MARKED("52998224724"),
    MARKED("11111111111"),
    MARKED("4444444444"),
    MARKED("444 444 4444"),
    MARKED("a52998224725"),
    MARKED("_52998224725"),
    MARKED("52998224725a"),
    MARKED("52998224725_"),
    MARKED("52998224725:1"),
    MARKED("<<52998224725>>:a"),
    MARKED("1:52998224725"),
    MARKED("a:<<52998224725>>"),
    MARKED("1.52998224725"),
    MARKED("52998224725/1"),
    MARKED("52998224725+1"),
    MARKED("<<52998224725>> 1"),
    MARKED("1 <<52998224725>>"),
    MARKED("1 943 476 5919"),
    MARKED("943 476 5919 1"),
    MARKED("a <<943 476 5919>> a"),
    MARKED("<<943 476 5919>>, <<52998224725>>"),
    MARKED("943-476-5919"),
    MARKED("943  476 5919"),
    MARKED("<<12345678Z>>"),
    MARKED("<<12345678z>>"),
    MARKED("<<12345678-Z>>"),
    MARKED("<<12345678 Z>>"),
    MARKED("12345678--Z"),
    MARKED("<<S1234567D>>"),
    MARKED("S1234567d"),
    MARKED("<<AB123456C>>"),
    MARKED("<<ab123456c>>"),
    MARKED("aB123456C"),
    MARKED("AB123456E"),
    MARKED("<<DE123456789>>"),
    MARKED("<<DE111111111>>"),
    LABEL("<<ssn_219_09_9999>>"),
    LABEL("<<NHS 943 476 5919>>"),
    LABEL("<<NHS: 12345>>"),
    LABEL("NHS: 1234"),
    LABEL("<<passport no. C01X00T47>>"),
    LABEL("<<passport number: 12345>>"),
    LABEL("passport numbers 12345"),
    LABEL("xpassport 12345"),
    LABEL("passports 12345"),
    LABEL("passport12345"),
    LABEL("passport x12345"),
    LABEL("<<passport X12345>>"),
    LABEL("passport    12345"),
    LABEL("<<passport   12345>>"),
    LABEL("<<passport 1-2-3-4-5>>"),
    LABEL("passport 1--2345"),
    LABEL("<<passport 12345->>-6"),
};

static bool is_found(marked_finder *find, const char *text) {
  mcpx_range range;
  size_t at = 0, length = strlen(text);
  return find((mcpx_text){text, length}, &at, &range) && range.start == 0 && range.end == length;
}

/* The first and the last character of the same kind. */
static const char *class_of(char c) {
  return ascii_is_digit(c) ? "09" : ascii_is_upper(c) ? "AZ" : ascii_is_lower(c) ? "az" : NULL;
}

static int count_neighbors(marked_finder *find, const char *text) {
  char other[64];
  int count = 0;
  strcpy(other, text);
  for (size_t i = 0; text[i]; other[i] = text[i], i++) {
    const char *class = class_of(text[i]);
    for (char c = class ? class[0] : 1; class && c <= class[1]; c++) {
      other[i] = c;
      count += c != text[i] && is_found(find, other);
    }
  }
  return count;
}

static void has_neighbors(void **state) {
  const struct number *row = *state;
  CHECK(is_found(row->find, row->text), "%s is not found", row->text);
  int count = count_neighbors(row->find, row->text);
  CHECK(count == row->neighbors, "%s has %d neighbors, not %d", row->text, count, row->neighbors);
}

/* Taiwan: the letter of each county has another check digit for the same number. */
static void every_county_has_its_digit(void **state) {
  static const char DIGITS[] = "90123456178890212345679780";
  char text[] = "A123456780";
  (void)state;
  for (text[0] = 'A'; text[0] <= 'Z'; text[0]++)
    for (text[9] = '0'; text[9] <= '9'; text[9]++)
      CHECK(is_found(detect_national_id, text) == (text[9] == DIGITS[text[0] - 'A']), "%s", text);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(every_county_has_its_digit)};
  return RUN_ROWS(NUMBERS, has_neighbors) + RUN_ROWS(TEXTS, finds_marked_ranges) +
         cmocka_run_group_tests(cases, NULL, NULL);
}

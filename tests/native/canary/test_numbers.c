/* test_numbers.c: the numbers of people, accounts and devices, and those one step beside them. */
#include <stdio.h>
#include <string.h>

#include "canary/detect.h"
#include "marked.h"
#include "rows.h"

/* ---- Cards ---- */

/* The digits that a number begins with, and the lengths that a card with them has, of 12 to 20. */
static const struct issuer {
  const char *prefix;
  const char *lengths;
} ISSUERS[] = {
    {"4", "13 16 19"},
    {"50", "13 14 15 16 17 18 19"},
    {"51", "16"},
    {"55", "16"},
    {"56", "13 14 15 16 17 18 19"},
    {"58", "13 14 15 16 17 18 19"},
    {"59", ""},
    {"2220", ""},
    {"2221", "16"},
    {"2720", "16"},
    {"2721", ""},
    {"33", ""},
    {"34", "15"},
    {"3520", ""},
    {"37", "15"},
    {"36", "14"},
    {"38", "14"},
    {"39", "14"},
    {"299", ""},
    {"300", "14"},
    {"305", "14"},
    {"306", ""},
    {"6010", ""},
    {"6011", "16 19"},
    {"6012", ""},
    {"643", ""},
    {"644", "16 19"},
    {"649", "16 19"},
    {"65", "16 19"},
    {"3527", ""},
    {"3528", "16"},
    {"3589", "16"},
    {"3590", ""},
    {"61", ""},
    {"62", "16 17 18 19"},
    {"63", "13 14 15 16 17 18 19"},
    {"66", ""},
    {"67", "13 14 15 16 17 18 19"},
    {"68", ""},
    {"7", ""},
};

static char luhn_digit(const char *digits, int count) {
  static const char DOUBLED[] = "0246813579";
  int sum = 0;
  for (int i = 0; i < count; i++)
    sum += (i % 2 ? digits[count - 1 - i] : DOUBLED[digits[count - 1 - i] - '0']) - '0';
  return (char)('0' + (10 - sum % 10) % 10);
}

static bool is_found(marked_finder *find, const char *text) {
  mcpx_range range;
  size_t at = 0, length = strlen(text);
  return find((mcpx_text){text, length}, &at, &range) && range.start == 0 && range.end == length;
}

static void has_these_lengths(void **state) {
  const struct issuer *issuer = *state;
  for (int length = 12; length <= 20; length++) {
    char digits[24] = "", wanted[4];
    memset(digits, '7', (size_t)length);
    memcpy(digits, issuer->prefix, strlen(issuer->prefix));
    digits[length - 1] = luhn_digit(digits, length - 1);
    snprintf(wanted, sizeof wanted, "%d", length);
    bool is_card = strstr(issuer->lengths, wanted) != NULL;
    CHECK(is_found(detect_card, digits) == is_card, "%s", digits);
    CHECK(is_found(detect_plain_card, digits) == is_card, "%s in a version", digits);
    for (int other = 1; other < 10; other++) {
      digits[length - 1] = (char)('0' + (digits[length - 1] - '0' + 1) % 10);
      CHECK(!is_found(detect_card, digits), "%s has a wrong digit", digits);
    }
  }
}

#define CARD(text) \
  { text, detect_card }
#define PLAIN(text) \
  { text, detect_plain_card }

static const struct marked_row CARDS[] = {
    CARD("<<4111111111111111>>"),
    CARD("<<4111-1111-1111-1111>>"),
    CARD("<<4111.1111.1111.1111>>"),
    CARD("<<4111_1111_1111_1111>>"),
    CARD("<<4-1-1-1111111111111>>"),
    CARD("4111--1111111111111"),
    CARD("4111/1111/1111/1111"),
    CARD("a4111111111111111"),
    CARD("4111111111111111a"),
    CARD("-<<4111111111111111>>-"),
    CARD(".<<4111111111111111>>."),
    CARD("a.<<4111111111111111>>"),
    CARD("0.4111111111111111"),
    CARD("+4111111111111111"),
    CARD("_<<4111111111111111>>"),
    CARD("<<4111111111111111>>, <<5555555555554444>>"),
    CARD("<<4111 1111 1111 1111>> 12/27"),
    CARD("<<4111-1111-1111-1111>>-123"),
    CARD("<<4111 1111 1111 1111>> 1112a"),
    CARD("<<4111 1111 1111 1111>> 1112 1"),
    CARD("4111 1111-1111 1111 12/27"),
    CARD("4111 1111 1111-1111 12/27"),
    CARD("4111.1111.1111.1111 12/27"),
    CARD("4111 1111 1111 1112 12/27"),
    CARD("4111 1111 1111 1111a 12/27"),
    CARD("4111 1111 1111 11111 2"),
    CARD("4111 1111 1111 111"),
    CARD("<<41111 111 1111 1111>>"),
    CARD("x 41111111-1111-4111-8111-111111111111 y"),
    CARD("41111111-1111-4111-8111-111111111111 <<4111111111111111>>"),
    PLAIN("1.0.0-<<4111111111111111>>"),
    PLAIN("1.0.0-<<4111-1111-1111-1111>>"),
    PLAIN("1.0.0-4111.1111.1111.1111"),
    PLAIN("1.0.0-4111-1111-11111111"),
    PLAIN("1.0.0-41111111-11111111"),
    PLAIN("1.0.0-a4111111111111111"),
    PLAIN("1.0.0-4111-1111-1111-1111-1"),
    PLAIN("1.0.0-<<4222222222222>>"),
    PLAIN("1.0.0-422222222222-2"),
};

/* ---- Accounts ---- */

#define IBAN(text) \
  { text, detect_iban }

static const struct marked_row ACCOUNTS[] = {
    IBAN("<<DE89370400440532013000>>"),
    IBAN("<<de89370400440532013000>>"),
    IBAN("<<DE89 3704 0044 0532 0130 00>>"),
    IBAN("<<DE 89-3704-0044-0532-0130-00>>"),
    IBAN("DE89  3704 0044 0532 0130 00"),
    IBAN("DE89.3704.0044.0532.0130.00"),
    IBAN("DE88370400440532013000"),
    IBAN("DE89370400440532013001"),
    IBAN("DE8937040044053201300"),
    IBAN("DE893704004405320130000"),
    IBAN("DE89370400440532013000x"),
    IBAN("xDE89370400440532013000"),
    IBAN("3DE89370400440532013000"),
    IBAN("-<<DE89370400440532013000>>-"),
    IBAN("<<DE89370400440532013000>> <<GB82WEST12345698765432>>"),
    IBAN("<<NO9386011117947>>"),
    IBAN("<<NO93 8601 1117 947>>"),
    IBAN("<<MT84MALT011000012345MTLCAST001S>>"),
    IBAN("<<LC55HEMM000100010012001200023015>>"),
    IBAN("<<AD1200012030200359100100>>"),
    IBAN("<<YE15CBYE0001018861234567891234>>"),
    IBAN("XX89370400440532013000"),
};

/* ---- Persons and devices ---- */

#define SSN(text) \
  { text, detect_ssn }
#define IMEI(text) \
  { text, detect_imei }
#define SID(text) \
  { text, detect_sid }

static const struct marked_row SSNS[] = {
    SSN("<<219-09-9999>>"),     SSN("<<001-01-0001>>"),
    SSN("000-01-0001"),         SSN("001-00-0001"),
    SSN("001-01-0000"),         SSN("666-01-0001"),
    SSN("<<665-01-0001>>"),     SSN("<<667-01-0001>>"),
    SSN("<<899-01-0001>>"),     SSN("900-01-0001"),
    SSN("900-49-0001"),         SSN("<<900-50-0001>>"),
    SSN("<<999-99-9999>>"),     SSN("219-09-999"),
    SSN("219-09-99999"),        SSN("219-9-99999"),
    SSN("219-099-9999"),        SSN("2199-09-9999"),
    SSN("219.09-9999"),         SSN("219-09.9999"),
    SSN("219_09_9999"),         SSN("a219-09-9999"),
    SSN("_219-09-9999"),        SSN("219-09-9999a"),
    SSN("219-09-9999_"),        SSN("219-09-9999-"),
    SSN("1-219-09-9999"),       SSN("12-219-09-9999"),
    SSN("-<<219-09-9999>>"),    SSN("a-<<219-09-9999>>"),
    SSN("1.2-<<219-09-9999>>"), SSN("1.2.34-<<219-09-9999>>"),
    SSN(".<<219-09-9999>>."),   SSN("<<219-09-9999>> <<219-09-9998>>"),
};

static const struct marked_row DEVICES[] = {
    IMEI("<<490154203237518>>"),
    IMEI("490154203237519"),
    IMEI("<<49-015420-323751-8>>"),
    IMEI("49015420323751"),
    IMEI("4901542032375180"),
    IMEI("a490154203237518"),
    IMEI("490154203237518a"),
    IMEI("<<013569003124566>>"),
    IMEI("<<354569003124563>>"),
    IMEI("<<864569003124566>>"),
    IMEI("<<994569003124569>>"),
    IMEI("<<444569003124565>>"),
    IMEI("<<454569003124562>>"),
    IMEI("<<504569003124562>>"),
    IMEI("<<514569003124560>>"),
    IMEI("<<524569003124568>>"),
    IMEI("<<534569003124566>>"),
    IMEI("<<544569003124564>>"),
    IMEI("<<984569003124561>>"),
    IMEI("794569003124561"),
    IMEI("imei <<794569003124561>>"),
    IMEI("IMEI: <<794569003124561>>"),
    IMEI("ime 794569003124561"),
    IMEI("imei ...........................................................<<794569003124561>>"),
    IMEI("imei ............................................................794569003124561"),
    IMEI("imei 490154203237518 <<490154203237518>>"),
};

static const struct marked_row SIDS[] = {
    SID("<<S-1-5-21-1-2-3-500>>"),
    SID("<<s-1-5-32-544>>"),
    SID("S-1-5-32"),
    SID("<<S-1-5-32-5>>-"),
    SID("<<S-1-5-32-5>>-x"),
    SID("S-2-5-32-544"),
    SID("xS-1-5-32-544"),
    SID("-<<S-1-5-32-544>>."),
    SID("<<S-1-5-32-544>>_"),
    SID("<<S-1-5-32-544>> <<S-1-5-32-545>>"),
};

/* ---- Phones ---- */

#define PHONE(text) \
  { text, detect_phone }
#define NATIONAL(text) \
  { text, detect_national_phone }

static const struct marked_row PHONES[] = {
    PHONE("<<415-555-2671>>"),
    PHONE("<<415.555.2671>>"),
    PHONE("<<415 555 2671>>"),
    PHONE("415/555/2671"),
    PHONE("415-555/2671"),
    PHONE("4155552671"),
    PHONE("415555-2671"),
    PHONE("<<(415) 555-2671>>"),
    PHONE("<<(415)555-2671>>"),
    PHONE("<<(415)-555-2671>>"),
    PHONE("(<<415 555-2671>>"),
    PHONE("<<1-415-555-2671>>"),
    PHONE("<<1 (415) 555-2671>>"),
    PHONE("<<1.415.555.2671>>"),
    PHONE("1/<<415-555-2671>>"),
    PHONE("2-415-555-2671"),
    PHONE("a415-555-2671"),
    PHONE("a-415-555-2671"),
    PHONE("-415-555-2671"),
    PHONE("a-<<1-415-555-2671>>"),
    PHONE("2-1-415-555-2671"),
    PHONE("41-555-2671"),
    PHONE("4155-555-2671"),
    PHONE("415-55-2671"),
    PHONE("415-5555-2671"),
    PHONE("415-555-267"),
    PHONE("415-555-26711"),
    PHONE("415-555-2671a"),
    PHONE("415-555-2671_"),
    PHONE("415-555-2671-"),
    PHONE("415-555-2671."),
    PHONE("<<415-555-2671>>, <<415-555-2672>>"),
    PHONE("<<+12345678>>"),
    PHONE("+1234567"),
    PHONE("<<+123456789012345>>"),
    PHONE("+1234567890123456"),
    PHONE("+123456789012345678901"),
    PHONE("<<+1 2 3 4 5 6 7 8>>"),
    PHONE("<<+12.34/56(78>>)"),
    PHONE("<<+1234  5678>>"),
    PHONE("+1234   5678"),
    PHONE("+12345678a"),
    PHONE("a+12345678"),
    PHONE("<<+12345678>> "),
    PHONE("<<+ 12345678>>"),
    PHONE("<<00123456789>>"),
    PHONE("0012345678"),
    PHONE("000123456789"),
    PHONE(".00123456789"),
    PHONE("a00123456789"),
    PHONE("00 123456789"),
};

static const struct marked_row NATIONAL_PHONES[] = {
    NATIONAL("<<8 916 123 45 67>>"),
    NATIONAL("<<8 916 123 4567>>"),
    NATIONAL("<<8 916 1234567>>"),
    NATIONAL("<<8 (916) 123-45-67>>"),
    NATIONAL("8 916 123 456"),
    NATIONAL("8 916 123 45 678"),
    NATIONAL("8 916 123 45 67 8"),
    NATIONAL("9 916 123 45 67"),
    NATIONAL("<<138 0013 8000>>"),
    NATIONAL("238 0013 8000"),
    NATIONAL("<<98765 43210>>"),
    NATIONAL("<<88765 43210>>"),
    NATIONAL("<<78765 43210>>"),
    NATIONAL("68765 43210"),
    NATIONAL("98765 4321"),
    NATIONAL("<<347 1234567>>"),
    NATIONAL("<<347 123 4567>>"),
    NATIONAL("<<612 34 56 78>>"),
    NATIONAL("<<06 12 34 56 78>>"),
    NATIONAL("<<030/9018200>>"),
    NATIONAL("<<030/901820>>"),
    NATIONAL("030/90182"),
    NATIONAL("<<030/901820012>>"),
    NATIONAL("030/9018200123"),
    NATIONAL("<<079111 23456>>"),
    NATIONAL("0791112 23456"),
    NATIONAL("0 79111234"),
    NATIONAL("00 79111234"),
    NATIONAL("01 02 2026 1"),
    NATIONAL("<<(11) 91234-5678>>"),
    NATIONAL("<<(11) 1234-5678>>"),
    NATIONAL("(11) 123-5678"),
    NATIONAL("(11) 1234-567"),
    NATIONAL("(211) 1234-5678"),
    NATIONAL("<<07911123456>>"),
    NATIONAL("<<0612345678>>"),
    NATIONAL("<<0712345678>>"),
    NATIONAL("0812345678"),
    NATIONAL("061234567"),
    NATIONAL("06123456789"),
    NATIONAL("<<07012345678>>"),
    NATIONAL("<<08012345678>>"),
    NATIONAL("<<09012345678>>"),
    NATIONAL("08112345678"),
    NATIONAL("01412345678"),
    NATIONAL("<<01512345678>>"),
    NATIONAL("<<01712345678>>"),
    NATIONAL("01812345678"),
    NATIONAL("<<89161234567>>"),
    NATIONAL("88161234567"),
    NATIONAL("8916123456"),
    NATIONAL("<<13012345678>>"),
    NATIONAL("12012345678"),
    NATIONAL("(<<13012345678>>)"),
    NATIONAL("a0612345678"),
    NATIONAL("_0612345678"),
    NATIONAL(".0612345678"),
    NATIONAL("+0612345678"),
    NATIONAL("/0612345678"),
    NATIONAL(":0612345678"),
    NATIONAL(",0612345678"),
    NATIONAL("-0612345678"),
    NATIONAL("0612345678a"),
    NATIONAL("0612345678_"),
    NATIONAL("0612345678:"),
    NATIONAL("0612345678+"),
    NATIONAL("0612345678/"),
    NATIONAL("0612345678%"),
    NATIONAL("<<0612345678>>,"),
    NATIONAL("<<06-12-34-56-78>>"),
    NATIONAL("<<06.12.34.56.78>>"),
    NATIONAL("06  12  34  56  78"),
    NATIONAL("06 12 34 56 78 9 0 1"),
};

int main(void) {
  return RUN_ROWS(ISSUERS, has_these_lengths) + RUN_ROWS(CARDS, finds_marked_ranges) +
         RUN_ROWS(ACCOUNTS, finds_marked_ranges) + RUN_ROWS(SSNS, finds_marked_ranges) +
         RUN_ROWS(DEVICES, finds_marked_ranges) + RUN_ROWS(SIDS, finds_marked_ranges) +
         RUN_ROWS(PHONES, finds_marked_ranges) + RUN_ROWS(NATIONAL_PHONES, finds_marked_ranges);
}

/* test_boundaries_names.c: streets, names, numbers of people and accounts at the limits of what a detector
 * takes, and one over. */
#include "canary/detect.h"
#include "marked.h"
#include "rows.h"

#define X10 "xxxxxxxxxx"
#define X50 X10 X10 X10 X10 X10
#define X100 X50 X50

static const struct marked_row STREETS[] = {
    {"12 St", detect_street},
    {"<<\xD1\x83"
     "\xD0\xBB"
     "\xD0\xB8"
     "\xD1\x86"
     "\xD0\xB0"
     " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1>>",
     detect_street},
    {"\xD1\x83"
     "\xD0\xBB"
     "\xD0\xB8"
     "\xD1\x86"
     "\xD0\xB0"
     " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1",
     detect_street},
    {"\xE5\x8C\xBA"
     "\xE7\xA5\x9E"
     "\xE5\x8D\x97"
     "<<1>>-2-3",
     detect_street},
    {"\xE5\x8C\xBA"
     "<<1>>-2",
     detect_street},
    {"\xE5\x8C\xBA"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xE5\x8D\x97"
     "<<1>>-2",
     detect_street},
    {"\xE5\x8C\xBA"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xE5\x8D\x97"
     "1-2",
     detect_street},
    {"Markt 5, 20095 HAmburg", detect_street},
    {"in <<SW1A 2AA>>", detect_street},
    {"C1 2AB", detect_street},
    {"Xstrasse 5", detect_street},
    {"<<Abstrasse 5>>", detect_street},
    {"<<K utca 5>>", detect_street},
    {"<<5       \xD1>>\x83\xD0\xBB\xD0\xB8\xD1\x86\xD0\xB0", detect_street},
    {"5        \xD1\x83\xD0\xBB\xD0\xB8\xD1\x86\xD0\xB0", detect_street},
};

static const struct marked_row NAMES[] = {
    {"<<\xE5\xBC\xA0"
     "\xE4\xB8\x80"
     ">>",
     detect_person},
    {"<<\xE5\xBC\xA0"
     "\xE9\xBF\xBF"
     ">>",
     detect_person},
    {"\xE5\xBC\xA0"
     "\xEA\x80\x80"
     "",
     detect_person},
    {"\xE5\xBC\xA0"
     "\xE4\xB7\xBF"
     "",
     detect_person},
    {"<<\xE5\xBC\xA0"
     "\xE3\x81\x80"
     ">>",
     detect_person},
    {"<<\xE5\xBC\xA0"
     "\xE3\x83\xBF"
     ">>",
     detect_person},
    {"\xE5\xBC\xA0"
     "\xE3\x80\xBF"
     "",
     detect_person},
    {"\xE5\xBC\xA0"
     "\xE3\x84\x80"
     "",
     detect_person},
    {"<<\xE5\xBC\xA0"
     "\xE3\x80\x85"
     ">>",
     detect_person},
    {"<<\xEA\xB9\x80"
     "\xEA\xB0\x80"
     "\xED\x9E\xA3"
     ">>",
     detect_person},
    {"\xEA\xB9\x80"
     "\xEA\xB0\x80"
     "\xED\x9E\xA4"
     "",
     detect_person},
    {"\xEA\xB9\x80"
     "\xEA\xB0\x80"
     "\xEA\xAF\xBF"
     "",
     detect_person},
    {"<<\xE5\xBC\xA0"
     "\xE4\xB8\x89"
     ">>/x",
     detect_person},
    {"<<\xC3\x80"
     "lice Jone\xC5\xBF"
     ">>",
     detect_person},
    {"<<\xD0\x81"
     "\xD0\xB2"
     "\xD0\xB0"
     " \xD0\xAF"
     "\xD0\xBA"
     "\xD0\xBE"
     "\xD0\xB2"
     ">>",
     detect_person},
    {"<<\xD0\x81"
     "\xD0\xB2"
     "\xD0\xB0"
     " \xD0\xAF"
     "\xD0\xBE"
     "\xD0\xB2"
     ">>",
     detect_person},
    {"\xD0\x81"
     "\xD0\xB2"
     " \xD0\xAF"
     "\xD0\xBA"
     "\xD0\xBE"
     "\xD0\xB2"
     "",
     detect_person},
    {"\xD0\x81"
     "\xD0\xB2"
     "\xD0\xB0"
     " \xD1\x8F"
     "\xD0\xBA"
     "\xD0\xBE"
     "\xD0\xB2"
     "",
     detect_person},
    {"\xD0\x80"
     "\xD0\xB2"
     "\xD0\xB0"
     " \xD0\xAF"
     "\xD0\xBA"
     "\xD0\xBE"
     "\xD0\xB2"
     "",
     detect_person},
    {"<<\xD0\x81"
     "\xD0\x80"
     "\xD1\x9F"
     " \xD0\xAF"
     "\xD0\xBA"
     "\xD0\xBE"
     "\xD0\xB2"
     ">>",
     detect_person},
    {"\xD0\x81"
     "\xD1\xA0"
     "\xD0\xB1"
     " \xD0\xAF"
     "\xD0\xBA"
     "\xD0\xBE"
     "\xD0\xB2"
     "",
     detect_person},
    {"<<\xCE\x86"
     "\xCF\xBF"
     "\xCD\xB0"
     " \xCE\xAB"
     "\xCE\xBD"
     "\xCE\xBD"
     "\xCE\xAF"
     "\xCE\xB4"
     "\xCE\xB7"
     "\xCF\x82"
     ">>",
     detect_person},
    {"\xCE\x86"
     "\xCD\xAF"
     "\xCE\xB1"
     " \xCE\xAB"
     "\xCE\xBD"
     "\xCE\xBD"
     "\xCE\xAF"
     "\xCE\xB4"
     "\xCE\xB7"
     "\xCF\x82"
     "",
     detect_person},
    {"\xCE\x86"
     "\xCE\xBD"
     "\xCE\xBD"
     "\xCE\xB1"
     " \xCE\xAC"
     "\xCE\xBD"
     "\xCE\xBD"
     "\xCE\xAF"
     "\xCE\xB4"
     "\xCE\xB7"
     "\xCF\x82"
     "",
     detect_person},
    {"\xCE\x85"
     "\xCE\xBD"
     "\xCE\xBD"
     "\xCE\xB1"
     " \xCE\xAB"
     "\xCE\xBD"
     "\xCE\xBD"
     "\xCE\xAF"
     "\xCE\xB4"
     "\xCE\xB7"
     "\xCF\x82"
     "",
     detect_person},
    {"\xD0\x81"
     "\xD0\xB2"
     "\xD0\xB0"
     " \xD0\xAF"
     "\xD0\xBA"
     "",
     detect_person},
    {"x <<\xD9\x85"
     "\xD8\xAD"
     "\xD9\x85"
     "\xD8\xAF"
     ">>",
     detect_person},
    {"<<\xD7\xA9"
     "\xD7\xA8"
     "\xD7\x94"
     ">> x",
     detect_person},
    {"\xD9\x85"
     "\xD8\xAD"
     "\xD9\x85"
     "\xD8\xAF"
     "\xD9\x85"
     "",
     detect_person},
    {"Alice 'Brien", detect_person},
    {"<<Alice O'Brien>>", detect_person},
    {"<<Alice Da'Vis>>", detect_person},
};

/* Each is at the limit of one check: a first digit, a month, a check digit of 10. */
static const struct marked_row NATIONAL[] = {
    {"<<32602120406206>>", detect_national_id},   {"209714280611", detect_national_id},
    {"<<117107/5620>>", detect_national_id},      {"QQ781860Z", detect_national_id},
    {"781810/5922", detect_national_id},          {"1491320041994", detect_national_id},
    {"7561122711311", detect_national_id},        {"<<204-230-122>>", detect_national_id},
    {"<<18211221110>>", detect_national_id},      {"<<2739 60825 4>>", detect_national_id},
    {"<<1090508426511>>", detect_national_id},    {"<<7560113031031>>", detect_national_id},
    {"<<121205212285020>>", detect_national_id},  {"<<1113122108110926>>", detect_national_id},
    {"<<1909201011099165>>", detect_national_id}, {"0231021QZ", detect_national_id},
    {"FTSYB1126F", detect_national_id},           {"U921421209", detect_national_id},
    {"92604077122", detect_national_id},          {"12164810310", detect_national_id},
    {"21074112460", detect_national_id},          {"28604126055", detect_national_id},
    {"0307 11051 7", detect_national_id},         {"190807608326", detect_national_id},
    {"<<X6496822N>>", detect_national_id},        {"2040782168104", detect_national_id},
    {"9482122264241", detect_national_id},        {"110306-0711063", detect_national_id},
    {"20812053018526", detect_national_id},       {"<<073-180-853>>", detect_national_id},
    {"<<82212110916>>", detect_national_id},      {"<<080-074-180>>", detect_national_id},
    {"<<6251 41076 0>>", detect_national_id},     {"1516102503394729", detect_national_id},
    {"<<1112220650180>>", detect_national_id},    {"<<1950120503142>>", detect_national_id},
    {"<<8031204774801>>", detect_national_id},    {"<<8394903252411>>", detect_national_id},
    {"<<2139222812111>>", detect_national_id},    {"<<7160 1154 7240>>", detect_national_id},
    {"<<1412122904510505>>", detect_national_id}, {"<<QQ781860A>>", detect_national_id},
    {"<<QQ781860D>>", detect_national_id},        {"QQ781860E", detect_national_id},
    {"1113122108110000", detect_national_id},
};

static const struct marked_row ACCOUNTS[] = {
    {"curl " X100 X100 X50 " -u <<alice:pw>>", detect_credential},
    {"curl " X100 X100 X50 "x"
     " -u alice:pw",
     detect_credential},
    {X100 X100 " curl " X100 " -u <<alice:pw>>", detect_credential},
    {"Bearer    <<aB3dE5gH7>>", detect_credential},
    {"Bearer     aB3dE5gH7", detect_credential},
    {"password    =<<hunter2>>", detect_credential},
    {"password     =hunter2", detect_credential},
    {"user \"<<" X50 X10 "xxxx"
     ">>\"",
     detect_account},
    {"user \"" X50 X10 "xxxxx"
     "\"",
     detect_account},
    {"user=<<" X50 X10 "xxxx"
     ">>",
     detect_account},
    {"user=<<" X50 X10 "xxxx"
     ">>x",
     detect_account},
    {"denied for user <<" X50 X10 "xxxx"
     ">>x",
     detect_account},
    {"<<" X50 X10 "xxxx"
     ">> is not in the sudoers file",
     detect_account},
    {"x<<" X50 X10 "xxxx"
     ">> is not in the sudoers file",
     detect_account},
};

#define RUN(rows) RUN_ROWS(rows, finds_marked_ranges)

int main(void) { return RUN(STREETS) + RUN(NAMES) + RUN(NATIONAL) + RUN(ACCOUNTS); }

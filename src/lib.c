/* lib.c: the whole library as one translation unit, in which only the functions of the public headers are
 * external.
 *
 * The installed libraries are compiled from this file, and cmake/amalgamate.sh makes the single-file version
 * of it. A program can therefore use names such as json_start or run_of itself. MCPX_PROXY adds mcpx_proxy.h.
 *
 * The files are listed by module, from the lowest to the highest. Files with tables come first in a module.
 */
#ifdef MCPX_PROXY
#define _GNU_SOURCE /* for proxy/system_posix.c; must come before any system header */
#endif

#define MCPX_ONE_UNIT

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Woverlength-strings" /* the phrases are one string literal */
#pragma GCC diagnostic ignored "-Wunused-function"    /* some functions serve only our tools and tests */
#endif

#include "base/base64.c"
#include "base/escape.c"
#include "base/text.c"
#include "base/unicode.c"
#include "base/utf8.c"

#include "json/number.c"
#include "json/reader.c"
#include "json/writer.c"

#include "formats/formats.c"
#include "formats/made_id.c"
#include "formats/release.c"
#include "formats/route.c"

#include "catalog/surroundings.c"

#include "catalog/advice.c"
#include "catalog/catalog.c"
#include "catalog/cause_codes.c"
#include "catalog/causes.c"
#include "catalog/entries.c"
#include "catalog/image_steps.c"
#include "catalog/images.c"

#include "classify/fold.c"
#include "classify/phrases.c"
#include "classify/rules.c"

#include "classify/accept.c"
#include "classify/anchors.c"
#include "classify/answer_advice.c"
#include "classify/answer_json.c"
#include "classify/candidates.c"
#include "classify/cause_rules.c"
#include "classify/classify.c"
#include "classify/contraction.c"
#include "classify/evidence.c"
#include "classify/follow.c"
#include "classify/grams.c"
#include "classify/image_text.c"
#include "classify/incidents.c"
#include "classify/infer.c"
#include "classify/life.c"
#include "classify/line_entry.c"
#include "classify/line_form.c"
#include "classify/line_frame.c"
#include "classify/line_list.c"
#include "classify/line_matches.c"
#include "classify/line_notice.c"
#include "classify/line_output.c"
#include "classify/line_prose.c"
#include "classify/line_question.c"
#include "classify/line_recovery.c"
#include "classify/line_role.c"
#include "classify/line_shape.c"
#include "classify/line_stance.c"
#include "classify/line_success.c"
#include "classify/line_survey.c"
#include "classify/line_text.c"
#include "classify/line_time.c"
#include "classify/line_verdict.c"
#include "classify/lives.c"
#include "classify/log.c"
#include "classify/log_advice.c"
#include "classify/log_json.c"
#include "classify/match.c"
#include "classify/normalize.c"
#include "classify/quiet.c"
#include "classify/rules_json.c"
#include "classify/scan.c"
#include "classify/server_name.c"
#include "classify/unknown.c"

/* Tables of static arrays come before those who read them. */
#include "canary/national_id.c"

#include "canary/blocked.c"
#include "canary/canary.c"
#include "canary/detect.c"
#include "canary/detect_address.c"
#include "canary/detect_credential.c"
#include "canary/detect_freeform.c"
#include "canary/detect_joined.c"
#include "canary/detect_key_text.c"
#include "canary/detect_machine.c"
#include "canary/detect_mail.c"
#include "canary/detect_name.c"
#include "canary/detect_national_id.c"
#include "canary/detect_network.c"
#include "canary/detect_number.c"
#include "canary/detect_path.c"
#include "canary/detect_person.c"
#include "canary/detect_phone.c"
#include "canary/detect_secret.c"
#include "canary/detect_street.c"
#include "canary/detectors.c"
#include "canary/extent.c"
#include "canary/key_names.c"
#include "canary/names.c"
#include "canary/places.c"
#include "canary/redact.c"
#include "canary/safe_names.c"
#include "canary/top_domains.c"
#include "canary/unmask.c"
#include "canary/unmask_coded.c"

#include "check/fields.c"

#include "check/check.c"
#include "check/complete.c"
#include "check/consistency.c"
#include "check/duplicates.c"
#include "check/emit.c"
#include "check/findings.c"
#include "check/findings_json.c"
#include "check/fleet.c"
#include "check/key.c"
#include "check/personal_data.c"
#include "check/pieces.c"
#include "check/proxy_canary.c"
#include "check/proxy_rules.c"
#include "check/read.c"
#include "check/schema.c"
#include "check/schema_example.c"
#include "check/suggest.c"
#include "check/syntax.c"
#include "check/value.c"

#include "filter/advise.c"
#include "filter/redact_json.c"
#include "filter/request.c"
#include "filter/request_hints.c"
#include "filter/request_parser.c"
#include "filter/respond.c"

#ifdef MCPX_PROXY
#include "proxy/counts.c"
#include "proxy/counts_saved.c"
#include "proxy/docker.c"
#include "proxy/docker_find.c"
#include "proxy/isolation.c"
#include "proxy/strict_tree.c"
#include "proxy/system_posix.c"
#include "proxy/system_windows.c"
/* The last file, since it redefines true and false. */
#include "cJSON.c"
#endif

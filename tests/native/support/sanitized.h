/* sanitized.h: whether the address sanitizer slows every call down. It looks at how memory is used, so the
 * tests of many texts give it a part of them; the other builds check every answer. */
#ifndef TEST_SANITIZED_H
#define TEST_SANITIZED_H

/* gcc defines a macro, clang has a feature. */
#ifndef __has_feature
#define __has_feature(name) 0
#endif

#if defined __SANITIZE_ADDRESS__ || __has_feature(address_sanitizer)
enum { SANITIZED_STEP = 4 };
#else
enum { SANITIZED_STEP = 1 };
#endif

#endif

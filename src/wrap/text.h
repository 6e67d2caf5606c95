/* text: what needs Unicode's data, with ICU. SPDX-License-Identifier: MIT
 *
 * Every function is safe to call from several threads at once. */
#ifndef WRAP_TEXT_H
#define WRAP_TEXT_H

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* For comparing names as people do: NFC of the full case folding, blanks collapsed. ASCII takes a short way. */
struct str text_fold(struct arena *, struct str);

/* A name for files and ids (EPUB-RULES 1.3): NFKD, marks dropped, lower-case, runs outside [a-z0-9] to "-", trimmed, at most
 * CAP bytes (cut at a "-" where one is near). Letters that NFKD does not take apart are spelled out ("ß" is "ss", "ø" is "o").
 * Empty where nothing is left, e.g. for Chinese. */
struct str text_slug(struct arena *, struct str, size_t cap);

/* How a lower-case letter that Unicode does not take apart is written in ASCII ("ß" is "ss"); NULL if it is none of these. */
const char *text_ascii_letter(uint32_t code);

/* NFC of the text; ASCII and text that is NFC already is given back uncopied. */
struct str text_nfc(struct arena *, struct str);

/* Converts BYTES from CHARSET (an IANA name or alias) to UTF-8; bad sequences become U+FFFD and are counted. False if the
 * charset is not known. A BOM is dropped. Names mean what they mean on the web (Encoding Standard, 4.2): ISO-8859-1 is
 * windows-1252. */
bool text_decode(struct arena *, struct str bytes, struct str charset, struct str *utf8, size_t *bad);

/* A date as readers of LANGUAGE write it, as exact as it is: "5 March 2024", "März 2024", "2024年3月5日". Digits are those of
 * the language's own default, the calendar is the Gregorian one; never more exact than a day. "en" by itself is English of the
 * world, day first; a language without data gets ISO 8601. "" for no date. */
struct str text_date(struct arena *, struct date, struct str language);

/* A date by a strftime-like FORMAT in LANGUAGE: %Y %y %m %d %e %j %B %b %A %a %V %G %H %M %% and %q (quarter). Unknown
 * letters are kept as they are. Numbers are in ASCII digits; names of months have the form they have in a date if there is a
 * day (%d, %e), else that by themselves. */
struct str text_format_date(struct arena *, struct date, struct str format, struct str language);

/* A language tag in its usual spelling: "en_US" and "EN-us" give "en-US", "zh-hant" "zh-Hant". False if it is no
 * well-formed BCP 47 tag with a language subtag of two or three letters; "english" is false. */
bool text_language(struct arena *, struct str tag, struct str *normal);

/* Has ICU data for the language TAG? */
bool text_knows_language(struct str tag);

/* The name of the language TAG in LANGUAGE: "German", "Deutsch", "日本語"; TAG itself where it is not known. */
struct str text_language_name(struct arena *, struct str tag, struct str language);

/* The scripts of the letters of TEXT, each once: "Devanagari, Han". Signs of no script count only where there is nothing else. */
struct str text_scripts(struct arena *, struct str text);

/* <0, 0, >0 in the order that dictionaries of LANGUAGE use; ties in the order of bytes. */
struct text_collator;
struct text_collator *text_collator_new(struct str language);
void text_collator_free(struct text_collator *);
int  text_collate(const struct text_collator *, struct str, struct str);

/* A host name in its ASCII form (IDNA); false if it has none. */
bool text_host_ascii(struct arena *, struct str host, struct str *ascii);

#endif

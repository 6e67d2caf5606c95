/* config_value: one value of sheaf.yaml, checked. SPDX-License-Identifier: MIT
 *
 * Internal to config.c: the functions that its tables name. Each checks the value of one key, and either sets the field or
 * adds a config-value diagnostic and leaves the field as it is. */
#ifndef READ_CONFIG_VALUE_H
#define READ_CONFIG_VALUE_H

#include "read/config.h"

#include "base/value.h"

struct loading {                /* one sheaf.yaml on its way in */
    struct config *config;
    struct arena *mem;
    const char *path;
    struct str bytes;
    const char **lines; size_t nlines;  /* where each line of it begins */
    struct diag *diag;
};

struct setting {                /* one key of it with its value */
    const struct loading *in;
    const struct key *key;
    const struct value *value;
    void *field;
};

struct choice {
    const char *name;
    unsigned value;
};

struct key {
    const char *name;
    void (*set)(const struct setting *);
    size_t at;                  /* of its field in struct config or struct bundle */
    const struct choice *choices;
};

/* What a value of a fixed list may be; a NULL name ends each. */
extern const struct choice every_choices[], sort_choices[], sections_choices[], split_choices[], undated_choices[],
    device_choices[], toggle_choices[], compression_choices[], color_choices[], animation_choices[];

/* The type of the field is in brackets. */
void set_text(const struct setting *);          /* [struct str] blanks collapsed, not empty */
void set_located(const struct setting *);       /* [struct located] as written */
void set_choice(const struct setting *);        /* [enum] of key->choices */
void set_flag(const struct setting *);          /* [bool] of key->choices */
void set_word(const struct setting *);          /* [struct str] a name of key->choices */
void set_count(const struct setting *);         /* [unsigned long] from 1 */
void set_quality(const struct setting *);       /* [uint32_t] 10 to 100 */
void set_box(const struct setting *);           /* [struct image_wishes] max_width and max_height: "1072x1448", "1600" */
void set_volumes(const struct setting *);       /* [unsigned long] auto, or from 1 */
void set_language(const struct setting *);      /* [struct str] BCP 47 */
void set_zone(const struct setting *);          /* [int] minutes */
void set_site(const struct setting *);          /* [struct str] */
void set_modified(const struct setting *);      /* [struct str] RFC 3339 in UTC */
void set_folder(const struct setting *);        /* [struct str] joined with the configuration's */
void set_cache(const struct setting *);         /* [struct str] the same, or "none" */
void set_style(const struct setting *);         /* [struct str] */
void set_css(const struct setting *);           /* [struct str] a path */
void set_people(const struct setting *);        /* [struct str] joined by "; " */
void set_people_file(const struct setting *);   /* [const struct value *] a map, from a YAML or JSON file beside it */
void set_indexes(const struct setting *);       /* [unsigned] INDEX_ bits */
void set_articles(const struct setting *);
void set_statics(const struct setting *);

/* Adds "KEY: WHAT" at the value's place. */
void setting_complain(const struct setting *, const char *what);

/* Leading and trailing blanks off, runs of them to one; control characters count as blanks. */
struct str config_collapse(struct arena *, struct str);

#endif

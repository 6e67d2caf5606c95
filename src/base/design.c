/* design: what the cover of a book that is drawn looks like. SPDX-License-Identifier: MIT */
#include "base/design.h"

static const struct design designs[] = {
#define DESIGN(NAME, name, shows, text) { name, text, DESIGN_##shows },
#include "base/designs.h"
#undef DESIGN
};

const struct design *
design_at(size_t i)
{
    return i < sizeof designs / sizeof *designs ? &designs[i] : NULL;
}

const struct design *
design_find(struct str name)
{
    for (size_t i = 0; i < sizeof designs / sizeof *designs; i++)
        if (str_eqc(name, designs[i].name))
            return &designs[i];
    return NULL;
}

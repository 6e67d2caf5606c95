/* toml: TOML 1.0 documents as values, with toml++. SPDX-License-Identifier: MIT */
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0

extern "C" {
#include "wrap/toml.h"
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

constexpr int DEEPEST = 64;

struct loader {
    arena *mem;
    uint32_t line;              /* added to line numbers */
};

void fill(const loader &, const toml::node &, value *, int depth);

void
place(const loader &l, const toml::source_region &region, uint32_t *line, uint32_t *col)
{
    *line = static_cast<uint32_t>(region.begin.line) + l.line;
    *col = static_cast<uint32_t>(region.begin.column);
}

str
copy(const loader &l, std::string_view text)
{
    return arena_str(l.mem, str{ text.data(), text.size() });
}

/* ---- scalars --------------------------------------------------------------------------------------------------------- */

str
date_text(const loader &l, const toml::date &d)
{
    return arena_printf(l.mem, "%04u-%02u-%02u", unsigned{ d.year }, unsigned{ d.month }, unsigned{ d.day });
}

str
time_text(const loader &l, const toml::time &t)
{
    return arena_printf(l.mem, "%02u:%02u:%02u", unsigned{ t.hour }, unsigned{ t.minute }, unsigned{ t.second });
}

/* "2024-03-05T10:00:00+01:00"; without an offset it is local time. */
str
date_time_text(const loader &l, const toml::date_time &dt)
{
    str date = date_text(l, dt.date), time = time_text(l, dt.time);
    int minutes = dt.offset ? int{ dt.offset->minutes } : 0, size = minutes < 0 ? -minutes : minutes;

    if (!dt.offset)
        return arena_printf(l.mem, "%.*sT%.*s", static_cast<int>(date.len), date.at, static_cast<int>(time.len), time.at);
    return arena_printf(l.mem, "%.*sT%.*s%c%02d:%02d", static_cast<int>(date.len), date.at, static_cast<int>(time.len), time.at,
        minutes < 0 ? '-' : '+', size / 60, size % 60);
}

str
scalar_text(const loader &l, const toml::node &n)
{
    if (const auto *s = n.as_string())
        return copy(l, s->get());
    if (const auto *i = n.as_integer())
        return arena_printf(l.mem, "%lld", static_cast<long long>(i->get()));
    if (const auto *f = n.as_floating_point())
        return arena_printf(l.mem, "%.15g", f->get());
    if (const auto *b = n.as_boolean())
        return b->get() ? str{ "true", 4 } : str{ "false", 5 };
    if (const auto *d = n.as_date())
        return date_text(l, d->get());
    if (const auto *t = n.as_time())
        return time_text(l, t->get());
    if (const auto *dt = n.as_date_time())
        return date_time_text(l, dt->get());
    return str{ "", 0 };
}

/* ---- tables ---------------------------------------------------------------------------------------------------------- */

struct member {
    const toml::key *key;
    const toml::node *node;
};

bool
stands_before(const member &a, const member &b)
{
    const auto &x = a.key->source().begin, &y = b.key->source().begin;

    return x.line != y.line ? x.line < y.line : x.column < y.column;
}

/* toml++ keeps keys by name; people wrote them in an order. */
void
fill_table(const loader &l, const toml::table &table, value *v, int depth)
{
    std::vector<member> members;

    for (auto it = table.cbegin(); it != table.cend(); ++it)
        members.push_back({ &it->first, &it->second });
    std::stable_sort(members.begin(), members.end(), stands_before);
    v->kind = VALUE_MAP;
    v->n = members.size();
    v->keys = static_cast<value_key *>(arena_zalloc(l.mem, (v->n + 1) * sizeof *v->keys));
    v->items = static_cast<value *>(arena_zalloc(l.mem, (v->n + 1) * sizeof *v->items));
    for (size_t i = 0; i < v->n; i++) {
        v->keys[i].text = copy(l, members[i].key->str());
        place(l, members[i].key->source(), &v->keys[i].line, &v->keys[i].col);
        fill(l, *members[i].node, &v->items[i], depth + 1);
    }
}

void
fill_array(const loader &l, const toml::array &array, value *v, int depth)
{
    v->kind = VALUE_LIST;
    v->items = static_cast<value *>(arena_zalloc(l.mem, (array.size() + 1) * sizeof *v->items));
    for (const toml::node &item : array)
        fill(l, item, &v->items[v->n++], depth + 1);
}

void
fill(const loader &l, const toml::node &n, value *v, int depth)
{
    place(l, n.source(), &v->line, &v->col);
    if (depth > DEEPEST)
        return;
    if (const auto *table = n.as_table()) {
        fill_table(l, *table, v, depth);
    } else if (const auto *array = n.as_array()) {
        fill_array(l, *array, v, depth);
    } else {
        v->kind = VALUE_SCALAR;
        v->quoted = n.is_string();
        v->text = scalar_text(l, n);
    }
}

} // namespace

extern "C" struct value *
value_from_toml(struct arena *mem, struct str text, uint32_t line, struct toml_problem *problem)
{
    loader l = { mem, line };
    toml::parse_result result = toml::parse(std::string_view(text.at ? text.at : "", text.len));
    value *v;

    if (!result) {
        place(l, result.error().source(), &problem->line, &problem->col);
        problem->what = arena_cstr(mem, copy(l, result.error().description()));
        return nullptr;
    }
    v = static_cast<value *>(arena_zalloc(mem, sizeof *v));
    fill(l, result.table(), v, 0);
    return v;
}

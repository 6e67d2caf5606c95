/* template_liquid: conditions, loops, includes and links of Liquid, Nunjucks, Hexo and Go. SPDX-License-Identifier: MIT
 *
 * Nothing is computed. Of a condition the first branch stays, of a loop nothing; both are told. */
#include "read/template_part.h"

#include "base/url.h"

static const struct shape case_shape;

static struct token *
mate_of(struct template *t, const struct token *token)
{
    return token->mate == TEMPLATE_NONE ? NULL : &t->tokens[token->mate];
}

/* `{%- if x -%}` alone on its line takes the line with it. */
static void
drop_line(struct template *t, const struct token *token)
{
    size_t end = token->end;
    bool is_trimmed = token->end - token->start > 4 && t->text.at[token->start + 2] == '-' && t->text.at[token->end - 3] == '-';

    if (!is_trimmed || !token->begins_line || !token->ends_line || token->prefix.len)
        return;
    while (end < t->text.len && t->text.at[end] != '\n')
        end++;
    template_skip(t, end + 1);
}

static void
tell(struct template *t, const struct token *token)
{
    template_drop(t, token, token->family == FAMILY_LIQUID ? "tag" : "template call", token->call.written);
}

static void
handle_if(struct template *t, struct token *token)
{
    if (token->role != ROLE_CLOSE)
        tell(t, token);
    drop_line(t, token);
}

static void
handle_loop(struct template *t, struct token *token)
{
    struct token *end = token->role == ROLE_OPEN ? mate_of(t, token) : NULL;

    if (token->role != ROLE_CLOSE)
        tell(t, token);
    if (end)
        template_skip(t, end->end);
    drop_line(t, end ? end : token);
}

static void
handle_branch(struct template *t, struct token *token)
{
    struct token *owner = mate_of(t, token), *end = owner ? mate_of(t, owner) : NULL;

    if (end && owner->shape->handle == case_shape.handle && !owner->has_branch)
        owner->has_branch = true;
    else if (end)
        template_skip(t, end->start);
    drop_line(t, token);
}

static void
handle_case(struct template *t, struct token *token)
{
    handle_if(t, token);
}

static const struct shape case_shape = { " case switch ", 0, SHAPE_ENDED, handle_case, NULL };

/* Texts that are given a name can stand where the name does. */
static void
handle_assign(struct template *t, struct token *token)
{
    const struct call *call = &token->call;
    struct str *value;

    if (token->role == ROLE_OPEN) {
        handle_loop(t, token);
        return;
    }
    drop_line(t, token);
    if (token->role == ROLE_CLOSE)
        return;
    if (call->nargs != 1 || !call->args[0].name.len || !call->args[0].quoted) {
        tell(t, token);
        return;
    }
    value = ARENA_NEW(t->mem, struct str);
    *value = call->args[0].value;
    *map_slot(&t->assigned, call->args[0].name) = value;
}

/* What stands between raw tags is copied. */
static void
handle_raw(struct template *t, struct token *token)
{
    size_t end = token->end;

    if (!token->in_code || !token->begins_line || !token->ends_line) {
        drop_line(t, token);
        return;
    }
    while (end < t->text.len && t->text.at[end] != '\n')
        end++;
    template_skip(t, end + 1);
}

static void
handle_comment(struct template *t, struct token *token)
{
    const struct token *end = mate_of(t, token);

    if (end)
        template_skip(t, end->end);
}

/* What is included is never read; its name and parameters may say what it shows. */
static void
handle_include(struct template *t, struct token *token)
{
    struct call call = token->call;
    struct token shown = *token;

    if (!call.nargs || call.args[0].name.len) {
        tell(t, token);
        return;
    }
    shown.call = (struct call){ call_plain_name(t->mem, call.args[0].value), call.args[0].value, call.args + 1, call.nargs - 1,
        false };
    shown.family = FAMILY_HUGO;         /* includes are named like shortcodes, not like Liquid's own tags */
    shown.shape = shape_find(FAMILY_HUGO, &shown.call);
    shown.family = token->family;
    shown.role = ROLE_ALONE;
    if (shown.shape->flags & SHAPE_CODE)
        template_drop(t, token, "tag", call.args[0].value);
    else
        shown.shape->handle(t, &shown);
}

static struct str
without_date(struct str name)
{
    return name.len > 11 && char_is_digit(name.at[0]) && name.at[4] == '-' && name.at[7] == '-' && name.at[10] == '-'
        ? str_from(name, 11) : name;
}

/* `{% post_url x %}`, `{% link _posts/x.md %}`, `{% post_link x "title" %}`; Hexo's `{% link text address %}`. */
static void
handle_link(struct template *t, struct token *token)
{
    struct str target = call_get(&token->call, "", 0), second = call_get(&token->call, "", 1);

    if (!target.len) {
        tell(t, token);
        return;
    }
    if (url_is_web(second) || url_is_web(target))
        emit_link(t, token, url_is_web(second) ? second : target, target);
    else
        emit_target(t, token, token->shape->more, target, second.len ? second : without_date(call_plain_name(t->mem, target)));
}

static void
handle_plain_drop(struct template *t, struct token *token)
{
    if (token->role != ROLE_CLOSE)
        tell(t, token);
    drop_line(t, token);
}

enum { LIQUID = 1u << FAMILY_LIQUID, CALL = 1u << FAMILY_CALL };

const struct shape liquid_shapes[] = {
    { " if unless ifchanged with filter block each ", 0, SHAPE_ENDED, handle_if, NULL },
    { " elsif elif elseif else when ", 0, SHAPE_BRANCH, handle_branch, NULL },
    { " case switch ", LIQUID, SHAPE_ENDED, handle_case, NULL },
    { " for range tablerow foreach asyncEach macro define capture ", 0, SHAPE_ENDED, handle_loop, NULL },
    { " assign set ", LIQUID, 0, handle_assign, NULL },
    { " raw verbatim rawblock ", LIQUID, SHAPE_CODE, handle_raw, NULL },
    { " comment ", LIQUID, SHAPE_CODE, handle_comment, NULL },
    { " include include-relative include-cached render partial ", LIQUID, 0, handle_include, NULL },
    { " post-url post-link post-path ", LIQUID, 0, handle_link, "post" },
    { " link ", LIQUID, 0, handle_link, "link" },
    { " asset-link asset-path ", LIQUID, 0, handle_link, "asset" },
    { " extends import from cycle increment decrement echo break continue ", LIQUID, 0, handle_plain_drop, NULL },
    { " template partial ", CALL, 0, handle_plain_drop, NULL },
    { NULL, 0, 0, NULL, NULL },
};

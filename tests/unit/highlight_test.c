/* highlight: code by class. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/pages.h"

#include "html/passes.h"

/* The code CODE of LANGUAGE with "[k:…]" for <span class="hl-k">…</span>. */
static struct str
lexed(struct pages *p, const char *language, const char *code)
{
    struct arena *mem = &p->mem;
    struct node *pre = node_element(mem, TAG_PRE, 0), *inner = node_element(mem, TAG_CODE, 0);
    struct buf out;
    struct str text;

    pages_set(p, 0, "");
    node_set_attr(mem, inner, "class", arena_printf(mem, "language-%s", language));
    node_append(inner, node_text(mem, str_of(code), 0));
    node_append(pre, inner);
    node_append(p->r[0].root, pre);
    pass_highlight(&p->r[0]);
    buf_init(&out);
    for (const struct node *n = inner->first; n; n = n->next) {
        if (n->tag == TAG_TEXT)
            buf_add(&out, n->text);
        else
            buf_addf(&out, "[%.*s:%.*s]", STR_ARG(str_from(node_attr(n, "class"), 3)), STR_ARG(n->first->text));
    }
    text = buf_take(&out, mem);
    buf_release(&out);
    return text;
}

TEST(each_language_has_its_words_comments_and_strings)
{
    static const struct { const char *language, *code, *want; } cases[] = {
        { "c", "#include <a.h>\nint f; // x\nreturn \"a\\\"b\" + '\"';",
            "[k:#include] <a.h>\n[t:int] f; [c:// x]\n[k:return] [s:\"a\\\"b\"] + [s:'\"'];" },
        { "c", "/* a\nb */x", "[c:/* a]\n[c:b */]x" },
        { "sh", "if [ $# = 0 ]; then echo \"# no\"; fi # yes", "[k:if] [ $# = 0 ]; [k:then] [t:echo] [s:\"# no\"]; [k:fi] [c:# yes]" },
        { "python", "def f(): return None # c", "[k:def] f(): [k:return] [t:None] [c:# c]" },
        { "py", "'''a\n'b''' + 'c'", "[s:'''a]\n[s:'b'''] + [s:'c']" },
        { "JavaScript", "let a = `x\ny`; // b", "[k:let] a = [s:`x]\n[s:y`]; [c:// b]" },
        { "go", "func f() error { return `a` }", "[k:func] f() [t:error] { [k:return] [s:`a`] }" },
        { "rust", "fn f<'a>(x: &'a str) { 'b' } /* /* */ */", "[k:fn] f<'a>(x: &'a [t:str]) { [s:'b'] } [c:/* /* */ */]" },
        { "yaml", "- a b: \"c: d\" # e\n  http://x#y", "- a b: [s:\"c: d\"] [c:# e]\n  http://x#y" },
        { "yaml", "key: true\n- name: x", "[t:key]: [t:true]\n- [t:name]: x" },
        { "json", "{\"a\": [\"b\", null]}", "{[t:\"a\"]: [[s:\"b\"], [t:null]]}" },
        { "html", "a<!-- b --><p c=\"d\">e</p>",
            "a[c:<!-- b -->][k:<p] [t:c]=[s:\"d\"][k:>]e[k:</p>]" },
        { "css", "p{color:red}/* x */", "p{[t:color]:red}[c:/* x */]" },
        { "diff", "+a\n-b\n c\n", "[k:+a]\n[c:-b]\n c\n" },
        { "console", "$ ls\na.md\n", "[k:$ ls]\na.md\n" },
        { "sql", "SELECT 1 -- c", "[k:SELECT] 1 [c:-- c]" },
        { "no-such-language", "if x", "if x" },
        { "c", "\"open\nnext", "[s:\"open]\nnext" },    /* a string ends with its line */
        { "c", "/* open", "[c:/* open]" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pages p;
        pages_init(&p);
        CHECK_STR(lexed(&p, cases[i].language, cases[i].code), cases[i].want);
        pages_release(&p);
    }
}

/* Whatever it is given, nothing of the text is lost or added. */
TEST(no_text_is_lost)
{
    static const char *const languages[] = { "c", "sh", "python", "js", "rust", "yaml", "toml", "json", "html", "css", "diff",
        "ruby" };
    static const char signs[] = "ab:='\"`/*<>-#{}[]$@\\\n \t\xC3\xA9";
    char code[400];
    unsigned state = 1;

    for (int round = 0; round < 200; round++) {
        struct pages p;
        struct str before, after;
        for (size_t i = 0; i + 1 < sizeof code; i++)
            code[i] = signs[(state = state * 1103515245 + 12345) / 65536 % (sizeof signs - 1)];
        code[sizeof code - 1] = '\0';
        pages_init(&p);
        lexed(&p, languages[round % 12], code);
        before = str_of(code);
        after = node_text_of(&p.mem, p.r[0].root, false);
        CHECK(str_eq(before, after));
        pages_release(&p);
    }
}

TEST(marked_up_code_stays_as_it_is)
{
    struct pages p;

    pages_init(&p);
    pages_set(&p, 0, "<pre><code class=\"language-c\">int <b>x</b></code></pre><p>if</p>");
    pass_highlight(&p.r[0]);
    CHECK_STR(pages_tree(&p, 0), "<pre><code class=\"language-c\">int <b>x</b></code></pre><p>if</p>");
    pages_release(&p);
}

TESTS(CASE(each_language_has_its_words_comments_and_strings), CASE(no_text_is_lost), CASE(marked_up_code_stays_as_it_is))

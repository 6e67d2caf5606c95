/* xhtml: the frame of every XHTML file of a book. SPDX-License-Identifier: MIT */
#include "base/xhtml.h"

#include "base/xml.h"

static void
link_sheet(struct buf *out, struct str href, const char *name)
{
    buf_adds(out, "<link rel=\"stylesheet\" type=\"text/css\" href=\"");
    for (size_t i = 0; i < href.len; i++)
        if (href.at[i] == '/')
            buf_adds(out, "../");
    buf_addf(out, "css/%s\"/>\n", name);
}

void
xhtml_open(struct buf *out, struct str href, struct str title, struct str language, const char *dir, bool has_own_sheet)
{
    buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                  "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    xml_attr(out, "lang", language);
    xml_attr(out, "xml:lang", language);
    xml_attr(out, "dir", str_of(dir));
    buf_adds(out, ">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>");
    xml_text(out, title);
    buf_adds(out, "</title>\n");
    link_sheet(out, href, "sheaf.css");
    if (has_own_sheet)
        link_sheet(out, href, "own.css");
    /* The style sheet mirrors its margins by class: attribute selectors are more than some readers know (EPUB-RULES 8.1). */
    buf_addf(out, "</head>\n<body%s>\n", str_eqc(str_of(dir), "rtl") ? " class=\"rtl\"" : "");
}

void
xhtml_close(struct buf *out)
{
    buf_adds(out, "</body>\n</html>\n");
}

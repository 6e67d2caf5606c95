/* codes: every diagnostic the program can give. SPDX-License-Identifier: MIT
 *
 * CODE(NAME, "name", severity, "what it means and what becomes of the article"). Names are stable: scripts match them.
 * The README's table holds the same rows (a test compares them). Keep in order of name. */
#ifdef CODE
CODE(ARTICLE_EMPTY,     "article-empty",     WARNING, "the article has no text; it is left out")
CODE(ARTICLE_UNREADABLE, "article-unreadable", ERROR, "the source cannot be read or is no text; it is left out")
CODE(CONFIG_KEY,        "config-key",        ERROR,   "the configuration has an unknown key")
CODE(CONFIG_SYNTAX,     "config-syntax",     ERROR,   "the configuration is no valid YAML")
CODE(CONFIG_VALUE,      "config-value",      ERROR,   "a value of the configuration has a wrong type or cannot be used")
CODE(COVER_FONT,        "cover-font",        WARNING, "no font of the machine has some letters of the cover: there are boxes")
CODE(COVER_MISSING,     "cover-missing",     WARNING, "the cover cannot be drawn or made to fit; the book has none")
CODE(CSS_DROPPED,       "css-dropped",       WARNING, "a part of a style sheet that a book cannot hold was taken out")
CODE(CSS_RISK,          "css-risk",          NOTE,    "a style sheet has what some readers stumble over; it is kept")
CODE(CSS_SYNTAX,        "css-syntax",        WARNING, "a part of a style sheet that cannot be read was taken out")
CODE(DATE_AMBIGUOUS,    "date-ambiguous",    WARNING,
    "a date such as 01/02/2024 may be read in two ways; that of the file's name counts, else none")
CODE(DATE_INVALID,      "date-invalid",      WARNING, "a date cannot be read; that of the file's name counts, else none")
CODE(DATE_MISMATCH,     "date-mismatch",     NOTE,    "front matter and file name name different days; front matter wins")
CODE(DUPLICATE,         "duplicate",         WARNING, "the article is in the archive twice; the later one is left out")
CODE(ENCODING,          "encoding",          WARNING,
    "the text is not UTF-8; it is read as the encoding named, bad bytes are replaced")
CODE(FILE_CHANGED,      "file-changed",      ERROR,   "a file changed while the book was made")
CODE(FRONT_MATTER,      "front-matter",      WARNING,
    "the front matter cannot be read or its form is not supported; the text is kept")
CODE(FRONT_MATTER_KEY,  "front-matter-key",  WARNING, "a key of the front matter stands twice or has a value of a wrong type")
CODE(IMAGE_ALT,         "image-alt",         NOTE,    "an image has no alternative text, or one that says nothing")
CODE(IMAGE_DAMAGED,     "image-damaged",     WARNING, "an image is cut off; what is there of it is shown")
CODE(IMAGE_DRAWING,     "image-drawing",     NOTE,    "an SVG lost something when it became a picture, or stays a drawing")
CODE(IMAGE_MISSING,     "image-missing",     WARNING, "a local image was not found; its alternative text stands for it")
CODE(IMAGE_OUTSIDE,     "image-outside",     WARNING, "an image lies outside the archive; its alternative text stands for it")
CODE(IMAGE_REMOTE,      "image-remote",      WARNING, "an image is on the web; its alternative text and a link stand for it")
CODE(IMAGE_TYPE,        "image-type",        WARNING,
    "an image is damaged or of a type that books cannot hold; its alternative text stands for it")
CODE(INDEX_FAILED,      "index-failed",      ERROR,
    "`sheaf index` has nowhere to keep the index; searches read the articles instead")
CODE(INPUT_UNREADABLE,  "input-unreadable",  ERROR,   "a file or folder cannot be read")
CODE(LANGUAGE_INVALID,  "language-invalid",  WARNING, "a language is no BCP 47 tag; the book's language is used")
CODE(LEFT_OUT,          "left-out",          NOTE,
    "the source says that it is a draft, unpublished, expired or no article; it is left out")
CODE(LINK_DEAD,         "link-dead",         WARNING, "a link leads to no article and no web address; its text is kept")
CODE(LINK_ONLY,         "link-only",         WARNING, "a list has links without their texts; they are left out, nothing is fetched")
CODE(LINK_OUTSIDE,      "link-outside",      WARNING,
    "a link leads to an article that is not in this book and has no web address; its text is kept")
CODE(LINK_SCHEME,       "link-scheme",       WARNING, "a link has a scheme that books cannot hold; its text is kept")
CODE(MARKUP_BROKEN,     "markup-broken",     WARNING, "an entry of a feed or export is damaged; what can be read of it is kept")
CODE(MARKUP_DROPPED,    "markup-dropped",    WARNING, "an element that books cannot hold was taken out or replaced by a link")
CODE(NOTE_MISSING,      "note-missing",      WARNING, "a note reference has no note; it stays as text")
CODE(NOTE_UNUSED,       "note-unused",       WARNING, "a note has no reference; it stands at the end of the article")
CODE(OUTPUT_CLASH,      "output-clash",      ERROR,   "two books of the run would have the same name; nothing is written")
CODE(OUTPUT_FAILED,     "output-failed",     ERROR,   "a book cannot be written; what was there before is untouched")
CODE(REDONE,            "redone",            NOTE,    "with --explain: why a chapter was made and not taken from the last book")
CODE(SELECTION_EMPTY,   "selection-empty",   ERROR,   "no article is in the selection")
CODE(SELECTION_SYNTAX,  "selection-syntax",  ERROR,   "an option or expression of the selection cannot be read")
CODE(TEMPLATE_DROPPED,  "template-dropped",  WARNING,
    "template code was taken out: its program is not run; what stood between its tags stays")
CODE(TEXT_INVALID,      "text-invalid",      WARNING, "characters that XML cannot hold were taken out")
CODE(TITLE_GUESSED,     "title-guessed",     WARNING, "the article has no title; one was made from its text or file name")
CODE(TITLE_MISSING,     "title-missing",     WARNING, "the book has no title; the name of its folder is used")
CODE(VOLUME_LARGE,      "volume-large",      WARNING, "a volume is larger than `volumes` says; it is written all the same")
#endif

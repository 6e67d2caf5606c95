/* svg_names: the elements and attributes of SVG 1.1 that a book may hold. SPDX-License-Identifier: MIT
 *
 * Taken from the schema that epubcheck 4.2.6 uses (epub-svg-30.rnc): each pair of element and attribute below passes it. */
#include "html/svg_names.h"

#include <string.h>

enum {                          /* groups of attributes */
    CORE = 1, LOOK = 2, GRAPHICS = 4, PAINT = 8, TYPE = 16, MARKERS = 32, STOPS = 64, VIEWPORT = 128, PLACE = 256, SIZE = 512,
    MOVE = 1024, LINK = 2048, RESULT = 4096, INPUT = 8192, BOX = 16384,
    CONTAINER = CORE | LOOK | GRAPHICS | PAINT | TYPE | MARKERS | STOPS | VIEWPORT,
    DRAWN = CORE | LOOK | GRAPHICS | PAINT | MOVE,
    STEP = CORE | RESULT | PLACE | SIZE,
    PRESENTATION = LOOK | GRAPHICS | PAINT | TYPE | MARKERS | STOPS | VIEWPORT
};

enum { ANY = SVG_STRUCTURE | SVG_SHAPE | SVG_TEXT | SVG_USE | SVG_IMAGE | SVG_STYLE | SVG_RESOURCE };

static const struct svg_element elements[] = {
    { "svg", SVG_STRUCTURE, ANY, CONTAINER | PLACE | SIZE | BOX, "version", "", false },
    { "g", SVG_STRUCTURE, ANY, CONTAINER | MOVE, "", "", false },
    { "defs", SVG_STRUCTURE, ANY, CONTAINER | MOVE, "", "", false },
    { "symbol", SVG_STRUCTURE, ANY, CONTAINER | BOX, "", "", false },
    { "use", SVG_USE, 0, CONTAINER | PLACE | SIZE | MOVE | LINK, "", "xlink:href", false },
    { "path", SVG_SHAPE, 0, DRAWN | MARKERS, "d pathLength", "d", false },
    { "rect", SVG_SHAPE, 0, DRAWN | PLACE | SIZE, "rx ry", "width height", false },
    { "circle", SVG_SHAPE, 0, DRAWN, "cx cy r", "r", false },
    { "ellipse", SVG_SHAPE, 0, DRAWN, "cx cy rx ry", "rx ry", false },
    { "line", SVG_SHAPE, 0, DRAWN | MARKERS, "x1 y1 x2 y2", "", false },
    { "polyline", SVG_SHAPE, 0, DRAWN | MARKERS, "points", "points", false },
    { "polygon", SVG_SHAPE, 0, DRAWN | MARKERS, "points", "points", false },
    { "text", SVG_TEXT, SVG_SPAN | SVG_TEXT_PATH, DRAWN | TYPE | PLACE,
        "dx dy rotate textLength lengthAdjust writing-mode", "", true },
    { "tspan", SVG_SPAN, SVG_SPAN, (DRAWN & ~MOVE) | TYPE | PLACE, "dx dy rotate textLength lengthAdjust", "", true },
    { "textPath", SVG_TEXT_PATH, SVG_SPAN, (DRAWN & ~MOVE) | TYPE | LINK, "startOffset method spacing textLength lengthAdjust",
        "xlink:href", true },
    { "linearGradient", SVG_RESOURCE, SVG_STOP, CORE | LOOK | STOPS | LINK,
        "x1 y1 x2 y2 gradientUnits gradientTransform spreadMethod", "", false },
    { "radialGradient", SVG_RESOURCE, SVG_STOP, CORE | LOOK | STOPS | LINK,
        "cx cy r fx fy gradientUnits gradientTransform spreadMethod", "", false },
    { "stop", SVG_STOP, 0, CORE | LOOK | STOPS, "offset", "offset", false },
    { "clipPath", SVG_RESOURCE, SVG_SHAPE | SVG_TEXT | SVG_USE, DRAWN | TYPE, "clipPathUnits", "", false },
    { "mask", SVG_RESOURCE, ANY, CONTAINER | PLACE | SIZE, "maskUnits maskContentUnits", "", false },
    { "pattern", SVG_RESOURCE, ANY, CONTAINER | PLACE | SIZE | LINK | BOX,
        "patternUnits patternContentUnits patternTransform", "", false },
    { "marker", SVG_RESOURCE, ANY, CONTAINER | BOX, "refX refY markerWidth markerHeight markerUnits orient", "", false },
    { "image", SVG_IMAGE, 0, CORE | LOOK | GRAPHICS | PLACE | SIZE | MOVE | LINK, "preserveAspectRatio", "width height xlink:href",
        false },
    { "filter", SVG_RESOURCE, SVG_FILTER_STEP, CORE | LOOK | PLACE | SIZE,
        "filterUnits primitiveUnits color-interpolation-filters", "", false },
    { "feBlend", SVG_FILTER_STEP, 0, STEP | INPUT, "in2 mode", "in2", false },
    { "feColorMatrix", SVG_FILTER_STEP, 0, STEP | INPUT, "values type", "", false },
    { "feComponentTransfer", SVG_FILTER_STEP, SVG_FUNCTION, STEP | INPUT, "", "", false },
    { "feFuncR", SVG_FUNCTION, 0, CORE, "type tableValues slope intercept amplitude exponent offset", "type", false },
    { "feFuncG", SVG_FUNCTION, 0, CORE, "type tableValues slope intercept amplitude exponent offset", "type", false },
    { "feFuncB", SVG_FUNCTION, 0, CORE, "type tableValues slope intercept amplitude exponent offset", "type", false },
    { "feFuncA", SVG_FUNCTION, 0, CORE, "type tableValues slope intercept amplitude exponent offset", "type", false },
    { "feComposite", SVG_FILTER_STEP, 0, STEP | INPUT, "in2 operator k1 k2 k3 k4", "in2", false },
    { "feFlood", SVG_FILTER_STEP, 0, STEP | LOOK, "flood-color flood-opacity", "", false },
    { "feGaussianBlur", SVG_FILTER_STEP, 0, STEP | INPUT, "stdDeviation", "", false },
    { "feMerge", SVG_FILTER_STEP, SVG_MERGE_NODE, STEP, "", "", false },
    { "feMergeNode", SVG_MERGE_NODE, 0, CORE | INPUT, "", "", false },
    { "feMorphology", SVG_FILTER_STEP, 0, STEP | INPUT, "operator radius", "", false },
    { "feOffset", SVG_FILTER_STEP, 0, STEP | INPUT, "dx dy", "", false },
    { "feTile", SVG_FILTER_STEP, 0, STEP | INPUT, "", "", false },
    { "feTurbulence", SVG_FILTER_STEP, 0, STEP, "baseFrequency numOctaves seed stitchTiles type", "", false },
    { "style", SVG_STYLE, 0, 0, "type", "", true },
};

/* Values as a list with blanks between them; NULL: any text. */
static const struct {
    const char *name;
    unsigned group;             /* 0: of single elements */
    const char *values;
} attributes[] = {
    { "id", CORE, NULL },
    { "xml:space", CORE, "default preserve" },
    { "class", LOOK, NULL },
    { "style", LOOK, NULL },
    { "color", LOOK, NULL },
    { "clip-path", GRAPHICS, NULL },
    { "clip-rule", GRAPHICS, "nonzero evenodd inherit" },
    { "display", GRAPHICS, "none inline block inherit" },
    { "fill-opacity", GRAPHICS, NULL },
    { "filter", GRAPHICS, NULL },
    { "mask", GRAPHICS, NULL },
    { "opacity", GRAPHICS, NULL },
    { "shape-rendering", GRAPHICS, "auto crispEdges geometricPrecision optimizeSpeed inherit" },
    { "stroke-opacity", GRAPHICS, NULL },
    { "text-rendering", GRAPHICS, "auto geometricPrecision optimizeLegibility optimizeSpeed inherit" },
    { "visibility", GRAPHICS, "visible hidden collapse inherit" },
    { "fill", PAINT, NULL },
    { "fill-rule", PAINT, "nonzero evenodd inherit" },
    { "stroke", PAINT, NULL },
    { "stroke-dasharray", PAINT, NULL },
    { "stroke-dashoffset", PAINT, NULL },
    { "stroke-linecap", PAINT, "butt round square inherit" },
    { "stroke-linejoin", PAINT, "miter round bevel inherit" },
    { "stroke-miterlimit", PAINT, NULL },
    { "stroke-width", PAINT, NULL },
    { "alignment-baseline", TYPE, "auto middle central hanging baseline alphabetic ideographic mathematical" },
    { "baseline-shift", TYPE, NULL },
    { "dominant-baseline", TYPE, "auto middle central hanging alphabetic ideographic mathematical" },
    { "font-family", TYPE, NULL },
    { "font-size", TYPE, NULL },
    { "font-style", TYPE, "normal italic oblique inherit" },
    { "font-variant", TYPE, "normal small-caps inherit" },
    { "font-weight", TYPE, "normal bold bolder lighter 100 200 300 400 500 600 700 800 900 inherit" },
    { "letter-spacing", TYPE, NULL },
    { "text-anchor", TYPE, "start middle end inherit" },
    { "text-decoration", TYPE, NULL },
    { "word-spacing", TYPE, NULL },
    { "marker-end", MARKERS, NULL },
    { "marker-mid", MARKERS, NULL },
    { "marker-start", MARKERS, NULL },
    { "stop-color", STOPS, NULL },
    { "stop-opacity", STOPS, NULL },
    { "overflow", VIEWPORT, "visible hidden scroll auto inherit" },
    { "flood-color", VIEWPORT, NULL },
    { "flood-opacity", VIEWPORT, NULL },
    { "x", PLACE, NULL },
    { "y", PLACE, NULL },
    { "width", SIZE, NULL },
    { "height", SIZE, NULL },
    { "transform", MOVE, NULL },
    { "xlink:href", LINK, NULL },
    { "viewBox", BOX, NULL },
    { "preserveAspectRatio", BOX, NULL },
    { "result", RESULT, NULL },
    { "color-interpolation-filters", RESULT, "auto sRGB linearRGB inherit" },
    { "in", INPUT, NULL },
    { "version", 0, "1.0 1.1" },
    { "lengthAdjust", 0, "spacing spacingAndGlyphs" },
    { "writing-mode", 0, "lr-tb rl-tb tb-rl lr rl tb inherit" },
    { "method", 0, "align stretch" },
    { "spacing", 0, "auto exact" },
    { "gradientUnits", 0, "userSpaceOnUse objectBoundingBox" },
    { "spreadMethod", 0, "pad reflect repeat" },
    { "clipPathUnits", 0, "userSpaceOnUse objectBoundingBox" },
    { "maskUnits", 0, "userSpaceOnUse objectBoundingBox" },
    { "maskContentUnits", 0, "userSpaceOnUse objectBoundingBox" },
    { "patternUnits", 0, "userSpaceOnUse objectBoundingBox" },
    { "patternContentUnits", 0, "userSpaceOnUse objectBoundingBox" },
    { "markerUnits", 0, "strokeWidth userSpaceOnUse" },
    { "filterUnits", 0, "userSpaceOnUse objectBoundingBox" },
    { "primitiveUnits", 0, "userSpaceOnUse objectBoundingBox" },
    { "mode", 0, "normal multiply screen darken lighten" },
    { "operator", 0, "over in out atop xor arithmetic erode dilate" },
    { "stitchTiles", 0, "stitch noStitch" },
    { "type", 0,
        "matrix saturate hueRotate luminanceToAlpha identity table discrete linear gamma fractalNoise turbulence text/css" },
};

static bool
is_in_list(struct str word, const char *list)
{
    struct str rest = str_of(list), item;

    while (str_cut(&rest, ' ', &item))
        if (str_eq(word, item))
            return true;
    return false;
}

const struct svg_element *
svg_element_find(const char *name)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (elements[i].name[0] == name[0] && strcmp(elements[i].name, name) == 0)
            return &elements[i];
    return NULL;
}

/* "none" or one of nine places, then perhaps "meet" or "slice". */
static bool
is_aspect_ratio(struct str value)
{
    struct str rest = str_trim(value), align = STR_NONE, more = STR_NONE;

    str_cut(&rest, ' ', &align);
    more = str_trim(rest);
    if (more.len && !is_in_list(more, "meet slice"))
        return false;
    return is_in_list(align, "none xMinYMin xMidYMin xMaxYMin xMinYMid xMidYMid xMaxYMid xMinYMax xMidYMax xMaxYMax");
}

bool
svg_attribute_is_allowed(const struct svg_element *e, const char *name, struct str value)
{
    bool own = is_in_list(str_of(name), e->own);

    if (strcmp(name, "preserveAspectRatio") == 0 && !is_aspect_ratio(value))
        return false;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        if (attributes[i].name[0] != name[0] || strcmp(attributes[i].name, name) != 0)
            continue;
        if (!own && !(attributes[i].group & e->groups))
            return false;
        return !attributes[i].values || is_in_list(str_trim(value), attributes[i].values);
    }
    return own;
}

/* Presentation attributes, and what exists only in style sheets. */
bool
svg_property_is_allowed(struct str name)
{
    if (is_in_list(name, "font white-space mix-blend-mode isolation paint-order vector-effect"))
        return true;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if ((attributes[i].group & PRESENTATION) && str_eqc(name, attributes[i].name))
            return attributes[i].group != LOOK || str_eqc(name, "color");
    return false;
}

struct str
svg_id(struct arena *mem, struct str id)
{
    char *out = arena_alloc(mem, id.len + 3);
    size_t n = 0;

    if (id.len == 0 || (!char_is_alpha(id.at[0]) && id.at[0] != '_')) {
        out[n++] = 'i';
        out[n++] = '-';
    }
    for (size_t i = 0; i < id.len; i++)
        out[n++] = char_is_alnum(id.at[i]) || str_chr(STR("_-."), id.at[i], 0) != STR_NPOS ? id.at[i] : '_';
    out[n] = '\0';
    return (struct str){ out, n };
}

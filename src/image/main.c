/* main: sheaf-image, the program that decodes pictures nobody vouches for. SPDX-License-Identifier: MIT
 *
 * It converts pictures; as "sheaf-image draw" it makes pictures of cleaned SVG with the fonts of the machine, and decodes nothing
 * that sheaf did not write.
 *
 * It reads requests (base/message.h) from standard input and answers each on standard output, until its input ends. A request
 * has "picture", the bytes of a file, and says what to make of it: "to" (jpg or png), "max-width", "max-height" and "pixels"
 * (limits), "bytes", "quality", "grey", "flatten" (base/image_fit.h); or "to" is tile, with its "width" and "height": a part of the
 * picture as bytes that say how light each pixel is. The answer has "picture", "width" and "height", or "error". It opens no
 * file, talks to nobody else, and has little memory and time for each picture: what goes wrong goes wrong here. */
#include "image/convert.h"
#include "image/sandbox.h"
#include "image/serve.h"

static void
convert(void *draws, struct str request, struct buf *answer)
{
    (draws ? convert_drawing : convert_picture)(request, answer);
}

int
main(int argc, char **argv)
{
    bool draws = argc > 1 && str_eqc(str_of(argv[1]), "draw");

    if (serve_is_alone("sheaf-image", "pictures must be converted"))
        return 2;
    sandbox_limit();
    if (convert_init(argv[0], draws) < 0)
        return 3;
    sandbox_close(draws);
    serve(convert, draws ? &draws : NULL);
}

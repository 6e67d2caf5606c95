/* cover_main: sheaf-cover, the program that draws the fronts of books. SPDX-License-Identifier: MIT
 *
 * It reads requests (image/cover.h) from standard input and answers each on standard output, until its input ends. It uses the
 * fonts of the machine and decodes nothing. It stands apart from sheaf-image, whose libraries take longer to load than ten covers
 * to be drawn. */
#include "image/cover.h"
#include "image/quiet.h"
#include "image/sandbox.h"
#include "image/serve.h"

static void
draw(void *studio, struct str request, struct buf *answer)
{
    cover_draw(studio, request, answer);
}

int
main(void)
{
    if (serve_is_alone("sheaf-cover", "a cover must be drawn"))
        return 2;
    sandbox_limit();
    quiet_libraries();
    sandbox_close(true);
    serve(draw, studio_new());
}

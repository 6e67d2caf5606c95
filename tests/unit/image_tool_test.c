/* image_tool_test: programs that draw come and go. SPDX-License-Identifier: MIT
 *
 * cat(1) stands for them: it answers each question with itself, which is no picture. */
#define _XOPEN_SOURCE 700
#include "base/image_tool.h"

#include "unit/check.h"
#include "unit/folder.h"

#include <unistd.h>

static bool
draw(struct image_tool *t)
{
    struct image_drawing drawing = { .design = "contours", .title = STR("A title"), .language = STR("en") };
    struct str made, unknown;
    const char *what = NULL;
    uint32_t width, height;
    struct arena mem;
    bool is_drawn;

    arena_init(&mem);
    is_drawn = image_tool_draw(t, &mem, &drawing, &made, &width, &height, &unknown, &what);
    arena_release(&mem);
    return is_drawn;
}

TEST(after_a_rest_another_one_is_started)
{
    struct folder folder;
    struct image_tool *t;
    bool is_linked;

    folder_open(&folder);
    is_linked = symlink("/bin/cat", "sheaf-image") == 0 && symlink("/bin/cat", "sheaf-cover") == 0;
    CHECK(is_linked);
    t = image_tool_new("./sheaf-image");
    CHECK(image_tool_draws_covers(t));
    alarm(20);                          /* who waits for one that is gone waits for ever */
    image_tool_expect_cover(t);
    image_tool_rest(t);
    CHECK(!draw(t));
    image_tool_rest(t);
    image_tool_rest(t);
    CHECK(!draw(t));
    alarm(0);
    image_tool_free(t);
    folder_close(&folder);
}

TESTS(CASE(after_a_rest_another_one_is_started))

/* quiet: what GLib and the libraries on it would say on standard error. SPDX-License-Identifier: MIT */
#include "image/quiet.h"

#include "base/image_tool.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

/* What is wrong with a picture is in the answer. Only one thing that is told here ends the program: GLib is out of memory. */
static void
say_nothing(const char *domain, GLogLevelFlags level, const char *text, void *context)
{
    (void)domain, (void)context;
    if ((level & G_LOG_FLAG_FATAL) && strstr(text, "allocate"))
        _exit(IMAGE_TOOL_NO_MEMORY);
}

void
quiet_libraries(void)
{
    g_log_set_default_handler(say_nothing, NULL);
}

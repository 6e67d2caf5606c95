/* main: the program hands its arguments to cli/. SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "cli/commands.h"

#include <stdlib.h>

/* Nothing here asks for local time, but libzip keeps the times of entries in it, looking up the zone for each; and an hour that
 * summer time leaves out does not come back as it went in. */
int
main(int argc, char **argv)
{
    setenv("TZ", "UTC0", 1);
    mem_keep();
    return cli_main(argc, argv);
}

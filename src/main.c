/* main: the program hands its arguments to cli/. SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "cli/commands.h"

#include <stdlib.h>

/* Nothing here asks for local time, but libzip makes it of the times that it is given; what it makes is not used
 * (wrap/pack_part.c), so it need not look for the zone of the machine. */
int
main(int argc, char **argv)
{
    setenv("TZ", "UTC0", 1);
    mem_keep();
    return cli_main(argc, argv);
}

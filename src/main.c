/* main: the program hands its arguments to cli/. SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "cli/commands.h"

int
main(int argc, char **argv)
{
    mem_keep();
    return cli_main(argc, argv);
}

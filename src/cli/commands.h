/* commands: what the words after `sheaf` do. SPDX-License-Identifier: MIT */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

/* Runs the program: parses ARGV, does the command, gives the exit status. */
int cli_main(int argc, char **argv);

#endif

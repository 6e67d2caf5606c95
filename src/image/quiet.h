/* quiet: what GLib and the libraries on it would say on standard error. SPDX-License-Identifier: MIT */
#ifndef IMAGE_QUIET_H
#define IMAGE_QUIET_H

/* From here on they say nothing; out of memory, the program ends with IMAGE_TOOL_NO_MEMORY. */
void quiet_libraries(void);

#endif

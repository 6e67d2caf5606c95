/* version: of the program, for what it writes into books. SPDX-License-Identifier: MIT
 *
 * The same as SHEAF_VERSION of sheaf.h, which inner layers cannot include (a test compares them). */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define VERSION "0.1.0"

#endif

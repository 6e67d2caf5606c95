/* message: named values in a row of bytes, as sheaf and sheaf-image send them to each other. SPDX-License-Identifier: MIT
 *
 * On the wire a message is its length, four bytes with the highest first, and its fields, each "NAME LENGTH\n" and the bytes of
 * its value. Names stand in any number and order; what a reader does not know it skips. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { MESSAGE_HEAD = 4, MESSAGE_MOST = 1 << 28 };     /* bytes of the length; the most that a message may hold */

void message_begin(struct buf *);                       /* empties it */
void message_add(struct buf *, const char *name, struct str value);
void message_add_number(struct buf *, const char *name, uint64_t value);
void message_end(struct buf *);                         /* sets the length: now it can be sent */

/* The length that HEAD (MESSAGE_HEAD bytes) announces. */
uint32_t message_length(const char *head);

/* Cuts the next field from the front of REST, what follows the head; false at the end, and where it makes no sense. */
bool message_next(struct str *rest, struct str *name, struct str *value);

/* The first value called NAME, or an empty one; as a number, or 0. */
struct str message_get(struct str message, const char *name);
uint64_t message_number(struct str message, const char *name);

#endif

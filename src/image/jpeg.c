/* jpeg: pixels to a JPEG, with libjpeg. SPDX-License-Identifier: MIT
 *
 * Codes that fit the picture (optimize_coding) would make it a fifth smaller and take six times as long. */
#include "image/jpeg.h"

#include "base/image_tool.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <jpeglib.h>

enum { PIECE = 1 << 16, ROWS = 16 };

struct sink {
    struct jpeg_destination_mgr base;
    struct buf *out;
};

static void
give_room(j_compress_ptr jpeg)
{
    struct sink *sink = (struct sink *)jpeg->dest;

    sink->base.next_output_byte = (JOCTET *)buf_extend(sink->out, PIECE);
    sink->base.free_in_buffer = PIECE;
}

/* Called when all the room is taken, whatever free_in_buffer says. */
static boolean
take_piece(j_compress_ptr jpeg)
{
    give_room(jpeg);
    return TRUE;
}

static void
end(j_compress_ptr jpeg)
{
    struct sink *sink = (struct sink *)jpeg->dest;

    sink->out->len -= sink->base.free_in_buffer;
}

static void
give_up(j_common_ptr jpeg)
{
    (void)jpeg;
    _exit(IMAGE_TOOL_NO_MEMORY);
}

/* As bright as they look. */
static void
make_grey(const struct color *from, JSAMPLE *to, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = (JSAMPLE)((from[i].r * 77 + from[i].g * 150 + from[i].b * 29 + 128) >> 8);
}

/* Colours are half as fine as light, as is usual: what is drawn here looks the same, and is smaller and sooner made. */
static void
set_up(j_compress_ptr jpeg, const struct canvas *c, bool grey, int quality)
{
    jpeg->image_width = (JDIMENSION)c->width;
    jpeg->image_height = (JDIMENSION)c->height;
    jpeg->input_components = grey ? 1 : 3;
    jpeg->in_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, quality, TRUE);
}

static void
write_rows(j_compress_ptr jpeg, const struct canvas *c, JSAMPLE *greys)
{
    JSAMPROW rows[ROWS];

    for (int y = 0; y < c->height;) {
        int n = c->height - y < ROWS ? c->height - y : ROWS;
        for (int i = 0; i < n; i++) {
            struct color *row = &c->at[(size_t)(y + i) * (size_t)c->width];
            rows[i] = greys ? &greys[(size_t)i * (size_t)c->width] : (JSAMPROW)row;
            if (greys)
                make_grey(row, rows[i], c->width);
        }
        y += (int)jpeg_write_scanlines(jpeg, rows, (JDIMENSION)n);
    }
}

void
jpeg_write(const struct canvas *c, bool grey, int quality, struct buf *out)
{
    struct sink sink = { { .init_destination = give_room, .empty_output_buffer = take_piece, .term_destination = end }, out };
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    JSAMPLE *greys = grey ? mem_zalloc((size_t)c->width * ROWS) : NULL;

    jpeg.err = jpeg_std_error(&errors);
    errors.error_exit = give_up;
    jpeg_create_compress(&jpeg);
    jpeg.dest = &sink.base;
    set_up(&jpeg, c, grey, quality);
    jpeg_start_compress(&jpeg, TRUE);
    write_rows(&jpeg, c, greys);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    free(greys);
}

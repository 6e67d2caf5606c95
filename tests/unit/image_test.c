/* image_test: base/image. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/image.h"
#include "base/image_svg.h"

#define BYTES(literal) image_inspect((struct str){ literal, sizeof(literal) - 1 })

static bool
is(struct image_info i, enum image_type type, uint32_t width, uint32_t height)
{
    return i.type == type && i.width == width && i.height == height && !i.damaged;
}

#define PNG_HEAD "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0Km)\xDC"
#define PNG_END "\0\0\0\0IDATxxxx\0\0\0\0IEND\xAE\x42\x60\x82"

TEST(png)
{
    CHECK(is(BYTES(PNG_HEAD PNG_END), IMAGE_PNG, 8, 8));
    CHECK(!BYTES(PNG_HEAD PNG_END).animated && !BYTES(PNG_HEAD PNG_END).cut_off);
    CHECK(BYTES(PNG_HEAD "\0\0\0\xFFIDATxxxxxxxx").cut_off && !BYTES(PNG_HEAD "\0\0\0\xFFIDATxxxxxxxx").damaged);
    CHECK(BYTES(PNG_HEAD "\0\0\0\x08" "acTL\0\0\0\x02\0\0\0\0xxxx" PNG_END).animated);
    CHECK(BYTES("\x89PNG\r\n\x1A\n").damaged);
    CHECK(BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x09\x08\x02\0\0\0Km)\xDC" PNG_END).damaged);  /* wrong CRC */
    CHECK(BYTES(PNG_HEAD).damaged);
    CHECK(BYTES(PNG_HEAD "\0\0\0\0IEND\xAE\x42\x60\x82").damaged);   /* no image data */
}

#define JPEG_SCAN "\xFF\xDA\0\4ab"

TEST(jpeg)
{
    CHECK(is(BYTES("\xFF\xD8\xFF\xE0\0\4ab\xFF\xFF\xC2\0\x0B\x08\1\2\3\4\1\1\x11\0" JPEG_SCAN), IMAGE_JPEG, 0x304, 0x102));
    CHECK(is(BYTES("\xFF\xD8\xFF\xE0\0\4abjunk\xFF\xC0\0\x0B\x08\0\2\0\4\1\1\x11\0" JPEG_SCAN), IMAGE_JPEG, 4, 2));
    CHECK(BYTES("\xFF\xD8\xFF\xC0\0\x0B\x08\0\2\0\4\1\1\x11\0").damaged);             /* cut off before the scan */
    CHECK(BYTES("\xFF\xD8\xFF\xC3\0\x0B\x08\0\2\0\4\1\1\x11\0" JPEG_SCAN).damaged);   /* lossless */
    CHECK(BYTES("\xFF\xD8\xFF\xC0\0\x0B\x08\0\0\0\4\1\1\x11\0" JPEG_SCAN).damaged);   /* no height */
    CHECK(BYTES("\xFF\xD8\xFF\xC4\0\4ab" JPEG_SCAN).damaged);
    CHECK(BYTES("\xFF\xD8\xFF\xE0\0\x10JFIF").damaged);
    CHECK(BYTES("\xFF\xD8\xFF\xE0\0\0").damaged);
    CHECK(BYTES("\xFF\xD8\xFF").damaged);
}

#define GIF_HEAD "GIF89a\x03\0\x05\0\x80\0\0rgbRGB"
#define GIF_FRAME "!\xF9\4abcd\0,\0\0\0\0\1\0\1\0\0\2\2ab\0"

TEST(gif)
{
    CHECK(is(BYTES(GIF_HEAD GIF_FRAME ";"), IMAGE_GIF, 3, 5));
    CHECK(!BYTES(GIF_HEAD GIF_FRAME ";").animated);
    CHECK(BYTES(GIF_HEAD GIF_FRAME GIF_FRAME ";").animated);
    CHECK(BYTES(GIF_HEAD ";").damaged);
    CHECK(BYTES("GIF87a").damaged);
}

TEST(webp)
{
    CHECK(is(BYTES("RIFF\x1a\0\0\0WEBPVP8L\r\0\0\0/\x07\x40\1\0\0"), IMAGE_WEBP, 8, 6));
    CHECK(is(BYTES("RIFF\x1a\0\0\0WEBPVP8 \r\0\0\0abc\x9D\x01\x2A\x10\0\x20\0"), IMAGE_WEBP, 16, 32));
    CHECK(is(BYTES("RIFF\x1a\0\0\0WEBPVP8X\r\0\0\0\x02\0\0\0\7\0\0\3\0\0"), IMAGE_WEBP, 8, 4));
    CHECK(BYTES("RIFF\x1a\0\0\0WEBPVP8X\r\0\0\0\x02\0\0\0\7\0\0\3\0\0").animated);
    CHECK(BYTES("RIFF\x1a\0\0\0WEBP").damaged);
}

TEST(others)
{
    CHECK(BYTES("\0\0\0\x1C" "ftypavif\0\0\0\0").type == IMAGE_AVIF);
    CHECK(BYTES("\0\0\0\x1C" "ftypmif1\0\0\0\0mif1avifmiaf").type == IMAGE_AVIF);
    CHECK(is(BYTES("\0\0\0\x10" "ftypheic\0\0\0\0\0\0\0\x14ispe\0\0\0\0\0\0\1\0\0\0\0\x10"), IMAGE_HEIC, 256, 16));
    CHECK(is(BYTES("II*\0\x08\0\0\0\2\0\0\1\3\0\1\0\0\0\5\0\0\0\1\1\4\0\1\0\0\0\7\0\0\0"), IMAGE_TIFF, 5, 7));
    CHECK(BYTES("MM\0*\xFF\xFF\xFF\xFF").damaged);
    CHECK(is(BYTES("BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\4\0\0\0\xFE\xFF\xFF\xFF"), IMAGE_BMP, 4, 2));
    CHECK(BYTES("BMW is a car").damaged);
    CHECK(BYTES("").type == IMAGE_UNKNOWN);
    CHECK(BYTES("<html><img></html>").type == IMAGE_UNKNOWN);
}

TEST(svg)
{
    CHECK(is(BYTES("<svg width='12' height=\"7px\"/>"), IMAGE_SVG, 12, 7));
    CHECK(is(BYTES("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <svg> -->"
        "<!DOCTYPE svg [<!ENTITY a '>'>]>\n<svg viewBox='0 0 1 1'>"), IMAGE_SVG, 0, 0));
    CHECK(is(BYTES("<x:svg width='100%' height='1in'></x:svg>"), IMAGE_SVG, 0, 96));
    CHECK(BYTES("<svg width='1").damaged);
    CHECK(BYTES("<svgfoo>").type == IMAGE_UNKNOWN);
    CHECK(BYTES("<!-- <svg>").type == IMAGE_UNKNOWN);
    CHECK(is(BYTES("<svg data-width='5' title='width=\"6\"'>"), IMAGE_SVG, 0, 0));
}

TEST(lengths)
{
    CHECK(image_css_pixels(STR(" 12 ")) == 12);
    CHECK(image_css_pixels(STR("10mm")) == 38);
    CHECK(image_css_pixels(STR("12.5PX")) == 13);
    CHECK(image_css_pixels(STR("1e3")) == 0);
    CHECK(image_css_pixels(STR("")) == 0);
    CHECK(image_css_pixels(STR("px")) == 0);
    CHECK(image_css_pixels(STR("-4")) == 0);
    CHECK(image_css_pixels(STR("99999999999999999999")) == 0);
}

TEST(types)
{
    CHECK_STR(str_of(image_media_type(IMAGE_JPEG)), "image/jpeg");
    CHECK_STR(str_of(image_extension(IMAGE_SVG)), "svg");
    CHECK(image_is_core(IMAGE_GIF) && !image_is_core(IMAGE_WEBP) && !image_is_core(IMAGE_UNKNOWN));
}

TESTS(CASE(png), CASE(jpeg), CASE(gif), CASE(webp), CASE(others), CASE(svg), CASE(lengths), CASE(types))

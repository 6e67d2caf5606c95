/* image_fit_test: base/image_fit, base/image_strip, base/message. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/image_fit.h"
#include "base/image_strip.h"
#include "base/message.h"

static bool
fits_to(uint32_t w, uint32_t h, uint32_t want_w, uint32_t want_h)
{
    image_fit_size(&w, &h, 2000, 2000, 4000000);
    return w == want_w && h == want_h;
}

static bool
fits_box(uint32_t w, uint32_t h, uint32_t want_w, uint32_t want_h)
{
    image_fit_size(&w, &h, 600, 800, 0);
    return w == want_w && h == want_h;
}

TEST(sizes)
{
    CHECK(fits_to(2000, 2000, 2000, 2000));
    CHECK(fits_to(4000, 3000, 2000, 1500));
    CHECK(fits_to(100, 9000, 22, 2000));
    CHECK(fits_to(1, 100000, 1, 2000));
    CHECK(fits_to(10, 10, 10, 10));
    CHECK(fits_to(0, 10, 0, 10));
    CHECK(fits_box(4000, 3000, 600, 450));
    CHECK(fits_box(3000, 4000, 600, 800));
    CHECK(fits_box(1000, 4000, 200, 800));
    CHECK(fits_box(601, 10, 600, 10));
    CHECK(fits_box(UINT32_MAX, 1, 600, 1));
    CHECK(fits_box(1, UINT32_MAX, 1, 800));
}

TEST(wishes)
{
    struct image_wishes wishes = { .colors = 1 + IMAGE_GREY16, .quality = 40, .max_width = 600, .max_height = 800 };
    struct image_limits limits = image_limits_of(STR("kindle"), &wishes);
    struct image_info turned = { .type = IMAGE_JPEG, .width = 800, .height = 600, .depth = 8, .orientation = 6 };
    struct image_info photograph = { .type = IMAGE_JPEG, .width = 100, .height = 100, .depth = 8 };
    struct image_recipe r = image_fit(&turned, 1000, &limits);

    CHECK(limits.grey == IMAGE_GREY16 && limits.quality == 40 && limits.max_pixels == 0 && !limits.keep_gif);
    CHECK(r.width == 600 && r.height == 800);
    CHECK(image_fit(&photograph, 1000, &limits).type == IMAGE_PNG);
    wishes = (struct image_wishes){ .animation = 2 };
    CHECK(image_limits_of(STR("kobo"), &wishes).keep_animation);
    CHECK(image_limits_of(STR("kobo"), &wishes).max_width == 2000);
}

TEST(drawings_get_enough_pixels)
{
    struct image_recipe r = { .max_width = 2000, .max_height = 2000, .max_pixels = 4000000 };
    uint32_t width = 100, height = 50;

    image_fit_drawing(&width, &height, 0, &r);
    CHECK(width == 200 && height == 100);
    width = 24, height = 12;
    image_fit_drawing(&width, &height, 1000, &r);
    CHECK(width == 1000 && height == 500);
    width = 90000, height = 300;
    image_fit_drawing(&width, &height, 1000, &r);
    CHECK(width == 2000 && height == 7);
    width = 0, height = 300;
    image_fit_drawing(&width, &height, 1000, &r);
    CHECK(width == 0 && height == 300);
}

static struct image_recipe
fit(struct image_info info, uint64_t bytes, const char *device)
{
    struct image_limits limits = image_limits_of(str_of(device), &(struct image_wishes){ 0 });

    return image_fit(&info, bytes, &limits);
}

TEST(what_fits_is_kept)
{
    struct image_info jpeg = { .type = IMAGE_JPEG, .width = 1000, .height = 500, .depth = 8 };

    CHECK(fit(jpeg, 100000, "generic").action == IMAGE_KEEP);
    CHECK(fit(jpeg, 2000000, "generic").action == IMAGE_CONVERT);
    jpeg.has_metadata = true;
    CHECK(fit(jpeg, 100000, "generic").action == IMAGE_STRIP);
    jpeg.orientation = 6;
    CHECK(fit(jpeg, 100000, "generic").action == IMAGE_CONVERT);
    CHECK(fit(jpeg, 100000, "generic").width == 500);
    CHECK(fit(jpeg, 100000, "generic").height == 1000);
}

TEST(devices_differ)
{
    struct image_info png = { .type = IMAGE_PNG, .width = 100, .height = 50, .depth = 8, .has_alpha = true };
    struct image_info gif = { .type = IMAGE_GIF, .width = 100, .height = 50 };

    CHECK(fit(png, 1000, "generic").action == IMAGE_KEEP);
    CHECK(fit(png, 1000, "kobo").action == IMAGE_CONVERT && fit(png, 1000, "kobo").flatten);
    CHECK(fit(gif, 1000, "generic").action == IMAGE_KEEP);
    CHECK(fit(gif, 1000, "kindle").type == IMAGE_PNG);
    gif.animated = true;
    CHECK(fit(gif, 1000, "generic").type == IMAGE_PNG);
    CHECK(fit(gif, 1000, "no such device").type == IMAGE_PNG);
}

TEST(types)
{
    struct image_info webp = { .type = IMAGE_WEBP, .width = 100, .height = 50 };

    CHECK(fit(webp, 1000, "generic").type == IMAGE_JPEG);
    webp.is_lossless = true;
    CHECK(fit(webp, 1000, "generic").type == IMAGE_PNG);
    CHECK(fit((struct image_info){ .type = IMAGE_AVIF, .has_alpha = true }, 1000, "generic").type == IMAGE_PNG);
    CHECK(fit((struct image_info){ .type = IMAGE_AVIF, .has_alpha = true }, 1000, "kobo").type == IMAGE_JPEG);
}

#define BYTES(literal) ((struct str){ literal, sizeof(literal) - 1 })
#define SCAN "\xFF\xC0\0\x0B\x08\0\2\0\4\1\1\x11\0\xFF\xDA\0\4ab12\xFF\0" "3\xFF\xD0" "4\xFF\xD9"

TEST(strip_jpeg)
{
    struct str with = BYTES("\xFF\xD8\xFF\xE0\0\4JF\xFF\xE1\0\x0A" "Exif\0\0xx\xFF\xFE\0\6gps!" SCAN "trailer");
    struct buf out;

    CHECK(image_inspect(with).has_metadata && !image_inspect(with).cut_off);
    CHECK(image_inspect(str_sub(with, 0, with.len - 9)).cut_off);
    buf_init(&out);
    image_strip(&out, IMAGE_JPEG, with);
    CHECK(str_eq(buf_str(&out), BYTES("\xFF\xD8\xFF\xE0\0\4JF" SCAN)));
    CHECK(!image_inspect(buf_str(&out)).has_metadata);
    buf_release(&out);
}

TEST(orientation)
{
    CHECK(image_inspect(BYTES("\xFF\xD8\xFF\xE1\0\x22" "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0" SCAN)).orientation
        == 6);
}

TEST(messages)
{
    struct buf m;
    struct str body;

    buf_init(&m);
    message_begin(&m);
    message_add(&m, "a", BYTES("x\0\ny"));
    message_add_number(&m, "n", 18446744073709551615u);
    message_add(&m, "empty", STR(""));
    message_end(&m);
    body = str_from(buf_str(&m), MESSAGE_HEAD);
    CHECK(message_length(m.at) == body.len);
    CHECK(str_eq(message_get(body, "a"), BYTES("x\0\ny")));
    CHECK(message_number(body, "n") == 18446744073709551615u);
    CHECK(message_get(body, "empty").len == 0);
    CHECK(message_number(body, "none") == 0);
    CHECK(message_get(str_sub(body, 0, 5), "a").len == 0);      /* cut off */
    CHECK(message_get(BYTES("a 99999999999999999999\nx"), "a").len == 0);
    buf_release(&m);
}

TESTS(CASE(sizes), CASE(wishes), CASE(what_fits_is_kept), CASE(devices_differ), CASE(types), CASE(strip_jpeg), CASE(orientation),
    CASE(messages), CASE(drawings_get_enough_pixels))

/* pack_test: the bytes of the zip, and what happens when it cannot be written. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/mem.h"
#include "wrap/pack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct zipped {
    struct arena mem;
    char path[64];
    unsigned char *bytes;
    size_t len;
    const char *what;
    int rc;
};

static const char MIMETYPE[] = "application/epub+zip";

static int
give_text(void *context, struct arena *mem, struct str *bytes)
{
    (void)mem;
    *bytes = str_of(context);
    return 0;
}

static int
give_trouble(void *context, struct arena *mem, struct str *bytes)
{
    (void)context, (void)mem, (void)bytes;
    errno = EACCES;
    return -1;
}

static void
slurp(struct zipped *z)
{
    FILE *f = fopen(z->path, "rb");

    if (!f)
        return;
    fseek(f, 0, SEEK_END);
    z->len = (size_t)ftell(f);
    rewind(f);
    z->bytes = arena_alloc(&z->mem, z->len + 1);
    z->len = fread(z->bytes, 1, z->len, f);
    fclose(f);
}

static void
begin(struct zipped *z)
{
    int fd;

    *z = (struct zipped){ 0 };
    arena_init(&z->mem);
    strncpy(z->path, "/tmp/pack_test.XXXXXX", sizeof z->path - 1);
    fd = mkstemp(z->path);
    if (fd >= 0)
        close(fd);
}

static void
end(struct zipped *z)
{
    unlink(z->path);
    arena_release(&z->mem);
}

static void
write_book(struct zipped *z, int64_t epoch)
{
    struct deflater *d = deflater_new();
    struct deflated type = deflate_store(str_of(MIMETYPE));
    struct deflated text = deflate_bytes(d, DEFLATE_FAST, STR("hello hello hello hello hello hello hello hello hello"));
    struct pack *p = pack_new(z->path, epoch, 2);
    static char picture[] = "no need to deflate";

    pack_add(p, "mimetype", &type);
    pack_add(p, "EPUB/z.xhtml", &text);
    pack_add_later(p, "EPUB/a.png", strlen(picture), deflate_crc(str_of(picture)), give_text, picture);
    z->rc = pack_close(p, &z->mem, &z->what);
    deflated_release(&type);
    deflated_release(&text);
    deflater_free(d);
    slurp(z);
}

static unsigned
u16(const struct zipped *z, size_t at)
{
    return (unsigned)z->bytes[at] | (unsigned)z->bytes[at + 1] << 8;
}

TEST(the_first_bytes_are_those_of_an_epub)
{
    struct zipped z;

    begin(&z);
    write_book(&z, 1711958400);
    CHECK(z.rc == 0);
    CHECK(z.len > 60);
    CHECK(memcmp(z.bytes, "PK\3\4", 4) == 0);
    CHECK(u16(&z, 4) == 10);                            /* version needed */
    CHECK(u16(&z, 6) == 0);                             /* flags: no data descriptor */
    CHECK(u16(&z, 8) == 0);                             /* stored */
    CHECK(u16(&z, 26) == 8);                            /* length of the name */
    CHECK(u16(&z, 28) == 0);                            /* no extra field */
    CHECK(memcmp(z.bytes + 30, "mimetypeapplication/epub+zipPK", 30) == 0);
    end(&z);
}

TEST(times_come_from_utc_and_are_clamped)
{
    static const struct { int64_t epoch; unsigned date, time; } rows[] = {
        { 0, 0x0021, 0x0000 }, { -5, 0x0021, 0x0000 }, { 315532799, 0x0021, 0x0000 }, { 315532800, 0x0021, 0x0000 },
        { 1711958400, 0x5881, 0x4000 }, { 1711958401, 0x5881, 0x4000 }, { INT64_MAX, 0xFF9F, 0xBF7D },
    };

    setenv("TZ", "Asia/Tokyo", 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct zipped z;
        begin(&z);
        write_book(&z, rows[i].epoch);
        CHECK(z.rc == 0);
        CHECK(u16(&z, 10) == rows[i].time);
        CHECK(u16(&z, 12) == rows[i].date);
        end(&z);
    }
}

TEST(entries_keep_their_order_and_come_out_whole)
{
    struct zipped z;
    struct pack_entry *e;
    size_t n;

    begin(&z);
    write_book(&z, 1711958400);
    CHECK(pack_list(&z.mem, z.path, &e, &n) == 0);
    CHECK(n == 3);
    CHECK(strcmp(e[0].name, "mimetype") == 0 && e[0].method == 0);
    CHECK(strcmp(e[1].name, "EPUB/z.xhtml") == 0 && e[1].method == 8 && e[1].stored_size < e[1].bytes.len);
    CHECK_STR(e[1].bytes, "hello hello hello hello hello hello hello hello hello");
    CHECK(strcmp(e[2].name, "EPUB/a.png") == 0 && e[2].method == 0);
    CHECK_STR(e[2].bytes, "no need to deflate");
    end(&z);
}

/* Central headers: versions 10 or 20, Unix, -rw-r--r--, no extra field and no comment, whatever the umask. */
TEST(central_headers_hold_nothing_of_the_machine)
{
    struct zipped z;
    mode_t old = umask(0077);
    size_t at, n = 0;

    begin(&z);
    write_book(&z, 1711958400);
    umask(old);
    CHECK(z.rc == 0 && memcmp(z.bytes + z.len - 22, "PK\5\6", 4) == 0);
    CHECK(u16(&z, z.len - 2) == 0);                     /* no archive comment */
    at = u16(&z, z.len - 6) | (size_t)u16(&z, z.len - 4) << 16;
    for (; memcmp(z.bytes + at, "PK\1\2", 4) == 0; at += 46 + u16(&z, at + 28), n++) {
        CHECK(z.bytes[at + 5] == 3);
        CHECK(u16(&z, at + 6) == 10 || u16(&z, at + 6) == 20);
        CHECK(u16(&z, at + 8) == 0 || u16(&z, at + 8) == 0x0800);
        CHECK(u16(&z, at + 30) == 0 && u16(&z, at + 32) == 0);
        CHECK(u16(&z, at + 40) == 0100644);
    }
    CHECK(n == 3);
    end(&z);
}

TEST(two_runs_give_the_same_bytes)
{
    struct zipped a, b;

    setenv("TZ", "America/New_York", 1);
    begin(&a);
    write_book(&a, 1700000001);
    setenv("TZ", "UTC", 1);
    begin(&b);
    write_book(&b, 1700000001);
    CHECK(a.rc == 0 && a.len == b.len && memcmp(a.bytes, b.bytes, a.len) == 0);
    end(&a);
    end(&b);
}

TEST(a_full_disk_is_reported)
{
    struct zipped z;

    begin(&z);
    unlink(z.path);
    strncpy(z.path, "/dev/full", sizeof z.path - 1);
    if (access(z.path, W_OK) == 0) {
        struct deflated data = deflate_store(str_of(MIMETYPE));
        struct pack *p = pack_new(z.path, 0, 2);
        pack_add(p, "mimetype", &data);
        z.rc = pack_close(p, &z.mem, &z.what);
        deflated_release(&data);
        CHECK(z.rc == -1);
        CHECK_STR(str_of(z.what), "No space left on device");
    }
    arena_release(&z.mem);
}

TEST(a_folder_that_is_not_there_is_reported)
{
    struct zipped z;
    struct deflated data = deflate_store(str_of(MIMETYPE));
    struct pack *p = pack_new("/nonexistent/folder/book", 0, 2);

    arena_init(&z.mem);
    pack_add(p, "mimetype", &data);
    z.rc = pack_close(p, &z.mem, &z.what);
    deflated_release(&data);
    CHECK(z.rc == -1);
    CHECK_STR(str_of(z.what), "No such file or directory");
    arena_release(&z.mem);
}

static int
close_with(struct zipped *z, const char *text, uint64_t size, uint32_t crc, pack_read_fn *read)
{
    struct pack *p;
    static char copy[64];

    begin(z);
    strncpy(copy, text, sizeof copy - 1);
    p = pack_new(z->path, 0, 2);
    pack_add_later(p, "EPUB/images/a.png", size, crc, read, copy);
    return pack_close(p, &z->mem, &z->what);
}

TEST(a_file_that_changed_or_vanished_spoils_the_zip)
{
    struct zipped z;

    CHECK(close_with(&z, "new", 3, deflate_crc(STR("old")), give_text) == -1);
    CHECK_STR(str_of(z.what), "EPUB/images/a.png: its file changed while the book was made");
    end(&z);
    CHECK(close_with(&z, "longer", 3, deflate_crc(STR("longer")), give_text) == -1);
    end(&z);
    CHECK(close_with(&z, "x", 1, 0, give_trouble) == -1);
    CHECK_STR(str_of(z.what), "EPUB/images/a.png: Permission denied");
    end(&z);
    CHECK(close_with(&z, "new", 3, deflate_crc(STR("new")), give_text) == 0);
    end(&z);
}

TEST(two_entries_of_one_name_are_refused)
{
    struct zipped z;
    struct deflated data = deflate_store(str_of(MIMETYPE));
    struct pack *p;

    begin(&z);
    p = pack_new(z.path, 0, 2);
    pack_add(p, "mimetype", &data);
    pack_add(p, "mimetype", &data);
    CHECK(pack_close(p, &z.mem, &z.what) == -1);
    CHECK(strncmp(z.what, "mimetype: ", 10) == 0);
    deflated_release(&data);
    end(&z);
}

TEST(more_than_a_zip_can_hold_is_refused_with_advice)
{
    struct zipped z;
    struct pack *p;

    begin(&z);
    p = pack_new(z.path, 0, 2);
    pack_add_later(p, "a", UINT64_C(3) << 30, 0, give_trouble, NULL);
    pack_add_later(p, "b", UINT64_C(3) << 30, 0, give_trouble, NULL);
    CHECK(pack_close(p, &z.mem, &z.what) == -1);
    CHECK(strstr(z.what, "4 GiB") && strstr(z.what, "every"));

    p = pack_new(z.path, 0, 2);
    for (int i = 0; i < 65536; i++)
        pack_add_later(p, arena_printf(&z.mem, "f%d", i).at, 0, 0, give_text, NULL);
    CHECK(pack_close(p, &z.mem, &z.what) == -1);
    CHECK(strstr(z.what, "65,535"));
    end(&z);
}

TEST(one_that_is_given_up_leaves_its_file_alone)
{
    struct zipped z;
    struct deflated data = deflate_store(str_of(MIMETYPE));
    struct pack *p;

    begin(&z);
    p = pack_new(z.path, 0, 2);
    pack_add(p, "mimetype", &data);
    pack_abandon(p);
    deflated_release(&data);
    slurp(&z);
    CHECK(z.bytes && z.len == 0);
    end(&z);
}

/* As an entry of the last book, or one that was spilled, is copied. */
TEST(bytes_may_stand_in_another_file)
{
    struct zipped z, from;
    struct pack_entry *e;
    struct deflater *d = deflater_new();
    struct deflated data = deflate_bytes(d, DEFLATE_FAST, STR("hello hello hello hello hello hello hello hello hello"));
    struct deflated type = deflate_store(str_of(MIMETYPE)), moved = data, gone;
    struct pack *p;
    size_t n;
    FILE *f;

    begin(&z);
    begin(&from);
    f = fopen(from.path, "w+b");
    CHECK(f);
    fputs("before", f);
    fwrite(data.at, 1, data.len, f);
    fflush(f);
    moved.at = NULL;
    moved.fd = fileno(f);
    moved.offset = 6;
    p = pack_new(z.path, 0, 2);
    pack_add(p, "mimetype", &type);
    pack_add(p, "a", &moved);
    CHECK(pack_close(p, &z.mem, &z.what) == 0);
    CHECK(pack_list(&z.mem, z.path, &e, &n) == 0 && n == 2);
    CHECK(e[1].method == 8);
    CHECK_STR(e[1].bytes, "hello hello hello hello hello hello hello hello hello");
    gone = moved;
    gone.offset = 100;                                  /* past the end */
    p = pack_new(z.path, 0, 2);
    pack_add(p, "mimetype", &type);
    pack_add(p, "a", &gone);
    CHECK(pack_close(p, &z.mem, &z.what) == -1);
    CHECK(strncmp(z.what, "a: ", 3) == 0);
    fclose(f);
    deflated_release(&data);
    deflated_release(&type);
    deflater_free(d);
    end(&from);
    end(&z);
}

TEST(what_is_no_zip_cannot_be_listed)
{
    struct zipped z;
    struct pack_entry *e;
    size_t n;
    FILE *f;

    begin(&z);
    CHECK(pack_list(&z.mem, z.path, &e, &n) == -1);
    f = fopen(z.path, "wb");
    CHECK(f);
    fputs("PK\3\4 this is not a zip at all", f);
    fclose(f);
    CHECK(pack_list(&z.mem, z.path, &e, &n) == -1);
    CHECK(pack_list(&z.mem, "/nonexistent", &e, &n) == -1);
    end(&z);
}

TESTS(CASE(the_first_bytes_are_those_of_an_epub), CASE(times_come_from_utc_and_are_clamped),
    CASE(entries_keep_their_order_and_come_out_whole), CASE(central_headers_hold_nothing_of_the_machine),
    CASE(two_runs_give_the_same_bytes), CASE(a_full_disk_is_reported), CASE(a_folder_that_is_not_there_is_reported),
    CASE(a_file_that_changed_or_vanished_spoils_the_zip), CASE(two_entries_of_one_name_are_refused),
    CASE(more_than_a_zip_can_hold_is_refused_with_advice), CASE(one_that_is_given_up_leaves_its_file_alone),
    CASE(what_is_no_zip_cannot_be_listed), CASE(bytes_may_stand_in_another_file))

/* file_test: bytes on disk, also when the disk does not want them. SPDX-License-Identifier: MIT */
#include "base/file.h"

#include "unit/check.h"
#include "unit/folder.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* All names in the current folder, with blanks between. */
static struct str
names_here(struct arena *a)
{
    struct file_name *names;
    struct str all = STR("");
    size_t n;

    if (file_list(a, ".", 1, &names, &n) < 0)
        return STR("unreadable");
    for (size_t i = 0; i < n; i++)
        all = arena_printf(a, "%.*s%s%.*s", STR_ARG(all), i ? " " : "", STR_ARG(names[i].name));
    return all;
}

static struct str
content(struct arena *a, const char *path)
{
    struct str bytes;

    return file_read(a, path, &bytes) == 0 ? bytes : STR("unreadable");
}

/* A test inside a folder of its own, with an arena A. */
#define FOLDER_TEST(name) \
    static void name##_inside(struct arena *a); \
    TEST(name) \
    { \
        struct folder folder; \
        struct arena a; \
        arena_init(&a); \
        folder_open(&folder); \
        name##_inside(&a); \
        folder_close(&folder); \
        arena_release(&a); \
    } \
    static void name##_inside(struct arena *a)

FOLDER_TEST(what_a_path_is)
{
    struct file_info info;

    (void)a;
    folder_write("d/x", "abc");
    folder_link("d/x", "good");
    folder_link("nowhere", "bad");
    folder_link("loop", "loop");
    CHECK(file_stat("d/x", &info) == 0 && info.type == FILE_REGULAR && info.size == 3 && !info.is_link);
    CHECK(info.mtime > 0);
    CHECK(file_stat("d", &info) == 0 && info.type == FILE_FOLDER);
    CHECK(file_stat("good", &info) == 0 && info.type == FILE_REGULAR && info.size == 3 && info.is_link);
    CHECK(file_stat("bad", &info) == 0 && info.type == FILE_NONE && info.is_link);
    CHECK(file_stat("loop", &info) == 0 && info.type == FILE_NONE);
    CHECK(file_stat("none", &info) == 0 && info.type == FILE_NONE);
    CHECK(file_stat("d/x/y", &info) == 0 && info.type == FILE_NONE);
    CHECK(mkfifo("pipe", 0600) == 0);
    CHECK(file_stat("pipe", &info) == 0 && info.type == FILE_OTHER);
}

FOLDER_TEST(names_come_in_the_order_of_their_bytes)
{
    struct file_name *names;
    size_t n;

    folder_write("b", "");
    folder_write("B", "");
    folder_write(".hidden", "");
    folder_write("a.md", "");
    folder_write("a", "");
    folder_write("\xC3\xA9", "");
    CHECK_STR(names_here(a), ".hidden B a a.md b \xC3\xA9");
    CHECK(mkdir("empty", 0777) == 0);
    CHECK(file_list(a, "empty", 1, &names, &n) == 0 && n == 0);
    CHECK(file_list(a, "none", 1, &names, &n) == -1 && errno == ENOENT);
    CHECK(file_list(a, "b", 1, &names, &n) == -1 && errno == ENOTDIR);
}

/* Knows "b": a size that it does not have. */
static void
know_one(void *context, const char *folder, struct file_name *names, size_t n)
{
    *(size_t *)context += n;
    for (size_t i = 0; i < n && strcmp(folder, "d") == 0; i++)
        if (str_eqc(names[i].name, "b"))
            names[i].info = (struct file_info){ .type = FILE_REGULAR, .size = 77 };
}

static void
hear_file(void *context, const char *path, const struct file_info *info, bool knows_link)
{
    (void)context, (void)path, (void)info, (void)knows_link;
}

/* Of what was looked at, the observer is told as it was taken: by its own word, or from the disk. */
static void
hear_folder(void *context, const char *folder, const struct file_name *names, size_t n)
{
    (void)folder;
    for (size_t i = 0; i < n; i++)
        *(size_t *)context += 1000 * names[i].info.size;
}

FOLDER_TEST(who_observes_may_know_what_a_folder_holds)
{
    size_t seen = 0, n;
    struct file_name *names;
    struct file_observer o = { .is = hear_file, .holds = hear_folder, .knows = know_one, .context = &seen };

    CHECK(mkdir("d", 0777) == 0);
    folder_write("d/a", "x");
    folder_write("d/b", "y");
    folder_write("d/c", "zz");
    CHECK(file_observe(&o));
    CHECK(file_list(a, "d", 2, &names, &n) == 0 && n == 3);
    file_observe_end(&o);
    CHECK(names[0].info.size == 1 && names[1].info.size == 77 && names[2].info.size == 2 && names[2].info.type == FILE_REGULAR);
    CHECK(seen == 3 + 1000 * 80);
    CHECK(file_list(a, "d", 1, &names, &n) == 0 && names[1].info.size == 1);
}

FOLDER_TEST(reading_gives_all_bytes_and_a_nul_after_them)
{
    struct str bytes;

    folder_write_bytes("x", (struct str){ "a\0b\n", 4 });
    folder_write("empty", "");
    CHECK(file_read(a, "x", &bytes) == 0 && bytes.len == 4 && bytes.at[1] == '\0' && bytes.at[4] == '\0');
    CHECK(file_read(a, "empty", &bytes) == 0 && bytes.len == 0 && bytes.at[0] == '\0');
    CHECK(file_head(a, "x", 2, &bytes) == 0 && bytes.len == 2 && bytes.at[0] == 'a');
    CHECK(file_head(a, "x", 100, &bytes) == 0 && bytes.len == 4);
}

FOLDER_TEST(what_cannot_be_read_says_why)
{
    struct str bytes;
    struct file_info info;

    CHECK(file_read(a, "none", &bytes) == -1 && errno == ENOENT);
    CHECK(mkdir("d", 0777) == 0);
    CHECK(file_read(a, "d", &bytes) == -1 && errno == EISDIR);
    CHECK(mkfifo("pipe", 0600) == 0);
    CHECK(file_read(a, "pipe", &bytes) == -1 && errno == EINVAL);    /* and does not hang */
    folder_write("huge", "");
    CHECK(truncate("huge", ((off_t)1 << 30) + 1) == 0);
    CHECK(file_read(a, "huge", &bytes) == -1 && errno == EFBIG);
    CHECK(file_stat("huge", &info) == 0 && info.size == ((uint64_t)1 << 30) + 1);
}

FOLDER_TEST(real_paths_have_no_links)
{
    struct str here, real;

    folder_write("d/x", "");
    folder_link("d", "l");
    CHECK(file_real(a, ".", &here) == 0);
    CHECK(file_real(a, "l/../l/x", &real) == 0);
    CHECK_STR(real, arena_printf(a, "%.*s/d/x", STR_ARG(here)).at);
    CHECK(file_real(a, "none", &real) == -1);
}

FOLDER_TEST(folders_are_made_with_those_above)
{
    struct file_info info;

    (void)a;
    CHECK(file_make_folder("a/b//c/") == 0);
    CHECK(file_stat("a/b/c", &info) == 0 && info.type == FILE_FOLDER);
    CHECK(file_make_folder("a/b/c") == 0);
    CHECK(file_make_folder("/") == 0);
    folder_write("f", "");
    CHECK(file_make_folder("f") == -1 && errno == ENOTDIR);
    CHECK(file_make_folder("f/g") == -1);
}

FOLDER_TEST(a_replaced_file_is_new_as_a_whole)
{
    struct file_info info;
    struct stat st;
    mode_t mask = umask(027);

    CHECK(file_replace("x", STR("first")) == 0);
    CHECK_STR(content(a, "x"), "first");
    CHECK(stat("x", &st) == 0 && (st.st_mode & 0777) == 0640);
    CHECK(chmod("x", 0600) == 0);
    CHECK(file_replace("x", STR("")) == 0);
    CHECK(file_stat("x", &info) == 0 && info.size == 0);
    CHECK(stat("x", &st) == 0 && (st.st_mode & 0777) == 0640);
    CHECK_STR(names_here(a), "x");
    umask(mask);
}

FOLDER_TEST(what_cannot_be_replaced_stays_and_leaves_nothing)
{
    CHECK(file_replace("none/x", STR("new")) == -1 && errno == ENOENT);
    folder_write("d/x", "old");
    CHECK(file_replace("d", STR("new")) == -1);
    CHECK_STR(names_here(a), "d");
    CHECK_STR(content(a, "d/x"), "old");
}

/* A limit on the size of files stands for a disk that is full. */
FOLDER_TEST(a_full_disk_leaves_the_old_file)
{
    struct rlimit before, limit = { 1000, 1000 };
    char *many = calloc(1, 5000);
    int rc, error;

    folder_write("x", "old");
    CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
    signal(SIGXFSZ, SIG_IGN);
    limit.rlim_max = before.rlim_max;
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    rc = file_replace("x", (struct str){ many, 5000 });
    error = errno;
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
    free(many);
    CHECK(rc == -1 && error == EFBIG);
    CHECK_STR(content(a, "x"), "old");
    CHECK_STR(names_here(a), "x");
}

FOLDER_TEST(temporary_names_lie_beside_the_target_and_differ)
{
    const char *one, *two;
    struct file_info info;

    CHECK(mkdir("d", 0777) == 0);
    CHECK(file_temp(a, "d/x.epub", &one) == 0 && file_temp(a, "d/x.epub", &two) == 0);
    CHECK(!str_eq(str_of(one), str_of(two)));
    CHECK(str_starts(str_of(one), STR("d/.x.epub.sheaf-")) && str_ends(str_of(one), STR(".tmp")));
    CHECK(file_stat(one, &info) == 0 && info.type == FILE_REGULAR && info.size == 0);
    folder_write(one, "new");
    CHECK(file_commit(one, "d/x.epub") == 0);
    CHECK_STR(content(a, "d/x.epub"), "new");
    file_discard(two);
    CHECK(file_stat(two, &info) == 0 && info.type == FILE_NONE);
}

FOLDER_TEST(more_temporary_files_than_the_table_holds)
{
    const char *temps[100];

    for (int i = 0; i < 100; i++)
        CHECK(file_temp(a, "x", &temps[i]) == 0);
    for (int i = 0; i < 100; i++)
        file_discard(temps[i]);
    CHECK_STR(names_here(a), "");
}

FOLDER_TEST(names_too_long_for_a_suffix)
{
    char name[256];

    memset(name, 'n', 255);
    name[255] = '\0';
    CHECK(file_replace(name, STR("x")) == 0);
    CHECK_STR(content(a, name), "x");
}

/* The child's end by SIGNAL (0: by exit) while it has a temporary file: its status. */
static int
end_child(struct arena *a, int signal_number)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        const char *temp;
        if (signal_number)
            signal(signal_number, SIG_DFL);         /* in the background of a shell SIGINT is ignored, and stays so */
        file_guard_signals();
        if (file_temp(a, "x", &temp) < 0)
            _exit(9);
        folder_write(temp, "half");
        if (signal_number)
            raise(signal_number);
        exit(3);
    }
    waitpid(child, &status, 0);
    return status;
}

FOLDER_TEST(an_early_end_removes_temporary_files)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };

    folder_write("x", "old");
    for (size_t i = 0; i < 4; i++) {
        int status = end_child(a, signals[i]);
        CHECK(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
        CHECK_STR(names_here(a), "x");
    }
    CHECK(WEXITSTATUS(end_child(a, 0)) == 3);
    CHECK_STR(names_here(a), "x");
    CHECK_STR(content(a, "x"), "old");
}

FOLDER_TEST(a_childs_end_leaves_its_parents_files)
{
    const char *temp;
    struct file_info info;

    CHECK(file_temp(a, "y", &temp) == 0);
    end_child(a, 0);
    CHECK(file_stat(temp, &info) == 0 && info.type == FILE_REGULAR);
    file_discard(temp);
}

FOLDER_TEST(a_draft_becomes_a_temporary_file)
{
    struct draft d;
    struct stat st;
    mode_t old = umask(027);

    CHECK(file_draft(a, "x", &d) == 0 && file_write_at(d.fd, STR("new"), 0) == 0);
    CHECK(d.temp || str_eq(names_here(a), STR("")));
    CHECK(file_draft_end(a, "x", &d) == 0);
    CHECK(d.fd < 0 && d.temp && str_eq(names_here(a), str_of(d.temp)));
    CHECK(file_commit(d.temp, "x") == 0);
    umask(old);
    CHECK_STR(names_here(a), "x");
    CHECK_STR(content(a, "x"), "new");
    CHECK(stat("x", &st) == 0 && (st.st_mode & 0777) == 0640);
    CHECK(file_draft(a, "none/x", &d) == -1 && errno == ENOENT);
    file_draft_drop(&d);
}

FOLDER_TEST(a_draft_that_is_dropped_leaves_nothing)
{
    struct draft d;

    CHECK(file_draft(a, "x", &d) == 0);
    file_draft_drop(&d);
    CHECK_STR(names_here(a), "");
    CHECK(file_draft(a, "x", &d) == 0 && file_draft_end(a, "x", &d) == 0);
    file_draft_drop(&d);
    CHECK_STR(names_here(a), "");
}

/* Where it has no name. */
FOLDER_TEST(not_even_a_kill_leaves_a_draft)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        struct draft d;
        if (file_draft(a, "x", &d) < 0 || file_write_at(d.fd, STR("half"), 0) < 0 || d.temp)
            _exit(9);
        raise(SIGKILL);
    }
    waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status) || WEXITSTATUS(status) == 9);
    if (WIFSIGNALED(status))
        CHECK_STR(names_here(a), "");
}

FOLDER_TEST(equal_means_every_byte)
{
    size_t n = 200000;
    char *many = calloc(1, n);

    folder_write_bytes("big", (struct str){ many, n });
    CHECK(file_equals("big", (struct str){ many, n }));
    many[n - 1] = 1;
    CHECK(!file_equals("big", (struct str){ many, n }));
    CHECK(!file_equals("big", (struct str){ many, n - 1 }));
    free(many);
    CHECK(!file_equals("none", STR("")));
    (void)a;
    folder_write("empty", "");
    CHECK(file_equals("empty", STR("")));
}

FOLDER_TEST(a_lock_keeps_other_processes_out)
{
    int lock = file_lock("l"), status;
    pid_t child;

    (void)a;
    CHECK(lock >= 0);
    child = fork();
    if (child == 0)
        _exit(file_lock("l") == -1 && errno == EWOULDBLOCK ? 0 : 1);
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    file_unlock(lock);
    child = fork();
    if (child == 0)
        _exit(file_lock("l") >= 0 ? 0 : 1);
    waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(file_lock("none/l") == -1);
}

TESTS(CASE(what_a_path_is), CASE(names_come_in_the_order_of_their_bytes),
    CASE(who_observes_may_know_what_a_folder_holds), CASE(reading_gives_all_bytes_and_a_nul_after_them),
    CASE(what_cannot_be_read_says_why), CASE(real_paths_have_no_links), CASE(folders_are_made_with_those_above),
    CASE(a_replaced_file_is_new_as_a_whole), CASE(what_cannot_be_replaced_stays_and_leaves_nothing),
    CASE(a_full_disk_leaves_the_old_file), CASE(temporary_names_lie_beside_the_target_and_differ),
    CASE(more_temporary_files_than_the_table_holds), CASE(names_too_long_for_a_suffix),
    CASE(an_early_end_removes_temporary_files), CASE(a_childs_end_leaves_its_parents_files),
    CASE(a_draft_becomes_a_temporary_file), CASE(a_draft_that_is_dropped_leaves_nothing), CASE(not_even_a_kill_leaves_a_draft),
    CASE(equal_means_every_byte),
    CASE(a_lock_keeps_other_processes_out))

/* sandbox: what a program may do that decodes pictures nobody vouches for. SPDX-License-Identifier: MIT
 *
 * The only file here with conditional parts: systems differ in this alone. Only calls that decoding needs are let through; all
 * others fail with EPERM, which libraries take as a file that is not there. */
#include "image/sandbox.h"

#include "base/image_tool.h"

#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#define HAS_FILTER 1
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { IS_SANITIZED = 1 };      /* reserves terabytes of addresses */
#else
enum { IS_SANITIZED = 0 };
#endif

enum { MOST_OPEN = 256 };
static const rlim_t MOST_DATA = (rlim_t)IMAGE_TOOL_MEGABYTES << 20, MOST_ADDRESSES = (rlim_t)3 << 30;

static void
limit(int what, rlim_t most)
{
    setrlimit(what, &(struct rlimit){ most, most });
}

void
sandbox_limit(void)
{
    for (int fd = STDERR_FILENO + 1; fd < MOST_OPEN; fd++)
        close(fd);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    signal(SIGXFSZ, SIG_IGN);   /* a library that warns where standard error is a file is not heard, and goes on */
    if (IS_SANITIZED)
        return;
    limit(RLIMIT_DATA, MOST_DATA);
    limit(RLIMIT_AS, MOST_ADDRESSES);
}

void
sandbox_start_clock(void)
{
    setitimer(ITIMER_PROF, &(struct itimerval){ .it_value = { .tv_sec = IMAGE_TOOL_SECONDS } }, NULL);
}

#ifdef HAS_FILTER
#ifdef __x86_64__
enum { ARCHITECTURE = AUDIT_ARCH_X86_64 };
#else
enum { ARCHITECTURE = (int)AUDIT_ARCH_AARCH64 };
#endif

static const int allowed[] = {
    __NR_read, __NR_write, __NR_readv, __NR_writev, __NR_close, __NR_lseek, __NR_fstat, __NR_newfstatat,
    __NR_mmap, __NR_munmap, __NR_mprotect, __NR_mremap, __NR_madvise, __NR_brk,
    __NR_futex, __NR_set_robust_list, __NR_get_robust_list, __NR_sched_yield, __NR_sched_getaffinity, __NR_sched_setaffinity,
    __NR_rt_sigaction, __NR_rt_sigprocmask, __NR_rt_sigreturn, __NR_sigaltstack, __NR_tgkill, __NR_getpid, __NR_gettid,
    __NR_exit, __NR_exit_group, __NR_clock_gettime, __NR_clock_nanosleep, __NR_nanosleep, __NR_gettimeofday,
    __NR_setitimer, __NR_getrandom, __NR_getrusage, __NR_sysinfo, __NR_uname, __NR_ppoll, __NR_eventfd2, __NR_restart_syscall,
    __NR_set_tid_address, __NR_membarrier, __NR_getcpu,
#ifdef __NR_rseq
    __NR_rseq,
#endif
#ifdef __NR_poll
    __NR_poll,
#endif
};
enum { ALLOWED = sizeof allowed / sizeof *allowed };

/* What finding and reading fonts takes. */
static const int reading[] = {
    __NR_getdents64, __NR_readlinkat, __NR_faccessat, __NR_statfs, __NR_fstatfs, __NR_fcntl, __NR_getcwd, __NR_pread64,
    __NR_getuid, __NR_geteuid, __NR_getgid, __NR_getegid, __NR_prlimit64,
#ifdef __NR_faccessat2
    __NR_faccessat2,
#endif
#ifdef __NR_statx
    __NR_statx,
#endif
#ifdef __NR_access
    __NR_access, __NR_readlink, __NR_stat, __NR_lstat,
#endif
};
enum { READING = sizeof reading / sizeof *reading };

#define LOAD(field) (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define GIVE(result) (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, (result))
#define UNLESS_EQUAL_SKIP(value, n) (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), 0, (n))

/* Threads may be made, processes not: the flags of clone tell. clone3 keeps them where a filter cannot look; told that there is
 * no such call, the C library takes clone. */
static struct sock_filter *
allow(struct sock_filter *f, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        *f++ = UNLESS_EQUAL_SKIP(calls[i], 1);
        *f++ = GIVE(SECCOMP_RET_ALLOW);
    }
    return f;
}

/* openat() that neither writes nor makes anything. */
static struct sock_filter *
allow_opening(struct sock_filter *f)
{
    *f++ = UNLESS_EQUAL_SKIP(__NR_openat, 4);
    *f++ = LOAD(args[2]);
    *f++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 1, 0);
    *f++ = GIVE(SECCOMP_RET_ALLOW);
    *f++ = GIVE(SECCOMP_RET_ERRNO | EPERM);
    return f;
}

void
sandbox_close(bool reads_files)
{
    struct sock_filter filter[3 + 2 + 4 + 2 * (ALLOWED + READING) + 5 + 1], *f = filter;

    *f++ = LOAD(arch);
    *f++ = UNLESS_EQUAL_SKIP(ARCHITECTURE, 1);
    *f++ = LOAD(nr);                            /* another architecture goes on with its own number and meets nothing */
    *f++ = UNLESS_EQUAL_SKIP(__NR_clone3, 1);
    *f++ = GIVE(SECCOMP_RET_ERRNO | ENOSYS);
    f = allow(f, allowed, ALLOWED);
    if (reads_files)
        f = allow_opening(allow(f, reading, READING));
    *f++ = UNLESS_EQUAL_SKIP(__NR_clone, 3);
    *f++ = LOAD(args[0]);
    *f++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1);
    *f++ = GIVE(SECCOMP_RET_ALLOW);
    *f++ = GIVE(SECCOMP_RET_ERRNO | EPERM);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &(struct sock_fprog){ .len = (unsigned short)(f - filter), .filter = filter });
}
#else
void
sandbox_close(bool reads_files)
{
    (void)reads_files;
}
#endif

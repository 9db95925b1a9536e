#include "media/helper/sandbox.hpp"

#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <cerrno>
#include <csignal>

namespace groundglass::media::helper {
namespace {

/// Memory, threads, time, and reading and writing of what is open already.
constexpr int allowed[] = {
    SCMP_SYS(read),           SCMP_SYS(write),        SCMP_SYS(readv),           SCMP_SYS(writev),
    SCMP_SYS(pread64),        SCMP_SYS(pwrite64),     SCMP_SYS(lseek),           SCMP_SYS(fstat),
    SCMP_SYS(close),          SCMP_SYS(recvfrom),     SCMP_SYS(sendto),          SCMP_SYS(ftruncate),
    SCMP_SYS(mmap),           SCMP_SYS(munmap),       SCMP_SYS(mremap),          SCMP_SYS(mprotect),
    SCMP_SYS(madvise),        SCMP_SYS(brk),          SCMP_SYS(futex),           SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),           SCMP_SYS(exit),         SCMP_SYS(exit_group),      SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),     SCMP_SYS(gettid),
    SCMP_SYS(getpid),         SCMP_SYS(tgkill),       SCMP_SYS(clock_gettime),   SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),      SCMP_SYS(gettimeofday), SCMP_SYS(sched_yield),     SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getrandom),      SCMP_SYS(sysinfo),      SCMP_SYS(restart_syscall),
};

/// Nothing here is ever tried by honest code.
constexpr int deadly[] = {
    SCMP_SYS(execve),  SCMP_SYS(execveat), SCMP_SYS(fork),   SCMP_SYS(vfork),  SCMP_SYS(socket),
    SCMP_SYS(connect), SCMP_SYS(bind),     SCMP_SYS(ptrace), SCMP_SYS(unlink), SCMP_SYS(rename),
};

bool limit(__rlimit_resource what, std::uint64_t most) {
    const rlimit value{most, most};
    return ::setrlimit(what, &value) == 0;
}

bool addRules(scmp_filter_ctx filter) {
    bool good = true;
    for (const int call : allowed) good = good && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    for (const int call : deadly)
        good = good && seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0) == 0;
    // Threads, but no processes. The C library takes the older call when the newer one is not there.
    const scmp_arg_cmp thread{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD};
    good = good && seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, &thread) == 0;
    good = good && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
    // Names of threads only.
    const scmp_arg_cmp naming{0, SCMP_CMP_EQ, PR_SET_NAME, 0};
    return good && seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, &naming) == 0;
}

}  // namespace

MayFail enterSandbox(const Bounds& bounds) {
    ::mallopt(M_ARENA_MAX, 2);
    std::signal(SIGXFSZ, SIG_IGN);
    bool limited = limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, bounds.cpuSeconds) &&
                   limit(RLIMIT_FSIZE, bounds.fileBytes) && limit(RLIMIT_NOFILE, 16);
#ifndef GROUNDGLASS_SANITIZED
    limited = limited && limit(RLIMIT_AS, bounds.memoryBytes);
#endif
    if (!limited) return machine("cannot limit the helper program");
    ::prctl(PR_SET_DUMPABLE, 0);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return machine("cannot drop privileges");

    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == nullptr) return machine("cannot make a system call filter");
    const bool loaded = addRules(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return loaded ? std::nullopt : machine("cannot load the system call filter");
}

}  // namespace groundglass::media::helper

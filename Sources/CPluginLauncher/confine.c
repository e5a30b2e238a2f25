#define _GNU_SOURCE
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Older headers lack what newer kernels offer; the numbers are those of the kernel's own documentation.
#define NUMBER_MOUNT_SETATTR 442
#define NUMBER_LANDLOCK_CREATE 444
#define NUMBER_LANDLOCK_ADD 445
#define NUMBER_LANDLOCK_RESTRICT 446
#define WHOLE_TREE 0x8000
#define FS_EXECUTE (1ull << 0)
#define FS_WRITE_FILE (1ull << 1)
#define FS_READ_FILE (1ull << 2)
#define FS_READ_DIR (1ull << 3)
#define FS_FIRST_VERSION ((1ull << 13) - 1)
#define FS_REFER (1ull << 13)
#define FS_TRUNCATE (1ull << 14)
#define FS_IOCTL (1ull << 15)
#define NET_BIND_AND_CONNECT 3ull
#define SCOPE_SOCKETS_AND_SIGNALS 3ull

struct mount_attributes { uint64_t set, clear, propagation, user_namespace; };
struct ruleset { uint64_t files, network, scopes; };
struct path_rule { uint64_t allowed; int32_t parent; } __attribute__((packed));

static int put(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t count = write(file, text, strlen(text));
  close(file);
  return count < 0 ? -1 : 0;
}

int trialpool_leave_namespaces(void) {
  int held = 0;
  uid_t user = geteuid();
  gid_t group = getegid();
  if (unshare(CLONE_NEWUSER) == 0) {
    held |= TRIALPOOL_HELD_USER_NAMESPACE;
    char map[64];
    put("/proc/self/setgroups", "deny");
    // Nobody in there, so that a program that is started gets no privileges of the namespace either.
    snprintf(map, sizeof map, "%u %u 1", user == 0 ? 65534 : user, user);
    put("/proc/self/uid_map", map);
    snprintf(map, sizeof map, "%u %u 1", group == 0 ? 65534 : group, group);
    put("/proc/self/gid_map", map);
  }
  if (unshare(CLONE_NEWNET) == 0) held |= TRIALPOOL_HELD_NETWORK_NAMESPACE;
  if (unshare(CLONE_NEWIPC) == 0) held |= TRIALPOOL_HELD_IPC_NAMESPACE;
  if (unshare(CLONE_NEWPID) == 0) held |= TRIALPOOL_HELD_PROCESS_NAMESPACE;
  return held;
}

int trialpool_hold_files(const struct trialpool_launch *launch) {
  int held = 0;
  if (unshare(CLONE_NEWNS) != 0) return held;
  if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return held;
  struct mount_attributes attributes = {.set = MS_RDONLY};
  if (syscall(NUMBER_MOUNT_SETATTR, AT_FDCWD, "/", WHOLE_TREE, &attributes, sizeof attributes) == 0)
    held |= TRIALPOOL_HELD_READ_ONLY;
  // Its own processes only; where that is refused it sees the names of others, which Landlock keeps it from entering.
  mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, NULL);
  char options[96];
  snprintf(options, sizeof options, "size=%llu,nr_inodes=65536,mode=0700", (unsigned long long)launch->disk);
  if (mount("tmpfs", launch->folder, "tmpfs", MS_NOSUID | MS_NODEV, options) == 0)
    held |= TRIALPOOL_HELD_DISK;
  return held;
}

int trialpool_landlock_version(void) {
  long version = syscall(NUMBER_LANDLOCK_CREATE, NULL, 0, 1);
  return version > 0 ? (int)version : 0;
}

static void allow(int rules, const char *path, uint64_t rights) {
  int place = open(path, O_PATH | O_CLOEXEC);
  if (place < 0) return;
  struct stat status;
  // Of a file only the rights that a file has may be named.
  if (fstat(place, &status) == 0 && !S_ISDIR(status.st_mode))
    rights &= FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL;
  struct path_rule rule = {.allowed = rights, .parent = place};
  syscall(NUMBER_LANDLOCK_ADD, rules, 1, &rule, 0);
  close(place);
}

static int hold_paths(const struct trialpool_launch *launch) {
  int version = trialpool_landlock_version();
  if (version < 1) return 0;
  uint64_t all = FS_FIRST_VERSION;
  if (version >= 2) all |= FS_REFER;
  if (version >= 3) all |= FS_TRUNCATE;
  if (version >= 5) all |= FS_IOCTL;
  struct ruleset ruleset = {.files = all};
  size_t size = offsetof(struct ruleset, network);
  int held = TRIALPOOL_HELD_LANDLOCK_FILES;
  if (version >= 4) {
    ruleset.network = NET_BIND_AND_CONNECT;
    size = offsetof(struct ruleset, scopes);
    held |= TRIALPOOL_HELD_LANDLOCK_NETWORK;
  }
  if (version >= 6) {
    ruleset.scopes = SCOPE_SOCKETS_AND_SIGNALS;
    size = sizeof ruleset;
    held |= TRIALPOOL_HELD_LANDLOCK_SIGNALS;
  }
  int rules = (int)syscall(NUMBER_LANDLOCK_CREATE, &ruleset, size, 0);
  if (rules < 0) return 0;
  for (const char *const *path = launch->readable; *path; path++)
    allow(rules, *path, FS_EXECUTE | FS_READ_FILE | FS_READ_DIR);
  allow(rules, launch->folder, all);
  const char *devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
  for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
    allow(rules, devices[i], FS_READ_FILE | FS_WRITE_FILE);
  int failed = (int)syscall(NUMBER_LANDLOCK_RESTRICT, rules, 0);
  close(rules);
  return failed ? 0 : held;
}

static int limit(int resource, uint64_t most) {
  struct rlimit now;
  if (getrlimit(resource, &now) != 0) return -1;
  if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most) most = now.rlim_max;
  struct rlimit wanted = {.rlim_cur = most, .rlim_max = most};
  return setrlimit(resource, &wanted);
}

static void drop_capabilities(void) {
  for (int capability = 0; capability < 64; capability++) prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  // NOROOT and NO_SETUID_FIXUP, both locked: a user 0 gets nothing for being it.
  prctl(PR_SET_SECUREBITS, 0x0F, 0, 0, 0);
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct none[2] = {{0}};
  syscall(SYS_capset, &header, none);
}

int trialpool_give_up(const struct trialpool_launch *launch) {
  int held = 0;
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 256);
  limit(RLIMIT_CPU, launch->seconds + 5);
  if (limit(RLIMIT_DATA, launch->memory) == 0) held |= TRIALPOOL_HELD_MEMORY;
  if (limit(RLIMIT_FSIZE, launch->file_size) == 0) held |= TRIALPOOL_HELD_FILE_SIZE;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) held |= TRIALPOOL_HELD_NO_NEW_PRIVILEGES;
  held |= hold_paths(launch);
  drop_capabilities();
  return held;
}

// Starts a program that is not trusted, as far from everything else as the system allows.
//
// Why it is C: between fork and exec a process of many threads may only make system calls, which Swift cannot promise.
#pragma once
#include <stdint.h>
#include <sys/types.h>

// What was really held, as bits of `trialpool_launch_page.held`.
enum {
  TRIALPOOL_HELD_USER_NAMESPACE = 1 << 0,
  TRIALPOOL_HELD_NETWORK_NAMESPACE = 1 << 1,
  TRIALPOOL_HELD_PROCESS_NAMESPACE = 1 << 2,
  TRIALPOOL_HELD_READ_ONLY = 1 << 3,
  TRIALPOOL_HELD_DISK = 1 << 4,
  TRIALPOOL_HELD_IPC_NAMESPACE = 1 << 5,
  TRIALPOOL_HELD_LANDLOCK_FILES = 1 << 6,
  TRIALPOOL_HELD_LANDLOCK_NETWORK = 1 << 7,
  TRIALPOOL_HELD_LANDLOCK_SIGNALS = 1 << 8,
  TRIALPOOL_HELD_NO_NEW_PRIVILEGES = 1 << 9,
  TRIALPOOL_HELD_MEMORY = 1 << 10,
  TRIALPOOL_HELD_FILE_SIZE = 1 << 11,
  TRIALPOOL_HELD_PROCESSES = 1 << 12,
};

// Where a start failed.
enum {
  TRIALPOOL_STEP_NONE = 0,
  TRIALPOOL_STEP_FORK = 1,
  TRIALPOOL_STEP_FOLDER = 2,
  TRIALPOOL_STEP_PROGRAM = 3,
};

// What the processes of a start and the one that started them share.
struct trialpool_launch_page {
  volatile int32_t held;
  volatile int32_t step;
  volatile int32_t error;
  volatile int32_t ended;   // 1 as soon as the program has ended by itself
  volatile int32_t status;  // as waitpid gives it
};

struct trialpool_launch {
  const char *program;             // an absolute path
  char *const *arguments;          // the first is the program's name; ends with NULL
  char *const *environment;        // ends with NULL
  const char *folder;              // where it begins and the only folder that it writes into
  const char *const *readable;     // files and folders that it may read and run; ends with NULL
  int input, output, errors;       // become 0, 1 and 2
  int ready;                       // closed when the program has begun
  int leash;                       // ends everything as soon as its other end is closed
  uint64_t memory, disk, file_size, processes, seconds;
  struct trialpool_launch_page *page;  // shared memory
};

// Starts the program under a process that watches it; gives that process' id, or -1 with errno.
pid_t trialpool_plugin_launch(const struct trialpool_launch *launch);

// A pipe that no program which is started inherits: the end to read, then the end to write; -1 with errno where there is none.
int trialpool_pipe(int *ends);

// The version of Landlock that the kernel offers; 0 where it offers none.
int trialpool_landlock_version(void);

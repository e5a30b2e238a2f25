#define _GNU_SOURCE
#include "plugin_launcher.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confine.h"

// Where the descriptors of a start stand in the processes that it forks.
enum { READY = 3, LEASH = 4, FREE = 5 };

static void fail(const struct trialpool_launch *launch, int step) {
  launch->page->error = errno;
  launch->page->step = step;
  _exit(127);
}

// Puts the five descriptors at their places and closes all others, also those of programs that are started at the same time.
static void arrange_descriptors(const struct trialpool_launch *launch) {
  int wanted[] = {launch->input, launch->output, launch->errors, launch->ready, launch->leash};
  for (int i = 0; i < FREE; i++) wanted[i] = fcntl(wanted[i], F_DUPFD, 64);
  for (int i = 0; i < FREE; i++) dup2(wanted[i], i);
  fcntl(READY, F_SETFD, FD_CLOEXEC);
  fcntl(LEASH, F_SETFD, FD_CLOEXEC);
  syscall(SYS_close_range, FREE, ~0u, 0);
}

static void usual_signals(void) {
  for (int number = 1; number < 65; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void become_program(const struct trialpool_launch *launch) {
  usual_signals();
  setpgid(0, 0);
  if (chdir(launch->folder) != 0) fail(launch, TRIALPOOL_STEP_FOLDER);
  launch->page->held |= trialpool_give_up(launch);
  // Last, because it counts the processes of the user where the namespace is not its own; user 0 is never held to it.
  struct rlimit processes = {launch->processes, launch->processes};
  if ((launch->page->held & TRIALPOOL_HELD_USER_NAMESPACE) && geteuid() != 65534 &&
      setrlimit(RLIMIT_NPROC, &processes) == 0)
    launch->page->held |= TRIALPOOL_HELD_PROCESSES;
  execve(launch->program, launch->arguments, launch->environment);
  fail(launch, TRIALPOOL_STEP_PROGRAM);
}

// Kills the children until there are none; what they leave behind becomes a child of this process.
static void end_children(void) {
  for (int round = 0; round < 1000; round++) {
    DIR *folder = opendir("/proc");
    if (!folder) return;
    struct dirent *entry;
    while ((entry = readdir(folder))) {
      int process = atoi(entry->d_name), parent = 0;
      char path[64], text[512];
      if (process <= 1) continue;
      snprintf(path, sizeof path, "/proc/%d/stat", process);
      FILE *file = fopen(path, "re");
      if (!file) continue;
      size_t count = fread(text, 1, sizeof text - 1, file);
      fclose(file);
      text[count] = 0;
      char *rest = strrchr(text, ')');
      if (rest && sscanf(rest, ") %*c %d", &parent) == 1 && parent == getpid()) kill(process, SIGKILL);
    }
    closedir(folder);
    int ended;
    do ended = waitpid(-1, NULL, WNOHANG);
    while (ended > 0);
    if (ended < 0) return;
    usleep(2000);
  }
}

// Waits until the program ends or the leash is let go.
static void watch(pid_t program, const struct trialpool_launch *launch) {
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  int news = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
  for (;;) {
    struct pollfd places[] = {{.fd = LEASH, .events = POLLIN}, {.fd = news, .events = POLLIN}};
    // The pause is for a system without signalfd.
    poll(places, news < 0 ? 1 : 2, news < 0 ? 5 : 1000);
    if (places[0].revents) return;
    struct signalfd_siginfo information;
    while (news >= 0 && read(news, &information, sizeof information) > 0) {}
    int status;
    pid_t ended;
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
      if (ended != program) continue;
      launch->page->status = status;
      launch->page->ended = 1;
      return;
    }
  }
}

// The first process of the namespace: starts the program, and takes everything with it when it ends.
static void keep_program(const struct trialpool_launch *launch) {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  launch->page->held |= trialpool_hold_files(launch);
  pid_t program = fork();
  if (program < 0) fail(launch, TRIALPOOL_STEP_FORK);
  if (program == 0) become_program(launch);
  close(READY);
  for (int i = 0; i < 3; i++) close(i);
  watch(program, launch);
  end_children();
  _exit(0);
}

int trialpool_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }

pid_t trialpool_plugin_launch(const struct trialpool_launch *launch) {
  pid_t keeper = fork();
  if (keeper != 0) return keeper;
  setsid();
  arrange_descriptors(launch);
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_BLOCK, &children, NULL);
  signal(SIGCHLD, SIG_DFL);
  launch->page->held |= trialpool_leave_namespaces();
  pid_t first = fork();
  if (first < 0) fail(launch, TRIALPOOL_STEP_FORK);
  if (first == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    keep_program(launch);
  }
  close(READY);
  close(LEASH);
  for (int i = 0; i < 3; i++) close(i);
  while (waitpid(first, NULL, 0) < 0 && errno == EINTR) {}
  _exit(0);
}

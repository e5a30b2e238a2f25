// The door to calls of Linux that Swift's Glibc module leaves out.
#include <fcntl.h>
#include <linux/fs.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>
// Lets two paths change places in one step.
static inline int trialpool_exchange(const char *first, const char *second) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
}
extern int pthread_setattr_default_np(const pthread_attr_t *attributes);
// Gives every thread that says nothing else a stack of so many bytes.
static inline int trialpool_set_default_stack(size_t bytes) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return -1;
  int status = pthread_attr_setstacksize(&attributes, bytes);
  if (status == 0) status = pthread_setattr_default_np(&attributes);
  pthread_attr_destroy(&attributes);
  return status;
}

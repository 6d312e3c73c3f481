/* A library to load before the program (LD_PRELOAD): the n-th operation on a folder goes wrong.

   FAULT_FOLDER  the folder; operations on what is not below it are left alone
   FAULT_OF      an operation by its name below, "any" of them, or "memory": malloc(3), anywhere
   FAULT_AT      its number, from 1; with 0 nothing goes wrong
   FAULT_IS      an errno; or "short": half of it is written; or "kill": SIGKILL in its place
   FAULT_STAYS   if set, all that follow go wrong as well
   FAULT_COUNTS  a file for the number of each operation, once the program ends */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  OPEN,
  MKDIR,
  WRITE,
  PWRITE,
  TRUNCATE,
  MODE,
  FSYNC,
  CLOSE,
  RENAME,
  UNLINK,
  LOCK,
  THREAD,
  KINDS
};
static const char* const names[KINDS] = {"open",     "mkdir",  "write", "pwrite",
                                         "truncate", "mode",   "fsync", "close",
                                         "rename",   "unlink", "lock",  "thread"};
static atomic_int counts[KINDS], all;

enum { FINE, SHORT, FAILS };

/* What is to happen to the next operation of this kind; errno is set where it fails. */
static int fate(int kind) {
  const int own = ++counts[kind];
  const int any = kind == THREAD ? 0 : ++all;
  const char *of = getenv("FAULT_OF"), *at = getenv("FAULT_AT"), *is = getenv("FAULT_IS");
  if (!of || !at || !is) return FINE;
  const int number = strcmp(of, "any") == 0 ? any : strcmp(of, names[kind]) == 0 ? own : 0;
  const int wanted = atoi(at);
  if (wanted <= 0 || number == 0) return FINE;
  if (getenv("FAULT_STAYS") ? number < wanted : number != wanted) return FINE;
  if (strcmp(is, "kill") == 0) kill(getpid(), SIGKILL);
  if (strcmp(is, "short") == 0) return SHORT;
  errno = atoi(is);
  return FAILS;
}

static int is_below(const char* path) {
  const char* folder = getenv("FAULT_FOLDER");
  return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_ours(int descriptor) {
  const int before = errno;
  char link[64], path[PATH_MAX] = "";
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  errno = before;
  return size > 0 && is_below(path);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPENS(name)                                                                      \
  int name(const char* path, int flags, ...) {                                           \
    va_list more;                                                                        \
    va_start(more, flags);                                                               \
    const mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                      \
    va_end(more);                                                                        \
    if (is_below(path) && fate(OPEN) == FAILS) return -1;                                \
    return ((int (*)(const char*, int, ...))dlsym(RTLD_NEXT, #name))(path, flags, mode); \
  }
OPENS(open)
OPENS(open64)

int mkdir(const char* path, mode_t mode) {
  return is_below(path) && fate(MKDIR) == FAILS ? -1 : NEXT(mkdir)(path, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  const int now = is_ours(descriptor) ? fate(WRITE) : FINE;
  if (now == FAILS) return -1;
  return NEXT(write)(descriptor, bytes, now == SHORT && size > 1 ? size / 2 : size);
}

#define WRITES(name, offset_type)                                                \
  ssize_t name(int descriptor, const void* bytes, size_t size, offset_type at) { \
    if (is_ours(descriptor) && fate(PWRITE) == FAILS) return -1;                 \
    return NEXT(name)(descriptor, bytes, size, at);                              \
  }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

#define ON_DESCRIPTOR(name, kind, parameters, arguments)       \
  int name parameters {                                        \
    if (is_ours(descriptor) && fate(kind) == FAILS) return -1; \
    return NEXT(name) arguments;                               \
  }
ON_DESCRIPTOR(ftruncate, TRUNCATE, (int descriptor, off_t size), (descriptor, size))
ON_DESCRIPTOR(ftruncate64, TRUNCATE, (int descriptor, off64_t size), (descriptor, size))
ON_DESCRIPTOR(fchmod, MODE, (int descriptor, mode_t mode), (descriptor, mode))
ON_DESCRIPTOR(fsync, FSYNC, (int descriptor), (descriptor))
ON_DESCRIPTOR(flock, LOCK, (int descriptor, int what), (descriptor, what))

/* After a close that fails the descriptor is gone all the same. */
int close(int descriptor) {
  const int now = is_ours(descriptor) ? fate(CLOSE) : FINE, error = errno;
  const int result = NEXT(close)(descriptor);
  if (now != FAILS) return result;
  errno = error;
  return -1;
}

int rename(const char* from, const char* to) {
  return is_below(to) && fate(RENAME) == FAILS ? -1 : NEXT(rename)(from, to);
}

int unlink(const char* path) {
  return is_below(path) && fate(UNLINK) == FAILS ? -1 : NEXT(unlink)(path);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* how, void* (*body)(void*), void* with) {
  return fate(THREAD) == FAILS ? errno : NEXT(pthread_create)(thread, how, body, with);
}

/* Many of them: what is wanted is looked up once. */
static long memory_at = 0, memory_stays = 0;
static atomic_long memory_count;
extern void* __libc_malloc(size_t size);

__attribute__((constructor)) static void look_up_memory(void) {
  const char *of = getenv("FAULT_OF"), *at = getenv("FAULT_AT");
  memory_stays = getenv("FAULT_STAYS") != NULL;
  memory_at = of && at && strcmp(of, "memory") == 0 ? atol(at) : 0;
}

void* malloc(size_t size) {
  const long number = ++memory_count;
  if (memory_at > 0 && (memory_stays ? number >= memory_at : number == memory_at)) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_malloc(size);
}

__attribute__((destructor)) static void say_counts(void) {
  const char* name = getenv("FAULT_COUNTS");
  FILE* file = name ? fopen(name, "w") : NULL;
  if (!file) return;
  for (int kind = 0; kind < KINDS; ++kind) fprintf(file, "%s %d\n", names[kind], counts[kind]);
  fprintf(file, "any %d\nmemory %ld\n", all, memory_count);
  fclose(file);
}

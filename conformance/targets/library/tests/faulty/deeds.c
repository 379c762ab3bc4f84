// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "deeds.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Kept from the optimiser, which may remove what is undefined.
static int* volatile nowhere = NULL;
static volatile int depth_wanted = 1 << 30;

static void hang(void) {
  while (1) pause();
}

static void spin(void) {
  while (depth_wanted) continue;
}

static void segfault(void) { *nowhere = 1; }

static void leave(void) { exit(0); }
static void leave_at_once(void) { _exit(7); }

static int dig(int depth) {
  volatile char room[4096];
  room[0] = (char)depth;
  return depth < depth_wanted ? dig(depth + 1) + room[0] : room[0];
}

static void dig_deep(void) { depth_wanted += dig(0); }

static void free_twice(void) {
  char* volatile room = malloc(64);
  free(room);
  free(room);
}

// Far enough to leave the heap: what lies next to a block depends on what was freed before.
static void write_beyond(void) {
  char* volatile room = malloc(64);
  memset(room, 0x41, ((size_t)64 << 20) + (size_t)(depth_wanted & 1));
  free(room);
}

// What would pass for an answer, by both ways to stdout.
static void print(void) {
  static const char line[] = "{\"id\":5,\"ok\":true,\"out\":\"forged\"}\n";
  fputs(line, stdout);
  fflush(stdout);
  if (write(STDOUT_FILENO, line, sizeof line - 1) < 0) abort();
}

// An eager reader finds nothing, and takes nothing from the protocol.
static void read_stdin(void) {
  char room[4096];
  while (read(STDIN_FILENO, room, sizeof room) > 0) continue;
}

static void close_descriptors(void) {
  for (int fd = 0; fd < 1024; ++fd) close(fd);
}

static void leave_child(void) {
  if (fork() == 0) hang();
}

static void leave_daemon(void) {
  if (fork() != 0) return;
  setsid();
  signal(SIGTERM, SIG_IGN);
  if (fork() == 0) hang();
  _exit(0);
}

static void* thread_hangs(void* nothing) {
  hang();
  return nothing;
}

static void* thread_crashes(void* nothing) {
  segfault();
  return nothing;
}

static void start(void* (*body)(void*)) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, body, NULL) != 0) abort();
}

static void start_threads(void) {
  for (int i = 0; i < 8; ++i) start(thread_hangs);
}

static void start_bad_thread(void) {
  start(thread_crashes);
  hang();
}

static void ignore_term(void) {
  signal(SIGTERM, SIG_IGN);
  hang();
}

static void hang_at_exit(void) { atexit(hang); }

void do_deed(const char* name) {
  static const struct {
    const char* name;
    void (*deed)(void);
  } deeds[] = {{"hang", hang},
               {"spin", spin},
               {"segfault", segfault},
               {"abort", abort},
               {"exit", leave},
               {"exit-at-once", leave_at_once},
               {"stack", dig_deep},
               {"free-twice", free_twice},
               {"write-beyond", write_beyond},
               {"print", print},
               {"read-stdin", read_stdin},
               {"close-descriptors", close_descriptors},
               {"child", leave_child},
               {"daemon", leave_daemon},
               {"threads", start_threads},
               {"bad-thread", start_bad_thread},
               {"ignore-term", ignore_term},
               {"hang-at-exit", hang_at_exit}};
  for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; ++i)
    if (strcmp(deeds[i].name, name) == 0) deeds[i].deed();
}

/*
 * The least that a server of datagrams can do on this machine: receives many per system call, answers each with as
 * many bytes as an ack has, many per system call. No cipher, no disk, no state. One thread and one socket for each loop.
 *
 *   sink LOOPS ANSWER_BYTES      prints "ready udp=127.0.0.1:PORT", ends with SIGTERM
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { BATCH = 64, DATAGRAM_MAX = 1208, ANSWER_MAX = 1208, HEADER = 10, BUFFER_BYTES = 8 << 20 };

static int answer_bytes;

static int open_socket(in_port_t port) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  int on = 1, size = BUFFER_BYTES;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = port};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0 ||
      setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size) != 0 ||
      setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size) != 0 ||
      bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
    perror("sink: socket");
    exit(1);
  }
  return fd;
}

static void *run(void *argument) {
  int fd = (int)(long)argument;
  static _Thread_local char in[BATCH][DATAGRAM_MAX], out[BATCH][ANSWER_MAX];
  struct sockaddr_storage peers[BATCH];
  struct iovec in_parts[BATCH], out_parts[BATCH];
  struct mmsghdr received[BATCH], answers[BATCH];
  for (;;) {
    memset(received, 0, sizeof received);
    for (int i = 0; i < BATCH; i++) {
      in_parts[i] = (struct iovec){in[i], DATAGRAM_MAX};
      received[i].msg_hdr.msg_iov = &in_parts[i];
      received[i].msg_hdr.msg_iovlen = 1;
      received[i].msg_hdr.msg_name = &peers[i];
      received[i].msg_hdr.msg_namelen = sizeof peers[i];
    }
    int count = recvmmsg(fd, received, BATCH, MSG_WAITFORONE, NULL);
    if (count < 0) {
      if (errno == EINTR) continue;
      perror("sink: recvmmsg");
      exit(1);
    }
    memset(answers, 0, sizeof answers);
    int sendable = 0;
    for (int i = 0; i < count; i++) {
      if (received[i].msg_len < HEADER) continue;
      memcpy(out[sendable], in[i], HEADER);
      out_parts[sendable] = (struct iovec){out[sendable], (size_t)answer_bytes};
      answers[sendable].msg_hdr.msg_iov = &out_parts[sendable];
      answers[sendable].msg_hdr.msg_iovlen = 1;
      answers[sendable].msg_hdr.msg_name = &peers[i];
      answers[sendable].msg_hdr.msg_namelen = received[i].msg_hdr.msg_namelen;
      sendable++;
    }
    for (int sent = 0; sent < sendable;) {
      int now = sendmmsg(fd, answers + sent, sendable - sent, 0);
      if (now < 0) {
        if (errno == EINTR) continue;
        sent++; /* this one cannot be sent; the load counts it as lost */
      } else {
        sent += now;
      }
    }
  }
  return NULL;
}

int main(int count, char **arguments) {
  int loops = count > 1 ? atoi(arguments[1]) : 0;
  answer_bytes = count > 2 ? atoi(arguments[2]) : 0;
  if (loops < 1 || loops > 64 || answer_bytes < HEADER || answer_bytes > ANSWER_MAX) {
    fprintf(stderr, "sink LOOPS ANSWER_BYTES: 1 to 64, %d to %d\n", HEADER, ANSWER_MAX);
    return 2;
  }
  int first = open_socket(0);
  struct sockaddr_in bound;
  socklen_t length = sizeof bound;
  getsockname(first, (struct sockaddr *)&bound, &length);
  for (int i = 0; i < loops; i++) {
    pthread_t thread;
    int fd = i == 0 ? first : open_socket(bound.sin_port);
    if (pthread_create(&thread, NULL, run, (void *)(long)fd) != 0) {
      perror("sink: thread");
      return 1;
    }
  }
  printf("ready udp=127.0.0.1:%d\n", ntohs(bound.sin_port));
  fflush(stdout);
  pthread_exit(NULL);
}

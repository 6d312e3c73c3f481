// The built program, run as a user runs it.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "support/folder.hpp"

namespace landfall::test {

/// How a program ended: its exit code, or 128 + the signal that killed it.
struct Ended {
  int code = -1;
  std::string out, err;
  double peak_mb = 0;  ///< most memory that was resident
};

struct How {
  std::string in = "/dev/null", out = {};  ///< out: empty is a file that is read back
  std::vector<std::string> environment = {};
  bool close_out = false;
  rlim_t file_bytes_max = RLIM_INFINITY;  ///< a disk that takes no more of a file
  std::function<void(pid_t)> meanwhile = {};
};

/// Run landfall with these arguments. Kills it after a minute: a hang is a failure.
inline Ended landfall(const std::vector<std::string>& arguments, const How& how = {}) {
  const Folder folder;
  const std::string out = how.out.empty() ? folder / "out" : how.out, err = folder / "err";
  std::vector<std::string> words = {BINARY_DIR "/bin/landfall"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = how.environment;
  environment.push_back("PATH=/usr/bin:/bin");
  environment.push_back("TERM=xterm-256color");
  const auto pointers = [](std::vector<std::string>& strings) {
    std::vector<char*> all;
    for (std::string& one : strings) all.push_back(one.data());
    all.push_back(nullptr);
    return all;
  };
  const std::vector<char*> argv = pointers(words), envp = pointers(environment);
  const int open_out = how.out.empty() ? O_WRONLY | O_CREAT : O_WRONLY;
  const pid_t child = fork();
  if (child == 0) {
    const int from = open(how.in.c_str(), O_RDONLY), to = open(out.c_str(), open_out, 0600);
    const int errors = open(err.c_str(), O_WRONLY | O_CREAT, 0600);
    dup2(from, 0);
    dup2(to, 1);
    dup2(errors, 2);
    if (how.close_out) close(1);
    for (int other = 3; other < 32; ++other) close(other);
    const rlimit most = {how.file_bytes_max, how.file_bytes_max};
    if (how.file_bytes_max != RLIM_INFINITY) setrlimit(RLIMIT_FSIZE, &most);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  if (how.meanwhile) how.meanwhile(child);
  int status = 0;
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  rusage usage{};
  while (wait4(child, &status, WNOHANG, &usage) == 0) {
    if (std::chrono::steady_clock::now() > limit) {
      kill(child, SIGKILL);
      wait4(child, &status, 0, &usage);
      ADD_FAILURE() << "landfall hung";
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  Ended ended;
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ended.peak_mb = static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
  if (how.out.empty()) ended.out = contents(out);
  ended.err = contents(err);
  return ended;
}

inline ::testing::AssertionResult has(const std::string& text, const std::string& piece) {
  if (text.find(piece) != std::string::npos) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "'" << piece << "' is not in:\n" << text;
}

inline std::string scenario_file(const std::string& name) {
  return SOURCE_DIR "/scenarios/" + name;
}

}  // namespace landfall::test

#include "base/folder_lock.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "base/diagnostic.hpp"
#include "support/folder.hpp"

namespace landfall {
namespace {

namespace fs = std::filesystem;

class FolderLockTest : public ::testing::Test {
 protected:
  std::string file() const { return files_ / FolderLock::kName; }

  const test::Folder files_;
  const std::string folder_ = files_.path();
};

TEST_F(FolderLockTest, HoldsTheFolderUntilItsEnd) {
  {
    const FolderLock lock(folder_);
    EXPECT_FALSE(lock.stale_process());
    try {
      const FolderLock second(folder_);
      FAIL();
    } catch (const WorldError& error) {
      EXPECT_EQ(std::string(error.what()), "another batch is at work in '" + folder_ +
                                               "': process " + std::to_string(getpid()) +
                                               "; wait for it, or choose another folder");
    }
    EXPECT_TRUE(fs::exists(file()));
  }
  EXPECT_FALSE(fs::exists(file()));
  const FolderLock again(folder_);
}

TEST_F(FolderLockTest, ThatOfAKilledProcessIsStale) {
  const pid_t child = fork();
  if (child == 0) {
    new FolderLock(folder_);  // and never let go
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(fs::exists(file()));
  const FolderLock lock(folder_);
  EXPECT_EQ(lock.stale_process(), child);
}

TEST_F(FolderLockTest, WhatTheFileSaysIsNotTrusted) {
  std::ofstream(file()) << "not a number";
  EXPECT_FALSE(FolderLock(folder_).stale_process());
}

TEST_F(FolderLockTest, AFolderThatIsNotThere) {
  EXPECT_THROW(FolderLock(folder_ + "/nowhere"), WorldError);
}

TEST_F(FolderLockTest, SweepsWhatTheDeadHaveLeftAndNothingElse) {
  const pid_t dead = fork();
  if (dead == 0) _exit(0);
  int status = 0;
  waitpid(dead, &status, 0);
  const std::string gone = ".landfall-" + std::to_string(dead) + "-0.tmp";
  const std::string alive = ".landfall-" + std::to_string(getppid()) + "-0.tmp";
  for (const std::string& name : {gone, alive, std::string(".landfall-x-0.tmp"),
                                  std::string("report.html"), std::string(".landfall-1.txt")})
    files_.write(name, "bytes");
  sweep_temporary_files(folder_);
  EXPECT_FALSE(fs::exists(files_ / gone));
  EXPECT_EQ(files_.files(), 4u);
  sweep_temporary_files(folder_ + "/nowhere");
}

}  // namespace
}  // namespace landfall

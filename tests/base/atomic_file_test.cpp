#include "base/atomic_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/diagnostic.hpp"
#include "support/folder.hpp"

namespace landfall {
namespace {

namespace fs = std::filesystem;

using test::contents;

template <typename Action>
std::string world_error(Action action) {
  try {
    action();
  } catch (const WorldError& error) {
    return error.what();
  }
  return "";
}

class AtomicFileTest : public ::testing::Test {
 protected:
  std::size_t files() const { return folder.files(); }
  std::string path(const char* name) const { return folder / name; }

  const test::Folder folder;
};

TEST_F(AtomicFileTest, AppearsOnlyWhenCommitted) {
  AtomicFile file(path("out"));
  file.append("one ");
  file.append("two");
  EXPECT_FALSE(fs::exists(path("out")));
  file.commit();
  EXPECT_EQ(contents(path("out")), "one two");
  EXPECT_EQ(files(), 1u);
}

TEST_F(AtomicFileTest, LeavesTheOldFileAndNoTraceWhenNotCommitted) {
  write_file(path("out"), "old");
  {
    AtomicFile file(path("out"));
    file.append("new");
    const AtomicFile moved = std::move(file);
    EXPECT_EQ(files(), 2u);
  }
  EXPECT_EQ(contents(path("out")), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(AtomicFileTest, WritesOverWhatIsThereAndNoFurther) {
  AtomicFile file(path("out"));
  file.append("0000 paths");
  file.write_at(1, "42");
  file.append(", done");  // the end is where it was
  file.write_at(12, "DONE");
  EXPECT_THROW(file.write_at(13, "DONE"), std::logic_error);
  EXPECT_THROW(file.write_at(~std::uint64_t{0}, "x"), std::logic_error);
  file.commit();
  EXPECT_EQ(contents(path("out")), "0420 paths, DONE");
}

TEST_F(AtomicFileTest, KeepsAllBytesAndPermissions) {
  const std::string bytes("\0\r\n\xFF", 4);
  write_file(path("out"), "old");
  fs::permissions(path("out"), fs::perms::owner_read | fs::perms::owner_write);
  write_file(path("out"), bytes);
  EXPECT_EQ(contents(path("out")), bytes);
  EXPECT_EQ(fs::status(path("out")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(AtomicFileTest, TwoOpenFilesOfOneNameDoNotMix) {
  AtomicFile first(path("out"));
  AtomicFile second(path("out"));
  first.append("first");
  second.append("second");
  first.commit();
  second.commit();
  EXPECT_EQ(contents(path("out")), "second");
}

TEST_F(AtomicFileTest, FollowsALink) {
  write_file(path("real"), "old");
  fs::create_symlink("real", path("link"));
  write_file(path("link"), "new");
  EXPECT_EQ(contents(path("real")), "new");
  EXPECT_TRUE(fs::is_symlink(path("link")));
}

TEST_F(AtomicFileTest, WhereALinkIsRemovedItsTargetStays) {
  std::ofstream(path("target")) << "old";
  fs::create_symlink("target", path("link"));
  remove_link(path("link"));
  write_file(path("link"), "new");
  EXPECT_FALSE(fs::is_symlink(path("link")));
  EXPECT_EQ(contents(path("target")), "old");
  remove_link(path("link"));  // a file, and then nothing
  EXPECT_EQ(contents(path("link")), "new");
  remove_link(path("nothing"));
}

TEST_F(AtomicFileTest, NamesTheFolderThatIsMissing) {
  EXPECT_EQ(
      world_error([&] { AtomicFile(path("none/out")); }),
      "cannot write '" + path("none/out") + "': the folder '" + path("none") + "' does not exist");
  EXPECT_EQ(world_error([&] { AtomicFile("no_such_folder/out"); }),
            "cannot write 'no_such_folder/out': the folder 'no_such_folder' does not exist");
}

TEST_F(AtomicFileTest, RefusesWhatIsNoFile) {
  EXPECT_EQ(world_error([&] { AtomicFile(folder.path().string()); }),
            "cannot write '" + folder.path().string() + "': it is a folder");
  EXPECT_EQ(world_error([&] { AtomicFile("/dev/null"); }),
            "cannot write '/dev/null': it is not a regular file");
  EXPECT_EQ(world_error([&] { AtomicFile(""); }), "cannot write a file without a name");
  const std::string long_name = path(std::string(300, 'n').c_str());
  EXPECT_EQ(world_error([&] { AtomicFile file(long_name); }),
            "cannot write '" + long_name + "': File name too long");
}

TEST_F(AtomicFileTest, AFailedWriteLeavesTheOldFile) {
  write_file(path("out"), "old");
  struct rlimit before = {};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  struct rlimit small = before;
  small.rlim_cur = 1000;
  ::setrlimit(RLIMIT_FSIZE, &small);
  const std::string reason = world_error([&] { write_file(path("out"), std::string(5000, 'x')); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(reason, "cannot write '" + path("out") + "': File too large");
  EXPECT_EQ(contents(path("out")), "old");
  EXPECT_EQ(files(), 1u);
}

/// Standard output led elsewhere while it lives.
class RedirectedOutput {
 public:
  explicit RedirectedOutput(int to) : saved_(::dup(STDOUT_FILENO)) {
    std::fflush(stdout);
    if (to >= 0)
      ::dup2(to, STDOUT_FILENO);
    else
      ::close(STDOUT_FILENO);
  }
  ~RedirectedOutput() {
    ::dup2(saved_, STDOUT_FILENO);
    ::close(saved_);
  }

 private:
  int saved_;
};

TEST(StandardOutput, IsQuietWhenTheReaderHasGone) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  bool read = true;
  {
    const RedirectedOutput redirected(ends[1]);
    read = write_standard_output("text");
  }
  ::close(ends[1]);
  EXPECT_FALSE(read);
}

TEST(StandardOutput, ReportsAFullDevice) {
  const int full = ::open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  std::string reason;
  {
    const RedirectedOutput redirected(full);
    reason = world_error([] { (void)write_standard_output("text"); });
  }
  ::close(full);
  EXPECT_EQ(reason, "cannot write to standard output: No space left on device");
}

TEST(StandardOutput, ReportsThatItIsClosed) {
  std::string reason;
  {
    const RedirectedOutput redirected(-1);
    reason = world_error([] { (void)write_standard_output("text"); });
  }
  EXPECT_EQ(reason, "cannot write to standard output: Bad file descriptor");
}

TEST(StandardOutput, WritesAllOfIt) {
  std::FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  const std::string text(300000, 'x');
  {
    const RedirectedOutput redirected(::fileno(file));
    EXPECT_TRUE(write_standard_output(text));
  }
  EXPECT_EQ(::lseek(::fileno(file), 0, SEEK_END), 300000);
  std::fclose(file);
}

}  // namespace
}  // namespace landfall

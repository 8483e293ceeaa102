#include "main/flight_recorder.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <limits>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class FlightRecorderTest : public ::testing::Test {
 protected:
  /// Runs a process that opens the recorder, does this and then dies of the signal; returns what ended it.
  int die_of(int signal, const std::function<void(FlightRecorder&)>& work) const {
    const pid_t child = ::fork();
    if (child == 0) {
      const rlimit no_core{.rlim_cur = 0, .rlim_max = 0};
      ::setrlimit(RLIMIT_CORE, &no_core);
      auto recorder = FlightRecorder::open(file_);
      if (!recorder) ::_exit(1);
      work(**recorder);
      if (signal != 0) ::raise(signal);
      ::_exit(0);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
  }

  /// What the next process is told.
  std::vector<std::string> crashed() const {
    const auto recorder = FlightRecorder::open(file_);
    EXPECT_TRUE(recorder);
    return recorder ? (*recorder)->crashed() : std::vector<std::string>{};
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "data" / "flight";
};

void two_in_work(FlightRecorder& recorder) {
  recorder.begin(0, "dog.jpg");
  recorder.begin(1, "done.jpg");
  recorder.begin(2, "holiday/é 1.jpg");
  recorder.end(1);
}

TEST_F(FlightRecorderTest, BeginsWithoutACrash) {
  EXPECT_THAT(crashed(), IsEmpty());
  EXPECT_TRUE(std::filesystem::exists(file_));
}

TEST_F(FlightRecorderTest, TellsWhatWasInWorkAfterEachFatalSignal) {
  for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE}) {
    EXPECT_EQ(die_of(signal, two_in_work), signal);
    EXPECT_THAT(crashed(), UnorderedElementsAre("dog.jpg", "holiday/é 1.jpg")) << ::strsignal(signal);
  }
}

/// Uses up the stack. Not instrumented: under ThreadSanitizer the calls fault in its own record of them first, and
/// the handler, which it records too, faults again.
[[gnu::noinline, clang::disable_sanitizer_instrumentation]] int overflow(int depth) {
  volatile char room[4096];  // NOLINT: the compiler must not see through it
  room[0] = static_cast<char>(depth);
  return depth == std::numeric_limits<int>::max() ? 0 : overflow(depth + 1) + room[0];
}

TEST_F(FlightRecorderTest, TellsWhatWasInWorkWhenAWorkersStackOverflowed) {
  EXPECT_EQ(die_of(0,
                   [](FlightRecorder& recorder) {
                     std::thread([&] {
                       recorder.begin(0, "deep.jpg");
                       overflow(0);
                     }).join();
                   }),
            SIGSEGV);
  EXPECT_THAT(crashed(), ElementsAre("deep.jpg"));
}

TEST_F(FlightRecorderTest, TellsOfACrashOnce) {
  EXPECT_EQ(die_of(SIGSEGV, two_in_work), SIGSEGV);
  EXPECT_FALSE(crashed().empty());
  EXPECT_THAT(crashed(), IsEmpty());
}

TEST_F(FlightRecorderTest, BlamesNoImageWhereTheProcessIsKilledFromOutside) {
  for (const int signal : {SIGKILL, SIGTERM, SIGINT}) {
    EXPECT_EQ(die_of(signal, two_in_work), signal);
    EXPECT_THAT(crashed(), IsEmpty()) << ::strsignal(signal);
  }
}

TEST_F(FlightRecorderTest, BlamesNoImageWhereTheProcessEndsByItself) {
  EXPECT_EQ(die_of(0, two_in_work), 0);
  EXPECT_THAT(crashed(), IsEmpty());
}

TEST_F(FlightRecorderTest, BlamesNothingWhereNothingWasInWork) {
  EXPECT_EQ(die_of(SIGSEGV,
                   [](FlightRecorder& recorder) {
                     recorder.begin(0, "dog.jpg");
                     recorder.end(0);
                   }),
            SIGSEGV);
  EXPECT_THAT(crashed(), IsEmpty());
}

TEST_F(FlightRecorderTest, RemembersTheLatestImageOfAWorker) {
  EXPECT_EQ(die_of(SIGABRT,
                   [](FlightRecorder& recorder) {
                     recorder.begin(0, "a-rather-long-name.jpg");
                     recorder.end(0);
                     recorder.begin(0, "b.jpg");
                   }),
            SIGABRT);
  EXPECT_THAT(crashed(), ElementsAre("b.jpg"));
}

TEST_F(FlightRecorderTest, HoldsTheLongestIds) {
  const std::string longest(1023, 'k');
  EXPECT_EQ(die_of(SIGSEGV, [&](FlightRecorder& recorder) { recorder.begin(63, longest); }), SIGSEGV);
  EXPECT_THAT(crashed(), ElementsAre(longest));
}

TEST_F(FlightRecorderTest, TakesAFileOfAnotherLengthAsEmpty) {
  ASSERT_TRUE(make_folders(file_.parent_path()));
  ASSERT_TRUE(replace_file(file_, {}));
  EXPECT_THAT(crashed(), IsEmpty());
}

TEST_F(FlightRecorderTest, SaysWhichFileItCannotOpen) {
  ASSERT_TRUE(make_folders(file_));
  const auto recorder = FlightRecorder::open(file_);
  ASSERT_FALSE(recorder);
  EXPECT_THAT(recorder.error().detail, ::testing::HasSubstr(file_.string()));
}

/// Turns back the count of processes that the kernel killed for want of memory, which stands behind the boot's id
/// in the file: as if one had been killed since. False where this system tells neither.
bool pretend_out_of_memory(const std::filesystem::path& file, bool other_boot) {
  std::string boot;
  std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), boot);
  std::fstream page(file, std::ios::in | std::ios::out | std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(page)), std::istreambuf_iterator<char>());
  const std::size_t at = boot.empty() ? std::string::npos : content.find(boot);
  if (at == std::string::npos) return false;
  constexpr std::size_t kBootSize = 40;
  const std::int64_t fewer = -1;
  page.clear();
  page.seekp(static_cast<std::streamoff>(at + kBootSize));
  page.write(reinterpret_cast<const char*>(&fewer), sizeof fewer);
  if (other_boot) {
    page.seekp(static_cast<std::streamoff>(at));
    page.put('x');
  }
  return page.good();
}

TEST_F(FlightRecorderTest, CountsTheKernelsOutOfMemoryKillAsACrash) {
  EXPECT_EQ(die_of(SIGKILL, two_in_work), SIGKILL);
  if (!pretend_out_of_memory(file_, false)) GTEST_SKIP() << "this system has no boot id";
  EXPECT_THAT(crashed(), UnorderedElementsAre("dog.jpg", "holiday/é 1.jpg"));
}

TEST_F(FlightRecorderTest, DoesNotCompareCountsOfDifferentBoots) {
  EXPECT_EQ(die_of(SIGKILL, two_in_work), SIGKILL);
  if (!pretend_out_of_memory(file_, true)) GTEST_SKIP() << "this system has no boot id";
  EXPECT_THAT(crashed(), IsEmpty());
}

}  // namespace
}  // namespace spotter::testing

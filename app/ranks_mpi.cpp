// The same by MPI. A call that waits for others looks at signals meanwhile.
#define OMPI_SKIP_MPICXX
#include <fcntl.h>
#include <fmt/format.h>
#include <mpi.h>
#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

#include "app/commands/commands.hpp"
#include "app/ranks.hpp"

namespace landfall::app {

namespace {

constexpr std::size_t kMessageMost = std::size_t{1} << 28;  // MPI counts in int
constexpr std::uint64_t kBlocksMost = 64, kHandOuts = 64;   // a process takes so many, so often

enum Tag { kSize = 1, kBytes, kDelivered, kTaken, kDone };
enum Counter { kBlocks, kJobs, kCounters };

/// What a process says of itself whenever it meets the others.
constexpr int kGoesOn = 0, kLeaves = 1;  // and its exit code

/// Wait for a message; Interrupted if a signal comes first.
void await(MPI_Request& request) {
  for (int round = 0;; ++round) {
    int is_there = 0;
    MPI_Test(&request, &is_there, MPI_STATUS_IGNORE);
    if (is_there != 0) return;
    if (interrupted) throw simulate::Interrupted();
    std::this_thread::sleep_for(std::chrono::microseconds(round < 100 ? 20 : 500));
  }
}

void send(const std::string& bytes, int to, int tag) {
  std::uint64_t size = bytes.size();
  MPI_Request request;
  MPI_Isend(&size, 1, MPI_UINT64_T, to, tag, MPI_COMM_WORLD, &request);
  await(request);
  for (std::size_t at = 0; at < bytes.size(); at += kMessageMost) {
    const auto count = static_cast<int>(std::min(kMessageMost, bytes.size() - at));
    MPI_Isend(bytes.data() + at, count, MPI_BYTE, to, kBytes, MPI_COMM_WORLD, &request);
    await(request);
  }
}

std::string receive_from(int rank, int tag) {
  std::uint64_t size = 0;
  MPI_Request request;
  MPI_Irecv(&size, 1, MPI_UINT64_T, rank, tag, MPI_COMM_WORLD, &request);
  await(request);
  std::string bytes(size, '\0');
  for (std::size_t at = 0; at < bytes.size(); at += kMessageMost) {
    const auto count = static_cast<int>(std::min(kMessageMost, bytes.size() - at));
    MPI_Irecv(bytes.data() + at, count, MPI_BYTE, rank, kBytes, MPI_COMM_WORLD, &request);
    await(request);
  }
  return bytes;
}

}  // namespace

struct Ranks::State {
  int rank = 0, count = 1, on_this_machine = 1;
  int shown_error = -1, kept_error = -1;  ///< standard error itself, and what was said to it so far
  MPI_Win window = MPI_WIN_NULL;          ///< counters, with the first process
  std::uint64_t* counters = nullptr;
  std::uint64_t blocks_at_a_time = 1;
  simulate::Stretch all;
  simulate::Share share;
  std::mutex delivering;
  std::thread receiver;

  std::uint64_t next(Counter counter, std::uint64_t add) {
    std::uint64_t before = 0;
    MPI_Fetch_and_op(&add, &before, MPI_UINT64_T, 0, counter, MPI_SUM, window);
    MPI_Win_flush(0, window);
    return before;
  }
  void set(Counter counter, std::uint64_t value) {
    MPI_Accumulate(&value, 1, MPI_UINT64_T, 0, counter, 1, MPI_UINT64_T, MPI_REPLACE, window);
    MPI_Win_flush(0, window);
  }

  /// Meet all others; what each says.
  std::vector<int> meet(int says) {
    std::vector<int> all_say(static_cast<std::size_t>(count));
    MPI_Request request;
    MPI_Iallgather(&says, 1, MPI_INT, all_say.data(), 1, MPI_INT, MPI_COMM_WORLD, &request);
    await(request);
    return all_say;
  }
  void meet_and_go_on() {
    const std::vector<int> all_say = meet(kGoesOn);
    const int most = *std::max_element(all_say.begin(), all_say.end());
    if (most != kGoesOn) throw OtherFailed(most - kLeaves);
  }

  std::optional<std::vector<std::string>> exchange(const std::function<std::string()>& part) {
    meet_and_go_on();
    if (rank != 0) {
      send(part(), 0, kSize);
      return std::nullopt;
    }
    std::vector<std::string> parts;
    for (int other = 1; other < count; ++other) parts.push_back(receive_from(other, kSize));
    return parts;
  }

  std::uint64_t agree(std::uint64_t number) {
    meet_and_go_on();
    MPI_Request request;
    MPI_Ibcast(&number, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD, &request);
    await(request);
    return number;
  }

  void begin(simulate::Stretch stretch) {
    all = stretch;
    blocks_at_a_time = std::clamp<std::uint64_t>(
        (all.end - all.first) / (static_cast<std::uint64_t>(count) * kHandOuts), 1, kBlocksMost);
    if (rank == 0) set(kBlocks, all.first);
    meet_and_go_on();
  }

  simulate::Stretch take() {
    const std::uint64_t first = next(kBlocks, blocks_at_a_time);
    if (first >= all.end) return {};
    return {first, std::min(first + blocks_at_a_time, all.end)};
  }

  /// Only the first process is heard; of the others what they say is kept, for the case that they
  /// alone know what is wrong.
  void be_quiet() {
    if (const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC); nowhere >= 0) {
      ::dup2(nowhere, STDOUT_FILENO);
      ::close(nowhere);
    }
    kept_error = ::memfd_create("landfall", MFD_CLOEXEC);
    shown_error = ::dup(STDERR_FILENO);
    if (kept_error >= 0) ::dup2(kept_error, STDERR_FILENO);
  }
  void be_heard() const {
    std::fflush(stderr);
    if (shown_error < 0 || kept_error < 0) return;
    ::dup2(shown_error, STDERR_FILENO);
    const std::string begin = fmt::format("landfall: process {} of {}:\n", rank, count);
    if (::write(STDERR_FILENO, begin.data(), begin.size()) < 0) return;
    char bytes[4096];
    for (off_t at = 0;;) {
      const ssize_t size = ::pread(kept_error, bytes, sizeof bytes, at);
      if (size <= 0 || ::write(STDERR_FILENO, bytes, static_cast<std::size_t>(size)) < 0) return;
      at += size;
    }
  }
};

Ranks::Ranks(int* count, char*** arguments) : state_(new State) {
  State& state = *state_;
  int provided = 0;
  MPI_Init_thread(count, arguments, MPI_THREAD_MULTIPLE, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &state.rank);
  MPI_Comm_size(MPI_COMM_WORLD, &state.count);
  MPI_Comm here = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &here);
  MPI_Comm_size(here, &state.on_this_machine);
  MPI_Comm_free(&here);
  const MPI_Aint size = state.rank == 0 ? kCounters * sizeof(std::uint64_t) : 0;
  MPI_Win_allocate(size, sizeof(std::uint64_t), MPI_INFO_NULL, MPI_COMM_WORLD, &state.counters,
                   &state.window);
  MPI_Win_lock_all(0, state.window);
  if (state.rank == 0) state.set(kJobs, 0);
  state.share = {.begin = [&state](simulate::Stretch all) { state.begin(all); },
                 .take = [&state] { return state.take(); },
                 .exchange = [&state](const auto& part) { return state.exchange(part); },
                 .agree = [&state](std::uint64_t number) { return state.agree(number); }};
  if (state.rank != 0) state.be_quiet();
}

Ranks::~Ranks() {
  MPI_Win_unlock_all(state_->window);
  MPI_Win_free(&state_->window);
  MPI_Finalize();
}

int Ranks::rank() const {
  return state_->rank;
}
int Ranks::count() const {
  return state_->count;
}
int Ranks::on_this_machine() const {
  return state_->on_this_machine;
}
const simulate::Share* Ranks::share() const {
  return &state_->share;
}

std::optional<std::size_t> Ranks::take_job(std::size_t jobs) {
  const std::uint64_t job = state_->next(kJobs, 1);
  if (job >= jobs) return std::nullopt;
  return static_cast<std::size_t>(job);
}

void Ranks::deliver(const std::string& bytes) {
  const std::lock_guard lock(state_->delivering);
  send(bytes, 0, kDelivered);
  receive_from(0, kTaken);
}

void Ranks::receive(std::function<void(const std::string& bytes)> take) {
  state_->receiver = std::thread([this, take = std::move(take)] {
    for (int done = 0; done + 1 < state_->count && !interrupted;) {
      int is_there = 0;
      MPI_Status status;
      MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, &status);
      if (is_there == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        continue;
      }
      try {
        const std::string bytes = receive_from(status.MPI_SOURCE, status.MPI_TAG);
        if (status.MPI_TAG == kDone) {
          ++done;
        } else {
          take(bytes);
          send("", status.MPI_SOURCE, kTaken);
        }
      } catch (const simulate::Interrupted&) {
        return;
      }
    }
  });
}

void Ranks::finish_batch() {
  if (state_->rank != 0) return send("", 0, kDone);
  if (state_->receiver.joinable()) state_->receiver.join();
}

int Ranks::leave(int code) {
  std::vector<int> all_say;
  try {
    if (state_->receiver.joinable()) state_->receiver.join();
    if (code >= kSignal) throw simulate::Interrupted();
    all_say = state_->meet(kLeaves + code);
  } catch (const simulate::Interrupted&) {
    // Others may be gone, and a message on its way: MPI is not to be called any more.
    std::fflush(nullptr);
    std::_Exit(code >= kSignal ? code : kSignal + interrupting_signal);
  }
  const auto failed =
      std::find_if(all_say.begin(), all_say.end(), [](int says) { return says > kLeaves; });
  if (code != 0 && failed - all_say.begin() == state_->rank && state_->rank != 0)
    state_->be_heard();
  const int most = *std::max_element(all_say.begin(), all_say.end());
  return std::max(code, most - kLeaves);
}

}  // namespace landfall::app

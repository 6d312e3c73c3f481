// The same by MPI. A call that waits for others looks at signals meanwhile.
#define OMPI_SKIP_MPICXX
#include <fcntl.h>
#include <fmt/format.h>
#include <mpi.h>
#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

#include "app/commands/commands.hpp"
#include "app/ranks.hpp"
#include "base/diagnostic.hpp"

namespace landfall::app {

namespace {

constexpr std::size_t kMessageMost = std::size_t{1} << 28;  // MPI counts in int
// A process gets such a share of what is left for each: few hand-outs, and small ones at the end.
constexpr std::uint64_t kHandOut = 4;

constexpr std::chrono::milliseconds kTidying{500};

enum Tag { kSize = 1, kBytes, kDelivered, kTaken, kDone, kBlocks, kJob };

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

/// On one machine messages go through its memory. Open MPI would look for networks that are faster
/// than TCP, for a fifth of a second; what the user has chosen holds.
void choose_transport() {
  const char* all = std::getenv("OMPI_COMM_WORLD_SIZE");
  const char* here = std::getenv("OMPI_COMM_WORLD_LOCAL_SIZE");
  if (all != nullptr && here != nullptr && std::strcmp(all, here) == 0)
    ::setenv("OMPI_MCA_pml", "ob1", 0);
}

}  // namespace

std::string mpi_in_words() {
  char words[MPI_MAX_LIBRARY_VERSION_STRING];
  int size = 0;
  MPI_Get_library_version(words, &size);
  // "Open MPI v4.1.4, package: ..."
  std::string first(words, static_cast<std::size_t>(size));
  first.resize(std::min(first.find_first_of(",\n"), first.size()));
  if (const std::size_t v = first.find(" v"); v != std::string::npos) first.erase(v + 1, 1);
  return first;
}

struct Ranks::State {
  int rank = 0, count = 1, on_this_machine = 1;
  int shown_error = -1, kept_error = -1;  ///< standard error itself, and what was said to it so far
  simulate::Share share;
  std::mutex delivering;
  std::thread receiver;

  // Of the first process, which hands out blocks and jobs.
  std::mutex handing_out;  ///< of the two below
  simulate::Stretch left;
  std::uint64_t jobs = 0;
  MPI_Comm asking = MPI_COMM_NULL;  ///< all processes; apart from other messages
  std::atomic<bool> is_over = false;
  std::thread server;
  int parts_due = 0;  ///< that the others are handing over

  simulate::Stretch hand_out(int tag) {
    const std::lock_guard lock(handing_out);
    if (tag == kJob) {
      const std::uint64_t job = jobs++;
      return {job, job + 1};
    }
    if (left.empty()) return {};
    const std::uint64_t share_of_each = (left.end - left.first) / static_cast<std::uint64_t>(count);
    const std::uint64_t first = left.first;
    left.first += std::max<std::uint64_t>(1, share_of_each / kHandOut);
    return {first, left.first};
  }

  /// Answer the others, by a thread of its own. It looks every now and then, since to wait in MPI
  /// would keep a core busy.
  void serve() {
    while (!is_over) {
      int is_there = 0;
      MPI_Status status;
      MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, asking, &is_there, &status);
      if (is_there == 0) {
        std::this_thread::sleep_for(std::chrono::microseconds(500));
        continue;
      }
      MPI_Recv(nullptr, 0, MPI_BYTE, status.MPI_SOURCE, status.MPI_TAG, asking, MPI_STATUS_IGNORE);
      const simulate::Stretch next = hand_out(status.MPI_TAG);
      const std::uint64_t numbers[] = {next.first, next.end};
      MPI_Send(numbers, 2, MPI_UINT64_T, status.MPI_SOURCE, status.MPI_TAG, asking);
    }
  }

  /// What the first process hands out next.
  simulate::Stretch ask(int tag) {
    if (rank == 0) return hand_out(tag);
    MPI_Request request;
    MPI_Isend(nullptr, 0, MPI_BYTE, 0, tag, asking, &request);
    await(request);
    std::uint64_t numbers[2];
    MPI_Irecv(numbers, 2, MPI_UINT64_T, 0, tag, asking, &request);
    await(request);
    return {numbers[0], numbers[1]};
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

  simulate::PartsOfOthers exchange(const std::function<std::string()>& part) {
    meet_and_go_on();
    if (rank != 0) {
      send(part(), 0, kSize);
      return {};
    }
    parts_due = count - 1;
    return [this]() -> std::optional<std::string> {
      if (parts_due == 0) return std::nullopt;
      std::string part_of_other = receive_from(count - parts_due, kSize);
      --parts_due;
      return part_of_other;
    };
  }

  std::uint64_t agree(std::uint64_t number) {
    meet_and_go_on();
    MPI_Request request;
    MPI_Ibcast(&number, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD, &request);
    await(request);
    return number;
  }

  void begin(simulate::Stretch all) {
    if (rank == 0) {
      const std::lock_guard lock(handing_out);
      left = all;
    }
    meet_and_go_on();
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
  choose_transport();
  int provided = 0;
  MPI_Init_thread(count, arguments, MPI_THREAD_MULTIPLE, &provided);
  if (provided < MPI_THREAD_MULTIPLE)
    throw WorldError(mpi_in_words() + " was built without MPI_THREAD_MULTIPLE, which this needs");
  MPI_Comm_rank(MPI_COMM_WORLD, &state.rank);
  MPI_Comm_size(MPI_COMM_WORLD, &state.count);
  MPI_Comm here = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &here);
  MPI_Comm_size(here, &state.on_this_machine);
  MPI_Comm_free(&here);
  MPI_Comm_dup(MPI_COMM_WORLD, &state.asking);
  state.share = {.begin = [&state](simulate::Stretch all) { state.begin(all); },
                 .take = [&state] { return state.ask(kBlocks); },
                 .exchange = [&state](const auto& part) { return state.exchange(part); },
                 .agree = [&state](std::uint64_t number) { return state.agree(number); }};
  if (state.rank == 0) state.server = std::thread([&state] { state.serve(); });
  if (state.rank != 0) state.be_quiet();
}

Ranks::~Ranks() {
  state_->is_over = true;
  if (state_->server.joinable()) state_->server.join();
  MPI_Comm_free(&state_->asking);
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
  const std::uint64_t job = state_->ask(kJob).first;
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
    if (state_->parts_due > 0) MPI_Abort(MPI_COMM_WORLD, code);  // nobody would take the others'
    all_say = state_->meet(kLeaves + code);
  } catch (const simulate::Interrupted&) {
    // Others may be gone, and a message on its way: MPI is not to be called any more. As soon as
    // one of several ends, mpirun kills those that have not tidied up yet.
    std::fflush(nullptr);
    std::this_thread::sleep_for(kTidying);
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

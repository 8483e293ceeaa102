#include "main/flight_recorder.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstring>
#include <fstream>
#include <memory>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"

namespace spotter {
namespace {

constexpr std::size_t kSlots = 64;
constexpr std::size_t kLongestId = 1024;
constexpr std::array kFatal = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE};

/// How many processes the kernel killed for want of memory since this machine started, with its boot id.
struct OutOfMemory {
  std::array<char, 40> boot{};
  std::int64_t kills = 0;
};

OutOfMemory read_out_of_memory() {
  OutOfMemory state;
  std::ifstream boot("/proc/sys/kernel/random/boot_id");
  boot.read(state.boot.data(), static_cast<std::streamsize>(state.boot.size()) - 1);
  std::ifstream counters("/proc/vmstat");
  std::string name;
  std::int64_t value = 0;
  while (counters >> name >> value)
    if (name == "oom_kill") state.kills = value;
  return state;
}

std::atomic<std::atomic<int>*> signal_place = nullptr;

void note_signal(int number) {
  if (auto* place = signal_place.load()) place->store(number);
  std::signal(number, SIG_DFL);
  ::raise(number);
}

/// A stack for this thread's signal handlers: where its own has overflowed there is no room for them.
class SignalStack {
 public:
  SignalStack() {
    stack_t current{};
    const bool has_one = ::sigaltstack(nullptr, &current) == 0 && (current.ss_flags & SS_DISABLE) == 0;
    if (has_one) return;  // a sanitizer's, which also takes it away
    constexpr std::size_t kSize = 64 * 1024;
    memory_ = std::make_unique<char[]>(kSize);
    const stack_t own{.ss_sp = memory_.get(), .ss_flags = 0, .ss_size = kSize};
    ::sigaltstack(&own, nullptr);
  }
  ~SignalStack() {
    const stack_t none{.ss_sp = nullptr, .ss_flags = SS_DISABLE, .ss_size = 0};
    if (memory_ != nullptr) ::sigaltstack(&none, nullptr);
  }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  std::unique_ptr<char[]> memory_;
};

}  // namespace

struct FlightRecorder::Page {
  std::atomic<int> signal = 0;  ///< the fatal signal that ended the process
  OutOfMemory memory;
  std::array<std::array<char, kLongestId>, kSlots> images{};  ///< of each worker; empty: none
};

Result<std::unique_ptr<FlightRecorder>> FlightRecorder::open(const std::filesystem::path& file) {
  SPOTTER_TRY(make_folders(file.parent_path()));
  const UniqueFd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!fd.valid() || ::ftruncate(fd.get(), sizeof(Page)) != 0) return fail(errno_error("can't open", file));
  void* memory = ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
  if (memory == MAP_FAILED) return fail(errno_error("can't map", file));
  auto* page = static_cast<Page*>(memory);
  std::unique_ptr<FlightRecorder> recorder(new FlightRecorder(page));

  const OutOfMemory now = read_out_of_memory();
  const bool starved = page->memory.boot == now.boot && now.kills > page->memory.kills;
  for (auto& image : page->images) {
    image.back() = '\0';
    if ((page->signal != 0 || starved) && image.front() != '\0') recorder->crashed_.emplace_back(image.data());
    image.fill('\0');
  }
  page->signal = 0;
  page->memory = now;
  signal_place = &page->signal;
  struct sigaction action{};
  action.sa_handler = note_signal;
  action.sa_flags = SA_ONSTACK;
  for (const int number : kFatal)
    ::sigaction(number, &action, nullptr);
  return recorder;
}

FlightRecorder::~FlightRecorder() {
  signal_place = nullptr;
  ::munmap(page_, sizeof(Page));
}

void FlightRecorder::begin(int worker, const std::string& image_id) {
  thread_local const SignalStack stack;
  auto& slot = page_->images.at(static_cast<std::size_t>(worker) % kSlots);
  slot.fill('\0');
  std::memcpy(slot.data(), image_id.data(), std::min(image_id.size(), slot.size() - 1));
}

void FlightRecorder::end(int worker) {
  page_->images.at(static_cast<std::size_t>(worker) % kSlots).fill('\0');
}

}  // namespace spotter
